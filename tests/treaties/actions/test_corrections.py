"""Mending acts and assertions: what stands changes, what was known does not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connections

from tests.factories.record import a_block, invented_agreement, invented_source, record
from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.corrections import (
    correct_assertion,
    correct_status_change,
    retract_assertion,
    retract_status_change,
)
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven, record_status_change
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, StatusAssertion, StatusChange
from treaties.queries.agreement_file import agreement_file
from treaties.queries.verification import journal_problems, row_problems, timeline_problems
from treaties.rules.findings import Refused
from treaties.vocabulary import Act, AgreementStatus

DAY = date(2005, 1, 1)
A = AgreementStatus


def given(act: Act, day: str, **more) -> ActGiven:
    return ActGiven(act=act, effective_on=PartialDate.parse(day), **more)


def mend(change, replacement: ActGiven, reason: str = "Misread.", **more):
    cites = [Cite(invented_source())]
    with a_block() as block:
        return correct_status_change(block, change=change, given=replacement, reason=reason, cites=cites, **more)


def retract(change, reason: str = "Not so."):
    with a_block() as block:
        return retract_status_change(block, change=change, reason=reason)


def statuses(agreement: Agreement, day: date = DAY, known_at: int | None = None) -> list[AgreementStatus]:
    return [standing.status for standing in agreement_file(agreement.slug, on=day, known_at=known_at).standings]


def head() -> int:
    return Block.objects.latest("no").no


def codes(refused) -> list[str]:
    return [finding.code for finding in refused.value.findings]


@pytest.mark.django_db
def test_a_correction_changes_what_stands_and_not_what_was_known():
    agreement = invented_agreement()
    wrong = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2010-01-01").change
    known = head()
    mending = mend(wrong, given(Act.ENTRY_INTO_FORCE, "2001-01-01"))
    assert (statuses(agreement), statuses(agreement, known_at=known)) == ([A.IN_FORCE], [A.NOT_YET])
    assert (mending.correction.replacement, mending.correction.reason) == (mending.change, "Misread.")
    assert list(StatusChange.objects.filter(agreement=agreement).standing()) == [mending.change]
    assert list(StatusChange.objects.filter(agreement=agreement).standing(known)) == [wrong]


@pytest.mark.django_db
def test_the_kind_of_an_act_and_its_party_can_be_corrected_too():
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    party = agreement.participations.all()[0].party
    wrong = record(agreement, Act.EXPIRY, effective_on="2003-01-01").change
    notice = ActGiven(
        act=Act.NOTICE_OF_TERMINATION,
        by=party,
        received_on=PartialDate.parse("2004-01-01"),
        effective_on=PartialDate.parse("2006-01-01"),
    )
    mending = mend(wrong, notice)
    assert mending.change
    assert mending.change.slug == f"{agreement.slug}-notice-of-termination-{party.code.lower()}"
    assert (statuses(agreement), statuses(agreement, date(2006, 1, 1))) == ([A.IN_FORCE], [A.ENDED])


@pytest.mark.django_db
def test_retracting_a_revocation_lets_the_notice_take_effect_again():
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    record(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2003-01-01", effective_on="2004-01-01")
    revocation = record(agreement, Act.REVOCATION_OF_NOTICE, "XAA", received_on="2003-06-01").change
    known = head()
    assert statuses(agreement) == [A.IN_FORCE]
    retract(revocation)
    assert (statuses(agreement), statuses(agreement, known_at=known)) == ([A.ENDED], [A.IN_FORCE])


@pytest.mark.django_db
def test_an_act_that_others_answer_is_still_answered_after_its_correction():
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    party = agreement.participations.get(party__code="XAA").party
    dates: dict[str, Any] = {
        "received_on": PartialDate.parse("2003-01-01"),
        "effective_on": PartialDate.parse("2004-01-01"),
    }
    notice = record(
        agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2003-01-01", effective_on="2004-06-01"
    ).change
    with a_block() as block:
        from_notice = ActGiven(
            act=Act.REVOCATION_OF_NOTICE, by=party, received_on=PartialDate.parse("2003-06-01"), about=notice.slug
        )
        cites = [Cite(invented_source())]
        record_status_change(block, agreement=agreement, given=from_notice, cites=cites)
    second = mend(notice, ActGiven(act=Act.NOTICE_OF_TERMINATION, by=party, **dates)).change
    mend(second, ActGiven(act=Act.NOTICE_OF_TERMINATION, by=party, note="Third reading.", **dates))
    assert statuses(agreement) == [A.IN_FORCE]


@pytest.mark.django_db
def test_what_is_mended_once_is_mended_no_more_but_its_replacement_is():
    agreement = invented_agreement()
    first = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    second = mend(first, given(Act.ENTRY_INTO_FORCE, "2002-01-01")).change
    with pytest.raises(Refused) as refused:
        retract(first)
    assert codes(refused) == ["stands_no_longer"]
    retract(second)
    assert statuses(agreement) == [A.NOT_YET]
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2003-01-01")
    assert statuses(agreement) == [A.IN_FORCE]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_correction_says_why(reason):
    change = record(invented_agreement(), Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    before = head()
    for attempt in (lambda: retract(change, reason), lambda: mend(change, given(Act.EXPIRY, "2002-01-01"), reason)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == ["no_reason"]
    assert list(StatusChange.objects.filter(pk=change.pk).standing()) == [change]
    assert Block.objects.filter(no__gt=before, reason="to see what happens").count() == 1  # a source; no correction


@pytest.mark.django_db
def test_a_correction_is_held_to_the_rules_beside_the_other_acts():
    agreement = invented_agreement()
    change = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    record(agreement, Act.EXPIRY, effective_on="2003-01-01")
    with pytest.raises(Refused) as refused:
        mend(change, given(Act.ENTRY_INTO_FORCE, "2005-01-01"))
    assert "contradicts_the_record" in codes(refused)
    assert statuses(agreement, date(2002, 1, 1)) == [A.IN_FORCE]


@pytest.mark.django_db
def test_an_assertion_is_corrected_and_retracted():
    agreement, cites = invented_agreement(), [Cite(invented_source())]
    says = AssertionGiven(asserted_on=PartialDate.parse("2004"), status=A.IN_FORCE)
    with a_block() as block:
        first = record_assertion(block, agreement=agreement, slug="it-is-in-force", given=says, cites=cites)
    known = head()
    ended = AssertionGiven(asserted_on=PartialDate.parse("2004"), status=A.ENDED)
    with a_block() as block:
        second = correct_assertion(block, assertion=first, given=ended, reason="Misread.", cites=cites)
    with a_block() as block:
        retract_assertion(block, assertion=second, reason="It is about another agreement.")
    ours = StatusAssertion.objects.filter(agreement=agreement)
    assert [list(ours.standing(at)) for at in (known, known + 1, known + 2, None)] == [[first], [second], [], []]
    assert second.slug == "it-is-in-force-2"
    told = agreement_file(agreement.slug, on=DAY, known_at=known).assertions
    assert [said for said, _ in told] == [first]


@pytest.mark.slow
def test_the_record_verifies_after_all_of_this(committed):
    agreement = invented_agreement()
    change = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    retract(mend(change, given(Act.ENTRY_INTO_FORCE, "2002-01-01")).change)
    assert [*journal_problems(), *row_problems(), *timeline_problems()] == []


def test_of_two_corrections_at_once_one_stands_and_the_other_is_refused_in_words(committed):
    agreement = invented_agreement()
    change = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change

    def attempt(day: str) -> str:
        try:
            mend(change, given(Act.ENTRY_INTO_FORCE, day))
        except Refused as refused:
            return refused.findings[0].code
        finally:
            connections["default"].close()
        return "corrected"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, ["2002-01-01", "2003-01-01"]))
    assert outcomes == ["corrected", "stands_no_longer"]
    assert StatusChange.objects.filter(agreement=agreement).standing().count() == 1
