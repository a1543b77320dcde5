"""Rows about appeals with the keys that they are known by."""

from dataclasses import dataclass

from appeals.importing.rows import AppealRow, LinkRow, OutcomeRow, RelationRow, ResponseRow
from treaties.importing.entries import Entry


@dataclass(frozen=True)
class AppealRows:
    """What files say of appeals. Facts without a slug are known by what they are about."""

    appeals: tuple[AppealRow, ...] = ()

    def appeal_entries(self) -> list[Entry[AppealRow]]:
        return [Entry(row.slug, row) for row in self.appeals]

    def relation_entries(self) -> list[Entry[RelationRow]]:
        """By appeal, kind and other appeal."""
        return [
            Entry((row.slug, one.kind.value, one.other), one, row.slug) for row in self.appeals for one in row.relations
        ]

    def response_entries(self) -> list[Entry[ResponseRow]]:
        """By appeal, answering office and day."""
        return [
            Entry((row.slug, one.by, str(one.responded_on or "")), one, row.slug)
            for row in self.appeals
            for one in row.responses
        ]

    def outcome_entries(self) -> list[Entry[OutcomeRow]]:
        """By appeal, number of the demand, kind, and the day of the assertion."""
        return [
            Entry((row.slug, demand.ordinal, one.kind.value, str(one.asserted_on or "")), one, row.slug, demand.ordinal)
            for row in self.appeals
            for demand in row.demands
            for one in demand.outcomes
        ]

    def link_entries(self) -> list[Entry[LinkRow]]:
        """By appeal, number of the demand (or none), relation and act."""
        return [
            Entry((row.slug, one.demand or "", one.relation.value, one.act), one, row.slug)
            for row in self.appeals
            for one in row.links
        ]
