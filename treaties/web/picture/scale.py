"""From days to places: linear, in pixels of the drawing."""

from dataclasses import dataclass
from datetime import date

from treaties.web.picture.window import Window

DAYS_OF_A_YEAR = 365.2425
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Scale:
    """``left`` is the first day of the window, ``right`` its end."""

    window: Window
    left: float
    right: float

    @property
    def pixels_a_day(self) -> float:
        return (self.right - self.left) / self.window.days

    def x(self, day: date) -> float:
        """Of the beginning of a day; left or right of the frame where the window does not hold it."""
        return self.left + (day - self.window.start).days * self.pixels_a_day

    def inside(self, x: float) -> float:
        return min(max(x, self.left), self.right)

    def years(self, *, apart: float, coarsest: int = 1) -> list[tuple[int, float]]:
        """Years to write, with their places: round ones, at least ``apart`` pixels from each other.

        ``coarsest`` is the finest step that is wished for (10: decades), given up where it leaves fewer than two.
        """
        a_year = self.pixels_a_day * DAYS_OF_A_YEAR
        fitting = [step for step in _STEPS if step * a_year >= apart] or [_STEPS[-1]]
        wished = next((step for step in fitting if step >= coarsest), fitting[-1])
        found = self._multiples(wished)
        return found if len(found) > 1 else self._multiples(fitting[0])

    def _multiples(self, step: int) -> list[tuple[int, float]]:
        first, end = self.window.start.year, self.window.end.year
        years = range(first + -first % step, end, step)
        return [(year, self.x(date(year, 1, 1))) for year in years if year > 0]
