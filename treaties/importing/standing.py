"""Which row stands today where a file names one that was corrected since, and which name that row first had."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

ACTOR = "import_source"
"""Who corrects and retracts where a newer edition of a file says otherwise. Whoever else does, does it by hand."""


@dataclass(frozen=True, slots=True)
class Standing[M: Model]:
    """What stands in the place of a row: itself, a later one, or nothing; and whether a person had a hand in it."""

    row: M | None
    by_hand: bool = False


def standing_of[M: Model](row: M) -> Standing[M]:
    """Follow the corrections of a row to the one that stands."""
    by_hand = False
    while correction := getattr(row, "correction", None):
        by_hand = by_hand or correction.block.actor != ACTOR
        if correction.replacement is None:
            return Standing(None, by_hand)
        row = correction.replacement
    return Standing(row, by_hand)


def first_of_chain(row: Any) -> Any:
    """The row that was recorded first, where ``row`` stands in its place."""
    while correction := getattr(row, "corrects", None):
        row = correction.row
    return row
