"""Deadlines: what is due from a day on, in order, each with its reasons and what comes of it."""

from datetime import date
from typing import Any

import pytest

from tests.factories.record import correct, invented_agreement, invented_parties
from tests.factories.watched import (
    A_YEAR_S_NOTICE,
    SIX_MONTHS_TO_LEAVE,
    TEN_YEARS,
    agreement_with,
    done,
    noticed_otherwise,
    renewed_tacitly,
)
from treaties.actions.clauses import ClauseGiven
from treaties.models import ComputedDay
from treaties.queries.agreement_file import agreement_file
from treaties.queries.deadline_words import how_known, what_follows, what_is_due
from treaties.queries.deadlines import AfterTerm, Asked, Deadline, deadlines_in, deadlines_page
from treaties.vocabulary import Act, ClauseKind, DayKind

pytestmark = pytest.mark.django_db
FROM = date(2026, 1, 1)


def listed(since: date = FROM, **asked: Any) -> list[Deadline]:
    return deadlines_page(Asked(since, **asked), size=200).rows


def test_a_term_that_renews_itself() -> None:
    agreement = renewed_tacitly()
    found = listed(agreement=agreement, until=date(2039, 1, 1))
    assert [(str(one.kind), str(one.day), one.number, one.after) for one in found] == [
        ("last_day_for_notice", "2027-10-01", 1, AfterTerm.RENEWED),
        ("end_of_term", "2028-04-01", 1, AfterTerm.RENEWED),
        ("last_day_for_notice", "2037-10-01", 2, AfterTerm.RENEWED),
        ("end_of_term", "2038-04-01", 2, AfterTerm.RENEWED),
    ]
    assert what_is_due(found[0]) == "Last day to give notice of non-renewal"
    assert what_follows(found[0]) == "Without a notice by then, it is renewed tacitly for 10 years."
    assert what_follows(found[1]) == "It is renewed tacitly for 10 years unless notice is given by 1 October 2027."
    assert how_known(found[0]).startswith("Computed")
    assert [reason.ref for reason in found[0].reasons] == ["clause:duration", "clause:non_renewal_notice"]


def test_a_term_at_whose_end_a_party_may_leave() -> None:
    """As of the Genocide Convention: ten years, then five at a time for those that have not denounced it in time."""
    five_more = ClauseGiven(ClauseKind.TACIT_RENEWAL, months=60)
    agreement = agreement_with(TEN_YEARS, five_more, SIX_MONTHS_TO_LEAVE, slug="leaving")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-01-12")
    last_day, end = listed(agreement=agreement, until=date(2029, 1, 1))
    assert last_day.uid == "leaving/last_day_for_notice/1/denunciation"
    assert (str(last_day.day), str(end.day)) == ("2027-07-12", "2028-01-12")
    assert what_is_due(last_day) == "Last day to give notice of denunciation"
    assert what_follows(last_day) == "It goes on for 5 years for whoever gives no notice by then."
    assert what_follows(end) == "It goes on for 5 years for whoever gives no notice by 12 July 2027."


def test_a_notice_against_renewal_ends_it_with_its_term() -> None:
    agreement = renewed_tacitly()
    done(agreement, Act.NOTICE_OF_NON_RENEWAL, "XAA", received_on="2027-05-01")
    found = listed(agreement=agreement)
    ends = [one for one in found if one.kind is DayKind.END_OF_TERM]
    assert [(str(one.day), one.after) for one in ends] == [("2028-04-01", AfterTerm.NOT_RENEWED)]
    assert what_follows(ends[0]).startswith("A notice against renewal")


def test_a_term_without_renewal_ends() -> None:
    agreement = agreement_with(TEN_YEARS, slug="fixed")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018")
    (one,) = listed(agreement=agreement)
    assert (str(one.day), one.after, one.uid) == ("2028", AfterTerm.ENDS, "fixed/end_of_term/1")


