"""What facts rest on: the citations of one kind of fact, or of many kinds at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q

from treaties.models import Citation
from treaties.models.sources import COLUMN_OF
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, put


def with_sources(*, known_at: int | None = None) -> Prefetch:
    """The citations of facts of one kind, with their sources, in the order in which they were given."""
    cited = Citation.objects.filter(**known_by(known_at)).select_related("source").order_by("pk")
    return Prefetch("citations", cited)


def cited_by(fact: str, *, known_at: int | None = None) -> Nested:
    """The same, in the statement of the facts; ``fact`` is the column of their kind."""
    return Nested(Citation.objects.filter(**known_by(known_at)).order_by("pk"), fact, ("source",))


def attach_citations(facts: Iterable[Any], *, known_at: int | None = None) -> None:
    """Give each fact its ``citations`` with their sources, as a prefetch would. One statement for all."""
    by_column = defaultdict(list)
    for fact in facts:
        by_column[COLUMN_OF[type(fact)]].append(fact)
    wanted = Q(pk__in=[])
    for column, of_kind in by_column.items():
        wanted |= Q(**{f"{column}__in": [fact.pk for fact in of_kind]})
    found = defaultdict(list)
    for citation in Citation.objects.filter(wanted, **known_by(known_at)).select_related("source").order_by("pk"):
        column = next(column for column in by_column if getattr(citation, f"{column}_id"))
        found[column, getattr(citation, f"{column}_id")].append(citation)
    for column, of_kind in by_column.items():
        for fact in of_kind:
            put(fact, "citations", found[column, fact.pk])
