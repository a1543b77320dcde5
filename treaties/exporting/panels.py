"""Panels for researchers: a row per party and year, per pair and year, and per pair, agreement and spell of days.

Years end on 31 December; the last is the one of the block's moment, or in which a party ceased to exist. Spells are put
in order on disk, so that memory stays flat: of the rows that are counted only one party or pair is held at a time.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from treaties.exporting.columns import Column, Kind
from treaties.models import Party
from treaties.queries.spells import TOLD, Spell, spells_of_pairs, spells_of_parties
from treaties.vocabulary import Nature, PairGroup

type Values = Sequence[Any]
type Years = Mapping[str, int]
"""By code: the year in which a party ceased to exist, of those that did."""


@dataclass(frozen=True, slots=True)
class Panel:
    """``key`` are the names of the columns of which no two rows have the same, where none of them can be empty."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Any
    """(spells in order, last year, years in which parties ceased to exist) → values in the order of the columns."""
    spells: Any
    """(block) → spells in any order."""


def _party(name: str, description: str) -> Column:
    return Column(name, name, Kind.TEXT, description, of=("parties", "code"))


def _count(name: str, description: str) -> Column:
    return Column(name, name, Kind.INTEGER, description)


YEAR = Column("year", "year", Kind.INTEGER, "The calendar year; what is counted is counted on its 31 December")
PARTY = _party("party", "The party: with a file of its own under an agreement, or bound through a union")
ONE = _party("party_one", "The party whose code comes first")
OTHER = _party("party_other", "The party whose code comes second")
COUNTS = (
    _count("bilateral", "Bilateral agreements that live the treaty life, in force for certain"),
    _count("bilateral_possibly", "Bilateral agreements that live the treaty life, possibly in force"),
    _count("multilateral", "Multilateral agreements that live the treaty life, in force for certain"),
    _count("multilateral_possibly", "Multilateral agreements that live the treaty life, possibly in force"),
    _count("non_binding", "Non-binding texts, operative for certain"),
    _count("non_binding_possibly", "Non-binding texts, possibly operative"),
    _count("new", "Of those in force for certain and not non-binding: not so on 31 December of the year before"),
    _count("ended", "Those that were so on 31 December of the year before, and are not on this one"),
)
SPELL = (
    ONE, OTHER,
    Column("agreement", "agreement", Kind.TEXT, "The agreement that stands so", of=("agreements", "slug")),
    Column("from", "from", Kind.DAY, "The first day of the spell; none: it is not known since when", is_optional=True),
    Column("until", "until", Kind.DAY, "The first day after the spell; none: no end is on record", is_optional=True),
    Column(
        "standing", "standing", Kind.TEXT, "Where it stands between the two on each of these days",
        tuple((str(word), word.label) for word in TOLD),
    ),
    Column("nature", "nature", Kind.TEXT, "The nature of the agreement", tuple(Nature.choices())),
    Column("is_bilateral", "is_bilateral", Kind.BOOLEAN, "Whether the agreement has exactly two sides"),
    Column(
        "via_one", "via_one", Kind.TEXT, "The union through which the first is bound; none where by its own file",
        of=("parties", "code"), is_optional=True,
    ),
    Column(
        "via_other", "via_other", Kind.TEXT, "The union through which the second is bound; none where by its own file",
        of=("parties", "code"), is_optional=True,
    ),
)  # fmt: skip


class Sorted:
    """Spells on disk: put in as they come, read by party or pair, agreement and day."""

    def __init__(self, file: Path, spells: Iterable[Spell]) -> None:
        self.database = sqlite3.connect(file)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute(
            "CREATE TABLE spell (one, other, agreement, since, until, standing, nature, bilateral, via_one, via_other)"
        )
        self.database.executemany(f"INSERT INTO spell VALUES ({', '.join('?' * 10)})", map(_stored, spells))

    def __iter__(self) -> Iterator[Values]:
        return self.database.execute("SELECT * FROM spell ORDER BY one, other, agreement, since")

    def close(self) -> None:
        self.database.close()


def _stored(spell: Spell) -> Values:
    """A day that is not known comes first as an empty text, and an end that is not on record is none."""
    one, other = (*spell.parties, "")[:2]
    since = spell.since.isoformat() if spell.since else ""
    until = spell.until.isoformat() if spell.until else None
    vias = (*spell.vias, "")[:2]
    return one, other, spell.agreement, since, until, str(spell.group), spell.nature, spell.is_bilateral, *vias


