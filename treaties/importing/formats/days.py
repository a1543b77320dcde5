"""Days as registers write them, each cell by its own shape. What could be read two ways is refused, never guessed."""

import re
from datetime import date, timedelta

from treaties.dates import shorten

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_WORDS = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8})\.? (?P<year>\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5,6}", re.ASCII)
_SHORT_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BEFORE_SERIALS = date(1899, 12, 30)
"""Spreadsheets count days from here, from March 1900 on."""
LAST_YEAR = 2899
"""Years from here on stand for an end that is open, or for a day that is not known, and so does the year 0000."""


class NoDay(ValueError):
    """The text is no day as it is expected; the message says why."""


def stands_for_nothing(text: str) -> bool:
    """A placeholder of a register: 9999-12-31, 2999-01-01, 2899-01-01, 0000-00-00."""
    match = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    return match is not None and (int(match["year"]) == 0 or int(match["year"]) >= LAST_YEAR)


def spreadsheet_day(text: str) -> date:
    """2001-08-02, 2/8/2001 or 02/08/2001 (the day first), or 37105, the number of a day. Raises NoDay."""
    if match := _ISO.fullmatch(text):
        return _day(match["year"], int(match["month"]), match["day"], text)
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match["year"], int(match["month"]), match["day"], text)
    if _SERIAL.fullmatch(text):
        return _counted(int(text), text)
    if _SHORT_NUMBER.fullmatch(text):
        raise NoDay(f"“{text}” may be a year or the number of a day: write the day, as 2001-08-02.")
    raise NoDay(f"“{shorten(text)}” is no day: write 2001-08-02, or 02/08/2001 with the day first.")


def day_first(text: str) -> date:
    """02/08/2001, the second of August. Raises NoDay."""
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        raise NoDay(f"“{shorten(text)}” is no day: write it as 02/08/2001, the day first.")
    return _day(match["year"], int(match["month"]), match["day"], text)


def day_in_words(text: str) -> date:
    """16 Aug 1996. Raises NoDay."""
    match = _WORDS.fullmatch(text)
    month = match["month"] if match else ""
    if match is None or month[:3] not in _MONTHS:
        raise NoDay(f"“{shorten(text)}” is no day such as 16 Aug 1996.")
    return _day(match["year"], _MONTHS.index(month[:3]) + 1, match["day"], text)


def day_of_iso(text: str) -> date:
    """2001-08-02 and nothing else. Raises NoDay."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise NoDay(f"“{shorten(text)}” is no day: write it as 2001-08-02.")
    return _day(match["year"], int(match["month"]), match["day"], text)


def _day(year: str, month: int, day: str, text: str) -> date:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        also = ": the day comes first" if "/" in text else ""
        raise NoDay(f"“{text}” is not a day of the calendar{also}.") from None


def _counted(serial: int, text: str) -> date:
    day = _BEFORE_SERIALS + timedelta(days=serial)
    if day.year >= LAST_YEAR:
        raise NoDay(f"“{text}” is the number of a day in the year {day.year}.")
    return day
