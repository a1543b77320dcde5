"""Days that are only partly known: an EDTF subset, as text with an earliest and a latest day.

``1997``, ``1997-08``, ``1997-08-01`` · ``?`` uncertain · ``~`` approximate (widened by one unit) · ``1990-10/1990-11``
some day in that interval · ``../1918`` on or before · ``2025-02-06/..`` on or after. All bounds are closed days.
"""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

FIRST_DAY = date(1, 1, 1)
MONTHS = list(calendar.month_name)
_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?(?P<mark>[?~])?", re.ASCII)
_ACCEPTED = "write 1997-08-01, 1997-08, 1997, 1997-08?, 1997~, 1990-10/1990-11 or ../1918"


class DateNotUnderstood(ValueError):
    """The text is no day, or no partial day; the message says what is accepted."""


class NoSuchDay(DateNotUnderstood):
    """The text is formed like a date, but the calendar has no such day."""


@dataclass(frozen=True, slots=True)
class _Point:
    year: int
    month: int | None
    day: int | None
    mark: str

    @classmethod
    def parse(cls, text: str) -> Self:
        match = _POINT.fullmatch(text)
        if match is None:
            raise DateNotUnderstood(f"“{shorten(text)}” is not a date; {_ACCEPTED}.")
        year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
        assert year is not None
        point = cls(year, month, day, match["mark"] or "")
        try:
            point.bounds()
        except (ValueError, OverflowError):
            raise NoSuchDay(f"“{shorten(text)}” is not a day of the calendar.") from None
        return point

    def bounds(self) -> tuple[date, date]:
        if self.month is None:
            first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        elif self.day is None:
            first, last = date(self.year, self.month, 1), last_of_month(self.year, self.month)
        else:
            first = last = date(self.year, self.month, self.day)
        return (self._shift(first, -1), self._shift(last, +1)) if self.mark == "~" else (first, last)

    def _shift(self, day: date, by: int) -> date:
        """``~`` widens by one unit of the date's own precision: a year, a month or a day."""
        if self.month is None:
            return day.replace(year=day.year + by)
        if self.day is None:
            shifted = add_months(day.replace(day=1), by)
            return shifted if by < 0 else last_of_month(shifted.year, shifted.month)
        return day + timedelta(days=by)

    def plus(self, *, months: int, days: int) -> Self:
        if self.day is not None:
            moved = add_months(date(self.year, self.month or 1, self.day), months) + timedelta(days=days)
            return type(self)(moved.year, moved.month, moved.day, self.mark)
        if days or (self.month is None and months % 12):
            raise ValueError("a year or a month moves only by whole units of itself")
        moved = add_months(date(self.year, self.month or 1, 1), months)
        return type(self)(moved.year, moved.month if self.month else None, None, self.mark)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + self.mark

    def words(self) -> str:
        parts = [str(self.day)] if self.day else []
        parts += [MONTHS[self.month]] if self.month else []
        words = " ".join([*parts, f"{self.year:04}"])
        return {"?": f"{words} (uncertain)", "~": f"about {words}"}.get(self.mark, words)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day as far as it is known. ``earliest`` and ``latest`` are closed bounds; ``None`` means unbounded."""

    text: str
    earliest: date | None
    latest: date | None
    sure: bool
    """False where a ``?`` stands: then an answer is never more than *possible* inside or at the bounds."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF text. Raises DateNotUnderstood."""
        return cls(*_read(text))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.isoformat(), day, day, True)

    @property
    def is_exact(self) -> bool:
        return self.sure and self.earliest is not None and self.earliest == self.latest

    @property
    def certain_from(self) -> date | None:
        """The first day on which it has certainly happened: an exact day itself, else the day after the latest."""
        if self.is_exact:
            return self.latest
        return self.latest + timedelta(days=1) if self.latest and self.latest < date.max else None

    @property
    def possible_from(self) -> date:
        """The first day on which the act may have happened (closed)."""
        return self.earliest or FIRST_DAY

    @property
    def in_order(self) -> tuple[date, date, str]:
        """For sorting: by the latest day, so that what has happened by then comes before what is built upon it."""
        return self.latest or date.max, self.possible_from, self.text

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether both can mean the same day."""
        latest, others = self.latest or date.max, other.latest or date.max
        return self.possible_from <= others and other.possible_from <= latest

    def plus(self, *, years: int = 0, months: int = 0, days: int = 0) -> "PartialDate":
        """The end of a term that begins here: the same-numbered day, or the last of a shorter month."""

        def move(point: str) -> str:
            return point if point == ".." else str(_Point.parse(point).plus(months=12 * years + months, days=days))

        return PartialDate.parse("/".join(move(point) for point in self.text.split("/")))

    def through(self, move: Callable[[date], date]) -> "PartialDate":
        """The day that follows from this one by a rule that keeps days in order: as imprecise, and as unsure."""
        first = move(self.earliest) if self.earliest else None
        last = move(self.latest) if self.latest else None
        mark = "" if self.sure else "?"
        if first and first == last:
            return PartialDate(f"{first}{mark}", first, last, self.sure)
        marks = (mark, "") if last is None else ("", mark)
        bounds = (f"{day}{one}" if day else ".." for day, one in zip((first, last), marks, strict=True))
        return PartialDate("/".join(bounds), first, last, self.sure)

    def __str__(self) -> str:
        return self.text

    def words(self) -> str:
        """For people: ``5 October 2024``, ``2013``, ``between December 2013 and 2014``, ``by 6 February 2025``."""
        start, slash, end = self.text.partition("/")
        if slash:
            if start == "..":
                return f"by {_Point.parse(end).words()}"
            if end == "..":
                return f"on or after {_Point.parse(start).words()}"
            return f"between {_Point.parse(start).words()} and {_Point.parse(end).words()}"
        return _Point.parse(start).words()

    def when(self) -> str:
        """After a verb: ``on 5 October 2024``, ``in 2013``, ``in about 1990``, ``between December 2013 and 2014``."""
        if "/" in self.text:
            return self.words()
        return f"{'on' if _Point.parse(self.text).day else 'in'} {self.words()}"


@lru_cache(maxsize=50_000)
def _read(text: str) -> tuple[str, date | None, date | None, bool]:
    """The fields of a partial date. Kept: a page reads the same few thousand days over and over, and none changes."""
    start, slash, end = text.partition("/")
    if not slash:
        point = _Point.parse(start)
        return str(point), *point.bounds(), point.mark != "?"
    first = None if start == ".." else _Point.parse(start)
    last = None if end == ".." else _Point.parse(end)
    if first is None and last is None:
        raise DateNotUnderstood(f"“{shorten(text)}” says nothing; leave an unknown date empty.")
    earliest = first.bounds()[0] if first else None
    latest = last.bounds()[1] if last else None
    if earliest and latest and earliest > latest:
        raise DateNotUnderstood(f"“{shorten(text)}” ends before it begins.")
    sure = not any(point and point.mark == "?" for point in (first, last))
    return f"{first or '..'}/{last or '..'}", earliest, latest, sure


def first_of(dates: Iterable[PartialDate]) -> PartialDate:
    """The day on which the first of several has happened, as far as that is known."""
    given = list(dates)
    return between(given, min(_firsts(given)), min(_lasts(given)))


def last_of(dates: Iterable[PartialDate]) -> PartialDate:
    """The day on which the last of several has happened, as far as that is known."""
    given = list(dates)
    return between(given, max(_firsts(given)), max(_lasts(given)))


def between(dates: list[PartialDate], earliest: date, latest: date) -> PartialDate:
    """The one of several that has these bounds, else some day within them; ``date.max`` is no bound."""
    given = [one for one in dates if (one.possible_from, one.latest or date.max) == (earliest, latest)]
    if given:
        return min(given, key=lambda partial: partial.text)
    start, end = earliest if earliest > FIRST_DAY else "..", latest if latest < date.max else ".."
    return PartialDate.parse(f"{start}/{end}")


def _firsts(dates: list[PartialDate]) -> list[date]:
    return [partial.possible_from for partial in dates]


def _lasts(dates: list[PartialDate]) -> list[date]:
    return [partial.latest or date.max for partial in dates]


def read_partial(text: str) -> PartialDate:
    """A date as a person types it: EDTF, ``5 October 2024``, ``Aug 1997``, ``by 6 Feb 2025``, ``about 1990``.

    Raises DateNotUnderstood, whose message repeats what was typed.
    """
    typed = " ".join(text.split())
    edtf = _as_edtf(typed)
    try:
        return PartialDate.parse(edtf)
    except DateNotUnderstood as refusal:
        raise type(refusal)(str(refusal).replace(shorten(edtf), shorten(typed))) from None


def _as_edtf(typed: str) -> str:
    if re.fullmatch(r"[\d.]", typed[:1]) and " " not in typed:
        return typed
    lowered = typed.casefold()
    for word, shape in _PHRASES.items():
        if lowered.startswith(f"{word} "):
            return shape(_typed_point(lowered.removeprefix(word).strip(), typed))
    return _typed_point(lowered, typed)


_PHRASES: dict[str, Callable[[str], str]] = {
    "by": "../{}".format,
    "before": "../{}".format,
    "about": "{}~".format,
    "circa": "{}~".format,
    "from": "{}/..".format,
    "since": "{}/..".format,
}


def _typed_point(lowered: str, typed: str) -> str:
    if _POINT.fullmatch(lowered):
        return lowered
    match = re.fullmatch(r"(?:(\d{1,2})\.? )?([a-z]{3,9})\.?,? (\d{4})", lowered, re.ASCII)
    month = match and next((n for n, name in enumerate(MONTHS) if n and name.casefold().startswith(match[2])), None)
    if not match or not month:
        accepted = "write 1997-08-01, 1 August 1997, Aug 1997, 2013 or by 6 Feb 2025"
        raise DateNotUnderstood(f"“{shorten(typed)}” is not a date; {accepted}.")
    return f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")


def read_day(text: str) -> date:
    """One day of a question; a month or a year means its last day (``2013``: 31 December). Raises DateNotUnderstood."""
    latest = _whole(text).latest
    assert latest, "what is one day, month or year has an end"
    return latest


def read_first_day(text: str) -> date:
    """A bound of a half-open span; a month or a year means its first day. Raises DateNotUnderstood."""
    earliest = _whole(text).earliest
    assert earliest, "what is one day, month or year has a beginning"
    return earliest


def _whole(text: str) -> PartialDate:
    """One day, month or year. Raises DateNotUnderstood."""
    refusal = DateNotUnderstood(
        f"“{shorten(text)}” is not one day; write 2024-10-05, 5 October 2024, Aug 1997 or 2013."
    )
    try:
        partial = read_partial(text)
    except NoSuchDay:
        raise
    except DateNotUnderstood:
        raise refusal from None
    if partial.latest is None or not partial.sure or "/" in partial.text or "~" in partial.text:
        raise refusal
    return partial


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year:04}"


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """n months from D end on the same-numbered day, or on the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def shorten(text: str, limit: int = 40) -> str:
    """What was typed, safe to repeat in a message: printable, and cut."""
    shown = "".join(character if character.isprintable() else "�" for character in text[: limit + 1])
    return shown if len(shown) <= limit else shown[:limit] + "…"