def dyad_day(spells: Iterable[Values], last: int, ceased: Years) -> Iterator[Values]:
    for one, other, agreement, since, until, standing, nature, bilateral, via_one, via_other in spells:
        ends = (since or None, until)
        yield one, other, agreement, *ends, standing, nature, bool(bilateral), via_one or None, via_other or None


def dyad_year(spells: Iterable[Values], last: int, ceased: Years) -> Iterator[Values]:
    """Of each two from the first year on record of theirs until the last."""
    for (one, other), theirs in groupby(spells, key=lambda row: (row[0], row[1])):
        ends = min(ceased.get(one, last), ceased.get(other, last))
        yield from ((one, other, year, *counts) for year, counts in _years(theirs, last, ends))


def country_year(spells: Iterable[Values], last: int, ceased: Years) -> Iterator[Values]:
    for party, theirs in groupby(spells, key=lambda row: row[0]):
        yield from ((party, year, *counts) for year, counts in _years(theirs, last, ceased.get(party, last)))


def _years(spells: Iterable[Values], last: int, ends: int) -> Iterator[tuple[int, list[int]]]:
    """What is counted at the end of each year, from the first in which a day of theirs is on record; after the year in
    which one of them ceased to exist, only as long as anything is."""
    spells = list(spells)
    days = chain.from_iterable((row[3], row[4]) for row in spells)
    first = min((int(day[:4]) for day in days if day), default=last)
    at_end: Counter[tuple[int, str]] = Counter()
    certain: dict[int, set[str]] = {}
    for row in spells:
        what, is_certain = _counted_as(row)
        for year in _year_ends(row, first, last):
            at_end[year, what] += 1
            if is_certain:
                certain.setdefault(year, set()).add(row[2])
    nothing: set[str] = set()
    for year in range(first, max([min(ends, last), *(year for year, _ in at_end)]) + 1):
        now, before = certain.get(year, nothing), certain.get(year - 1, nothing)
        counts = [at_end[year, column.name] for column in COUNTS[:6]]
        yield year, [*counts, len(now - before), len(before - now)]


def _counted_as(row: Values) -> tuple[str, bool]:
    """Under which column, and whether it is in force for certain, and no non-binding text."""
    is_certain = row[5] != PairGroup.POSSIBLY_IN_FORCE
    kind = "bilateral" if row[7] else "multilateral"
    what = "non_binding" if row[6] == Nature.NON_BINDING else kind
    return (what if is_certain else f"{what}_possibly"), is_certain and what is kind


def _year_ends(row: Values, first: int, last: int) -> range:
    """The years whose 31 December lies in the spell."""
    begins = max(int(row[3][:4]), first) if row[3] else first
    ends = min(int(row[4][:4]) - 1, last) if row[4] else last
    return range(begins, ends + 1)


PANELS = (
    Panel(
        "country_year",
        "Agreements in force for each party at the end of each year, as long as it existed; through unions too",
        (PARTY, YEAR, *COUNTS), ("party", "year"), country_year, spells_of_parties,
    ),
    Panel(
        "dyad_year",
        "Agreements in force between each two at the end of each year, as long as both existed, of all pairs that ever"
        " had one; the two in the order of their codes",
        (ONE, OTHER, YEAR, *COUNTS), ("party_one", "party_other", "year"), dyad_year, spells_of_pairs,
    ),
    Panel(
        "dyad_day",
        "The days on which an agreement was in force, or possibly, between two: as spells, each from its first day"
        " until the first day after it. A row for every day is made of them by counting from the one to the other",
        SPELL, (), dyad_day, spells_of_pairs,
    ),
)  # fmt: skip


def write_panels(folder: Path, scratch: Path, *, until: int, last_year: int, write: Any) -> None:
    """``write(file, columns, rows)`` writes one; pairs are read once for both of their panels."""
    ends = Party.objects.values_list("code", "exists_until")
    ceased = {code: end.latest.year for code, end in ends if end and end.latest}
    for source, panels in groupby(PANELS, key=lambda panel: panel.spells):
        ordered = Sorted(scratch / f"{source.__name__}.sqlite", source(until))
        for panel in panels:
            write(folder / f"{panel.name}.csv", panel.columns, panel.rows(ordered, last_year, ceased))
        ordered.close()
