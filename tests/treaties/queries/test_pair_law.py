"""What stands between two parties, in the answer for the two: as recorded, as mended, and as it was known before."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.record import a_block, correct, invented_agreement, last_block, record, retract
from treaties.actions.status_changes import Recording
from treaties.models import Agreement, Clause, PairTimeline, Party
from treaties.queries.country_pair import PairRow, country_pair
from treaties.queries.lists import agreements_on
from treaties.queries.verification import timeline_problems
from treaties.vocabulary import Act, Between, ClauseKind, PairGroup, Scope

pytestmark = pytest.mark.django_db
DAY = date(2024, 10, 5)
CODES = ("XAA", "XAB", "XAC")


@pytest.fixture
def treaty() -> Agreement:
    """In force for three parties since 2000; the second made a reservation."""
    agreement = invented_agreement(is_bilateral=False, codes=CODES)
    for code in CODES:
        record(agreement, Act.SIGNATURE, code, done_on="1998-01-01")
        record(agreement, Act.RATIFICATION, code, received_on="1999-01-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2000-01-01")
    record(agreement, Act.RESERVATION, "XAB", done_on="1999-01-01")
    return agreement


def pair_row(agreement: Agreement, one: str, other: str, *, on: date = DAY, known_at: int | None = None) -> PairRow:
    parties = {party.code: party for party in Party.objects.filter(code__in=[one, other])}
    pair = country_pair(parties[one], parties[other], on=on, known_at=known_at)
    (row,) = [row for row in pair.rows if row.agreement == agreement]
    return row


def group(agreement: Agreement, one: str, other: str, *, on: date = DAY, known_at: int | None = None) -> PairGroup:
    """In the pair's answer; the list by pair says the same."""
    row = pair_row(agreement, one, other, on=on, known_at=known_at)
    parties = [Party.objects.get(code=code) for code in (one, other)]
    (listed,) = [
        found for found in agreements_on(on, known_at=known_at, parties=parties) if found["id"] == agreement.pk
    ]
    assert listed["group"] == row.group
    return row.group


def objection(agreement: Agreement, **dates: Any) -> Recording:
    about = f"{agreement.slug}-reservation-xab"
    return record(agreement, Act.PRECLUDING_OBJECTION, "XAA", about=about, **(dates or {"received_on": "2001-05-01"}))


def test_an_objection_bars_force_between_the_two_only(treaty: Agreement) -> None:
    objection(treaty)
    assert group(treaty, "XAA", "XAB") is PairGroup.NOT_BETWEEN
    assert group(treaty, "XAB", "XAA") is PairGroup.NOT_BETWEEN
    assert group(treaty, "XAA", "XAB", on=date(2001, 4, 30)) is PairGroup.IN_FORCE
    for other in ("XAA", "XAB"):
        assert group(treaty, other, "XAC") is PairGroup.IN_FORCE
    row = pair_row(treaty, "XAA", "XAB")
    assert row.path_between.because == (f"{treaty.slug}-precluding-objection-xaa",)
    assert str(row.since) == "2001-05-01"
    assert date(2001, 5, 1) in row.days


def test_an_objection_of_some_day_in_a_year_leaves_it_open_within_that_year(treaty: Agreement) -> None:
    objection(treaty, received_on="2001")
    assert group(treaty, "XAA", "XAB", on=date(2001, 6, 1)) is PairGroup.POSSIBLY_IN_FORCE
    assert group(treaty, "XAA", "XAB", on=date(2002, 1, 1)) is PairGroup.NOT_BETWEEN


def test_a_suspension_between_the_two_is_no_yes_and_no_end(treaty: Agreement) -> None:
    record(
        treaty, Act.SUSPENSION, "XAA", effective_on="2010-01-01", ends_on="2012-01-01", scope=Scope.PAIR, towards="XAB"
    )
    assert group(treaty, "XAA", "XAB", on=date(2011, 1, 1)) is PairGroup.SUSPENDED
    assert group(treaty, "XAA", "XAC", on=date(2011, 1, 1)) is PairGroup.IN_FORCE
    assert group(treaty, "XAA", "XAB", on=date(2012, 1, 1)) is PairGroup.IN_FORCE


