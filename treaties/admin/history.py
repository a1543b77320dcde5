"""What was recorded under an agreement, block by block, the latest first: acts, assertions, clauses, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from treaties.admin.mending.mended import linked, mending_links, struck
from treaties.models import Agreement, Block, Clause, StatusAssertion, StatusChange
from treaties.queries.clauses import with_named, words_of
from treaties.queries.in_words import act_in_words, assertion_in_words
from treaties.queries.versions import accepted_proposals

MOST = 100
"""Rows that are shown at most."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row, in words. ``verb`` says how it came, or that it no longer stands."""

    verb: str
    row: Any
    words: str
    reason: str = ""
    """Why it no longer stands, where that is what is told."""

    @property
    def links(self) -> str:
        return "" if self.reason else mending_links(self.row, self.words)

    @property
    def shown(self) -> str:
        return linked(self.row, struck(self.row, self.words))


RECORDED, INSTEAD, CORRECTED, RETRACTED = "Recorded", "Recorded instead", "Corrected", "Retracted"


@dataclass(frozen=True, slots=True)
class History:
    blocks: Sequence[tuple[Block, Sequence[Recorded]]]
    is_cut: bool
    """There is more than is shown."""


def history_of(agreement: Agreement) -> History:
    """A fixed number of statements, whatever the length."""
    changes = StatusChange.objects.filter(agreement=agreement).select_related(
        "participation__party", "block", "correction", "corrects"
    )
    assertions = StatusAssertion.objects.filter(agreement=agreement).select_related("block", "correction", "corrects")
    clauses = with_named(Clause.objects.filter(agreement=agreement).select_related("block", "correction", "corrects"))
    found: list[list[tuple[Block, Recorded]]] = []
    kinds: list[tuple[QuerySet[Any], Any, str]] = [
        (changes, act_in_words, "replacement_change"),
        (assertions, assertion_in_words, "replacement_assertion"),
        (clauses, words_of, "replacement_clause"),
    ]
    for of_kind, words, replacement in kinds:
        found.append(_recorded(of_kind.order_by("-block", "-pk"), words))
        mended = of_kind.exclude(correction=None).select_related("correction__block", f"correction__{replacement}")
        found.append(_mended(mended.order_by("-correction__block", "-pk"), words))
    ordered = list(merge(*found, key=lambda one: one[0].no, reverse=True))
    by_block = groupby(ordered[:MOST], key=lambda one: one[0].no)
    blocks = [(rows[0][0], [one for _, one in rows]) for _, group in by_block if (rows := list(group))]
    prefetch_related_objects([block for block, _ in blocks], accepted_proposals())
    return History(blocks, len(ordered) > MOST)


def _recorded(rows: QuerySet[Any], words: Any) -> list[tuple[Block, Recorded]]:
    return [
        (row.block, Recorded(INSTEAD if getattr(row, "corrects", None) else RECORDED, row, words(row)))
        for row in rows[: MOST + 1]
    ]


def _mended(rows: QuerySet[Any], words: Any) -> list[tuple[Block, Recorded]]:
    return [
        (
            row.correction.block,
            Recorded(RETRACTED if row.correction.is_retraction else CORRECTED, row, words(row), row.correction.reason),
        )
        for row in rows[: MOST + 1]
    ]
