"""What facts rest on: the citations of one kind of fact, or of many kinds at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q

from treaties.models import Citation
from treaties.models.sources import COLUMN_OF


def with_sources(*, known_at: int | None = None) -> Prefetch:
    """The citations of facts of one kind, with their sources, in the order in which they were given."""
    cited = Citation.objects.select_related("source").order_by("pk")
    return Prefetch("citations", cited if known_at is None else cited.filter(block__lte=known_at))


def attach_citations(facts: Iterable[Any], *, known_at: int | None = None) -> None:
    """Give each fact its ``citations`` with their sources, as a prefetch would. One statement for all."""
    by_column = defaultdict(list)
    for fact in facts:
        by_column[COLUMN_OF[type(fact)]].append(fact)
    wanted = Q(pk__in=[])
    for column, of_kind in by_column.items():
        wanted |= Q(**{f"{column}__in": [fact.pk for fact in of_kind]})
    if known_at is not None:
        wanted &= Q(block__lte=known_at)
    found = defaultdict(list)
    for citation in Citation.objects.filter(wanted).select_related("source").order_by("pk"):
        column = next(column for column in by_column if getattr(citation, f"{column}_id"))
        found[column, getattr(citation, f"{column}_id")].append(citation)
    for column, of_kind in by_column.items():
        for fact in of_kind:
            _as_prefetched(fact, found[column, fact.pk])


def _as_prefetched(fact: Any, citations: list[Citation]) -> None:
    """Where Django keeps prefetched rows. It has no public way to fill one relation of several models at once."""
    rows = fact.citations.all()
    rows._result_cache, rows._prefetch_done = citations, True
    fact.__dict__.setdefault("_prefetched_objects_cache", {})["citations"] = rows
