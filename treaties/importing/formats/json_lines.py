"""JSON Lines, strictly: one object per line, no key twice, no NaN. A place in it is the line, and the key's column."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from treaties.dates import shorten
from treaties.importing.formats.texts import lines_of, name_of, read_text
from treaties.importing.problems import Place, Problem, Unreadable

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]')


class _NotAccepted(ValueError):
    """JSON that is well-formed, or nearly, and not accepted here."""


def read_objects(path: Path) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Line by line: its number, its text, and what it says. Empty lines are skipped. Raises Unreadable, at the end."""
    name, problems = name_of(path), []
    for number, line in enumerate(lines_of(read_text(path)), start=1):
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
            yield number, line, values
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
    return values


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _NotAccepted(f"The key “{shorten(twice)}” is there twice.")
    return values


def _no_number(word: str) -> NoReturn:
    raise _NotAccepted(f"{word} is no number of JSON.")


def _whole(digits: str) -> int:
    if len(digits) > 18:
        raise _NotAccepted(f"The number {shorten(digits)} is too long to be one.")
    return int(digits)
