"""One cell of a snapshot's table: from what is written to the value of a column, or why it cannot be one."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from treaties.dates import DateNotUnderstood, PartialDate, shorten
from treaties.exporting.columns import Column, Kind

_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


class NotACell(Exception):
    """Why, as a sentence."""


def reader_of(column: Column, field: models.Field | None) -> Callable[[Any], Any]:
    """A function from what is written (a text of CSV, or a value of JSON) to the value; ``None`` where there is none.

    It raises NotACell. ``field`` says how long a text may be and whether it may be empty; none where the column is
    resolved from elsewhere.
    """
    read = READERS[column.kind]
    words = {code for code, _ in column.vocabulary}
    may_be_empty = field is None or field.blank
    longest = getattr(field, "max_length", None)

    def cell(given: Any) -> Any:
        if given is None or (given == "" and (column.is_optional or column.kind is not Kind.TEXT)):
            if column.is_optional:
                return None
            raise NotACell(f"“{column.name}” is empty.")
        value = read(given)
        if column.kind is Kind.TEXT:
            _check_text(column, value, longest, may_be_empty)
        _check_words(column, value, words, may_be_empty)
        return value

    return cell


def _check_text(column: Column, value: str, longest: int | None, may_be_empty: bool) -> None:
    if _FORBIDDEN.search(value):
        raise NotACell(f"“{column.name}” holds a sign that no text may hold.")
    if longest and len(value) > longest:
        raise NotACell(f"“{column.name}” is {len(value)} signs long; {longest} are the most.")
    if not value and not may_be_empty:
        raise NotACell(f"“{column.name}” is empty.")


def _check_words(column: Column, value: Any, words: set[str], may_be_empty: bool) -> None:
    for word in (value if isinstance(value, list) else [value]) if words else ():
        if str(word) not in words and not (word == "" and may_be_empty):
            raise NotACell(f"“{shorten(str(word))}” is no word of “{column.name}”: {', '.join(sorted(words))}.")


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise NotACell("A text is expected here.")
    return given


def _whole(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**18:
        return given
    if isinstance(given, str) and _WHOLE.fullmatch(given):
        return int(given)
    raise NotACell(f"“{shorten(str(given))}” is not a whole number.")


def _decimal(given: Any) -> Decimal:
    try:
        value = Decimal(str(given))
    except InvalidOperation:
        value = Decimal("NaN")
    if isinstance(given, bool) or not value.is_finite():
        raise NotACell(f"“{shorten(str(given))}” is not a decimal number.")
    return value


def _boolean(given: Any) -> bool:
    if given is True or given == "true":
        return True
    if given is False or given == "false":
        return False
    raise NotACell(f"“{shorten(str(given))}” is neither true nor false.")


def _day(given: Any) -> date:
    try:
        return date.fromisoformat(_text(given))
    except ValueError:
        raise NotACell(f"“{shorten(given)}” is not a day; write 2024-10-05.") from None


def _moment(given: Any) -> datetime:
    try:
        return datetime.fromisoformat(_text(given)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotACell(f"“{shorten(given)}” is not a moment; write 2024-10-05T12:00:00Z.") from None


def _partial(given: Any) -> PartialDate:
    try:
        return PartialDate.parse(_text(given))
    except DateNotUnderstood as error:
        raise NotACell(str(error)) from None


def _json(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except (ValueError, RecursionError):
        raise NotACell("This is no JSON.") from None


def _list(given: Any) -> list[Any]:
    value = _json(given)
    if not isinstance(value, list) or not all(isinstance(one, str | int) for one in value):
        raise NotACell("A list of texts or of whole numbers is expected here.")
    return value


READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.INTEGER: _whole,
    Kind.TEXT: _text,
    Kind.BOOLEAN: _boolean,
    Kind.DECIMAL: _decimal,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.PARTIAL: _partial,
    Kind.LIST: _list,
    Kind.JSON: _json,
}
