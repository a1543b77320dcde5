"""A table as lines of CSV or NDJSON, made by the database: COPY sends them as fast as it reads them.

CSV is that of RFC 4180 with LF at the end of a line. Where there is no value a cell is empty; an empty text is ``""``.
A text that a spreadsheet would take for a formula gets an apostrophe before it (``escaped``), and a reader takes that
off again (``unescaped``).
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

from treaties.exporting.columns import Column, Kind
from treaties.exporting.tables import Table
from treaties.vocabulary import Word


class Form(Word):
    """How rows are written down."""

    CSV = "csv", "CSV"
    NDJSON = "ndjson", "NDJSON"

    @property
    def media_type(self) -> str:
        return "text/csv" if self is Form.CSV else "application/x-ndjson"


FORMULA = r"'*[=+@\t\r-]"
"""What a text begins with that is escaped; apostrophes before it count, so that each way back is the only one."""
_FORMULA = re.compile(FORMULA)
_ESCAPED = re.compile("'" + FORMULA)
SUSPECTS = ", ".join(str(ord(sign)) for sign in "=+@-\t\r'")
MOMENT = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
COPIES = {
    Form.CSV: "COPY (SELECT {columns} FROM ({rows}) AS r ({names})) TO STDOUT WITH (FORMAT csv, HEADER)",
    Form.NDJSON: (
        "COPY (SELECT row_to_json(line) FROM (SELECT {columns} FROM ({rows}) AS r ({names})) AS line)"
        r" TO STDOUT WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"
    ),
}
"""JSON holds no control characters, so that with these two in their place nothing of it is quoted."""


def escaped(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


def lines(table: Table, form: Form, *, until: int) -> Iterator[bytes | memoryview]:
    """All lines of the rows in blocks up to one (closed), each with its end; those of CSV begin with the names."""
    rows, parameters = table.rows(until=until).query.sql_with_params()
    names = ", ".join(_quoted(one) for one in table.columns)
    shown = ", ".join(f"{_shown(one, form)} AS {_quoted(one)}" for one in table.columns)
    statement = COPIES[form].format(columns=shown, rows=rows, names=names)
    with connection.cursor() as cursor, cursor.copy(statement, parameters) as copy:
        yield from copy


def _quoted(column: Column) -> str:
    return f'"{column.name}"'


def _shown(column: Column, form: Form) -> str:
    value = f"r.{_quoted(column)}"
    if column.kind is Kind.MOMENT:
        return MOMENT.format(value)
    return value if form is Form.NDJSON else _cell(column, value)


def _cell(column: Column, value: str) -> str:
    match column.kind:
        case Kind.TEXT if not column.vocabulary:
            may_be = f"ascii({value}) IN ({SUSPECTS})"  # a pattern is slow, and few texts need one
            is_formula = rf"{may_be} AND {value} ~ E'^\'*[=+@\t\r-]'"
            return f"CASE WHEN {is_formula} THEN '''' || {value} ELSE {value} END"
        case Kind.LIST | Kind.JSON:
            return f"to_json({value})::text"
        case Kind.BOOLEAN:
            return f"{value}::text"
    return value


def said(value: Any) -> str:
    """One value of a file that Python writes, as ``lines`` would have it in CSV."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return escaped(value)
    return str(value)
