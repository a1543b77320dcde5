"""XLSX: the first sheet of a workbook as text divided by tabs, row for line. Formulas, macros and links are refused."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import WINDOWS_EPOCH

from treaties.importing.formats.spreadsheet import (
    LARGEST,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    OLD_WORKBOOK,
    WORKBOOK,
)
from treaties.importing.problems import Place, Problem, Unreadable

LARGEST_UNPACKED = 40 * 2**20
"""Bytes of all that is packed in the file. A reader takes no more of a part than the part says it has."""
MOST_PARTS = 500
MOST_LINES = 5 * MOST_ROWS
"""Rows that are looked at, empty ones too."""
MOST_TOLD = 50
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d{2}-\d{2})T")
FROM_1904 = "This workbook counts its days from 1904: save it anew, with days counted from 1900."
WIDEST = 702
"""Columns that are looked at, up to ZZ."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What was read of a workbook, and what of it was left."""

    text: str
    sheet: str
    others: tuple[str, ...]
    modified_on: str = ""
    """The day on which it says that it was last changed, as ISO text, if it says so."""
    counts_from_1904: bool = False
    """Numbers of days in it, where they are no dates, are not counted from 1900."""
    is_hidden: bool = False
    """The sheet that was read is one that the spreadsheet does not show."""

    @property
    def choice(self) -> str:
        """Which sheet was read, where there was a choice."""
        if not self.others:
            return ""
        others = ", ".join(f"“{one}”" for one in self.others)
        return f"“{self.sheet}”{', which is hidden,' if self.is_hidden else ''} is read; not read: {others}."


def is_workbook(data: bytes) -> bool:
    return data.startswith((WORKBOOK, OLD_WORKBOOK))


def read_workbook(data: bytes, name: str) -> Pages:
    """Raises Unreadable with everything that is wrong with it."""
    _unpackable(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
        sheet = sheets[0] if sheets else None
        rows = _rows(sheet, name) if sheet else []
        counts_from_1904 = book.epoch != WINDOWS_EPOCH
        book.close()
    except Unreadable:
        raise
    except Exception:  # the library raises whatever it stumbles over: KeyError, ValueError, an error of zip or XML …
        raise _refused(name, "This is no workbook that can be read: save it anew, or as CSV.", "no_workbook") from None
    if sheet is None:
        raise _refused(name, "This workbook has no sheet.", "no_workbook")
    others = tuple(str(one.title) for one in sheets[1:])
    if not any(cell.value is not None for row in rows for cell in row):
        more = f"; put the one that is meant before it: {', '.join(others)}" if others else ""
        raise _refused(name, f"The first sheet is empty{more}.", "empty")
    is_hidden = sheet.sheet_state != "visible"
    return Pages(_as_text(rows, name), str(sheet.title), others, _modified_on(data), counts_from_1904, is_hidden)


def _modified_on(data: bytes) -> str:
    """Read here, for the library says today where the workbook says nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        core = packed.read("docProps/core.xml") if "docProps/core.xml" in packed.namelist() else b""
    found = _MODIFIED.search(core)
    return found[1].decode() if found else ""


def _rows(sheet: Any, name: str) -> list[tuple[Any, ...]]:
    """The cells of each row. Raises Unreadable where a cell holds something outside of what is read."""
    rows: list[tuple[Any, ...]] = []
    before = None
    for line, row in enumerate(sheet.iter_rows(max_col=WIDEST), start=1):
        if row is before:  # one and the same stands for all rows that the file leaves out
            rows += [()] if line <= MOST_LINES else []
            continue
        before = row
        beyond = [
            number for number, cell in enumerate(row, start=1) if cell.value is not None and number > MOST_COLUMNS
        ]
        if beyond:
            words = f"More than {MOST_COLUMNS} columns are not read."
            raise Unreadable([Problem(Place(name, line, beyond[0]), words, code="too_many_columns")])
        if line > MOST_LINES and any(cell.value is not None for cell in row):
            words = f"More than {MOST_LINES:,} rows are not read."
            raise Unreadable([Problem(Place(name, line), words, code="too_many_rows")])
        rows += [row[:MOST_COLUMNS]] if line <= MOST_LINES else []
    return rows


def write_workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of these sheets, every cell a text, columns wide enough to be read."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for column in range(1, max(map(len, rows)) + 1):
            longest = max(len(row[column - 1]) for row in rows if len(row) >= column)
            sheet.column_dimensions[letter(column)].width = max(14, longest + 2)
        for row in rows:
            sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _unpackable(data: bytes, name: str) -> None:
    """Looked at before anything is unpacked: how much it would be, and what it must not hold. Raises Unreadable."""
    if len(data) > LARGEST:
        raise _refused(name, f"Files of up to {LARGEST // 2**20} MiB are read.", "too_large")
    if data.startswith(OLD_WORKBOOK):
        raise _refused(name, "This is an old .xls, or locked by a password: save it as .xlsx or CSV.", "old_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                words = f"Unpacked, this would be more than {LARGEST_UNPACKED // 2**20} MiB, or of too many parts."
                raise _refused(name, words, "too_large_unpacked")
            if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
                raise _refused(name, "This workbook holds macros: save it as .xlsx, without them.", "macros")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _looked_through(packed.read(part), name)
    except (zipfile.BadZipFile, expat.ExpatError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _refused(name, "This is no workbook that can be read: save it anew, or as CSV.", "no_workbook") from None


def _looked_through(part: bytes, name: str) -> None:
    """A part of a workbook declares no document type; one that does could name files and grow. Raises ValueError; and
    Unreadable where a cell stands beyond the columns that are looked at."""

    def declared(*of: Any) -> None:
        raise ValueError("a document type is declared")

    def begun(tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" and attributes.get("r", "")[2:3].isalpha():
            raise _refused(name, f"More than {MOST_COLUMNS} columns are not read.", "too_many_columns")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    parser.Parse(part, True)


def _as_text(rows: list[tuple[Any, ...]], name: str) -> str:
    problems: list[Problem] = []
    lines = [
        "\t".join(_cell_text(cell, Place(name, line, column), problems) for column, cell in enumerate(row, start=1))
        for line, row in enumerate(rows, start=1)
    ]
    while lines and not lines[-1].strip():
        lines.pop()
    if problems:
        raise Unreadable(problems[:MOST_TOLD])
    return "\n".join(line.rstrip("\t") for line in lines)


def _cell_text(cell: Any, place: Place, problems: list[Problem]) -> str:
    """A day becomes ISO text, a whole number its digits; a formula or an error is no value."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind == "f" or kind == "e":
        what = "a formula: copy it and paste its value" if kind == "f" else "an error of the spreadsheet"
        problems.append(Problem(place, f"This cell holds {what}.", code="formula" if kind == "f" else "error_value"))
        return ""
    text = " ".join(_told(value).split())
    if len(text) > LONGEST_CELL:
        sentence = f"This cell holds more than {LONGEST_CELL:,} characters."
        problems.append(Problem(place, sentence, code="overlong"))
        return ""
    return f'"{text.replace('"', '""')}"' if '"' in text else text


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)


def _refused(name: str, sentence: str, code: str) -> Unreadable:
    return Unreadable([Problem(Place(name), sentence, code=code)])


def letter(column: int) -> str:
    """What a spreadsheet calls a column: A, B … AA."""
    return str(get_column_letter(column))
