"""What a rule would catch by later knowledge stands apart from what was frozen."""

from datetime import date

import pytest

from appeals.queries.appeal_file import AppealFile, appeal_file
from appeals.queries.later_knowledge import Since, known_since
from tests.factories.appeals import a_rule, invented_appeal, named
from tests.factories.record import invented_agreement, last_block, record, retract
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
ON = date(2015, 1, 1)


def in_force(slug: str):
    agreement = invented_agreement(slug=slug)
    return record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01").change


def read(appeal, known_at=None) -> AppealFile:
    return appeal_file(appeal.slug, on=ON, known_at=known_at)


def told(file: AppealFile) -> list[tuple[list[str], list[str]]]:
    """By demand: what would be caught, and what no longer."""
    since = known_since(file)
    found = [since.get(demand.pk, Since()) for demand in file.appeal.demands.all()]
    return [([a.slug for a in one.added], [c.agreement.slug for c in one.gone]) for one in found]


def test_an_agreement_recorded_later_would_be_caught_and_is_not_part_of_what_was_frozen():
    in_force("known-then")
    appeal = invented_appeal(a_rule())
    before = last_block()
    assert told(read(appeal)) == [([], [])]
    in_force("learned-later")
    file = read(appeal)
    assert told(file) == [(["learned-later"], [])]
    assert [one.agreement.slug for one in file.appeal.demands.all()[0].caught.all()] == ["known-then"]
    assert told(read(appeal, known_at=before)) == [([], [])]


def test_what_was_frozen_by_mistake_would_no_longer_be_caught():
    entry = in_force("was-in-force")
    appeal = invented_appeal(a_rule())
    before = last_block()
    retract(entry)
    assert told(read(appeal)) == [([], ["was-in-force"])]
    assert told(read(appeal, known_at=before)) == [([], [])]


def test_a_named_agreement_is_no_news_and_demands_without_a_rule_are_not_asked(django_assert_num_queries):
    outside = invented_agreement(slug="outside")
    appeal = invented_appeal(named(outside))
    record(outside, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    file = read(appeal)
    with django_assert_num_queries(0):
        assert known_since(file) == {}


def test_one_statement_for_all_demands(django_assert_num_queries):
    appeal = invented_appeal(a_rule(), a_rule(), named(invented_agreement()))
    in_force("learned-later")
    file = read(appeal)
    with django_assert_num_queries(1):
        assert told(file) == [(["learned-later"], []), (["learned-later"], []), ([], [])]
