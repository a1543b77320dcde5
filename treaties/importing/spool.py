"""Rows laid aside in a temporary file, and found again by the agreement that they are of: however many there are, only
a few are in memory."""

import pickle
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from types import FunctionType, MethodType
from typing import Any
from weakref import finalize

from treaties.dates import PartialDate
from treaties.importing.problems import Place, Problem, Shared, Unreadable
from treaties.importing.tables import Row, day_of

HELD_BACK = 2_000
"""Rows that wait to be laid aside together: those of one agreement take less room, and less time, so."""
NO_ROOM = "Rows cannot be laid aside in a temporary file ({}); make room there, or name another folder in TMPDIR."
SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE pile (stage INTEGER, owner TEXT, size INTEGER, rows BLOB);
CREATE INDEX piles ON pile (stage, owner);
CREATE TABLE name (kind TEXT, key TEXT, owner TEXT);
"""


class Spool:
    """Rows by stage and owner, and the names that they bring. It is gone with the process, however that ends."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None, check_same_thread=False)  # "": a file of no name
        finalize(self, self.database.close)
        self.database.executescript(SCHEMA)
        self.waiting: dict[tuple[int, str], list[Row]] = defaultdict(list)
        self.names: list[tuple[str, str, str]] = []
        self.held_back = 0
        self.last: Row | None = None
        self.kept: dict[int, Any] = {}

    def lay(self, stage: int, owner: str, row: Row) -> None:
        self.waiting[stage, owner].append(row)
        self.last = row
        self.held_back += 1
        if self.held_back >= HELD_BACK:
            self.flush()

    def name(self, kind: str, key: str, owner: str) -> None:
        self.names.append((kind, key, owner))

    def flush(self) -> None:
        piles = [(stage, owner, len(rows), self._packed(rows)) for (stage, owner), rows in self.waiting.items()]
        with self._room():
            self.database.execute("BEGIN")
            self.database.executemany("INSERT INTO pile VALUES (?, ?, ?, ?)", piles)
            self.database.executemany("INSERT INTO name VALUES (?, ?, ?)", self.names)
            self.database.execute("COMMIT")
        self.waiting.clear()
        self.names.clear()
        self.held_back = 0

    def close(self) -> None:
        """Everything is laid; from here on it is read."""
        self.flush()
        with self._room():
            self.database.execute("CREATE INDEX names ON name (kind, key)")
            self.database.execute("CREATE INDEX owners ON name (kind, owner)")

    def rows(self, stage: int, owner: str) -> list[Row]:
        """In the order of the files."""
        found = self.database.execute(
            "SELECT rows FROM pile WHERE stage = ? AND owner = ? ORDER BY rowid", (stage, owner)
        )
        return [row for (packed,) in found.fetchall() for row in self._unpacked(packed)]

    def owners(self, stage: int) -> Iterator[tuple[str, int]]:
        """Each with the number of its rows, in the order of the files."""
        yield from self.database.execute(
            "SELECT owner, sum(size) FROM pile WHERE stage = ? GROUP BY owner ORDER BY min(rowid)", (stage,)
        )

    def named(self, kind: str, *, but: Collection[Hashable] = ()) -> "Names":
        return Names(self.database, kind, but)

    def owners_of_twice(self, kind: str) -> list[str]:
        """Who brings a name of that kind that is brought more than once."""
        twice = "SELECT key FROM name WHERE kind = :kind GROUP BY key HAVING count(*) > 1"
        found = self.database.execute(
            f"SELECT owner FROM name WHERE kind = :kind AND key IN ({twice}) ORDER BY rowid", {"kind": kind}
        )
        return list(dict.fromkeys(owner for (owner,) in found))

    def names_of(self, kind: str, owner: str) -> set[str]:
        found = self.database.execute("SELECT key FROM name WHERE kind = ? AND owner = ?", (kind, owner))
        return {key for (key,) in found}

    def owners_of(self, kind: str, *, without: str = "") -> list[str]:
        """Who brings a name of a kind, and none of the other, in the order of the files."""
        found = self.database.execute(
            "SELECT owner FROM name AS one WHERE kind = ? AND NOT EXISTS"
            " (SELECT 1 FROM name WHERE kind = ? AND owner = one.owner) ORDER BY rowid",
            (kind, without),
        )
        return list(dict.fromkeys(owner for (owner,) in found))

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Raises Unreadable where the folder of temporary files is full, or not to be written to."""
        try:
            yield
        except sqlite3.Error as error:
            place = self.last.at() if self.last else Place("temporary files")
            raise Unreadable([Problem(place, NO_ROOM.format(error))]) from None

    def _packed(self, rows: list[Row]) -> bytes:
        file = BytesIO()
        _Packer(file, self.kept).dump(rows)
        return file.getvalue()

    def _unpacked(self, packed: bytes) -> list[Row]:
        return _Unpacker(BytesIO(packed), self.kept).load()


class Names(Collection[Hashable]):
    """The names of a kind, but for some, which are looked up where they lie."""

    def __init__(self, database: sqlite3.Connection, kind: str, but: Collection[Hashable]) -> None:
        self.database, self.kind, self.but = database, kind, but

    def __contains__(self, name: object) -> bool:
        if name in self.but:
            return False
        found = self.database.execute("SELECT 1 FROM name WHERE kind = ? AND key = ? LIMIT 1", (self.kind, name))
        return found.fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        for (key,) in self.database.execute("SELECT DISTINCT key FROM name WHERE kind = ?", (self.kind,)):
            if key not in self.but:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Packer(pickle.Pickler):
    """Rows as bytes; what very many share, such as the text of their file, is kept beside them."""

    def __init__(self, file: BytesIO, kept: dict[int, Any]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.kept = kept

    def reducer_override(self, one: Any) -> Any:
        kind: Any = type(one)
        if kind is PartialDate:
            return day_of, (one.text,)
        if isinstance(one, Shared | FunctionType | MethodType) and one not in (made, shared, day_of):
            self.kept[id(one)] = one
            return shared, (id(one),)
        if isinstance(one, type) or not is_dataclass(one):
            return NotImplemented
        return made, (kind, *_values_of(kind)(one))


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: BytesIO, kept: dict[int, Any]) -> None:
        super().__init__(file)
        self.kept = kept

    def find_class(self, module: str, name: str) -> Any:
        return self.kept.__getitem__ if name == shared.__name__ else super().find_class(module, name)


def shared(number: int) -> Any:
    """Stands for what is kept; an unpacker looks it up."""
    raise NotImplementedError


def made(kind: Any, *values: Any) -> Any:
    return kind(**dict(zip(_names_of(kind), values, strict=True)))


@cache
def _names_of(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*_names_of(kind))
