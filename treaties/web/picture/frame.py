"""The measures of a drawing: one as wide as the page, one for a phone."""

import re
from dataclasses import dataclass
from math import ceil

WIDTH_OF_A_CHARACTER = 7.6
"""Of 13 px text, reckoned generously: fonts differ from reader to reader."""
WIDTH_OF_A_SMALL_ONE = 6.8
WIDTH_OF_A_BOLD_ONE = 8.2


@dataclass(frozen=True, slots=True)
class Frame:
    """``left`` to ``right`` is the time; ``title_at`` and ``title_width`` where a row's title goes."""

    name: str
    width: int
    left: float
    right: float
    title_at: float
    title_width: float
    count_at: float
    row: float
    bar: float
    bar_at: float
    """The top of the bar below the row's first line."""
    title_line: float
    """The baseline of the first line of a title, below the top of its row."""
    head: float
    years_apart: float
    coarsest: int
    has_notes: bool
    is_stacked: bool
    """The title stands above its bar, not beside it."""

    @property
    def line_height(self) -> float:
        return 16

    def lines(self, words: str) -> list[str]:
        """A title in as many lines as it needs: none is ever cut."""
        return list(wrapped(words, self.title_width))

    def row_height(self, lines: int) -> float:
        return ceil(self.row + (lines - 1) * self.line_height)


WIDE = Frame(
    name="wide",
    width=1160,
    left=326,
    right=1152,
    title_at=24,
    title_width=292,
    count_at=312,
    row=27,
    bar=13,
    bar_at=5,
    title_line=16,
    head=40,
    years_apart=52,
    coarsest=1,
    has_notes=True,
    is_stacked=False,
)
PHONE = Frame(
    name="phone",
    width=358,
    left=6,
    right=352,
    title_at=26,
    title_width=326,
    count_at=352,
    row=44,
    bar=14,
    bar_at=22,
    title_line=15,
    head=42,
    years_apart=44,
    coarsest=10,
    has_notes=False,
    is_stacked=True,
)


_SPACES = re.compile(r"[ \t\r\n]+")
"""Where a line may be broken: not at a no-break space."""


def wrapped(words: str, room: float, *, small: bool = False, bold: bool = False) -> tuple[str, ...]:
    """In as many lines as words need in so many pixels; a word that is too long for one is broken, never cut."""
    of_one = WIDTH_OF_A_SMALL_ONE if small else WIDTH_OF_A_BOLD_ONE if bold else WIDTH_OF_A_CHARACTER
    limit = max(int(room // of_one), 8)
    lines = [""]
    for word in _SPACES.split(words.strip()):
        while len(word) > limit:
            lines, word = [*lines, word[:limit]], word[limit:]
        joined = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], joined] if len(joined) <= limit else [*lines, word]
    return tuple(line for line in lines if line) or ("",)


def width_of(words: str, *, small: bool = True) -> float:
    return len(words) * (WIDTH_OF_A_SMALL_ONE if small else WIDTH_OF_A_CHARACTER)
