"""What the record holds, in numbers: one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from treaties.models import Agreement, Block, Citation, Participation, Source, StatusChange


@dataclass(frozen=True, slots=True)
class Holdings:
    """``further`` are counted for other apps, in the order in which they were given."""

    agreements: int
    parties: int
    acts: int
    sources: int
    citations: int
    blocks: int
    last: Block
    further: tuple[int, ...]


def holdings(further: Iterable[QuerySet] = ()) -> Holdings | None:
    """``None`` while nothing is on record. Acts are those that stand; parties those that take part."""
    counted: dict[str, Any] = {
        "agreements": _number(Agreement.objects.all()),
        "parties": _number(Participation.objects.all(), of="party"),
        "acts": _number(StatusChange.objects.standing()),
        "sources": _number(Source.objects.all()),
        "citations": _number(Citation.objects.all()),
    }
    more = {f"further_{place}": _number(rows) for place, rows in enumerate(further)}
    last: Any = Block.objects.annotate(**counted, **more).order_by("-no").first()
    if last is None:
        return None
    numbers = {name: getattr(last, name) for name in counted}
    return Holdings(**numbers, blocks=last.no, last=last, further=tuple(getattr(last, name) for name in more))


def _number(rows: QuerySet[Any], of: str = "pk") -> Coalesce:
    """Of all rows: one group, by a constant."""
    grouped = rows.order_by().annotate(everything=Value(0)).values("everything")
    return Coalesce(Subquery(grouped.annotate(number=Count(of, distinct=of != "pk")).values("number")), 0)
