"""JSON Lines, strictly: one object per line, no key twice, no NaN. A place in it is the line, and the key's column."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from treaties.dates import shorten
from treaties.importing.formats.texts import lines_in, name_of, read_text
from treaties.importing.problems import Place, Problem, Shared, Unreadable

KEPT = 2**22
"""Bytes of a file whose text is kept while it is taken in."""
DEEPEST = 30
"""Objects and lists within each other."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]')


class _NotAccepted(ValueError):
    """JSON that is well-formed, or nearly, and not accepted here."""


class FileText(Shared):
    """A file in which a line is found again, where something is wrong with it. The text of a small one is kept; a large
    one is read again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.stat().st_size <= KEPT:
            self.lines  # noqa: B018  looked at once, it stays

    @cached_property
    def lines(self) -> Sequence[str]:
        try:
            return read_text(self.path).split("\n")
        except Unreadable:  # it was there a moment ago
            return ()

    def line(self, number: int) -> str:
        """From 1."""
        return self.lines[number - 1] if number <= len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class KeyColumns:
    """Where the keys of a line stand; found when it is asked."""

    text: FileText
    number: int

    def __call__(self) -> Mapping[str, int]:
        return key_columns(self.text.line(self.number))


def read_objects(path: Path) -> Iterator[tuple[int, KeyColumns, dict[str, Any]]]:
    """Line by line: its number, where its keys stand, what it says. Empty lines are skipped. Raises Unreadable at the
    end."""
    name = name_of(path)
    problems: list[Problem] = []
    lines = lines_in(path)
    kept = FileText(path)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values = object_of(line)
        except json.JSONDecodeError as error:
            problems.append(Problem(Place(name, number, error.colno), f"This is not JSON: {error.msg}."))
        except RecursionError:
            problems.append(Problem(Place(name, number), "This is nested too deeply."))
        except ValueError as error:
            problems.append(Problem(Place(name, number), str(error)))
        else:
            yield number, KeyColumns(kept, number), values
    if problems:
        raise Unreadable(problems)


def key_columns(line: str) -> Mapping[str, int]:
    """The column, from 1, of each key of the object itself, not of what is inside it."""
    columns: dict[str, int] = {}
    depth, expects_key = 0, False
    for token in _TOKEN.finditer(line):
        mark = token[0]
        if depth == 1 and expects_key and mark.startswith('"'):
            columns.setdefault(json.loads(mark, strict=False), token.start() + 1)
        depth += (mark in "[{") - (mark in "]}")
        expects_key = mark in "{," and depth == 1
    return columns


def object_of(line: str) -> dict[str, Any]:
    """Raises ValueError, or RecursionError, on what is no single object, or says a thing twice."""
    values = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)
    if not isinstance(values, dict):
        raise _NotAccepted("Each line is one object: { … }.")
    if line.count("[") + line.count("{") > DEEPEST:
        _refuse_depth(values)
    return values


def _refuse_depth(values: Any) -> None:
    """Raises RecursionError: what is read is gone through by functions that call themselves."""
    level = [values]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
        level = [one for one in level if isinstance(one, dict | list)]
        if not level:
            return
    raise RecursionError


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise _NotAccepted(f"The key “{shorten(twice)}” is there twice.")
    return values


def _no_number(word: str) -> NoReturn:
    raise _NotAccepted(f"{word} is no number of JSON.")


def _whole(digits: str) -> int:
    if len(digits) > 18:
        raise _NotAccepted(f"The number {shorten(digits)} is too long to be one.")
    return int(digits)
