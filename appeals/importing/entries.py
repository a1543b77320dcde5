"""Rows about appeals with the keys that they are known by."""

from collections.abc import Iterator
from dataclasses import dataclass

from appeals.importing.rows import (
    AppealRow,
    LinkRow,
    OutcomeRetractionRow,
    OutcomeRow,
    RelationRow,
    ResponseRetractionRow,
    ResponseRow,
)
from treaties.importing.entries import Entry, Fact, within
from treaties.importing.tables import Row


@dataclass(frozen=True)
class AppealRows:
    """What files say of appeals. Facts without a slug are known by what they are about.

    ``facts`` are of appeals that have no row of their own in the files.
    """

    appeals: tuple[AppealRow, ...] = ()
    facts: tuple[Fact, ...] = ()

    def every_row(self) -> Iterator[Row]:
        """All rows, and those within them."""
        for row in (*self.appeals, *(fact.row for fact in self.facts)):
            yield from within(row)

    def appeal_entries(self) -> list[Entry[AppealRow]]:
        return [Entry(row.slug, row) for row in self.appeals]

    def relation_entries(self) -> list[Entry[RelationRow]]:
        """By appeal, kind and other appeal."""
        parts = ((row.slug, one) for row in self.appeals for one in row.relations)
        given = [*parts, *((fact.of[0], fact.row) for fact in self.facts if isinstance(fact.row, RelationRow))]
        return [Entry((of, one.kind.value, one.other), one, of) for of, one in given]

    def response_entries(self) -> list[Entry[ResponseRow]]:
        """By appeal, answering office and day."""
        parts = ((row.slug, one) for row in self.appeals for one in row.responses)
        given = [*parts, *((fact.of[0], fact.row) for fact in self.facts if isinstance(fact.row, ResponseRow))]
        return [Entry((of, one.by, str(one.responded_on or "")), one, of) for of, one in given]

    def outcome_entries(self) -> list[Entry[OutcomeRow]]:
        """By appeal, number of the demand, kind, and the day of the assertion."""
        parts = (
            (row.slug, demand.ordinal, one) for row in self.appeals for demand in row.demands for one in demand.outcomes
        )
        facts = ((*fact.of, fact.row) for fact in self.facts if isinstance(fact.row, OutcomeRow))
        return [
            Entry((of, number, one.kind.value, str(one.asserted_on or "")), one, of, number)
            for of, number, one in (*parts, *facts)
        ]

    def link_entries(self) -> list[Entry[LinkRow]]:
        """By appeal, number of the demand (or none), relation and act."""
        parts = ((row.slug, one) for row in self.appeals for one in row.links)
        given = [*parts, *((fact.of[0], fact.row) for fact in self.facts if isinstance(fact.row, LinkRow))]
        return [Entry((of, one.demand or "", one.relation.value, one.act), one, of) for of, one in given]

    def response_retraction_entries(self) -> list[Entry[ResponseRetractionRow]]:
        rows = [(fact.of[0], fact.row) for fact in self.facts if isinstance(fact.row, ResponseRetractionRow)]
        return [Entry((of, one.by, str(one.responded_on or "")), one, of) for of, one in rows]

    def outcome_retraction_entries(self) -> list[Entry[OutcomeRetractionRow]]:
        rows = [(*fact.of, fact.row) for fact in self.facts if isinstance(fact.row, OutcomeRetractionRow)]
        return [
            Entry((of, number, one.kind.value, str(one.asserted_on or "")), one, of, number) for of, number, one in rows
        ]
