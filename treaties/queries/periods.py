"""For how long a status holds: the days around one day on which the same statuses are possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from treaties.dates import FIRST_DAY


@dataclass(frozen=True, slots=True)
class Span:
    """From a day (closed; ``None``: as far back as the calendar goes) until a day (open; ``None``: no end is known)."""

    since: date | None = None
    until: date | None = None


def span_around[T](on: date, days: Sequence[date], values: Sequence[T], before: T) -> Span:
    """The days around ``on`` on which a step function keeps its value; ``before`` is its value before the first of
    ``days``. Steps that only rest on something else are no change."""
    since: date | None = None
    current = before
    for day, value in zip(days, values, strict=True):
        if value == current:
            continue
        if day > on:
            return Span(since, day)
        since, current = (None if day == FIRST_DAY else day), value
    return Span(since)
