"""Tables as people keep them: pasted from a spreadsheet, or a file of CSV. Nothing in a cell is ever computed.

What divides the cells is read off the header, which has the exact names of columns. A place is the line of the text and
the number of the column.
"""

import csv
from collections import Counter
from collections.abc import Iterator

from treaties.dates import shorten
from treaties.importing.formats.sheets import Sheet
from treaties.importing.formats.texts import lines_of
from treaties.importing.problems import Place, Problem, Unreadable

MOST_ROWS = 2_000
MOST_COLUMNS = 40
LONGEST_CELL = 4_000
LARGEST = 4 * 2**20
"""Bytes of the largest file that is read."""
DIVIDERS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How files of these kinds begin."""
FORMULA = ("=", "+", "-", "@")


def divider_of(header: str, name: str) -> str:
    """Raises Unreadable where the header does not say what divides its names."""
    found = [mark for mark in DIVIDERS if mark in header]
    if len(found) > 1:
        said = " and ".join(DIVIDERS[mark] for mark in found)
        sentence = f"The header holds {said}: it cannot be told which divides the columns. Use one of them alone."
        raise Unreadable([Problem(Place(name), sentence, code="unclear_divider")])
    return found[0] if found else "\t"


def read_table(text: str, name: str) -> Sheet:
    """The table that a text is. Raises Unreadable with everything that is wrong with its shape."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = list(lines_of(text))
    first = next((number for number, line in enumerate(lines, start=1) if line.strip()), 0)
    if not first:
        raise Unreadable([Problem(Place(name), "There is no row here.", code="empty")])
    divider = divider_of(lines[first - 1], name)
    records = list(_records(lines, divider, name))
    header = tuple(cell.strip() for cell in records[0][1])
    while header and not header[-1]:
        header = header[:-1]
    problems = [*_wrong_header(header, records[0][0], name)]
    rows = [(line, _fitted(cells, header, line, divider, name, problems)) for line, cells in records[1:]]
    if len(rows) > MOST_ROWS:
        sentence = f"These are {len(rows):,} rows; at most {MOST_ROWS:,} are taken at once. Divide them."
        problems.append(Problem(Place(name, rows[MOST_ROWS][0]), sentence, code="too_many_rows"))
    if not rows and not problems:
        problems.append(Problem(Place(name, first), "There is a header, and no row below it.", code="empty"))
    if problems:
        raise Unreadable(problems)
    return Sheet(name, header, tuple(rows), header_line=records[0][0])


def _records(lines: list[str], divider: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its first line, without those that hold nothing. Raises Unreadable."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=divider, strict=True)
    first = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield first, record
            first = reader.line_num + 1
    except csv.Error as error:
        sentence = f"A quotation mark is not closed, or stands within a cell: {error}."
        raise Unreadable([Problem(Place(name, first), sentence, code="no_table")]) from None


def _wrong_header(header: tuple[str, ...], line: int, name: str) -> Iterator[Problem]:
    if len(header) > MOST_COLUMNS:
        yield Problem(Place(name, line), f"More than {MOST_COLUMNS} columns are not read.", code="too_many_columns")
    for one, times in Counter(header).items():
        place = Place(name, line, header.index(one) + 1)
        if not one:
            yield Problem(place, "This column has no name.", code="no_name")
        elif times > 1:
            yield Problem(place, f"The column “{shorten(one)}” is there twice.", code="column_twice")


def _fitted(
    cells: list[str], header: tuple[str, ...], line: int, divider: str, name: str, problems: list[Problem]
) -> tuple[str, ...]:
    """As many cells as the header has. Of what was pasted, empty cells at the end of a row may be left out."""
    width = len(header)
    missing_at_end = divider == "\t" and len(cells) < width
    beyond = [cell for cell in cells[width:] if cell.strip()]
    if beyond or (len(cells) < width and not missing_at_end):
        sentence = f"This row has {len(cells)} cells; the header has {width} columns."
        problems.append(Problem(Place(name, line, min(len(cells), width) + 1), sentence, code="ragged"))
    fitted = [as_text(cell) for cell in cells[:width]] + [""] * (width - len(cells))
    for number, cell in enumerate(fitted, start=1):
        if len(cell) > LONGEST_CELL:
            sentence = f"This cell holds more than {LONGEST_CELL:,} characters."
            problems.append(Problem(Place(name, line, number), sentence, code="overlong"))
    return tuple(fitted)


def as_text(cell: str) -> str:
    """What begins like a formula is a text; an apostrophe that says so is no part of it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def escaped(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith((*FORMULA, "\t", "\r")) else cell


def decoded(data: bytes, name: str) -> str:
    """The text of a file, as it stands. Raises Unreadable: too large, no UTF-8, no text."""
    if len(data) > LARGEST:
        raise Unreadable([Problem(Place(name), f"Files of up to {LARGEST // 2**20} MiB are read.", code="too_large")])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sentence = "This is not UTF-8 text. Save it as “CSV UTF-8”, or upload it as XLSX."
        raise Unreadable([Problem(Place(name, line), sentence, code="not_utf8")]) from None
    if "\0" in text:
        raise Unreadable([Problem(Place(name), "This is no text: it holds a NUL character.", code="no_text")])
    if not text.strip():
        raise Unreadable([Problem(Place(name), "This file is empty.", code="empty")])
    return text
