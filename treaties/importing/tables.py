"""From a document's tables to rows, strictly: the dataclass of a row says which keys there are and what each may hold.

Unknown keys are refused by name, missing ones are named, wrong words are answered with the accepted ones. All problems
of a document are collected before it is given up.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache, lru_cache
from types import NoneType
from typing import Any, ClassVar, Protocol, get_args, get_origin, get_type_hints

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model

from treaties.dates import DateNotUnderstood, PartialDate, shorten
from treaties.importing.problems import Place, Problem, Unreadable, Where
from treaties.vocabulary import Status, Word

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
"""The mark of byte order among them: within a text it is nothing that anybody wrote."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DECIMAL = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)


class Document(Protocol):
    """What a row is read from: a whole file, or one line of it. Of one that has ``places``, rows keep only these."""

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def unit(self) -> str:
        """What has the keys, in the words of a message: “this table”."""
        ...

    def place(self, where: Where) -> Place: ...


class Places(Protocol):
    def place(self, where: Where) -> Place: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """The table that a row was read from."""

    document: Places
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
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


def read_row[R: Row](row_type: type[R], document: Document, *, apart: Mapping[str, type[Any]] | None = None) -> R:
    """The whole document as one row. Raises Unreadable with everything that is wrong with it.

    ``apart`` are keys that the document has beside those of the row. Where they are given, the document is a line, and
    the lists of rows that the row holds are lines of their own: they stay empty here.
    """
    reader = _Reader(document, {} if apart is None else parts_of(row_type), apart or {})
    row = reader.attempt(reader.row, row_type, document.values, ())
    if reader.problems or row is None:
        raise Unreadable(reader.problems)
    return row


class _Reader:
    def __init__(self, document: Document, elsewhere: Collection[str], apart: Mapping[str, type[Any]]) -> None:
        self.document, self.elsewhere, self.apart = document, elsewhere, apart
        self.places: Places = getattr(document, "places", document)
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
        left: dict[str, Any] = {}
        if not where:
            keys = {name: key for name, key in keys.items() if name not in self.elsewhere}
            left = dict.fromkeys(self.elsewhere, ())
            self.keys_apart(table)
        self.unknown_keys([*(self.apart if not where else ()), *keys], table, where)
        given = {name: key for name, key in keys.items() if name in table or key.is_needed}
        values = {name: self.attempt(self.key, key, row_type, table, (*where, name)) for name, key in given.items()}
        if len(self.problems) > before:
            raise _NotUnderstood
        return row_type(**values, **left, origin=Origin(self.places, where))

    def keys_apart(self, table: Mapping[str, Any]) -> None:
        """They must be there, and of their type; whoever asked for them takes them from the document."""
        for name, kind in self.apart.items():
            if table.get(name) in ("", None):
                self.refuse((), f"“{name}” is missing.")
            else:
                self.attempt(self.value, kind, table[name], (name,))

    def unknown_keys(self, keys: Sequence[str], table: Mapping[str, Any], where: Where) -> None:
        unit = self.document.unit if not where else "this table"
        for name in table:
            if name in keys:
                continue
            near = get_close_matches(name, keys, n=1)
            advice = f"did you mean “{near[0]}”?" if near else f"the keys here are {listed(keys)}."
            self.refuse((*where, name), f"“{shorten(name)}” is not a key of {unit}; {advice}")

    def key(self, key: Key, row_type: type[Row], table: Mapping[str, Any], where: Where) -> Any:
        name = key.field.name
        if name not in table:
            raise self.refuse(where, f"“{name}” is missing.")
        value = self.value(key.hint, table[name], where)
        if key.is_needed and value in ("", ()):
            raise self.refuse(where, f"“{name}” is empty.")
        self.fits_column(row_type, name, value, where)
        return value

    def value(self, hint: Any, value: Any, where: Where) -> Any:
        hint, is_several = _kind_of(hint)
        if is_several:
            return self.several(hint, value, where)
        if issubclass(hint, Row):
            return self.row(hint, value, where)
        if issubclass(hint, Word | Status):
            return self.word(hint, value, where)
        return READERS[hint](self, value, where)

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
        if _SURROGATE.search(value):
            raise self.refuse(where, "This text holds half of a character (a lone surrogate).")
        return _on_one_line(value)

    def number(self, value: Any, where: Where) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refuse(where, f"{quoted(value)} is not a whole number.")
        return value

    def share(self, value: Any, where: Where) -> Decimal:
        """Per cent: a number, or the text of one."""
        text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        try:
            number = Decimal(text) if _DECIMAL.fullmatch(text) else None
        except InvalidOperation:
            number = None
        if number is None:
            raise self.refuse(where, f"{quoted(value)} is not a number; write 55 or 12.5.")
        return number

    def yes_or_no(self, value: Any, where: Where) -> bool:
        if not isinstance(value, bool):
            raise self.refuse(where, f"{quoted(value)} is not accepted here; write true or false.")
        return value

    def date(self, value: Any, where: Where) -> PartialDate:
        if not isinstance(value, str):
            raise self.refuse(where, f"{quoted(value)}: write a date in quotes, as in “1997-08-01” or “1997”.")
        try:
            return day_of(value)
        except DateNotUnderstood as error:
            raise self.refuse(where, str(error)) from None

    def fits_column(self, row_type: type[Row], name: str, value: Any, where: Where) -> None:
        """Asks the column's own validators: length, form of a slug or an address, range of a number."""
        if row_type.columns_of is None or not isinstance(value, str | int | Decimal) or value == "":
            return
        column = _column_of(row_type.columns_of, name)
        try:
            if column is not None:
                column.run_validators(value)
        except ValidationError as error:
            raise self.refuse(where, f"{quoted(value)}: {' '.join(error.messages)}") from None


