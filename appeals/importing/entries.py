"""Rows about appeals with the keys that they are known by."""

from collections.abc import Iterator
from dataclasses import dataclass

from appeals.importing.rows import (
    AddresseeRow,
    AppealRow,
    LinkRow,
    OutcomeRetractionRow,
    OutcomeRow,
    RelationRow,
    ResponseRetractionRow,
    ResponseRow,
    SignatoryRetractionRow,
    SignatoryRow,
    TextRow,
    WithdrawalRow,
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

    def addressee_entries(self) -> list[Entry[AddresseeRow]]:
        """By appeal, office and name."""
        return [Entry((of, one.office, one.name), one, of) for of, one in self._of("further_addressees", AddresseeRow)]

    def text_entries(self) -> list[Entry[TextRow]]:
        """By appeal and all that is said of the text."""
        return [
            Entry((of, one.version.value, one.language, one.held.value, one.note), one, of)
            for of, one in self._of("texts", TextRow)
        ]

    def signatory_entries(self) -> list[Entry[SignatoryRow]]:
        """By appeal, name and capacity."""
        return [Entry((of, *signed_as(one)), one, of) for of, one in self._of("signatories", SignatoryRow)]

    def withdrawal_entries(self) -> list[Entry[WithdrawalRow]]:
        """By what was signed."""
        return [Entry((of, *signed_as(one)), one, of) for of, one in self._of("withdrawals", WithdrawalRow)]

    def relation_entries(self) -> list[Entry[RelationRow]]:
        """By appeal, kind and other appeal."""
        return [Entry((of, one.kind.value, one.other), one, of) for of, one in self._of("relations", RelationRow)]

    def response_entries(self) -> list[Entry[ResponseRow]]:
        """By appeal, answering office and day."""
        rows = self._of("responses", ResponseRow)
        return [Entry((of, one.by, str(one.responded_on or "")), one, of) for of, one in rows]

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
        rows = self._of("links", LinkRow)
        return [Entry((of, one.demand or "", one.relation.value, one.act), one, of) for of, one in rows]

    def signatory_retraction_entries(self) -> list[Entry[SignatoryRetractionRow]]:
        return [Entry((of, *signed_as(one)), one, of) for of, one in self._of("", SignatoryRetractionRow)]

    def response_retraction_entries(self) -> list[Entry[ResponseRetractionRow]]:
        rows = self._of("", ResponseRetractionRow)
        return [Entry((of, one.by, str(one.responded_on or "")), one, of) for of, one in rows]

    def outcome_retraction_entries(self) -> list[Entry[OutcomeRetractionRow]]:
        rows = [(*fact.of, fact.row) for fact in self.facts if isinstance(fact.row, OutcomeRetractionRow)]
        return [
            Entry((of, number, one.kind.value, str(one.asserted_on or "")), one, of, number) for of, number, one in rows
        ]

    def _of[R: Row](self, part: str, row_type: type[R]) -> Iterator[tuple[str, R]]:
        """Those that a row of an appeal lists as this part, and those that stand alone; each with the appeal’s slug."""
        for appeal in self.appeals if part else ():
            for row in getattr(appeal, part):
                yield appeal.slug, row
        for fact in self.facts:
            if isinstance(fact.row, row_type):
                yield fact.of[0], fact.row


def signed_as(row: SignatoryRow | WithdrawalRow | SignatoryRetractionRow) -> tuple[str, ...]:
    return row.name, row.body, row.convocation, row.political_party, row.constituency
