"""Clauses are added, corrected and retracted; timelines and computed days follow, and what was known stays known."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.factories.record import (
    a_block,
    invented_agreement,
    invented_parties,
    invented_source,
    last_block,
    record,
)
from treaties.actions.clauses import ClauseGiven, NamedParty, add_clause, correct_clause, retract_clause
from treaties.actions.sources import Cite
from treaties.models import Agreement, Clause, ClauseParty, ComputedDay, Correction
from treaties.queries.agreement_file import agreement_file
from treaties.queries.clauses import article_of, with_named, words_of
from treaties.queries.facts import facts_of, with_facts
from treaties.rules.findings import Refused
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting

pytestmark = pytest.mark.django_db
K = ClauseKind


def given(kind, **said):
    return ClauseGiven(kind, **({"cites": [Cite(invented_source(), "Art. 7")]} | said))


def add(agreement, kind, **said):
    clause = given(kind, **said)
    with a_block() as block:
        return add_clause(block, agreement=agreement, given=clause)


def correct(clause, kind, reason="Misread.", **said):
    new = given(kind, **said)
    with a_block() as block:
        return correct_clause(block, clause=clause, given=new, reason=reason)


def retract(clause, reason="It is in another text."):
    with a_block() as block:
        return retract_clause(block, clause=clause, reason=reason)


def status_on(agreement, day, known_at=None):
    file = agreement_file(agreement.slug, on=date.fromisoformat(day), known_at=known_at)
    return [one.status for one in file.standings]


@pytest.fixture
def agreement():
    of_five = invented_agreement()
    record(of_five, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    return of_five


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def test_a_clause_is_recorded_with_its_article_and_all_follows(agreement):
    addition = add(agreement, K.DURATION, months=240)
    assert (addition.clause.ref, article_of(with_named(Clause.objects.all()).get(pk=addition.clause.pk))) == (
        "clause:duration",
        "Art. 7",
    )
    assert status_on(agreement, "2020-12-31") == [AgreementStatus.IN_FORCE]
    assert status_on(agreement, "2021-01-01") == [AgreementStatus.ENDED]
    assert [str(day.computed_on) for day in ComputedDay.objects.filter(agreement=agreement)] == ["2021-01-01"]


def test_the_parties_and_shares_that_it_names_are_kept_in_their_order(agreement):
    one, other = invented_parties("XAA", "XAB")
    named = [NamedParty(other, Decimal("60.5")), NamedParty(one, Decimal(0))]
    said = {"percent": Decimal(55), "parties": named, "of_what": "tonnage"}
    clause = add(agreement, K.ENTRY_INTO_FORCE, **said).clause
    (fact,) = facts_of(with_facts(Agreement.objects.filter(pk=agreement.pk)).get()).clauses
    assert (fact.parties, fact.shares) == (("XAB", "XAA"), (("XAB", Decimal("60.5")), ("XAA", Decimal(0))))
    assert words_of(with_named(Clause.objects.all()).get(pk=clause.pk)).endswith("at least 55 per cent of tonnage.")


def test_conditions_of_entry_into_force_are_numbered_and_no_number_comes_again(agreement):
    first, second = (add(agreement, K.ENTRY_INTO_FORCE, count=count).clause for count in (1, 2))
    assert (first.ref, second.ref) == ("clause:entry_into_force", "clause:entry_into_force:2")
    retract(second)
    assert add(agreement, K.ENTRY_INTO_FORCE, count=2).clause.ref == "clause:entry_into_force:3"


def test_a_second_clause_of_a_kind_is_refused_until_the_first_is_gone(agreement):
    first = add(agreement, K.NOTICE_PERIOD, months=6).clause
    with pytest.raises(Refused) as refused:
        add(agreement, K.NOTICE_PERIOD, months=12)
    assert codes(refused) == ["second_of_its_kind"]
    retract(first)
    assert add(agreement, K.NOTICE_PERIOD, months=12).clause.ordinal == 2


def test_a_clause_needs_a_source(agreement):
    with pytest.raises(Refused) as refused:
        add(agreement, K.DURATION, months=12, cites=[])
    assert (codes(refused), refused.value.findings[0].field) == (["no_source"], "source")


def test_everything_that_does_not_fit_is_told_at_once_and_nothing_is_written(agreement):
    before = Clause.objects.count(), ClauseParty.objects.count()
    (one,) = invented_parties("XAA")
    with pytest.raises(Refused) as refused:
        add(agreement, K.SURVIVAL, parties=[NamedParty(one), NamedParty(one)], not_before=3)
    assert codes(refused) == ["clause_lacks", "clause_knows_no_such", "named_twice"]
    assert before == (Clause.objects.count(), ClauseParty.objects.count())


def test_a_correction_puts_another_clause_in_its_place_and_what_was_known_stays(agreement):
    clause = add(agreement, K.DURATION, months=60).clause
    known = last_block()
    mending = correct(clause, K.DURATION, months=120)
    correction = mending.correction
    assert (correction.row, correction.replacement.ref) == (clause, "clause:duration:2")
    assert [one.ref for one in Clause.objects.standing().filter(agreement=agreement)] == ["clause:duration:2"]
    assert [one.ref for one in Clause.objects.standing(known).filter(agreement=agreement)] == ["clause:duration"]
    assert status_on(agreement, "2008-01-01") == [AgreementStatus.IN_FORCE]
    assert status_on(agreement, "2008-01-01", known_at=known) == [AgreementStatus.ENDED]


def test_a_clause_can_turn_out_to_be_of_another_kind(agreement):
    clause = add(agreement, K.NOTICE_PERIOD, months=6).clause
    assert correct(clause, K.NON_RENEWAL_NOTICE, months=6).correction.replacement.ref == "clause:non_renewal_notice"


def test_a_retraction_takes_it_back_with_all_that_followed(agreement):
    clause = add(agreement, K.DURATION, months=240).clause
    retract(clause)
    assert status_on(agreement, "2022-01-01") == [AgreementStatus.IN_FORCE]
    assert not ComputedDay.objects.filter(agreement=agreement).exists()


@pytest.mark.parametrize("mend", [correct, retract])
def test_it_is_answered_once_and_with_a_reason(agreement, mend):
    clause = add(agreement, K.DURATION, months=60).clause
    of_kind = {"kind": K.DURATION, "months": 12} if mend is correct else {}
    with pytest.raises(Refused) as refused:
        mend(clause, reason=" ", **of_kind)
    assert codes(refused) == ["no_reason"]
    retract(clause)
    with pytest.raises(Refused) as refused:
        mend(clause, **of_kind)
    assert codes(refused) == ["stands_no_longer"]
    assert Correction.objects.filter(clause=clause).count() == 1


def test_a_correction_without_a_source_is_refused(agreement):
    clause = add(agreement, K.DURATION, months=60).clause
    with pytest.raises(Refused) as refused:
        correct(clause, K.DURATION, months=12, cites=[])
    assert codes(refused) == ["no_source"]


def test_a_notice_counts_to_the_end_of_the_term_that_the_clauses_compute(agreement):
    add(agreement, K.DURATION, months=60)
    add(agreement, K.TACIT_RENEWAL)
    add(agreement, K.NOTICE_PERIOD, months=6, counting=Counting.END_OF_TERM)
    record(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2010-01-01")
    assert status_on(agreement, "2010-12-31") == [AgreementStatus.IN_FORCE]
    assert status_on(agreement, "2011-01-01") == [AgreementStatus.ENDED]


def test_the_database_refuses_what_python_would_have_explained(agreement):
    with pytest.raises(IntegrityError, match="a_clause_counts_in_months_or_in_days"), transaction.atomic(), a_block():
        Clause.objects.create(agreement=agreement, kind=K.DURATION, months=1, days=1)
