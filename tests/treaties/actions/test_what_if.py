"""What an act would do to agreements on record: by rule or by name, as known, with refusals; and nothing is written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.record import a_block, invented_parties, invented_source, last_block, record
from treaties.actions.agreements import AgreementGiven, ClauseGiven, Participant, add_agreement
from treaties.actions.sources import Cite
from treaties.actions.what_if import Result, Target, ask_what_if
from treaties.dates import PartialDate
from treaties.derivation.what_if import Ground
from treaties.models import Agreement, Party, StatusChange
from treaties.queries import what_if as module
from treaties.queries.what_if import MOST, NoSuchAgreements, Question
from treaties.vocabulary import Act, ClauseKind, Form, Nature, PairGroup, Topic

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
NOTICE = Act.NOTICE_OF_TERMINATION


def party(code: str) -> Party:
    return Party.objects.get(code=code)


def an_agreement(
    slug: str,
    *clauses: ClauseGiven,
    codes: str = "XAA XAB",
    nature: Nature = Nature.TREATY,
    entry: str = "2000-01-01",
    topics: tuple[Topic, ...] = (),
) -> Agreement:
    """In force between invented states from ``entry`` on; multilateral where there are more than two."""
    parties, source = invented_parties(*codes.split()), invented_source()
    two = len(parties) == 2
    with a_block() as block:
        agreement = add_agreement(
            block,
            given=AgreementGiven(
                slug=slug,
                title=f"Agreement {slug}",
                short_title=slug,
                form=Form.TREATY,
                is_bilateral=two,
                nature=nature,
                topics=topics,
                participants=[Participant(one, place if two else None) for place, one in enumerate(parties, 1)],
                clauses=[*clauses],
                cites=[Cite(source)],
            ),
        )
    if nature is Nature.NON_BINDING:
        record(agreement, Act.ISSUED, done_on=entry)
        return agreement
    for one in parties if not two else ():
        record(agreement, Act.ACCESSION, one.code, received_on="1999-06-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on=entry)
    return agreement


def by_rule(act: Act = NOTICE, on: date = DAY, **more) -> dict[str, Target]:
    answer = ask_what_if(Question(by=party("XAA"), towards=party("XAB"), act=act, received_on=on, **more))
    return {target.agreement.slug: target for target in answer.targets}


def by_name(*slugs: str, by: str = "XAA", act: Act = NOTICE, on: date = DAY, **more) -> list[Target]:
    return list(ask_what_if(Question(by=party(by), slugs=slugs, act=act, received_on=on, **more)).targets)


def months(kind: ClauseKind, months: int) -> ClauseGiven:
    return ClauseGiven(kind, months=months)


def test_all_that_binds_the_two_is_answered_agreement_by_agreement():
    an_agreement("a-clause", months(ClauseKind.NOTICE_PERIOD, 6), months(ClauseKind.SURVIVAL, 120))
    an_agreement("b-silent")
    an_agreement("c-many", months(ClauseKind.NOTICE_PERIOD, 12), codes="XAA XAB XAC")
    an_agreement("d-text", nature=Nature.NON_BINDING)
    gone = an_agreement("e-gone")
    record(gone, Act.TERMINATION_BY_CONSENT, effective_on="2010-01-01")
    found = by_rule()
    assert {slug: target.result for slug, target in found.items()} == {
        "a-clause": Result.ENDS,
        "b-silent": Result.PENDING,
        "c-many": Result.LEAVES,
        "d-text": Result.REFUSED,
    }
    assert found["a-clause"].ends_on == PartialDate.parse("2027-05-26")
    assert found["a-clause"].survives_until == PartialDate.parse("2037-05-26")
    assert found["a-clause"].notice_period == "6 months"
    assert (found["b-silent"].ends_on, found["b-silent"].notice_period) == (None, "")
    assert found["b-silent"].possibly_ends_on == PartialDate.parse("2027-11-26")
    assert found["c-many"].ends_on == PartialDate.parse("2027-11-26")
    assert "treaty_act_on_non_binding" in {finding.code for finding in found["d-text"].refusals}
    assert found["d-text"].instead is Act.DISCONTINUATION
    (left,) = found["c-many"].pairs("XAA", "XAB")
    assert (left.on, left.before, left.after) == (date(2027, 11, 26), PairGroup.IN_FORCE, PairGroup.ENDED)


def test_what_is_asked_instead_is_answered():
    an_agreement("d-text", nature=Nature.NON_BINDING)
    (target,) = by_name("d-text", act=Act.DISCONTINUATION)
    assert (target.result, target.ends_on) == (Result.ENDS, PartialDate.of(DAY))
    assert target.headline == "It would end on 26 November 2026."


def test_what_runs_for_a_term_can_be_asked_not_to_be_renewed():
    an_agreement("a-term", months(ClauseKind.DURATION, 120), months(ClauseKind.TACIT_RENEWAL, 120))
    (target,) = by_name("a-term")
    assert (target.result, target.possibly_ends_on, target.instead) == (
        Result.PENDING,
        None,
        Act.NOTICE_OF_NON_RENEWAL,
    )
    (target,) = by_name("a-term", act=Act.NOTICE_OF_NON_RENEWAL)
    assert (target.result, str(target.ends_on)) == (Result.ENDS, "2030-01-01")


def test_a_topic_keeps_some():
    an_agreement("a-one", topics=(Topic.AID,))
    an_agreement("b-other", topics=(Topic.ECONOMY,))
    assert set(by_rule(topic=Topic.AID)) == {"a-one"}


def test_who_is_no_party_is_refused():
    an_agreement("c-many", codes="XAA XAB XAD")
    invented_parties("XAC")
    stranger, too_early = by_name("c-many", by="XAC"), by_name("c-many", by="XAD", on=date(1999, 7, 1))
    assert "by_non_participant" in {finding.code for finding in stranger[0].refusals}
    assert [finding.code for finding in too_early[0].refusals] == ["notice_by_non_party"]


def test_an_end_is_said():
    gone = an_agreement("e-gone")
    record(gone, Act.TERMINATION_BY_CONSENT, effective_on="2010-01-01")
    (target,) = by_name("e-gone")
    assert target.has_ended
    assert {finding.code for finding in target.refusals} >= {"after_the_end", "notice_by_non_party"}
    assert (target.ends_on, target.possibly_ends_on, target.headline) == (None, None, "Nothing would come of it.")
    assert target.pairs("XAA", None)[0].after is PairGroup.ENDED


def test_a_stranger_may_join_a_multilateral_agreement():
    an_agreement("c-many", codes="XAA XAB XAC")
    invented_parties("XAE")
    (target,) = by_name("c-many", by="XAE", act=Act.ACCESSION)
    assert (target.takes_part, target.result, target.outcome.effect.ground) == (False, Result.CHANGES, Ground.OWN_DAY)


def test_it_is_answered_as_known_at_a_block():
    agreement = an_agreement("a-clause", months(ClauseKind.NOTICE_PERIOD, 6))
    before = last_block()
    record(agreement, Act.TERMINATION_BY_CONSENT, effective_on="2010-01-01")
    assert by_name("a-clause")[0].result is Result.REFUSED
    assert by_name("a-clause", known_at=before)[0].result is Result.ENDS
    assert set(by_rule(known_at=before)) == {"a-clause"}
    assert by_rule() == {}
    with pytest.raises(NoSuchAgreements, match="a-clause"):
        by_name("a-clause", known_at=2)


def test_agreements_that_are_not_on_record_are_named():
    an_agreement("a-one")
    with pytest.raises(NoSuchAgreements) as error:
        by_name("a-one", "nothing-1", "nothing-2")
    assert error.value.slugs == ("nothing-1", "nothing-2")


def test_more_than_so_many_are_left_out_and_that_is_said(monkeypatch):
    for number in range(3):
        an_agreement(f"a-{number}")
    question = Question(by=party("XAA"), towards=party("XAB"), act=NOTICE, received_on=DAY)
    assert not ask_what_if(question).are_more
    monkeypatch.setattr(module, "MOST", 2)
    answer = ask_what_if(question)
    assert (len(answer.targets), answer.are_more, MOST) == (2, True, 200)


@pytest.mark.slow
def test_the_number_of_statements_is_fixed():
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            ask_what_if(question)
        return len(statements)

    an_agreement("a-one", months(ClauseKind.NOTICE_PERIOD, 6))
    question = Question(by=party("XAA"), towards=party("XAB"), act=NOTICE, received_on=DAY)
    first = asked()
    for number in range(4):
        an_agreement(f"b-{number}", months(ClauseKind.NOTICE_PERIOD, 6), codes="XAA XAB XAC")
    assert asked() == first <= 9


@pytest.mark.parametrize(
    "day",
    [date.min, pytest.param(DAY, marks=pytest.mark.slow), date.max],
    ids=["the first day", "a day", "the last day"],
)
def test_every_act_has_an_answer_and_nothing_is_written(day):
    an_agreement("a-clause", months(ClauseKind.DURATION, 60), months(ClauseKind.TACIT_RENEWAL, 60))
    an_agreement("b-notice", months(ClauseKind.NOTICE_PERIOD, 6), months(ClauseKind.SURVIVAL, 60))
    an_agreement("d-text", nature=Nature.NON_BINDING)
    head, acts = last_block(), StatusChange.objects.count()
    for act in Act:
        for target in by_name("a-clause", "b-notice", "d-text", act=act, on=day):
            assert target.headline.endswith(".")
            assert all(reason.sentence for reason in target.reasons)
            assert bool(target.refusals) is (target.result is Result.REFUSED)
            assert target.pairs("XAA", None)
    assert (last_block(), StatusChange.objects.count()) == (head, acts)
