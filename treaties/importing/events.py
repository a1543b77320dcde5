"""Pacta events: every fact on a line of its own, whatever the syntax of the file; gathered into the rows of seeds.

A line says in ``record`` what it is. What it belongs to it names by slug, so lines may come in any order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from treaties.dates import shorten
from treaties.importing.entries import Fact
from treaties.importing.problems import Place, Problem, Unreadable, Where
from treaties.importing.tables import Row, keys_of, listed, parts_of, read_row

RECORD = "record"


@dataclass(frozen=True)
class Kind:
    """A kind of line: the row that it holds beside the keys that say what it belongs to.

    ``parent`` is the kind that it belongs to, and ``part`` the list there that it goes to; a line that ``stands_alone``
    may belong to a fact that is on record and in no file. ``named_by`` is the key by which its own parts call it.
    """

    name: str
    row_type: type[Row]
    parent: str = ""
    part: str = ""
    of: Mapping[str, type[Any]] = field(default_factory=dict)
    named_by: str = ""
    stands_alone: bool = True

    @property
    def own_keys(self) -> list[str]:
        return [key for key in keys_of(self.row_type) if key not in parts_of(self.row_type)]

    @property
    def columns(self) -> list[str]:
        return [*self.of, *self.own_keys]

    @property
    def needed(self) -> list[str]:
        """The columns that may not be empty."""
        keys = keys_of(self.row_type)
        return [*self.of, *(key for key in self.own_keys if keys[key].is_needed)]


type Kinds = Mapping[str, Kind]


def kinds(*given: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in given}


def columns_of(kinds: Kinds) -> tuple[str, ...]:
    """Every column that a file may have, ``record`` first."""
    return tuple(dict.fromkeys([RECORD, *(column for kind in kinds.values() for column in kind.columns)]))


@dataclass(frozen=True, slots=True)
class LinePlaces:
    """Where a line stands, and its keys in it."""

    file: str
    number: int
    columns: Callable[[], Mapping[str, int]]
    """Asked only where something is wrong."""

    def place(self, where: Where) -> Place:
        return Place(self.file, self.number, self.columns().get(str(where[0]), 1) if where else 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as a file gives it: what kind of record it is, and its keys with where each stands."""

    file: str
    number: int
    record: str
    values: Mapping[str, Any]
    columns: Callable[[], Mapping[str, int]]
    """Asked only where something is wrong."""

    @property
    def unit(self) -> str:
        return f"a record “{shorten(self.record)}”"

    @property
    def places(self) -> LinePlaces:
        return LinePlaces(self.file, self.number, self.columns)

    def place(self, where: Where) -> Place:
        return self.places.place(where)


@dataclass(frozen=True, slots=True)
class _Read:
    kind: Kind
    of: tuple[Any, ...]
    row: Row

    @property
    def owner(self) -> str:
        """The name of what it is a part of, or its own."""
        return str((*self.of, *self.key, "")[0])

    @property
    def key(self) -> tuple[Any, ...]:
        return (*self.of, getattr(self.row, self.kind.named_by)) if self.kind.named_by else ()


@dataclass(frozen=True)
class Gathered:
    """All rows of some lines: whole ones by the name of their kind, and facts of what is in none of the files."""

    whole: Mapping[str, tuple[Any, ...]]
    facts: tuple[Fact, ...]


def nowhere(of: str, row: Row) -> bool:
    """Nothing is laid aside."""
    return False


def gather(lines: Iterable[Line], kinds: Kinds, lay: Callable[[str, Row], bool] = nowhere) -> Gathered:
    """Lines to rows, each within what it belongs to; no line is kept, and no row that could be ``lay`` aside. Raises
    Unreadable with all that is wrong with any of them."""
    problems: list[Problem] = []
    read = [found for line in lines if (found := _read(line, kinds, problems)) and not lay(found.owner, found.row)]
    if problems:
        raise Unreadable(problems)
    whole, facts = _assembled(read, kinds, problems)
    if problems:
        raise Unreadable(problems)
    return Gathered(whole, tuple(facts))


def _read(line: Line, kinds: Kinds, problems: list[Problem]) -> _Read | None:
    kind = kinds.get(line.record)
    if kind is None:
        near = get_close_matches(line.record, kinds, n=1)
        advice = f"Did you mean “{near[0]}”?" if near else f"The kinds are {listed(kinds)}."
        said = f"“{shorten(line.record)}” is no kind of record." if line.record else "“record” is missing."
        problems.append(Problem(line.place((RECORD,)), f"{said} {advice}"))
        return None
    try:
        row = read_row(kind.row_type, line, apart=kind.of)
    except Unreadable as unreadable:
        problems.extend(unreadable.problems)
        return None
    return _Read(kind, tuple(line.values[key] for key in kind.of), row)


def _assembled(
    read: list[_Read], kinds: Kinds, problems: list[Problem]
) -> tuple[dict[str, tuple[Any, ...]], list[Fact]]:
    """Kinds are listed before their parts: put together from the last to the first."""
    by_kind: dict[str, list[_Read]] = {name: [] for name in kinds}
    for one in read:
        by_kind[one.kind.name].append(one)
    parts: dict[tuple[str, tuple[Any, ...]], dict[str, list[Row]]] = {}
    whole, facts = {}, []
    for kind in reversed(list(kinds.values())):
        own = by_kind[kind.name]
        rows = [_whole(one, parts.get((kind.name, one.key), {}), kinds, problems) for one in own]
        if not kind.parent:
            whole[kind.name] = tuple(rows)
            continue
        parents = {one.key for one in by_kind[kind.parent]}
        for one, row in zip(own, rows, strict=True):
            if one.of in parents and kind.part:
                parts.setdefault((kind.parent, one.of), {}).setdefault(kind.part, []).append(row)
            elif kind.stands_alone:
                facts.append(Fact(one.of, row))
            else:
                sentence = f"There is no record “{kind.parent}” {' '.join(map(str, one.of))} in these files."
                problems.append(Problem(one.row.at(*tuple(kind.of)[-1:]), sentence))
    return whole, facts


def _whole(one: _Read, given: Mapping[str, list[Row]], kinds: Kinds, problems: list[Problem]) -> Row:
    """The row with its lists. One that it needs and no line is of is a problem."""
    keys = keys_of(one.kind.row_type)
    for part in parts_of(one.kind.row_type):
        if keys[part].is_needed and not given.get(part):
            lacking = next(kind.name for kind in kinds.values() if (kind.parent, kind.part) == (one.kind.name, part))
            sentence = f"No record “{lacking}” in these files is of this {one.kind.name}; it needs at least one."
            problems.append(Problem(one.row.at(), sentence))
    lists: dict[str, Any] = {part: tuple(rows) for part, rows in given.items()}
    return replace(one.row, **lists) if lists else one.row
