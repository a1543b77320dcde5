"""What a section of the desk is made of. Other apps add theirs through ``slots.DESK``."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 8
"""Rows of a section."""
NOTHING = "Nothing waits for you."


@dataclass(frozen=True, slots=True)
class Action:
    """A link: what it does, in a word or two, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class DeskRow:
    """``cells`` stand under the section's further columns; ``actions`` are steps of which one settles the matter."""

    subject: str
    url: str
    cells: Sequence[str]
    actions: Sequence[Action] = ()


@dataclass(frozen=True, slots=True)
class DeskSection:
    """``tile`` goes on from the number: “deadlines ahead”. ``nothing`` explains why the section is empty."""

    slug: str
    heading: str
    tile: str
    count: int
    columns: Sequence[str]
    rows: Sequence[DeskRow]
    nothing: str = ""
    more: Action | None = None
    """Where all of them are."""
    counted_to: int | None = None
    """Where counting stopped: a greater number means “more than”."""

    @property
    def number(self) -> str:
        if self.counted_to is not None and self.count > self.counted_to:
            return f"more than {self.counted_to}"
        return str(self.count)

    @property
    def lines(self) -> list[tuple[DeskRow, list[tuple[str, str]]]]:
        """Each row with its further cells, each under its heading: on a phone it stands before the words."""
        return [(row, list(zip(self.columns[1:], row.cells, strict=True))) for row in self.rows]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.rows)
