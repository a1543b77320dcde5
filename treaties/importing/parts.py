"""The rows of an import in parts that are small enough to be held: first what all others name, then agreements with
what is listed under them, then what was done under them. A part is planned and written before the next is looked at."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from treaties.importing.entries import Entry, Fact, TreatyRows
from treaties.importing.problems import Problem
from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    NumberRow,
    ParticipantRow,
    RelationRow,
)
from treaties.importing.spool import Spool
from treaties.importing.tables import Row, parts_of

AT_ONCE = 2_000
"""Rows of a part; those of one agreement are never divided."""
AGREEMENTS, ACTS = 1, 2
LISTED = {
    name: kind for name, kind in parts_of(AgreementRow).items() if kind not in (ActRow, AssertionRow, RelationRow)
}
"""What is written with its agreement; the rest may name others, and comes once all agreements are there."""
STAGES: dict[type[Row], int] = {AgreementRow: AGREEMENTS, RelationRow: ACTS, ActRow: ACTS, AssertionRow: ACTS}
STAGES |= dict.fromkeys(LISTED.values(), AGREEMENTS)


@dataclass(frozen=True, slots=True)
class Brought:
    """What the files themselves bring, by name: no part of them has it all."""

    sources: Collection[Hashable]
    parties: Collection[Hashable]
    agreements: Collection[Hashable]
    acts: Collection[Hashable]
    assertions: Collection[Hashable]
    acts_taken_back: Collection[Hashable]
    assertions_taken_back: Collection[Hashable]
    takes_part: Callable[[str], set[str]]
    """Who takes part in an agreement, by code."""

    @classmethod
    def by(cls, rows: TreatyRows) -> "Brought":
        """Of rows that are all there is."""
        return cls(
            agreements={row.slug for row in rows.agreements},
            acts={entry.key for entry in rows.act_entries()},
            assertions={entry.key for entry in rows.assertion_entries()},
            takes_part=lambda of: {entry.row.party for entry in rows.participant_entries() if entry.of == of},
            **_named_first(rows),
        )


def _named_first(rows: TreatyRows) -> dict[str, Collection[Hashable]]:
    return {
        "sources": {row.slug for row in rows.sources},
        "parties": {row.code for row in rows.parties},
        "acts_taken_back": {row.slug for row in rows.act_retractions},
        "assertions_taken_back": {row.slug for row in rows.assertion_retractions},
    }


class Parts:
    """All rows of an import. ``lay`` them, then ``close``; from then on they are read, as often as is needed."""

    def __init__(self) -> None:
        self.first = TreatyRows()
        self.left_out: frozenset[Hashable] = frozenset()
        """The keys of acts that are not to be recorded."""
        self._spool = Spool()

    @classmethod
    def of(cls, rows: TreatyRows) -> "Parts":
        parts = cls()
        nothing: dict[str, Any] = dict.fromkeys(parts_of(AgreementRow), ())
        for row in rows.agreements:
            parts.lay(row.slug, replace(row, **nothing))
            for name in parts_of(AgreementRow):
                for one in getattr(row, name):
                    parts.lay(row.slug, one)
        rest = tuple(fact for fact in rows.facts if not parts.lay(str(fact.of[0]), fact.row))
        list(parts.close(replace(rows, agreements=(), facts=rest)))
        return parts

    def lay(self, of: str, row: Row) -> bool:
        """False where it is no row of an agreement: such rows are few, and are given to ``close``."""
        if (stage := STAGES.get(type(row))) is None:
            return False
        for kind, key in _names_of(of, row):
            self._spool.name(kind, key, of)
        self._spool.lay(stage, of, row)
        return True

    def close(self, first: TreatyRows) -> Iterator[Problem]:
        """Everything is laid. What is wrong with it: agreements without a participant."""
        self.first = first
        self._spool.close()
        for of in self._spool.owners_of("agreement", without="participant"):
            for row in self.of_agreements([of]).agreements:
                sentence = "No record “participant” in these files is of this agreement; it needs at least one."
                yield Problem(row.at(), sentence)

    @property
    def _acts(self) -> Collection[Hashable]:
        return self._spool.named("act", but=self.left_out)

    @property
    def brought(self) -> Brought:
        return Brought(
            agreements=self._spool.named("agreement"),
            acts=self._acts,
            assertions=self._spool.named("assertion"),
            takes_part=lambda of: self._spool.names_of("participant", of),
            **_named_first(self.first),
        )

    def agreements(self) -> Iterator[TreatyRows]:
        yield self.first
        for some in self._some(AGREEMENTS):
            yield self.of_agreements(some)

    def acts(self) -> Iterator[TreatyRows]:
        for some in self._some(ACTS):
            yield self.under(some)

    def __iter__(self) -> Iterator[TreatyRows]:
        yield from self.agreements()
        yield from self.acts()

    def of_agreements(self, owners: Sequence[str]) -> TreatyRows:
        agreements: list[AgreementRow] = []
        facts: list[Fact] = []
        for of in owners:
            rows = self._spool.rows(AGREEMENTS, of)
            lists: dict[str, Any] = {name: tuple(one for one in rows if type(one) is LISTED[name]) for name in LISTED}
            whole = [replace(row, **lists) for row in rows if isinstance(row, AgreementRow)]
            agreements += whole
            facts += [Fact((of,), row) for row in rows if not whole]
        return TreatyRows(agreements=tuple(agreements), facts=tuple(facts))

    def under(self, owners: Sequence[str]) -> TreatyRows:
        """What was done under agreements, and what these are to others."""
        facts = [Fact((of,), row) for of in owners for row in self._spool.rows(ACTS, of)]
        if self.left_out:
            facts = [
                one for one in facts if not (isinstance(one.row, ActRow) and one.row.key(one.of[0]) in self.left_out)
            ]
        return TreatyRows(facts=tuple(facts))

    def brought_twice(self, kind: str) -> list[str]:
        """The agreements under which names of that kind are that are given more than once."""
        return self._spool.owners_of_twice(kind)

    def answers(self) -> list[Entry[ActRow]]:
        """The acts that answer others."""
        return [entry for entry in self.under(self._spool.owners_of("answer")).act_entries() if entry.row.about]

    def without_acts(self, keys: Collection[Hashable]) -> "Parts | None":
        """Nothing where it has none of them."""
        if not any(key in self._acts for key in keys):
            return None
        parts = copy(self)
        parts.left_out = self.left_out | frozenset(keys)
        return parts

    def _some(self, stage: int) -> Iterator[list[str]]:
        owners: list[str] = []
        rows = 0
        for of, size in self._spool.owners(stage):
            owners.append(of)
            rows += size
            if rows >= AT_ONCE:
                yield owners
                owners, rows = [], 0
        if owners:
            yield owners


def _names_of(of: str, row: Row) -> Iterator[tuple[str, str]]:
    match row:
        case AgreementRow():
            yield "agreement", row.slug
        case ParticipantRow():
            yield "participant", row.party
        case NumberRow():
            yield "number", f"{row.series}\n{row.number}"
        case ActRow():
            yield "act", row.key(of)
            if row.about:
                yield "answer", row.about
        case AssertionRow():
            yield "assertion", row.slug