READERS: Mapping[type, Callable[[_Reader, Any, Where], Any]] = {
    str: _Reader.text,
    int: _Reader.number,
    Decimal: _Reader.share,
    bool: _Reader.yes_or_no,
    PartialDate: _Reader.date,
}


@cache
def _kind_of(hint: Any) -> tuple[type[Any], bool]:
    """The type that a value has, or each of several; “PartialDate | None” is one, or absent."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return next((arg for arg in get_args(hint) if arg is not NoneType), hint), False


@cache
def _column_of(model: type[Model], name: str) -> Any:
    """``None`` where the model has no such column."""
    try:
        column: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return column if column.concrete else None


@lru_cache(maxsize=10_000)
def day_of(text: str) -> PartialDate:
    """Lines repeat days, codes and sources: one object serves them all."""
    return PartialDate.parse(text)


@lru_cache(maxsize=10_000)
def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_keys: dict[type[Any], Mapping[str, Key]] = {}
_parts: dict[type[Any], Mapping[str, type[Row]]] = {}


def keys_of(row_type: type[Any]) -> Mapping[str, Key]:
    """The keys of a row's table, in order."""
    if row_type not in _keys:
        hints = get_type_hints(row_type)
        _keys[row_type] = {one.name: Key(one, hints[one.name]) for one in fields(row_type) if one.name != "origin"}
    return _keys[row_type]


def parts_of(row_type: type[Any]) -> Mapping[str, type[Row]]:
    """The lists of a row's table that hold rows of facts; the places in sources that it rests on are its own."""
    if row_type not in _parts:
        lists = {name: key for name, key in keys_of(row_type).items() if get_origin(key.hint) is tuple}
        kinds = {name: get_args(key.hint)[0] for name, key in lists.items()}
        _parts[row_type] = {name: kind for name, kind in kinds.items() if issubclass(kind, Row) and not kind.short_for}
    return _parts[row_type]


def listed(words: Any) -> str:
    return ", ".join(str(word) for word in words)


def quoted(value: Any) -> str:
    return f"“{shorten(str(value))}”"
