"""What an endpoint is told: that a block was recorded, what it is about, and where its rows are read."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, ForeignKey, Model
from django.urls import reverse

from treaties.exporting.feed import Place
from treaties.exporting.tables import public_tables
from treaties.models import Agreement, Block
from treaties.slots import TOLD_OF

MOST = 100
"""Slugs that a message names of each kind; ``more`` says where there are further ones."""
DEEPEST = 3
"""A row is about what it refers to, over so many others at most."""


def message_of(number: int) -> tuple[str, str]:
    """The id of the message and its body: always the same for one block. Three statements, one more for each kind."""
    block = Block.objects.get(no=number)
    concerned = {member: _slugs(number, model) for member, model in (("agreements", Agreement), *TOLD_OF())}
    data = {
        "block": block.no,
        "at": _moment(block.at),
        "reason": block.reason,
        **{member: slugs[:MOST] for member, slugs in concerned.items()},
        "more": any(len(slugs) > MOST for slugs in concerned.values()),
        "tables": _rows_by_table(number),
        "changes_url": f"{settings.PUBLIC_URL}{reverse('api-changes')}?after={Place(number - 1)}",
    }
    return f"block_{number}", _body("block.recorded", block.at, data)


def message_of_test(at: datetime) -> tuple[str, str]:
    """It says that it is one; of no block."""
    return f"test_{at:%Y%m%d%H%M%S%f}", _body(
        "test", at, {"changes_url": f"{settings.PUBLIC_URL}{reverse('api-changes')}"}
    )


def _body(kind: str, at: datetime, data: dict[str, Any]) -> str:
    message = {"type": kind, "timestamp": _moment(at), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _rows_by_table(number: int) -> dict[str, int]:
    """Of the tables to which the block added."""
    tables = public_tables()
    parts = [
        f"SELECT {rank}, count(*) FROM {table.model._meta.db_table} WHERE {table.block_column} = %s"
        for rank, table in enumerate(tables)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1", [number] * len(tables))
        return {tables[rank].name: rows for rank, rows in cursor.fetchall() if rows}


def _slugs(number: int, of: type[Model]) -> list[str]:
    """Those of what the rows of the block are about, in order; one more than are named, where there are more."""
    found = []
    for table in public_tables():
        block = table.block_column.removesuffix("_id")
        for way in ways(table.model, of):
            rows = table.model._default_manager.filter(**{block: number}, **({f"{way}__isnull": False} if way else {}))
            found.append(rows.order_by().values_list(F(f"{way}__slug" if way else "slug")))
    first, *others = found
    return sorted(slug for (slug,) in first.union(*others).order_by())[: MOST + 1]


@cache
def ways(model: type[Model], of: type[Model], depth: int = DEEPEST) -> tuple[str, ...]:
    """How a row refers to one of another model, itself or by what it refers to; "" for a row that is one."""
    if model is of:
        return ("",)
    references = [field for field in model._meta.fields if isinstance(field, ForeignKey)]
    direct = [field for field in references if field.related_model is of]
    if any(not field.null for field in direct):
        return tuple(field.name for field in direct)
    return tuple(_indirect(references, of, depth))


def _indirect(references: list[Any], of: type[Model], depth: int) -> Iterator[str]:
    for field in references:
        if depth and field.related_model is not field.model:
            yield from (
                f"{field.name}__{way}" if way else field.name for way in ways(field.related_model, of, depth - 1)
            )
