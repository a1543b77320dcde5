"""TOML with places: what a file says, and at which line and column it says it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from treaties.importing.problems import Place, Problem, Shared, Unreadable, Where

LARGEST = 2**20
"""Bytes of the largest file that is read: one agreement, or one appeal."""
_TEXT_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'|#[^\n]*", re.DOTALL
)
_HEADER = re.compile(r"[ \t]*(?P<brackets>\[\[?)[ \t]*(?P<name>[^\]]+?)[ \t]*\]")
_KEY = re.compile(r"[ \t]*(?P<name>[^=\s][^=]*?)[ \t]*=")
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


@dataclass(frozen=True)
class Document(Shared):
    """One file. ``name`` is how messages call it."""

    name: str
    text: str
    values: dict[str, Any]
    unit: ClassVar[str] = "this table"

    @classmethod
    def read(cls, path: Path, name: str = "") -> "Document":
        """Raises Unreadable: no TOML, no UTF-8, or too large."""
        with path.open("rb") as file:
            return cls.parse(file.read(LARGEST + 1), name or str(path))

    @classmethod
    def parse(cls, data: bytes, name: str) -> "Document":
        if len(data) > LARGEST:
            raise Unreadable([Problem(Place(name), f"This file is larger than {LARGEST // 2**10} KiB; divide it.")])
        try:
            text = data.decode().replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode()
            raise Unreadable([Problem(place_at(before, len(before), name), "This is not UTF-8 text.")]) from None
        try:
            return cls(name, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise Unreadable([syntax_problem(error, text, name)]) from None
        except ValueError as error:  # a number too long to be one
            raise Unreadable([Problem(Place(name), f"This is not TOML: {error}.")]) from None
        except RecursionError:
            raise Unreadable([Problem(Place(name), "This is nested too deeply.")]) from None

    def place(self, where: Where) -> Place:
        """The line and column of a key or table; of what holds it, where it has no line of its own."""
        while where and where not in self._offsets:
            where = where[:-1]
        return place_at(self.text, self._offsets.get(where, 0), self.name)

    @cached_property
    def _offsets(self) -> dict[Where, int]:
        return dict(locate(self.text))


def locate(text: str) -> Iterator[tuple[Where, int]]:
    """Every table header and key of a well-formed TOML text, with its offset."""
    table: Where = ()
    tables_of: dict[Where, int] = {}
    offset = 0
    for line in flattened(text).split("\n"):
        if header := _HEADER.match(line):
            table = _resolve(_names(text, offset, header), tables_of, is_array=header["brackets"] == "[[")
            yield table, offset + header.start("brackets")
        elif key := _KEY.match(line):
            names = _names(text, offset, key)
            for length in range(1, len(names) + 1):
                yield (*table, *names[:length]), offset + key.start("name")
        offset += len(line) + 1


def flattened(text: str) -> str:
    """The same length, with texts and comments blanked and arrays and inline tables drawn onto one line."""
    blanked = _TEXT_OR_COMMENT.sub(lambda match: "_" * len(match[0]), text)
    depth, characters = 0, []
    for character in blanked:
        depth += (character in "[{") - (character in "]}")
        characters.append(" " if character == "\n" and depth else character)
    return "".join(characters)


def _names(text: str, offset: int, match: re.Match[str]) -> list[str]:
    """The parts of a dotted name, from the text itself: quoted ones were blanked."""
    start, end = match.span("name")
    return [part.strip().strip("\"'") for part in text[offset + start : offset + end].split(".")]


def _resolve(names: list[str], tables_of: dict[Where, int], *, is_array: bool) -> Where:
    """The way to a table: each array of tables on the way stands for its last table."""
    where: Where = ()
    for name in names[:-1]:
        where = (*where, name)
        where = (*where, tables_of[where]) if where in tables_of else where
    where = (*where, names[-1])
    if is_array:
        tables_of[where] = tables_of.get(where, -1) + 1
        where = (*where, tables_of[where])
    return where


def place_at(text: str, offset: int, name: str) -> Place:
    return Place(name, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def syntax_problem(error: tomllib.TOMLDecodeError, text: str, name: str) -> Problem:
    at = _AT.search(str(error))
    place = Place(name, int(at["line"]), int(at["column"])) if at and at["line"] else place_at(text, len(text), name)
    return Problem(place, f"This is not TOML: {_AT.sub('', str(error))}.")
