"""Pacta events as CSV or JSON Lines: the same keys, one fact per line (docs/formats/pacta-events.md)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

from treaties.importing.events import RECORD, Kinds, Line, columns_of
from treaties.importing.formats.json_lines import KeyColumns, read_objects
from treaties.importing.formats.sheets import Sheet, expect_columns, expect_records, read_sheet
from treaties.importing.formats.texts import name_of, unreadable
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.tables import Row, keys_of

SEPARATOR, LOCATOR, ESCAPE, PLAIN = "|", "#", "\\", "'"
"""Between entries of a list; within a place in a source; before one of these; before what looks like a formula."""
_FORMULA = re.compile(r"[=+\-@\t]")
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)


def read_events(paths: Iterable[Path], kinds: Kinds) -> Iterator[Line]:
    """The lines of all files, one by one. Raises Unreadable at the end, with all that is wrong in any of them."""
    readers = {".csv": _from_csv, ".jsonl": _from_json_lines}
    problems: list[Problem] = []
    for path in paths:
        try:
            reader = readers.get(path.suffix)
            if reader is None:
                raise unreadable(Place(name_of(path)), "A file of Pacta events ends in .csv or .jsonl.")
            yield from reader(path, kinds)
        except Unreadable as found:
            problems += found.problems
    if problems:
        raise Unreadable(problems)


def _from_json_lines(path: Path, kinds: Kinds) -> Iterator[Line]:
    name = name_of(path)
    for number, columns, values in read_objects(path):
        yield _object_line(name, number, columns, values)


def _object_line(name: str, number: int, columns: KeyColumns, values: dict[str, Any]) -> Line:
    """What is null is not given."""
    record = values.pop(RECORD, "")
    given = {key: value for key, value in values.items() if value is not None}
    return Line(name, number, record if isinstance(record, str) else str(record), given, columns)


def _from_csv(path: Path, kinds: Kinds) -> Iterator[Line]:
    sheet = read_sheet(path)
    expect_columns(sheet, columns_of(kinds), all_of_them=False)
    if sheet.header[0] != RECORD:
        raise unreadable(Place(sheet.name), f"The first column is “{RECORD}”: it says what each line holds.")
    expect_records(sheet)
    problems: list[Problem] = []
    numbers = sheet.columns

    def columns() -> Mapping[str, int]:
        return numbers

    for number, cells in sheet.records:
        yield _csv_line(sheet, number, cells, kinds, problems, columns)
    if problems:
        raise Unreadable(problems)


def _csv_line(
    sheet: Sheet,
    number: int,
    cells: tuple[str, ...],
    kinds: Kinds,
    problems: list[Problem],
    columns: Callable[[], Mapping[str, int]],
) -> Line:
    """An empty field is not given."""
    kind = kinds.get(cells[0])
    hints = {key: one.hint for key, one in keys_of(kind.row_type).items()} | dict(kind.of) if kind else {}
    values: dict[str, Any] = {}
    for place, (column, cell) in enumerate(zip(sheet.header[1:], cells[1:], strict=True), start=2):
        if cell:
            try:
                values[column] = value_of_cell(cell, hints.get(column, str))
            except ValueError as error:
                problems.append(Problem(Place(sheet.name, number, place), str(error)))
    return Line(sheet.name, number, cells[0], values, columns)


def value_of_cell(cell: str, hint: Any) -> Any:
    """The text of a field as what its column holds; as it stands where it is not that, for the reader to refuse.

    Raises ValueError: what a spreadsheet would compute, and an escape of nothing.
    """
    if get_origin(hint) is tuple:
        entries = divided(cell, SEPARATOR)
        if issubclass(get_args(hint)[0], Row):
            return [_table(entry, get_args(hint)[0]) for entry in entries]
        return [unescaped(plain(entry)) for entry in entries]
    hint = next((arg for arg in get_args(hint) if arg is not NoneType), hint)
    if hint is int:
        return int(cell) if _WHOLE.fullmatch(cell) else cell
    if hint is bool:
        return {"true": True, "false": False}.get(cell, cell)
    return plain(cell)


def plain(text: str) -> str:
    """A text that begins like a formula has an apostrophe before it, which is no part of it. Raises ValueError."""
    if _FORMULA.match(text):
        raise ValueError(
            "A text that begins with = + - @ is a formula to a spreadsheet; write an apostrophe before it."
        )
    return text[1:] if text[:1] == PLAIN and _FORMULA.match(text[1:]) else text


def divided(text: str, mark: str) -> list[str]:
    """Cut at every mark that is not escaped. Escapes are kept."""
    parts, current, escaped = [], "", False
    for character in text:
        if character == mark and not escaped:
            parts.append(current.strip())
            current = ""
        else:
            current += character
        escaped = character == ESCAPE and not escaped
    return [*parts, current.strip()]


def unescaped(text: str) -> str:
    r"""``\|``, ``\#`` and ``\\`` stand for the mark itself. Raises ValueError on any other escape."""
    if re.search(r"(?<!\\)(?:\\\\)*\\(?![|#\\])", text):
        raise ValueError("A backslash stands before |, # or another backslash only.")
    return re.sub(r"\\([|#\\])", r"\1", text)


def _table(entry: str, row_type: type[Row]) -> dict[str, str]:
    """The keys of a row in their order: ``slug#locator#about`` of a place in a source, ``code#share`` of a party."""
    keys = list(keys_of(row_type))
    values = [unescaped(part) for part in divided(plain(entry), LOCATOR)]
    if len(values) > len(keys):
        shape = LOCATOR.join(keys)
        raise ValueError(f"An entry here is {shape}; write \\{LOCATOR} for a {LOCATOR} in its text.")
    return dict(zip(keys, values, strict=False))
