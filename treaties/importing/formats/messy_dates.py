"""Dates as tables of researchers write them, as the EDTF subset of ours says them: as exact where it can, else wider.

``..`` and sets become a period, ``X`` the period of all digits that fit, a mark within a date reaches as far as it may.
A year 9999 means that something is open, other placeholders that a day is unknown: neither is a day.
"""

import calendar
import re
from dataclasses import dataclass

from treaties.dates import DateNotUnderstood, PartialDate, shorten

NOTHING = ("", "NA", "NaN", "NULL")
"""What stands in an empty field."""
_OPEN = re.compile(r"9999(-[\dX]{2}){0,2}")
_PLACEHOLDER = re.compile(r"(0000|2899|2999|XXXX)(-[\dX]{2}){0,2}")
_SET = re.compile(r"[\[{](.*)[\]}]")
_POINT = re.compile(
    r"(?P<y0>[?~%]?)(?P<year>[\dX]{4})(?P<y1>[?~%]?)"
    r"(?:-(?P<m0>[?~%]?)(?P<month>[\dX]{2})(?P<m1>[?~%]?)(?:-(?P<d0>[?~%]?)(?P<day>[\dX]{2})(?P<d1>[?~%]?))?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Messy:
    """``day`` is the text of a date of ours, empty where the field gives none; ``why`` says how it was understood."""

    day: str = ""
    is_open: bool = False
    why: str = ""


def read_messy(text: str) -> Messy:
    """Raises DateNotUnderstood; what could be a day or a month is never guessed."""
    given = text.strip()
    if given in NOTHING:
        return Messy()
    if _OPEN.fullmatch(given):
        return Messy(is_open=True, why="means that it is open")
    if _PLACEHOLDER.fullmatch(given):
        return Messy(why="stands for an unknown day")
    day = str(PartialDate.parse(_period(given)))
    return Messy(day, why=f"is read as {day}" if day != given else "")


def _period(given: str) -> str:
    if in_set := _SET.fullmatch(given):
        points = [point for part in in_set[1].split(",") for point in part.strip().split("..")]
        return _from_to(given, points[0], points[-1])
    if ".." in given and "/" not in given:
        first, _, last = given.partition("..")
        return _from_to(given, first, last)
    return "/".join(_edge(given, part, 0) for part in given.split("/")) if "/" in given else _point(given)


def _from_to(given: str, first: str, last: str) -> str:
    """From the first day of one to the last of the other; either may be missing."""
    return f"{_edge(given, first, 0)}/{_edge(given, last, -1)}"


def _edge(given: str, part: str, end: int) -> str:
    if part.strip() in ("", "..") or _OPEN.fullmatch(part.strip()):
        return ".."
    try:
        return _point(part.strip()).split("/")[end]
    except DateNotUnderstood:
        raise DateNotUnderstood(f"“{shorten(given)}” is not a date that is understood here.") from None


def _point(text: str) -> str:
    """One date, or the period that it can mean."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateNotUnderstood(
            f"“{shorten(text)}” is not a date that is understood here: years come first, as in 1997-08-01."
        )
    digits = [match[part] for part in ("year", "month", "day") if match[part]]
    kept, mark = _reach(match, len(digits))
    digits = digits[:kept]
    first, last = _ends(digits)
    if mark == "%":  # both approximate and uncertain
        around = PartialDate.parse(f"{first}~" if first == last else f"{first}~/{last}~")
        return f"{around.earliest}?/{around.latest}?"
    return f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}"


def _reach(match: re.Match[str], parts: int) -> tuple[int, str]:
    """How many parts of a date are kept, and the mark of the whole. A mark behind a part reaches all before it, a mark
    before a part that part: what comes after the first marked one is given up, because the mark is ours for a whole."""
    names = ("y", "m", "d")[:parts]
    marks = {mark for name in names for mark in (match[f"{name}0"], match[f"{name}1"]) if mark}
    if not marks:
        return parts, ""
    mark = marks.pop() if len(marks) == 1 else "%"
    if mark == "?" or parts == 1:
        return parts, mark
    for number, name in enumerate(names, start=1):
        if match[f"{name}0"]:
            return number, mark
        if match[f"{name}1"] and number < parts:
            return 1, mark
    return parts, mark


def _ends(digits: list[str]) -> tuple[str, str]:
    """The first and the last date that the digits leave open; an open part before a given one leaves that open too."""
    if not any("X" in part for part in digits):
        return "-".join(digits), "-".join(digits)
    year, *rest = digits
    low, high = year.replace("X", "0"), year.replace("X", "9")
    if "X" in year:
        return low, high
    if not rest or rest[0] == "XX":
        return year, year
    months = [f"{n:02}" for n in range(1, 13) if _fits(f"{n:02}", rest[0])]
    if not months:
        return f"{year}-{rest[0]}", f"{year}-{rest[0]}"  # no such month: told as such
    if len(months) > 1 or len(rest) == 1 or rest[1] == "XX":
        return f"{year}-{months[0]}", f"{year}-{months[-1]}"
    in_month = calendar.monthrange(int(year) or 4, int(months[0]))[1]
    days = [f"{n:02}" for n in range(1, in_month + 1) if _fits(f"{n:02}", rest[1])] or [rest[1]]
    return f"{year}-{months[0]}-{days[0]}", f"{year}-{months[0]}-{days[-1]}"


def _fits(number: str, pattern: str) -> bool:
    return all(wanted in ("X", digit) for digit, wanted in zip(number, pattern, strict=True))
