"""Contradictions: found in one statement for the whole record, and the same ones as found by reading each agreement."""

from typing import Any

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, retract
from tests.factories.watched import TEN_YEARS, agreement_with, asserted, done, in_force, judged, noticed_otherwise
from treaties.actions.corrections import retract_assertion
from treaties.actions.parties import MembershipGiven, add_memberships
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, Party
from treaties.queries.agreement_file import agreement_file
from treaties.queries.contradiction_words import ours_in_words, subject, theirs_in_words, what_would_settle
from treaties.queries.contradictions import Contradiction, ContradictionKind, contradictions_in, judgements_of
from treaties.queries.contradictions_listed import Asked, Settled, contradictions_page
from treaties.queries.recorded_changes import Asked as Changes
from treaties.queries.recorded_changes import facts_recorded
from treaties.vocabulary import Act, AgreementStatus, Verdict

pytestmark = pytest.mark.django_db
A = AgreementStatus


def listed(**asked: Any) -> list[Contradiction]:
    return contradictions_page(Asked(**asked), size=1000).rows


def of(agreement: Agreement) -> list[Contradiction]:
    """As read from the agreement; the list must say the same."""
    file = agreement_file(agreement.slug, on=PartialDate.parse("2024-01-01").latest or None)  # type: ignore[arg-type]
    read = contradictions_in(file, judgements_of([file.agreement]))
    assert [one.key for one in listed(agreement=agreement)] == [one.key for one in read]
    return read


def kinds(agreement: Agreement) -> list[str]:
    return [str(one.kind) for one in of(agreement)]


def test_what_the_seeds_contradict() -> None:
    assert [(one.agreement.slug, theirs_in_words(one)) for one in listed()] == [
        ("acquisition-agreement-2013", "In force"),
        ("joint-statement-defence-1997", "In force"),
        ("usaid-arrangement", "Ended, since 1 June 2014"),
    ]


def test_an_assertion_that_the_record_does_not_bear_out() -> None:
    agreement = in_force()
    asserted(agreement, A.IN_FORCE, "2005")
    said = asserted(agreement, A.ENDED, "2005-06-01")
    (one,) = of(agreement)
    assert (one.kind, one.row) == (ContradictionKind.STATUS, said)
    assert ours_in_words(one) == "In force, since 1 April 1999"
    assert theirs_in_words(one) == "Ended"
    assert subject(one) == "Status on 1 June 2005"
    assert what_would_settle(one)
    assert one.reasons[0].ref == agreement.status_changes.get().slug


DAYS = ["1999", "1999-04", "1999-04-01", "1999-04-02", "1999~", "1998~", "1999?", "1999-03~", "1999-02~", "../1998"]
DAYS += ["../2000", "1998/1999-04", "1999-05/..", "1990/..", "1999-04-02~", "1999-04-03~", "1997"]


@pytest.mark.slow
@pytest.mark.parametrize("recorded", DAYS)
def test_the_two_days_since_when_are_compared_alike_by_sql_and_by_python(recorded: str) -> None:
    agreement = in_force(since=recorded)
    for since in DAYS:
        asserted(agreement, A.IN_FORCE, "2015-01-01", since=since)
    found = [one.row.since for one in of(agreement)]  # type: ignore[union-attr]
    certain = PartialDate.parse(recorded).latest is not None
    wanted = [since for since in DAYS if not PartialDate.parse(since).overlaps(PartialDate.parse(recorded))]
    assert [str(since) for since in found] == (wanted if certain else DAYS)


def test_before_the_first_day_on_record_nothing_is_on_record_yet() -> None:
    agreement = in_force()
    asserted(agreement, A.NOT_YET, "1950-01-01")
    asserted(agreement, A.IN_FORCE, "1950-01-01")
    assert [theirs_in_words(one) for one in of(agreement)] == ["In force"]


def test_a_day_that_law_computes_and_a_source_states_otherwise() -> None:
    agreement, notice = noticed_otherwise()
    (one,) = of(agreement)
    assert (one.kind, one.row) == (ContradictionKind.COMPUTED_DAY, notice)
    assert (ours_in_words(one), theirs_in_words(one)) == ("1 March 2027", "1 May 2027")
    assert subject(one) == "Notice of termination by the State of XAA: when it takes effect"
    assert one.reasons


