"""The change feed: every row of the public tables in the one order in which they came, page by page.

The order is that of (block, rank of the table, ``id``). Blocks are numbered without a gap under the head row's lock, so
whoever sees a block sees all before it, and a page that ends with a block has everything up to there: nothing that is
committed later can come before. Rows never change, so a page read again is the same. Three statements, however large
the record is: the keys of the page, by one index of each table; its rows; and its blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

from treaties.exporting.tables import Row, Table, public_tables
from treaties.models import Block

END = 2**63 - 1
"""No row has a greater id."""
type Key = tuple[int, int, int]
"""A row's block, the rank of its table, and its id."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read: all blocks up to ``block`` (closed); with a table, of that block only its tables of
    lower rank, and of this one the rows up to ``id`` (closed)."""

    block: int
    table: str = ""
    id: int = END

    def __str__(self) -> str:
        """``12``, or ``13.status_changes.4711`` within a block."""
        return f"{self.block}.{self.table}.{self.id}" if self.table else str(self.block)

    @property
    def next_block(self) -> int:
        """The block of which the next row may be."""
        return self.block if self.table else self.block + 1

    def last_read(self, tables: Sequence[Table]) -> Iterator[tuple[int, int]]:
        """Of each table: the block and the id that are the last read, or come before all that are not."""
        begun = False
        for table in tables:
            is_last = table.name == self.table
            yield self.block, self.id if is_last else 0 if begun else END
            begun = begun or is_last


@dataclass(frozen=True, slots=True)
class Change:
    block: int
    table: str
    id: int
    row: Row


@dataclass(frozen=True, slots=True)
class BlockRead:
    """``digest`` is its seal, in hexadecimal; ``complete`` where all of its rows are read with this page."""

    no: int
    at: datetime
    reason: str
    digest: str
    complete: bool


@dataclass(frozen=True, slots=True)
class FeedPage:
    changes: list[Change]
    blocks: list[BlockRead]
    goes_on_after: Place


def changes_after(place: Place, *, head: int, size: int) -> FeedPage:
    """The next rows after a place, ``size`` of them at most, of at most as many blocks; ``head`` is the last block."""
    first, last = place.next_block, min(head, place.next_block + size - 1)
    if first > last:
        return FeedPage([], [], place)
    tables = public_tables()
    found = _keys(tables, place, until=last, most=size + 1)
    shown, goes_on = found[:size], Place(last)
    is_whole = True
    if len(found) > size:
        last, rank, pk = shown[-1]
        is_whole = found[size][0] > last
        goes_on = Place(last) if is_whole else Place(last, tables[rank].name, pk)
    return FeedPage(list(_changes(tables, shown)), _blocks(first, last, is_whole=is_whole), goes_on)


def _keys(tables: Sequence[Table], place: Place, *, until: int, most: int) -> list[Key]:
    parts, given = [], []
    for rank, (table, (block, last)) in enumerate(zip(tables, place.last_read(tables), strict=True)):
        of, by = table.model._meta.db_table, table.block_column
        parts.append(
            f"(SELECT {by}, {rank}, id FROM {of} WHERE ({by}, id) > (%s, %s) AND {by} <= %s ORDER BY {by}, id LIMIT %s)"
        )
        given += [block, last, until, most]
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1, 2, 3 LIMIT %s", [*given, most])
        return cursor.fetchall()


def _changes(tables: Sequence[Table], keys: Sequence[Key]) -> Iterator[Change]:
    """The rows themselves, made into JSON by the database: of however many tables, by one statement."""
    by_rank = [(rank, [key[2] for key in of]) for rank, of in groupby(sorted(keys, key=_rank), key=_rank)]
    if not by_rank:
        return
    first, *others = [_rows(tables[rank], rank, ids) for rank, ids in by_rank]
    rows = {(rank, pk): row for rank, pk, row in first.union(*others, all=True).order_by()}
    for block, rank, pk in keys:
        row = rows[rank, pk]
        in_order = {column.name: row[column.name] for column in tables[rank].columns}
        yield Change(block, tables[rank].name, pk, in_order)


def _rank(key: Key) -> int:
    return key[1]


def _rows(table: Table, rank: int, ids: list[int]) -> QuerySet[Any, tuple[Any, ...]]:
    columns = {one.name: F(one.path) if isinstance(one.path, str) else one.path for one in table.columns}
    rows = table.model._default_manager.filter(pk__in=ids).order_by()
    return rows.values_list(Value(rank), F("pk"), JSONObject(**columns))


def _blocks(first: int, last: int, *, is_whole: bool) -> list[BlockRead]:
    blocks = Block.objects.filter(no__range=(first, last)).order_by("no")
    return [
        BlockRead(no, at, reason, bytes(digest or b"").hex(), complete=is_whole or no < last)
        for no, at, reason, digest in blocks.values_list("no", "at", "reason", "seal__digest")
    ]
