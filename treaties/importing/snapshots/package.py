"""The folder of a snapshot: whether it is whole, and the rows of its tables, each with its place."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaties.exporting.copying import Form, unescaped
from treaties.exporting.datapackage import path_of
from treaties.exporting.snapshots import SUMS
from treaties.exporting.tables import BLOCKS, Table, public_tables
from treaties.importing.problems import Place, Problem, Unreadable

_SUM = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is written: values by the names of columns (of CSV texts), in the order of the table's columns."""

    file: str
    number: int
    values: Sequence[Any]

    def place(self, column: int = 1) -> Place:
        return Place(self.file, self.number, column)


@dataclass(frozen=True, slots=True)
class Package:
    """One that was found whole: every file is there, and is what its checksum says."""

    folder: Path
    form: Form

    @classmethod
    def open(cls, folder: Path) -> "Package":
        """Raises Unreadable with everything that is missing or was changed."""
        sums = _checked_sums(folder)
        forms = [form for form in reversed(Form) if path_of(BLOCKS.name, form) in sums]
        if not forms:
            raise Unreadable([Problem(Place(SUMS), f"The list of checksums names no table {BLOCKS.name}.")])
        needed = [path_of(table.name, forms[0]) for table in (BLOCKS, *public_tables())]
        missing = [path for path in needed if path not in sums]
        unknown = sorted(path for path in sums if path.startswith("data/") and path.endswith(forms[0]))
        more = [path for path in unknown if path not in needed]
        problems = [Problem(Place(SUMS), f"The table {path} is missing.") for path in missing]
        problems += [Problem(Place(path), "The record has no such table.") for path in more]
        if problems:
            raise Unreadable(problems)
        return cls(folder, forms[0])

    def lines(self, table: Table) -> Iterator[Line]:
        """In their order. Raises Unreadable at the first that cannot be read, and where the columns are not those of
        the table."""
        path = path_of(table.name, self.form)
        names = [column.name for column in table.columns]
        with open(self.folder / path, "rb") as file:
            read = _csv_lines if self.form is Form.CSV else _json_lines
            yield from read(path, names, _decoded(path, file))


def _checked_sums(folder: Path) -> dict[str, str]:
    try:
        listed = (folder / SUMS).read_bytes().decode().splitlines()
    except (OSError, UnicodeDecodeError):
        raise Unreadable([Problem(Place(SUMS), f"{folder} is no snapshot: it has no list of checksums.")]) from None
    problems: list[Problem] = []
    sums: dict[str, str] = {}
    for number, line in enumerate(listed, 1):
        found = _SUM.fullmatch(line)
        file = folder / found[2] if found else folder
        if not found or not file.resolve().is_relative_to(folder.resolve()):
            problems.append(Problem(Place(SUMS, number), "This is no checksum of a file of the snapshot."))
        elif not file.is_file():
            problems.append(Problem(Place(SUMS, number), f"{found[2]} is missing."))
        elif _checksum(file) != found[1]:
            problems.append(Problem(Place(SUMS, number), f"{found[2]} is not what was written: its checksum differs."))
        else:
            sums[found[2]] = found[1]
    if problems:
        raise Unreadable(problems)
    return sums


def _checksum(file: Path) -> str:
    with open(file, "rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()


def _decoded(path: str, file: Any) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            raise Unreadable([Problem(Place(path, number), "This line is not UTF-8.")]) from None


def _csv_lines(path: str, names: list[str], lines: Iterator[str]) -> Iterator[Line]:
    reader = csv.reader(lines, strict=True)
    begins = 1
    try:
        for cells in reader:
            if begins == 1:
                _expect(path, names, cells)
            elif len(cells) != len(names):
                said = f"This row has {len(cells)} cells, and the table has {len(names)} columns."
                raise Unreadable([Problem(Place(path, begins), said)])
            else:
                yield Line(path, begins, [unescaped(cell) for cell in cells])
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable([Problem(Place(path, max(reader.line_num, 1)), f"This is no CSV: {error}.")]) from None
    if begins == 1:
        _expect(path, names, [])


def _expect(path: str, names: list[str], given: list[str]) -> None:
    """Exactly these columns, in this order."""
    problems = [
        Problem(Place(path, 1, number), f"The table has no column “{name[:60]}”.")
        for number, name in enumerate(given, 1)
        if name not in names
    ]
    problems += [Problem(Place(path), f"The column “{name}” is missing.") for name in names if name not in given]
    if given != names and not problems:
        problems.append(Problem(Place(path), f"The columns stand in another order: {', '.join(names)}."))
    if problems:
        raise Unreadable(problems)


def _json_lines(path: str, names: list[str], lines: Iterator[str]) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            raise Unreadable([Problem(Place(path, number, column), "This line is no JSON.")]) from None
        if not isinstance(row, dict) or list(row) != names:
            said = f"A row is an object with these members, in this order: {', '.join(names)}."
            raise Unreadable([Problem(Place(path, number), said)])
        yield Line(path, number, list(row.values()))
