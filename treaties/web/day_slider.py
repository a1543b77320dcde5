"""The slider of days: the years of the picture, day by day, and the days on which something changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST_CHANGES = 200
"""Days of change that its keys step to at most; those nearest to the day."""


@dataclass(frozen=True, slots=True)
class Slider:
    """From ``start`` (closed) to ``end`` (open); days are told to the script as ordinals, day 1 being 0001-01-01."""

    start: date
    end: date
    on: date
    days: Sequence[date]

    @property
    def first(self) -> int:
        return self.start.toordinal()

    @property
    def last(self) -> int:
        return self.end.toordinal() - 1

    @property
    def now(self) -> int:
        """The day, or the nearest end where it lies outside."""
        return min(max(self.on.toordinal(), self.first), self.last)

    @property
    def from_year(self) -> str:
        return f"{self.start.year:04}"

    @property
    def to_year(self) -> str:
        return f"{date.fromordinal(self.last).year:04}"

    @property
    def changes(self) -> str:
        inside = [day for day in self.days if self.start <= day < self.end]
        nearest = sorted(inside, key=lambda day: abs(day - self.on))[:MOST_CHANGES]
        return " ".join(str(day.toordinal()) for day in sorted(nearest))
