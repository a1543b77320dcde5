"""Rows with the keys that they are known by: what several files say, gathered by kind."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any, get_origin

from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    ClauseRow,
    NameRow,
    NumberRow,
    ParticipantRow,
    PartyCodeRow,
    PartyNameRow,
    PartyRow,
    RelationRow,
    RetractionRow,
    SourceRow,
    SuccessionRow,
    TitleRow,
)
from treaties.importing.tables import Row, keys_of


@dataclass(frozen=True, slots=True)
class Entry[R: Row]:
    """A row with the key it is known by, and what it belongs to: a slug, and the number of a part (0: none)."""

    key: Hashable
    row: R
    of: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        return " ".join(str(part) for part in self.key if part != "") if isinstance(self.key, tuple) else str(self.key)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row that stands outside of what it belongs to: ``of`` names that, by its slug or code first."""

    of: tuple[Any, ...]
    row: Row


@dataclass(frozen=True)
class TreatyRows:
    """What files say of sources, parties and agreements. An act that has no slug is known by the one that it will get.

    ``facts`` are of parties and agreements that have no row of their own in the files.
    """

    sources: tuple[SourceRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    parties: tuple[PartyRow, ...] = ()
    successions: tuple[SuccessionRow, ...] = ()
    names: tuple[NameRow, ...] = ()
    act_retractions: tuple[RetractionRow, ...] = ()
    assertion_retractions: tuple[RetractionRow, ...] = ()
    facts: tuple[Fact, ...] = ()

    def only_retractions(self) -> "TreatyRows":
        return TreatyRows(act_retractions=self.act_retractions, assertion_retractions=self.assertion_retractions)

    def every_row(self) -> Iterator[Row]:
        """All rows, and those within them."""
        kept = (getattr(self, one.name) for one in fields(self) if one.name != "facts")
        for row in [row for rows in kept for row in rows] + [fact.row for fact in self.facts]:
            yield from within(row)

    def source_entries(self) -> list[Entry[SourceRow]]:
        return [Entry(row.slug, row) for row in self.sources]

    def party_entries(self) -> list[Entry[PartyRow]]:
        return [Entry(row.code, row) for row in self.parties]

    def party_name_entries(self) -> list[Entry[PartyNameRow]]:
        return [
            Entry((of, one.language, one.kind.value, one.name), one, of)
            for of, one in self._parts_of(self.parties, "names", PartyNameRow)
        ]

    def party_code_entries(self) -> list[Entry[PartyCodeRow]]:
        parts = self._parts_of(self.parties, "codes", PartyCodeRow)
        return [Entry((of, one.scheme, one.code), one, of) for of, one in parts]

    def succession_entries(self) -> list[Entry[SuccessionRow]]:
        return [Entry((row.predecessor, row.successor), row, row.successor) for row in self.successions]

    def name_entries(self) -> list[Entry[NameRow]]:
        return [Entry((row.source, row.name), row, row.source) for row in self.names]

    def agreement_entries(self) -> list[Entry[AgreementRow]]:
        return [Entry(row.slug, row) for row in self.agreements]

    def participant_entries(self) -> list[Entry[ParticipantRow]]:
        return [Entry((of, one.party), one, of) for of, one in self._of("participants", ParticipantRow)]

    def title_entries(self) -> list[Entry[TitleRow]]:
        return [Entry((of, one.language, one.title), one, of) for of, one in self._of("titles", TitleRow)]

    def number_entries(self) -> list[Entry[NumberRow]]:
        return [Entry((one.series, one.number), one, of) for of, one in self._of("numbers", NumberRow)]

    def clause_entries(self) -> list[Entry[ClauseRow]]:
        """A further condition of entry into force is known by its place among those of its agreement: 2, 3 …"""
        seen: Counter[Hashable] = Counter()
        entries = []
        for of, one in self._of("clauses", ClauseRow):
            key: tuple[str | int, ...] = (of, str(one.kind))
            seen[key] += 1
            entries.append(Entry((*key, seen[key]) if seen[key] > 1 else key, one, of))
        return entries

    def relation_entries(self) -> list[Entry[RelationRow]]:
        return [Entry((of, one.kind.value, one.other), one, of) for of, one in self._of("relations", RelationRow)]

    def act_entries(self) -> list[Entry[ActRow]]:
        return self._act_entries

    @cached_property
    def _act_entries(self) -> list[Entry[ActRow]]:
        """Made once: there may be very many, and they are gone through again and again."""
        return [Entry(act.key(of), act, of) for of, act in self._of("acts", ActRow)]

    def assertion_entries(self) -> list[Entry[AssertionRow]]:
        return [Entry(one.slug, one, of) for of, one in self._of("assertions", AssertionRow)]

    def act_retraction_entries(self) -> list[Entry[RetractionRow]]:
        return [Entry(row.slug, row) for row in self.act_retractions]

    def assertion_retraction_entries(self) -> list[Entry[RetractionRow]]:
        return [Entry(row.slug, row) for row in self.assertion_retractions]

    def _of[R: Row](self, part: str, row_type: type[R]) -> Iterator[tuple[str, R]]:
        return self._parts_of(self.agreements, part, row_type)

    def _parts_of[R: Row](self, owners: tuple[Any, ...], part: str, row_type: type[R]) -> Iterator[tuple[str, R]]:
        """Each with the slug or code of what it belongs to."""
        for owner in owners:
            for row in getattr(owner, part):
                yield getattr(owner, "slug", "") or owner.code, row
        for fact in self.facts:
            if isinstance(fact.row, row_type):
                yield fact.of[0], fact.row


def within(row: Row) -> Iterator[Row]:
    """The row and all rows inside it."""
    yield row
    kind: Any = type(row)
    for name in _lists_of(kind):
        for inner in getattr(row, name):
            if isinstance(inner, Row):
                yield from within(inner)


@cache
def _lists_of(row_type: type[Row]) -> list[str]:
    return [name for name, key in keys_of(row_type).items() if get_origin(key.hint) is tuple]
