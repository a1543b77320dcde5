"""Spells: the panels for researchers say what the pair's page says, on any day, through unions too."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from tests.factories.all_kinds import treaties_of_all_kinds
from tests.factories.record import a_block, invented_agreement, invented_parties, last_block, record
from treaties.actions.parties import MembershipGiven, add_memberships
from treaties.dates import PartialDate
from treaties.exporting.panels import _stored, country_year, dyad_year
from treaties.models import Party
from treaties.queries.country_pair import country_pair
from treaties.queries.spells import TOLD, Spell, spells_of_pairs, spells_of_parties
from treaties.vocabulary import Act, PairGroup

pytestmark = pytest.mark.django_db
CODES = ("AZ", "US", "XAA", "XAB", "XAC", "XUN", "XME", "XMF", "XST")
type Told = set[tuple[str, PairGroup, tuple[str, str]]]


def record_unions() -> None:
    """A bilateral treaty of a union whose members come, go and come from an uncertain day; one with two parties of a
    side; and one of many in which a member takes part by itself too."""
    union, first, second, state = invented_parties("XUN", "XME", "XMF", "XST")
    spells = ((first, "1990-01-01", "2020-01-01"), (second, "1985-05/1986-02", ""))
    with a_block() as block:
        add_memberships(
            block,
            [
                MembershipGiven(union, member, PartialDate.parse(since), PartialDate.parse(until) if until else None)
                for member, since, until in spells
            ],
        )
    bilateral = invented_agreement(slug="of-a-union", codes=("XST", "XUN"))
    many = invented_agreement(slug="of-many", codes=("XST", "XUN", "XME", "XAA"), is_bilateral=False)
    mixed = invented_agreement(slug="mixed", codes=("XST", "XUN", "XMF"))
    for agreement, codes in (
        (bilateral, ("XST", "XUN")),
        (many, ("XST", "XUN", "XME")),
        (mixed, ("XST", "XUN", "XMF")),
    ):
        for code in codes:
            record(agreement, Act.SIGNATURE, code, done_on="1979-01")
            record(agreement, Act.RATIFICATION, code, received_on="1979-06-01")
        record(agreement, Act.ENTRY_INTO_FORCE, effective_on="1980-01-01")
    record(many, Act.SUSPENSION, effective_on="1999-01-01", ends_on="2001-01-01")
    assert state.code


def by_spells(spells: list[Spell], two: tuple[str, str], day: date) -> Told:
    return {
        (one.agreement, one.group, (one.vias[0], one.vias[1]))
        for one in spells
        if one.parties == two and (one.since is None or one.since <= day) and (one.until is None or day < one.until)
    }


def by_page(one: Party, other: Party, day: date, known_at: int) -> Told:
    found: Told = set()
    for row in country_pair(one, other, on=day, known_at=known_at).rows:
        if row.group in TOLD:
            first, second = row.vias
            found.add((row.agreement.slug, row.group, (first.code if first else "", second.code if second else "")))
    return found


def days_of(spells: list[Spell], two: tuple[str, str], random: Random) -> list[date]:
    """Each day on which something changes, the day before, and others."""
    edges = {day for one in spells if one.parties == two for day in (one.since, one.until) if day}
    beside = {day - timedelta(days=1) for day in edges}
    anywhere = [date(1970, 1, 1) + timedelta(days=random.randrange(22_000)) for _ in range(2)]
    return random.sample(sorted(edges | beside), min(4, len(edges))) + anywhere


@pytest.mark.slow
def test_spells_say_what_the_pairs_page_says_on_any_day_as_known_at_any_block() -> None:
    random = Random(7)
    treaties_of_all_kinds()
    between = last_block()
    record_unions()
    parties = {party.code: party for party in Party.objects.filter(code__in=CODES)}
    told = 0
    for known_at in (2, between, last_block()):
        spells = list(spells_of_pairs(known_at))
        pairs = sorted({one.parties for one in spells} | {("AZ", "XME"), ("XME", "XUN"), ("XME", "XMF")})
        for one, other in pairs:
            if one in parties and other in parties:
                for day in days_of(spells, (one, other), random):
                    said = by_page(parties[one], parties[other], day, known_at)
                    assert by_spells(spells, (one, other), day) == said, (one, other, day, known_at)
                    told += len(said)
    assert told > 50
    assert ("XUN", "") in {one.vias for one in spells}
    assert share_a_day(spells) == share_a_day(list(spells_of_parties(last_block()))) == []


def share_a_day(spells: list[Spell]) -> list[tuple[Spell, Spell]]:
    theirs: dict[tuple[tuple[str, ...], str], list[Spell]] = {}
    for one in spells:
        theirs.setdefault((one.parties, one.agreement), []).append(one)
    neighbours = [two for those in theirs.values() for two in pairwise(those)]
    return [two for two in neighbours if not (two[0].until and two[1].since and two[0].until <= two[1].since)]


def spell(slug: str, nature: str, group: PairGroup, since: str, until: str, *, bilateral: bool = True) -> Spell:
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    return Spell(("A", "B"), slug, nature, bilateral, group, days[0], days[1], ("", ""))


def test_years_count_what_stands_on_their_last_day() -> None:
    certain, possible = PairGroup.IN_FORCE, PairGroup.POSSIBLY_IN_FORCE
    spells = [
        spell("one", "treaty", certain, "2000-12-31", "2002-12-31"),
        spell("two", "treaty", certain, "2001-01-01", "2001-12-31"),
        spell("three", "contested", possible, "", "2001-06-01", bilateral=False),
        spell("three", "contested", certain, "2001-06-01", "", bilateral=False),
        spell("four", "non_binding", PairGroup.OPERATIVE, "2002-01-01", ""),
    ]
    rows = [_stored(one) for one in spells]
    expected: list[Sequence[int]] = [
        (2000, 1, 0, 0, 1, 0, 0, 1, 0),
        (2001, 1, 0, 1, 0, 0, 0, 1, 0),
        (2002, 0, 0, 1, 0, 1, 0, 0, 1),
        (2003, 0, 0, 1, 0, 1, 0, 0, 0),
    ]
    assert [tuple(row[2:]) for row in dyad_year(rows, 2003, {})] == expected
    assert [tuple(row[1:]) for row in country_year(rows, 2003, {})] == expected


def test_no_year_is_counted_after_a_party_ceased_to_exist_unless_something_is_in_force() -> None:
    rows = [_stored(spell("one", "treaty", PairGroup.IN_FORCE, "2000-12-31", "2002-12-31"))]
    assert [row[2] for row in dyad_year(rows, 2005, {"B": 2002})] == [2000, 2001, 2002]
    assert [row[1] for row in country_year(rows, 2005, {"A": 2000})] == [2000, 2001]
    assert [row[1] for row in country_year(rows, 2005, {"B": 2002})] == [2000, 2001, 2002, 2003, 2004, 2005]
