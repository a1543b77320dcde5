"""From a document's tables to rows, strictly: the dataclass of a row says which keys there are and what each may hold.

Unknown keys are refused by name, missing ones are named, wrong words are answered with the accepted ones. All problems
of a document are collected before it is given up.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from difflib import get_close_matches
from types import NoneType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model

from treaties.dates import DateNotUnderstood, PartialDate, shorten
from treaties.importing.formats.toml import Document, Where
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.vocabulary import Status, Word

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Origin:
    """The table that a row was read from."""

    document: Document
    where: Where


@dataclass(frozen=True, kw_only=True)
class Row:
    """One table of a file. Rows are equal where what they say is equal, wherever it stands.

    ``columns_of`` is the model whose columns say how long a text may be. A row that may be written as a single text
    names in ``short_for`` the key that the text stands for.
    """

    columns_of: ClassVar[type[Model] | None] = None
    short_for: ClassVar[str] = ""
    origin: Origin | None = field(default=None, compare=False, repr=False)

    def at(self, *keys: str | int) -> Place:
        """The place of the row, or of one of its keys."""
        assert self.origin is not None, "only a row read from a file has a place"
        return self.origin.document.place((*self.origin.where, *keys))


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a row's table may have, and the type of its value."""

    field: Field[Any]
    hint: Any

    @property
    def is_needed(self) -> bool:
        return self.field.default is MISSING


class _NotUnderstood(Exception):
    """Already told as a problem; the row cannot be made."""


def read_row[R: Row](row_type: type[R], document: Document) -> R:
    """The whole document as one row. Raises Unreadable with everything that is wrong with it."""
    reader = _Reader(document)
    row = reader.attempt(reader.row, row_type, document.values, ())
    if reader.problems or row is None:
        raise Unreadable(reader.problems)
    return row


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def refuse(self, where: Where, sentence: str) -> _NotUnderstood:
        self.problems.append(Problem(self.document.place(where), sentence))
        return _NotUnderstood()

    def attempt(self, read: Callable[..., Any], *args: Any) -> Any:
        try:
            return read(*args)
        except _NotUnderstood:
            return None

    def row[R: Row](self, row_type: type[R], table: Any, where: Where) -> R:
        if row_type.short_for and isinstance(table, str):
            table = {row_type.short_for: table}
        keys = keys_of(row_type)
        if not isinstance(table, dict):
            raise self.refuse(where, f"A table with {listed(keys)} is expected here.")
        before = len(self.problems)
        self.unknown_keys(keys, table, where)
        values = {name: self.attempt(self.key, key, row_type, table, (*where, name)) for name, key in keys.items()}
        if len(self.problems) > before:
            raise _NotUnderstood
        return row_type(**values, origin=Origin(self.document, where))

    def unknown_keys(self, keys: Mapping[str, Key], table: Mapping[str, Any], where: Where) -> None:
        for name in table.keys() - keys.keys():
            near = get_close_matches(name, keys, n=1)
            advice = f"did you mean “{near[0]}”?" if near else f"the keys here are {listed(keys)}."
            self.refuse((*where, name), f"“{shorten(name)}” is not a key of this table; {advice}")

    def key(self, key: Key, row_type: type[Row], table: Mapping[str, Any], where: Where) -> Any:
        name = key.field.name
        if name not in table and key.is_needed:
            raise self.refuse(where, f"“{name}” is missing.")
        if name not in table:
            return key.field.default
        value = self.value(key.hint, table[name], where)
        if key.is_needed and value in ("", ()):
            raise self.refuse(where, f"“{name}” is empty.")
        self.fits_column(row_type, name, value, where)
        return value

    def value(self, hint: Any, value: Any, where: Where) -> Any:
        if get_origin(hint) is tuple:
            return self.several(get_args(hint)[0], value, where)
        hint = next((arg for arg in get_args(hint) if arg is not NoneType), hint)  # "PartialDate | None": one or absent
        if issubclass(hint, Row):
            return self.row(hint, value, where)
        if issubclass(hint, Word | Status):
            return self.word(hint, value, where)
        return {str: self.text, int: self.number, bool: self.yes_or_no, PartialDate: self.date}[hint](value, where)

    def several(self, hint: Any, value: Any, where: Where) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise self.refuse(where, f"“{where[-1]}” is a list: write it in [ ].")
        before = len(self.problems)
        values = tuple(self.attempt(self.value, hint, one, (*where, number)) for number, one in enumerate(value))
        if len(self.problems) > before:
            raise _NotUnderstood
        return values

    def word(self, words: type[Word] | type[Status], value: Any, where: Where) -> Word | Status:
        try:
            return words(value)
        except ValueError:
            raise self.refuse(where, f"{quoted(value)} is not accepted here; write one of {listed(words)}.") from None

    def text(self, value: Any, where: Where) -> str:
        """Line breaks and runs of spaces within a text are read as one space."""
        if not isinstance(value, str):
            raise self.refuse(where, f"{quoted(value)} is not a text: write it in quotes.")
        if _CONTROL.search(value):
            raise self.refuse(where, "This text holds a control character.")
        return " ".join(value.split())

    def number(self, value: Any, where: Where) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refuse(where, f"{quoted(value)} is not a whole number.")
        return value

    def yes_or_no(self, value: Any, where: Where) -> bool:
        if not isinstance(value, bool):
            raise self.refuse(where, f"{quoted(value)} is not accepted here; write true or false.")
        return value

    def date(self, value: Any, where: Where) -> PartialDate:
        if not isinstance(value, str):
            raise self.refuse(where, f"{quoted(value)}: write a date in quotes, as in “1997-08-01” or “1997”.")
        try:
            return PartialDate.parse(value)
        except DateNotUnderstood as error:
            raise self.refuse(where, str(error)) from None

    def fits_column(self, row_type: type[Row], name: str, value: Any, where: Where) -> None:
        """Asks the column's own validators: length, form of a slug or an address, range of a number."""
        if row_type.columns_of is None or not isinstance(value, str | int) or value == "":
            return
        try:
            row_type.columns_of._meta.get_field(name).run_validators(value)  # type: ignore[union-attr]
        except FieldDoesNotExist:
            return
        except ValidationError as error:
            raise self.refuse(where, f"{quoted(value)}: {' '.join(error.messages)}") from None


def keys_of(row_type: type[Any]) -> dict[str, Key]:
    """The keys of a row's table, in order."""
    hints = get_type_hints(row_type)
    return {one.name: Key(one, hints[one.name]) for one in fields(row_type) if one.name != "origin"}


def listed(words: Any) -> str:
    return ", ".join(str(word) for word in words)


def quoted(value: Any) -> str:
    return f"“{shorten(str(value))}”"
