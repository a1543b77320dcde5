"""Facts that a file takes back, and facts of its sources that it no longer gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Model

from treaties.importing.entries import Entry, TreatyRows
from treaties.importing.matching import Record
from treaties.importing.rows import RetractionRow
from treaties.importing.sorting import STAYS, Edition, Group, Held
from treaties.importing.standing import standing_of
from treaties.importing.tables import Row
from treaties.models import StatusAssertion, StatusChange


@dataclass(frozen=True, slots=True)
class Gone:
    """A fact of these sources that their newer edition no longer gives. Other sources may still say it."""

    record: Any
    rests_elsewhere: bool

    def __str__(self) -> str:
        return f"{self.record.slug}{f' ({STAYS})' if self.rests_elsewhere else ''}"


@dataclass(frozen=True)
class RetractionGroup(Group[RetractionRow]):
    """What the files take back: acts, then assertions."""

    acts: tuple[Entry[RetractionRow], ...] = ()
    assertions: tuple[Entry[RetractionRow], ...] = ()

    @classmethod
    def of(cls, rows: TreatyRows, record: Record) -> Self:
        acts = to_take_back(rows.act_retraction_entries(), record.acts)
        assertions = to_take_back(rows.assertion_retraction_entries(), record.assertions)
        given = len(rows.act_retractions) + len(rows.assertion_retractions)
        new = (*acts, *assertions)
        return cls("Retractions", new, given - len(new), acts=acts, assertions=assertions)


def to_take_back[R: Row, M: Model](entries: Iterable[Entry[R]], held: Held[M]) -> tuple[Entry[R], ...]:
    """Those of which the fact stands, or comes with the same files; of the others it was taken back before."""
    return tuple(entry for entry in entries if not (known := held.get(entry.key)) or standing_of(known).row)


def _of_its_days(records: Any, group: Group) -> Any:
    """What a register said of an earlier day it does not take back by saying more of a later one."""
    days = StatusAssertion.objects.filter(pk__in=group.matched).values("asserted_on")
    return records.filter(asserted_on__in=days)


def gone_from(edition: Edition, acts: Group, assertions: Group) -> list[Gone]:
    """Acts and assertions that stand, rest on the sources that the files bring, and are in the files no more."""
    found: list[Gone] = []
    for model, group in ((StatusChange, acts), (StatusAssertion, assertions)):
        records = model.objects.standing().filter(citations__source__slug__in=edition.sources).distinct()
        if edition.agreements is not None:
            records = records.filter(agreement__slug__in=edition.agreements)
            records = _of_its_days(records, group) if model is StatusAssertion else records
        for record in records.exclude(pk__in=group.matched).order_by("slug").prefetch_related("citations__source"):
            sources = {citation.source.slug for citation in record.citations.all()}
            found.append(Gone(record, rests_elsewhere=not sources <= edition.sources))
    return found
