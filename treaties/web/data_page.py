"""About the data: what the record holds, how it answers, and the codebook."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from treaties import slots
from treaties.queries.holdings import Holdings, holdings
from treaties.queries.knowledge import Knowledge
from treaties.web.codebook import Section, codebook


@dataclass(frozen=True, slots=True)
class DataPage:
    """``counted`` are rows of a table: what, and how many."""

    counted: Sequence[tuple[str, int]]
    sections: Sequence[Section]
    moment: str
    """Of the last block; empty while nothing is on record."""


def data_page() -> DataPage:
    """One statement."""
    further = [pair for part in slots.COUNTED() for pair in part]
    held = holdings(rows for _words, rows in further)
    if held is None:
        return DataPage([], codebook(), "")
    named = [(words, number) for (words, _rows), number in zip(further, held.further, strict=True)]
    moment = Knowledge(held.last.no, held.last.at).words
    return DataPage([*_counted(held), *named], codebook(), moment)


def _counted(held: Holdings) -> list[tuple[str, int]]:
    return [
        (_("Agreements"), held.agreements),
        (_("Parties that take part in one"), held.parties),
        (_("Acts that stand"), held.acts),
        (_("Sources"), held.sources),
        (_("Citations of a source for a fact"), held.citations),
        (_("Blocks of the journal"), held.blocks),
    ]
