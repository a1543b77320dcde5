"""A small picture of a status before and after: two bars over the same years. The words beside it say all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from treaties.admin.status import Dated, StatusShown, status_on
from treaties.dates import FIRST_DAY

WIDTH, LEFT, RIGHT = 340, 8, 332
PATTERNS = {
    "force": "full",
    "soft": "full",
    "ring": "dots",
    "draft": "dots",
    "unknown": "dots",
    "provisional": "stripes",
    "suspended": "stripes",
    "contested": "hatched",
    "ended": "over",
    "never": "over",
    "void": "over",
    "replaced": "over",
}
"""How a bar is filled, by the symbol of its status; each pattern has its words in the key."""
KEY = {
    "full": "in force or operative",
    "dots": "not in force yet, or unknown",
    "stripes": "suspended or provisional",
    "hatched": "computed or contested",
    "over": "ended",
}
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
APART = 46
"""Pixels from one year to the next that is written."""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    pattern: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    heading: str
    y: int
    bars: Sequence[Bar]

    @property
    def words(self) -> str:
        return f"{self.heading}: {'; then '.join(bar.words for bar in self.bars) or 'nothing on record'}."


@dataclass(frozen=True, slots=True)
class Picture:
    lanes: Sequence[Lane]
    years: Sequence[tuple[int, float]]
    today: float
    turns: Sequence[float]
    """Where the two lanes part."""
    words: str
    key: Sequence[tuple[str, str]]


def picture(before: Dated, after: Dated, *, turns: Sequence[date], today: date) -> Picture | None:
    """``None`` where nothing is on record that could be drawn."""
    known = [day for of in (before, after) for day in of.days if day > FIRST_DAY]
    if not known:
        return None
    start, end = _window([*known, *turns], today)
    scale = _Scale(start, end)
    lanes = [Lane("Now", 18, _bars(before, scale)), Lane("After", 50, _bars(after, scale))]
    patterns = {bar.pattern for lane in lanes for bar in lane.bars}
    return Picture(
        lanes=lanes,
        years=scale.years(),
        today=scale.x(today),
        turns=[scale.x(day) for day in turns if start < day < end],
        words=" ".join(lane.words for lane in lanes),
        key=[(pattern, words) for pattern, words in KEY.items() if pattern in patterns],
    )


def _window(days: Sequence[date], today: date) -> tuple[date, date]:
    """With a margin on both sides; the last bar goes on beyond it."""
    first, last = min(*days, today), max(*days, today)
    margin = max((last - first).days // 12, 200)
    start = date.fromordinal(max(1, first.toordinal() - margin))
    return start, date.fromordinal(min(date.max.toordinal(), last.toordinal() + margin))


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date

    def x(self, day: date) -> float:
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start) / max(self.end - self.start, timedelta(days=1))
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def years(self) -> list[tuple[int, float]]:
        a_year = (RIGHT - LEFT) / max((self.end - self.start).days / 365.2425, 1)
        step = next((step for step in STEPS if step * a_year >= APART), STEPS[-1])
        first = self.start.year + -self.start.year % step
        years = [year for year in range(first, self.end.year + 1, step) if year > 0]
        places = [(year, self.x(date(year, 1, 1))) for year in years]
        return [(year, x) for year, x in places if LEFT + 10 < x < RIGHT - 10]


def _bars(of: Any, scale: _Scale) -> list[Bar]:
    days = [day for day in of.days if day < scale.end]
    shown = [(day, end, status_on(of, day)) for day, end in zip_longest(days, days[1:])]
    return [_bar(day, end, status, scale) for day, end, status in shown if _is_drawn(end, status, scale)]


def _is_drawn(end: date | None, status: StatusShown, scale: _Scale) -> bool:
    return status.word != "Nothing on record yet" and (end is None or end > scale.start)


def _bar(day: date, end: date | None, status: StatusShown, scale: _Scale) -> Bar:
    x, until = scale.x(day), scale.x(end) if end else RIGHT
    pattern = PATTERNS.get(status.symbol, "dots")
    return Bar(x, round(max(until - x, 1.5), 1), pattern, status.tone, status.words)
