"""CSV, strictly: RFC 4180 with a header. A place in it is the line, and the number of the field within its record."""

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from treaties.dates import shorten
from treaties.importing.formats.texts import lines_of, name_of, read_text, unreadable
from treaties.importing.problems import Place, Problem, Unreadable

FEW = 12
"""Columns that a message lists."""
MOST_ABOVE = 30
"""Rows that are looked at for a header."""


@dataclass(frozen=True)
class Sheet:
    """A CSV file: the names of its columns, and its records, each with the line on which it begins."""

    name: str
    header: tuple[str, ...]
    records: tuple[tuple[int, tuple[str, ...]], ...]
    header_line: int = 1

    @property
    def columns(self) -> dict[str, int]:
        """The number of each column, from 1."""
        return {name: number for number, name in enumerate(self.header, start=1)}


def read_sheet(path: Path, known: Collection[str] = ()) -> Sheet:
    """Raises Unreadable: no CSV, a header that names a column twice or none, a record of another length.

    ``known`` are names of its columns: by them a header is seen that stands below others, or is divided otherwise.
    """
    name, text = name_of(path), read_text(path)
    expect_header_first(text, known, name)
    expect_commas(text, known, name)
    records = list(_records(text, name))
    header = records[0][1]
    problems = [
        Problem(Place(name, 1, header.index(one) + 1), f"The column “{shorten(one)}” is there twice.")
        for one, times in Counter(header).items()
        if times > 1
    ]
    problems += [
        Problem(Place(name, line, min(len(record), len(header)) + 1), _ragged(record, header))
        for line, record in records[1:]
        if len(record) != len(header)
    ]
    if problems:
        raise Unreadable(problems)
    return Sheet(name, tuple(header), tuple((line, tuple(record)) for line, record in records[1:]))


def expect_header_first(text: str, known: Collection[str], name: str, or_else: str = "") -> None:
    """Raises Unreadable where no column is named in the first row that holds anything: a later one has them, or, if
    there is anything to say then, none."""
    rows = ((number, line) for number, line in enumerate(lines_of(text), start=1) if line.strip(' \t,;"'))
    for above, (number, line) in enumerate(islice(rows, MOST_ABOVE)):
        if any(_names_in(line, mark, known) for mark in ",;\t"):
            if above:
                raise unreadable(Place(name, number), "The header stands here: remove what stands above it.")
            return
    if known and or_else:
        raise unreadable(Place(name), or_else)


def expect_commas(text: str, known: Collection[str], name: str) -> None:
    """Raises Unreadable where the header names its columns, and other marks divide them."""
    header = next((line for line in lines_of(text) if line.strip()), "")
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(_names_in(header, mark, known)) > len(_names_in(header, ",", known)):
            raise unreadable(
                Place(name), f"Commas divide the columns of this format, and here {called} do: save it anew."
            )


def _names_in(line: str, mark: str, known: Collection[str]) -> set[str]:
    cells = {cell.strip(' "\ufeff').casefold() for cell in line.split(mark)}
    return cells & {one.casefold() for one in known}


def expect_columns(sheet: Sheet, known: tuple[str, ...], *, all_of_them: bool) -> None:
    """Raises Unreadable where the header has a column that is not known, or lacks one."""
    problems = []
    for name, number in sheet.columns.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            some = f"{', '.join(known[:FEW])}{' and others' if len(known) > FEW else ''}"
            advice = f"did you mean “{near[0]}”?" if near else f"the columns are {some}."
            place = Place(sheet.name, sheet.header_line, number)
            problems.append(Problem(place, f"There is no column “{shorten(name)}”; {advice}"))
    missing = [name for name in known if name not in sheet.header] if all_of_them else []
    problems += [Problem(Place(sheet.name, sheet.header_line), f"The column “{name}” is missing.") for name in missing]
    if problems:
        raise Unreadable(problems)


def expect_records(sheet: Sheet) -> None:
    """Raises Unreadable where there is none."""
    if not sheet.records:
        raise unreadable(Place(sheet.name, sheet.header_line), "There is a header, and no record below it.")


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its first line, without those on empty lines. Raises Unreadable."""
    reader = csv.reader((f"{line}\n" for line in lines_of(text)), strict=True)
    first = 1
    try:
        for record in reader:
            if record:
                yield first, record
            first = reader.line_num + 1
    except csv.Error as error:
        raise unreadable(Place(name, first), f"This record is not CSV: {error}.") from None


def _ragged(record: list[str], header: list[str]) -> str:
    fields = "1 field" if len(record) == 1 else f"{len(record)} fields"
    return f"This record has {fields}; the header has {len(header)} columns."