def test_an_accession_that_needs_acceptance_binds_who_accepts_it() -> None:
    agreement = invented_agreement(is_bilateral=False, codes=CODES)
    with a_block():
        Clause.objects.create(agreement=agreement, kind=ClauseKind.ACCESSION_BY_ACCEPTANCE)
    for code in CODES[:2]:
        record(agreement, Act.SIGNATURE, code, done_on="1998-01-01")
        record(agreement, Act.RATIFICATION, code, received_on="1999-01-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2000-01-01")
    record(agreement, Act.ACCESSION, "XAC", received_on="2005-01-01", effective_on="2005-04-01")
    about = f"{agreement.slug}-accession-xac"
    record(agreement, Act.ACCEPTANCE_OF_ACCESSION, "XAB", received_on="2007-01-01", about=about)
    assert group(agreement, "XAA", "XAC") is PairGroup.NOT_BETWEEN
    assert group(agreement, "XAB", "XAC") is PairGroup.IN_FORCE
    assert group(agreement, "XAB", "XAC", on=date(2006, 12, 31)) is PairGroup.NOT_BETWEEN


@pytest.mark.slow
def test_each_state_of_knowledge_keeps_what_it_knew(treaty: Agreement) -> None:
    before = last_block()
    change = objection(treaty).change
    recorded = last_block()
    mended = correct(
        change, Act.PRECLUDING_OBJECTION, "XAA", received_on="2020-01-01", about=f"{treaty.slug}-reservation-xab"
    )
    corrected = last_block()
    assert mended.change
    retract(mended.change)
    retracted = last_block()
    on = date(2010, 1, 1)
    states = (before, recorded, corrected, retracted, None)
    told = [group(treaty, "XAA", "XAB", on=on, known_at=block) for block in states]
    assert told == [PairGroup.IN_FORCE, PairGroup.NOT_BETWEEN, *[PairGroup.IN_FORCE] * 3]
    late = [group(treaty, "XAA", "XAB", on=DAY, known_at=block) for block in states]
    assert late == [PairGroup.IN_FORCE, PairGroup.NOT_BETWEEN, PairGroup.NOT_BETWEEN, *[PairGroup.IN_FORCE] * 2]
    versions = PairTimeline.objects.filter(agreement=treaty).order_by("known_from")
    assert [(row.known_from_id, row.known_until_id, len(row.days)) for row in versions] == [
        (recorded, corrected, 1),
        (corrected, retracted, 1),
        (retracted, None, 0),
    ]


def test_a_correction_of_the_reservation_leaves_the_objection_that_answers_it(treaty: Agreement) -> None:
    change = objection(treaty).change
    assert change.about
    mended = correct(change.about, Act.RESERVATION, "XAB", done_on="1998-12-01")
    assert group(treaty, "XAA", "XAB") is PairGroup.NOT_BETWEEN
    assert mended.change
    retract(mended.change)
    assert list(timeline_problems()) == []


def test_an_act_that_changes_nothing_between_them_writes_no_version(treaty: Agreement) -> None:
    objection(treaty)
    record(treaty, Act.DECLARATION, "XAC", done_on="2003-01-01")
    assert PairTimeline.objects.filter(agreement=treaty).count() == 1


def test_where_nothing_can_stand_between_two_no_statement_asks(treaty: Agreement) -> None:
    bare = invented_agreement(is_bilateral=False, codes=CODES)
    with CaptureQueriesContext(connection) as captured:
        record(bare, Act.SIGNATURE, "XAA", done_on="1998-01-01")
    own = [query["sql"] for query in captured if "treaties_pairtimeline" in query["sql"]]
    assert len(own) == 1  # within the statement that reads the agreement itself
    assert "has_pair_law" in own[0]


def test_it_is_read_once_and_written_once_however_many_pairs(treaty: Agreement) -> None:
    about = f"{treaty.slug}-reservation-xab"
    for code in ("XAA", "XAC"):
        with CaptureQueriesContext(connection) as captured:
            record(treaty, Act.PRECLUDING_OBJECTION, code, received_on="2001-05-01", about=about)
        own = [query["sql"].split()[0] for query in captured if "treaties_pairtimeline" in query["sql"]]
        assert own == ["SELECT", "SELECT"]  # and one COPY, which is not among what is captured


def test_the_answer_is_one_statement_with_or_without_such_law(treaty: Agreement, django_assert_num_queries) -> None:
    objection(treaty)
    one, other = (Party.objects.get(code=code) for code in CODES[:2])
    for known_at in (None, last_block()):
        with django_assert_num_queries(1):
            country_pair(one, other, on=DAY, known_at=known_at)


def test_verification_finds_a_pair_that_is_not_what_its_acts_give(treaty: Agreement) -> None:
    objection(treaty)
    assert list(timeline_problems()) == []
    with a_block() as block:
        row = PairTimeline.objects.get(agreement=treaty)
        PairTimeline.objects.filter(pk=row.pk).update(known_until=block)
    assert list(timeline_problems()) == [f"{treaty.slug}, between XAA and XAB: its timeline is not what its acts give"]


def test_the_bit_of_nothing_is_that_of_a_pair_without_a_row() -> None:
    assert Between.possible_in(None) == [Between.APPLIES]
