"""What a write of one fact names: looked up in the record before the block is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from treaties.actions.sources import Cite
from treaties.importing.consistency import problems_of
from treaties.importing.doing import Doing
from treaties.importing.entries import Fact, TreatyRows
from treaties.importing.matching import Record, fetch_named
from treaties.importing.parts import Brought
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.rows import CiteRow
from treaties.importing.tables import Row, quoted
from treaties.importing.writing import Why
from treaties.models import Agreement, Block
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Refused


@dataclass(frozen=True, kw_only=True)
class RetractionBody(Why, Row):
    """What was recorded is no fact, and why."""

    retracts: str
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RetractionByNumberBody(Why, Row):
    """The same of what has no slug: ``retracts`` is the ``id`` that the answers and the public tables give."""

    retracts: int
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The part of the record that a write names; the agreement it bears on, and the row that it mends."""

    record: Record
    agreement: Agreement | None = None
    mended: Any = None

    def cites(self, block: Block, rows: Sequence[CiteRow]) -> list[Cite]:
        return Doing(block, self.record).cites(rows)


def named(rows: TreatyRows) -> Record:
    """What the rows name. Raises Unreadable where that is not on record."""
    record = Record.empty()
    fetch_named(rows, record)
    if problems := list(problems_of(rows, record, Brought.by(rows))):
        raise Unreadable(problems)
    return record


def of_agreement(slug: str, row: Row) -> Found:
    """Raises Unreadable."""
    record = named(TreatyRows(facts=(Fact((slug,), row),)))
    return Found(record, with_facts(Agreement.objects.filter(slug=slug)).get())


def mended(rows: QuerySet[Any], row: Row, key: str) -> Any:
    """The one that ``row`` names in ``key``, by its slug or by its number. Raises Unreadable."""
    name = getattr(row, key)
    found = rows.filter(**numbered(name) if isinstance(name, int) else {"slug": name}).first()
    if found is None:
        what = str(rows.model._meta.verbose_name)
        raise Unreadable([Problem(row.at(key), f"There is no {what} {quoted(name)} on record.")])
    return found


def numbered(number: int) -> dict[str, Any]:
    """How a row is looked for by its number; one that no column holds finds none."""
    return {"pk": number} if 0 < number < 2**63 else {"pk__in": ()}


def refuse_taken(model: type[Model], slug: str) -> None:
    """Raises Refused where the slug that was asked for is another's."""
    if slug and model._default_manager.filter(slug=slug).exists():
        raise Refused(Finding("slug_taken", f"Another {model._meta.verbose_name} is called “{slug}”.", field="slug"))


def cited(row: Any) -> Record:
    """The sources alone."""
    return named(TreatyRows(facts=(Fact(("",), RetractionBody(why=row.why, retracts="", sources=row.sources)),)))