def test_an_end_that_a_source_states_on_another_day_than_the_term_ends() -> None:
    agreement = agreement_with(TEN_YEARS, slug="ended-otherwise")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2008-04-01")
    end = done(agreement, Act.EXPIRY, effective_on="2018-03-31")
    (one,) = of(agreement)
    assert (one.kind, one.row) == (ContradictionKind.COMPUTED_DAY, end)
    assert (ours_in_words(one), theirs_in_words(one)) == ("1 April 2018", "31 March 2018")
    assert "term" in what_would_settle(one)


def test_two_sources_give_one_act_different_days() -> None:
    agreement = in_force(since="1999-04-01")
    later = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999")
    (one,) = of(agreement)
    assert (one.kind, one.row, len(one.rivals)) == (ContradictionKind.TWO_DAYS, later, 1)
    assert (ours_in_words(one), theirs_in_words(one)) == ("1 April 1999", "May 1999")


def test_two_signatures_of_two_parties_contradict_nothing() -> None:
    agreement = invented_agreement()
    done(agreement, Act.SIGNATURE, "XAA", done_on="1997-08-01")
    done(agreement, Act.SIGNATURE, "XAB", done_on="1997-08-02")
    assert of(agreement) == []


def test_two_spells_contradict_nothing() -> None:
    """As of Ecuador under the ICSID Convention: ratified, denounced, ratified again."""
    agreement = invented_agreement(is_bilateral=False, codes=("XAA", "XAB", "XAC"))
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1966-10-14")
    done(agreement, Act.RATIFICATION, "XAA", done_on="1986-01-15", effective_on="1986-02-14")
    done(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2009-07-06", effective_on="2010-01-07")
    done(agreement, Act.RATIFICATION, "XAA", done_on="2021-08-04", effective_on="2021-09-03")
    assert of(agreement) == []


def test_the_end_of_one_spell_on_two_days_is_a_contradiction_and_that_of_two_is_none() -> None:
    agreement = in_force(since="1999-04-01")
    done(agreement, Act.EXPIRY, effective_on="2019-03-31")
    later = done(agreement, Act.EXPIRY, effective_on="2019-04-01")
    assert [one.row for one in of(agreement)] == [later]
    done(agreement, Act.REVIVAL, effective_on="2019-04-01")
    assert of(agreement) == []


def test_an_act_of_unknown_day_between_two_may_part_them() -> None:
    agreement = in_force(since="1999-04-01")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-04-01")
    assert kinds(agreement) == ["two_days"]
    done(agreement, Act.SUPERSESSION)
    assert kinds(agreement) == []


def test_one_source_that_gives_both_days_knows_of_two_acts() -> None:
    agreement, source = invented_agreement(), invented_source()
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-04-01", source=source)
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01", source=source)
    assert of(agreement) == []


def test_what_is_corrected_or_retracted_contradicts_no_longer() -> None:
    agreement = in_force(since="1999-04-01")
    later = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    said = asserted(agreement, A.ENDED, "2005-06-01")
    assert sorted(kinds(agreement)) == ["status", "two_days"]
    retract(later)
    assert kinds(agreement) == ["status"]
    with a_block() as block:
        retract_assertion(block, assertion=said, reason="Misread.")
    assert kinds(agreement) == []


def test_as_known_before_it_was_retracted_it_contradicted() -> None:
    agreement = in_force(since="1999-04-01")
    later = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    known = later.block_id
    retract(later)
    file = agreement_file(agreement.slug, on=PartialDate.parse("2024").latest, known_at=known)  # type: ignore[arg-type]
    assert [one.row for one in contradictions_in(file, [])] == [later]
    assert of(agreement) == []


def test_the_latest_judgement_counts_and_settles() -> None:
    agreement = in_force()
    said = asserted(agreement, A.ENDED, "2005-06-01")
    assert not of(agreement)[0].is_settled
    judged(said, Verdict.OPEN)
    assert not of(agreement)[0].is_settled
    assert listed(settled=Settled.OPEN, agreement=agreement)
    last = judged(said, Verdict.RECORD)
    (one,) = of(agreement)
    assert (one.judgement, one.is_settled, len(one.judgements)) == (last, True, 2)
    assert listed(settled=Settled.OPEN, agreement=agreement) == []
    assert [found.key for found in listed(settled=Settled.SETTLED)] == [one.key]
    assert theirs_in_words(one) == "Ended"


def test_filters_by_source_party_and_pair() -> None:
    source = invented_source()
    agreement = in_force()
    asserted(agreement, A.ENDED, "2005-06-01", source=source)
    first = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01", source=source)
    one, other, third = invented_parties("XAA", "XAB", "XAC")
    assert {found.agreement.pk for found in listed(parties=[one])} == {agreement.pk}
    assert len(listed(parties=[one, other])) == len(listed(source=source)) == 2
    assert listed(parties=[one, third]) == listed(parties=[third]) == []
    earlier = first.agreement.status_changes.order_by("pk")[0].citations.get().source
    assert [found.row for found in listed(source=earlier)] == [first]


def test_of_a_multilateral_only_what_concerns_the_party_asked_about() -> None:
    agreement = invented_agreement(is_bilateral=False, codes=("XAA", "XAB", "XAC"))
    done(agreement, Act.SIGNATURE, "XAB", done_on="1997-08-01")
    done(agreement, Act.SIGNATURE, "XAB", done_on="1997-08-02")
    one, other = Party.objects.filter(code__in=["XAA", "XAB"]).order_by("code")
    assert listed(parties=[one]) == []
    assert len(listed(parties=[other])) == len(listed(parties=[one, other])) == 1


@pytest.mark.parametrize("size", [pytest.param(1, marks=pytest.mark.slow), 2, 3])
def test_the_list_is_walked_to_its_end(size: int) -> None:
    for _ in range(3):
        agreement = in_force()
        asserted(agreement, A.ENDED, "2005-06-01")
        done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    found, after = [], None
    while True:
        page = contradictions_page(Asked(), size=size, after=after)
        found += page.rows
        if (after := page.goes_on_after) is None:
            break
    assert [one.key for one in found] == [one.key for one in listed()]
    assert len(found) == 9


def test_a_page_takes_the_same_number_of_statements_whatever_it_holds(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        agreement = in_force()
        judged(asserted(agreement, A.ENDED, "2005-06-01"), Verdict.RECORD)
        done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    for size in (4, 20):
        with django_assert_num_queries(5):
            contradictions_page(Asked(), size=size)


def test_of_a_pair_are_also_those_of_agreements_that_bind_one_of_the_two_through_a_union() -> None:
    agreement = invented_agreement(slug="of-a-union", is_bilateral=False, codes=("XUN", "XST", "XAA"))
    union, _, member, second = invented_parties("XUN", "XST", "XME", "XMF")
    since = PartialDate.parse("1990-01-01")
    with a_block() as block:
        add_memberships(block, [MembershipGiven(union, one, since) for one in (member, second)])
    said = asserted(agreement, A.ENDED, "2000-01-01")
    rows: list[object] = [said]
    for by in ("XUN", "XAA"):
        days = ("1979-01-01", "1979-02-01")
        rows += [done(agreement, Act.RATIFICATION, by, received_on=day) for day in days][1:]
    assert [one.row for one in listed(agreement=agreement)] == sorted(rows, key=rows.index)
    assert {one.row for one in between("XME", "XST")} == {*rows[:2]}, "of the whole and of the union, not of a third"
    assert between("XME", "XMF") == between("XME", "XUN") == between("XME") == []
    assert {one.row for one in between("XAA", "XST")} == {rows[0], rows[2]}
    recorded = facts_recorded(Changes(parties=invented_parties("XME", "XST")), list(Block.objects.all()))
    acts = agreement.status_changes.filter(participation__party=union)
    assert {one.id for one in recorded if one.kind == "act"} == set(acts.values_list("pk", flat=True))


def between(*codes: str) -> list[Contradiction]:
    return listed(parties=invented_parties(*codes))