def test_a_notice_takes_effect_and_what_a_source_states_is_not_called_computed() -> None:
    agreement = agreement_with(A_YEAR_S_NOTICE, slug="noticed")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-04-01")
    notice = done(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2026-03-01")
    (one,) = listed(agreement=agreement)
    assert (str(one.day), one.of, one.is_stated) == ("2027-03-01", notice.slug, False)
    assert what_is_due(one) == "A notice by the State of XAA takes effect"
    stated, notice = noticed_otherwise("stated")
    (one,) = listed(agreement=stated)
    assert (str(one.day), one.of, one.is_stated, how_known(one)) == (
        "2027-05-01",
        notice.slug,
        True,
        "Stated by a source.",
    )


def test_the_name_of_a_deadline_stays_where_its_day_is_computed_anew() -> None:
    agreement = agreement_with(TEN_YEARS, slug="moved")
    entry = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018")
    before = [one.uid for one in listed(agreement=agreement)]
    correct(entry, Act.ENTRY_INTO_FORCE, effective_on="2018-06-01")
    (after,) = listed(agreement=agreement)
    assert ([after.uid], str(after.day)) == (before, "2028-06-01")


def test_the_file_of_an_agreement_tells_the_same() -> None:
    agreement = renewed_tacitly()
    file = agreement_file(agreement.slug, on=FROM)
    assert [(one.uid, str(one.day), one.after) for one in deadlines_in(file)] == [
        (one.uid, str(one.day), one.after) for one in listed(agreement=agreement)
    ]


def test_from_and_until_are_days_of_the_span_in_which_it_may_be_due() -> None:
    agreement = agreement_with(TEN_YEARS, slug="imprecise")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018")
    assert listed(date(2028, 12, 31), agreement=agreement)
    assert listed(date(2029, 1, 1), agreement=agreement) == []
    assert listed(until=date(2028, 1, 1), agreement=agreement)
    assert listed(until=date(2027, 12, 31), agreement=agreement) == []


def test_by_kind_party_and_pair() -> None:
    agreement = renewed_tacitly()
    one, other, third = invented_parties("XAA", "XAB", "XAC")
    until = date(2029, 1, 1)
    assert {found.agreement.pk for found in listed(parties=[one], until=until)} == {agreement.pk}
    assert len(listed(parties=[one, other], until=until)) == 2
    assert listed(parties=[one, third]) == listed(parties=[third]) == []
    assert [found.kind for found in listed(kind=DayKind.END_OF_TERM, parties=[one], until=until)] == ["end_of_term"]


@pytest.mark.parametrize("size", [pytest.param(1, marks=pytest.mark.slow), 3])
def test_the_list_is_walked_to_its_end_also_over_tied_days(size: int) -> None:
    for number in range(3):
        renewed_tacitly(f"tied-{number}")
    asked, found, after = Asked(FROM, until=date(2040, 1, 1)), [], None
    while True:
        page = deadlines_page(asked, size=size, after=after)
        found += page.rows
        if (after := page.goes_on_after) is None:
            break
    assert [one.uid for one in found] == [one.uid for one in listed(until=date(2040, 1, 1))]
    assert len({one.uid for one in found}) == len(found) >= 12
    assert [one.day.latest for one in found] == sorted(one.day.latest for one in found)


def test_a_page_takes_the_same_number_of_statements_whatever_it_holds(django_assert_num_queries: Any) -> None:
    for number in range(3):
        renewed_tacitly(f"many-{number}")
    for size in (2, 60):
        with django_assert_num_queries(2):
            deadlines_page(Asked(FROM), size=size)


def test_a_day_that_nothing_bounds_is_no_deadline() -> None:
    agreement = agreement_with(TEN_YEARS, slug="unbounded")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018/..")
    assert listed(agreement=agreement) == []
    assert deadlines_in(agreement_file("unbounded", on=FROM)) == []


def test_nothing_is_due_without_clauses() -> None:
    agreement = invented_agreement()
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018")
    assert not ComputedDay.objects.filter(agreement=agreement).exists()
    assert listed(agreement=agreement) == []
