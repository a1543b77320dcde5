"""What the journal holds of some rows: every version of each, in its block, with who wrote it and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from treaties.models import Block, Entry, Proposal

MOST = 2000
"""Versions that are read at most, the latest ones."""


@dataclass(frozen=True, slots=True)
class Version:
    """One row as one block wrote it. ``before`` is what an earlier block had written; ``None`` for the first."""

    block: Block
    table: str
    key: str
    row: dict[str, Any]
    before: dict[str, Any] | None


def versions_of(rows: Sequence[QuerySet[Any]]) -> tuple[list[Version], bool]:
    """The latest first, and whether there are more. ``rows`` are of different models. Four statements at most; the
    proposals that a block accepted are read with it."""
    keys: dict[str, set[str]] = {}
    of_each = [one.order_by().values_list(Value(one.model._meta.db_table), Cast("pk", TextField())) for one in rows]
    for table, key in of_each[0].union(*of_each[1:], all=True).order_by():
        keys.setdefault(table, set()).add(key)
    written = Q(pk__in=[])
    for table, found in keys.items():
        written |= Q(table=table, key__in=found)
    entries = (
        Entry.objects.filter(written).select_related("block").prefetch_related(accepted_proposals("block__proposals"))
    )
    read = list(entries.order_by("-block", "-pk")[: MOST + 1])
    return _with_earlier(read[:MOST]), len(read) > MOST


def accepted_proposals(path: str = "proposals") -> Prefetch:
    """Of blocks: the proposals that they accepted, and whose they were."""
    return Prefetch(path, Proposal.objects.select_related("proposed_by").defer("filled", "amended"))


def _with_earlier(entries: Sequence[Entry]) -> list[Version]:
    """The latest block first; within one, in the order of recording."""
    earlier: dict[tuple[str, str], dict[str, Any]] = {}
    found = []
    for entry in sorted(entries, key=lambda one: one.pk):
        before = earlier.get((entry.table, entry.key))
        found.append(Version(entry.block, entry.table, entry.key, entry.row, before))
        earlier[entry.table, entry.key] = entry.row
    return sorted(found, key=lambda one: -one.block.no)
