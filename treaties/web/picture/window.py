"""Which years are shown. A scale is linear and never broken; what is earlier or later is said at the edge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.dates import FIRST_DAY, DateNotUnderstood, shorten
from treaties.web.picture.model import Picture

LAST_YEAR = 2999
"""Days from here on are placeholders of registers, not dates."""
YEARS_AFTER = 2
NEAR = 10
"""Years around the chosen day in the near view."""
REACH = 60
"""How many years the chosen day may lie from the record and still be shown; beyond that it is said at the edge."""
_FEWEST_DAYS = 365


class YearsNotUnderstood(DateNotUnderstood):
    """What was asked as the first or the last year of the picture is no year, or leaves nothing between them."""

    heading = gettext_lazy("The years were not understood")


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` (closed) until ``end`` (open)."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class AskedYears:
    """The first year, and the year at whose beginning the picture ends; ``None`` where the address leaves it open."""

    first: int | None = None
    end: int | None = None

    @property
    def is_given(self) -> bool:
        return self.first is not None or self.end is not None


def read_years(first: Iterable[str], end: Iterable[str]) -> AskedYears:
    """The values of ``from=`` and ``to=`` as they were given. Raises YearsNotUnderstood."""
    years = AskedYears(_year("from", list(first)), _year("to", list(end)))
    if years.first is not None and years.end is not None and years.first >= years.end:
        raise YearsNotUnderstood(
            _("A picture from %(first)s to %(end)s shows nothing: “to” is the later year.")
            % {"first": years.first, "end": years.end}
        )
    return years


def _year(name: str, typed: list[str]) -> int | None:
    if len(typed) > 1:
        raise YearsNotUnderstood(
            _("One year at a time: “%(name)s” was given %(n)d times.") % {"name": name, "n": len(typed)}
        )
    text = typed[0].strip() if typed else ""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 1 <= int(text) <= LAST_YEAR):
        raise YearsNotUnderstood(
            _("“%(text)s” is not a year; write “%(name)s” as four digits, such as 1992.")
            % {"text": shorten(text), "name": name}
        )
    return int(text)


def whole_of(picture: Picture) -> Window:
    """From the year of the first day on record to two years past the last."""
    days = [day for day in picture.days if FIRST_DAY < day < date(LAST_YEAR, 1, 1)] or [picture.on]
    return _reaching(picture.on, min(days), max(days))


def usual_of(picture: Picture) -> Window:
    """From the first act that the parties of today share; all that is earlier gets an arrow at the edge."""
    whole = whole_of(picture)
    shared = picture.shared_from
    if shared is None or not whole.holds(shared):
        return whole
    start = date(shared.year, 1, 1)
    return Window(min(start, date(picture.on.year, 1, 1)) if whole.holds(picture.on) else start, whole.end)


def _reaching(on: date, first: date, last: date) -> Window:
    if first.year - REACH <= on.year < first.year:
        first = on
    if last < on and on.year <= last.year + REACH:
        last = on
    return Window(date(first.year, 1, 1), date(last.year + YEARS_AFTER, 1, 1))


def near_of(picture: Picture) -> Window:
    """Ten years before and after the chosen day."""
    year = min(max(picture.on.year, NEAR + 1), LAST_YEAR - NEAR - 1)
    return Window(date(year - NEAR, 1, 1), date(year + NEAR + 1, 1, 1))


def window_of(picture: Picture, asked: AskedYears) -> Window:
    """What was asked; the usual window where nothing was. At least a year. Raises YearsNotUnderstood."""
    usual = usual_of(picture)
    if not asked.is_given:
        return usual
    start = date(asked.first, 1, 1) if asked.first else usual.start
    end = date(asked.end, 1, 1) if asked.end else max(usual.end, start + timedelta(days=_FEWEST_DAYS))
    if start >= end:
        raise YearsNotUnderstood(
            _("A picture from %(first)s to %(end)s shows nothing: say “from” as well.")
            % {"first": start.year, "end": end.year}
        )
    return Window(start, end)
