"""Records of JSON: an array of objects, alone or within an answer of a search, or an object on each line.

Strict as JSON Lines are: no key twice, no NaN. A place is the line and column of a key of the record itself.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from treaties.importing.formats.json_lines import object_of
from treaties.importing.formats.texts import LARGEST, name_of, read_text
from treaties.importing.problems import Place, Problem, Unreadable

LISTS = ("records", "docs", "items", "results", "data")
"""The keys under which searches answer with a list of records."""
MOST_LEVELS = 3
_SPACE = re.compile(r"[ \t\n]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]')
_decoder = json.JSONDecoder()


@dataclass(frozen=True)
class JsonFile:
    """The text of a file, and how messages call it."""

    name: str
    text: str

    @cached_property
    def _begins(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Place:
        line = bisect_right(self._begins, offset)
        return Place(self.name, line, offset - self._begins[line - 1] + 1)


@dataclass(frozen=True)
class JsonRecord:
    """One object, and where it stands in its file."""

    file: JsonFile
    start: int
    end: int
    values: Mapping[str, Any]

    @property
    def number(self) -> int:
        return self.at().line

    def at(self, key: str = "") -> Place:
        """The place of a key; of the record, where it does not have it."""
        return self.file.place(self.keys.get(key, self.start) if key else self.start)

    @cached_property
    def keys(self) -> dict[str, int]:
        """Where each key of the object itself stands, not of what is inside it."""
        keys: dict[str, int] = {}
        depth, expects_key = 0, False
        for token in _TOKEN.finditer(self.file.text, self.start, self.end):
            mark = token[0]
            if depth == 1 and expects_key and mark.startswith('"'):
                keys.setdefault(json.loads(mark, strict=False), token.start())
            depth += (mark in "[{") - (mark in "]}")
            expects_key = mark in "{," and depth == 1
        return keys


def read_records(path: Path) -> list[JsonRecord]:
    """Raises Unreadable with everything that is no such record."""
    text = read_text(path, longest=LARGEST)
    file = JsonFile(name_of(path), text)
    problems: list[Problem] = []
    records: list[JsonRecord] = []
    try:
        for start, end in _objects(text):
            try:
                records.append(JsonRecord(file, start, end, object_of(text[start:end])))
            except RecursionError:
                problems.append(Problem(file.place(start), "This is nested too deeply."))
            except ValueError as error:
                problems.append(Problem(file.place(start), str(error)))
        if not records and not problems:
            problems.append(Problem(Place(file.name), "There is no record here."))
    except json.JSONDecodeError as error:
        problems.append(Problem(file.place(error.pos), f"This is not JSON: {error.msg.removesuffix(' at')}."))
    except RecursionError:
        problems.append(Problem(Place(file.name), "This is nested too deeply."))
    except ValueError as error:
        problems.append(Problem(Place(file.name), str(error)))
    if problems:
        raise Unreadable(problems)
    return records


def _objects(text: str) -> Iterator[tuple[int, int]]:
    """Where each record begins and ends. Raises ValueError where the text is no JSON."""
    at = _skip(text, 0)
    array = at if text[at : at + 1] == "[" else _array_within(text, at, MOST_LEVELS)
    if array is None:
        yield from _in_lines(text, at)
    else:
        end = yield from _in_array(text, array)
        if array == at and (after := _skip(text, end + 1)) < len(text):
            raise json.JSONDecodeError("Extra data", text, after)


def _in_lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    while at < len(text):
        end = _value_end(text, at)
        yield at, end
        at = _skip(text, end)


def _in_array(text: str, at: int) -> Generator[tuple[int, int], None, int]:
    """Returns where the array ends."""
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        end = _value_end(text, at)
        yield at, end
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
            if text[at : at + 1] == "]":
                raise json.JSONDecodeError("Expecting value", text, at)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    return at


def _array_within(text: str, at: int, levels: int) -> int | None:
    """Where the list of records begins in an answer: ``{"response": {"docs": [`` and such like."""
    if text[at : at + 1] != "{" or not levels:
        return None
    values, end = _decoder.raw_decode(text, at)
    if _skip(text, end) != len(text) and levels == MOST_LEVELS:
        return None  # several objects: one on each line
    keys = JsonRecord(JsonFile("", text), at, end, values).keys
    for key, value in values.items():
        name = _TOKEN.match(text, keys[key])
        assert name, "a key is a token"
        start = _skip(text, _skip(text, name.end()) + 1)
        if key in LISTS and isinstance(value, list):
            return start
        if isinstance(value, dict) and (found := _array_within(text, start, levels - 1)) is not None:
            return found
    return None


def _value_end(text: str, at: int) -> int:
    return _decoder.raw_decode(text, at)[1]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
