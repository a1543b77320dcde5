"""Pages by position: a page begins after the last row of the one before, so a list is walked in equal steps to its end.

The order is (sort value, id): ids differ, so rows with the same sort value are neither repeated nor skipped.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan


@dataclass(frozen=True, slots=True)
class Position:
    """A row's place in the order of its list."""

    sort: str | date
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the position to go on from; ``None`` where nothing follows."""

    rows: list[Any]
    goes_on_after: Position | None


def page_of(rows: QuerySet, *, by: str, size: int, after: Position | None, descending: bool = False) -> Page:
    """One statement, without a count. ``by`` names a column or annotation that is never NULL."""
    beyond, sign = (TupleLessThan, "-") if descending else (TupleGreaterThan, "")
    if after:
        rows = rows.filter(beyond((F(by), F("id")), (after.sort, after.id)))
    found = list(rows.order_by(f"{sign}{by}", f"{sign}id")[: size + 1])
    shown = found[:size]
    goes_on = len(found) > size
    return Page(shown, _position(shown[-1], by) if goes_on else None)


def _position(row: Any, by: str) -> Position:
    if isinstance(row, dict):
        return Position(row[by], row["id"])
    return Position(getattr(row, by), row.pk)
