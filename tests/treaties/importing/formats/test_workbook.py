"""Workbooks: the first sheet as text, and whatever else a file may hold refused before it does harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from treaties.importing.formats.spreadsheet import LARGEST
from treaties.importing.formats.workbook import LARGEST_UNPACKED, read_workbook, write_workbook
from treaties.importing.problems import Unreadable


def packed(*rows: list, title: str = "acts", others: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for other in others:
        book.create_sheet(other)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with a further part, or another one of that name."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return held.getvalue()


def wrong_with(data: bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(Unreadable) as unreadable:
        read_workbook(data, "acts.xlsx")
    return [(one.place.line, one.place.column, one.code) for one in unreadable.value.problems]


def test_days_become_iso_text_and_years_digits():
    midnight = datetime.combine(date(1997, 8, 1), time())
    row = [date(2024, 10, 5), midnight, 2013, 2013.0, 12.5, "by 6 Feb 2025", True, None]
    read = read_workbook(packed(["a"], [], row), "acts.xlsx")
    assert read.text == "a\n\n2024-10-05\t1997-08-01\t2013\t2013\t12.5\tby 6 Feb 2025\tTrue"


def test_a_time_of_day_is_not_dropped_silently():
    moment = datetime.combine(date(2024, 10, 5), time(14, 30))
    assert read_workbook(packed([moment]), "acts.xlsx").text == "2024-10-05 14:30:00"


def test_a_cell_keeps_its_row_whatever_it_holds():
    read = read_workbook(packed(["one\ntwo\tthree"], ['a "word"'], ["x"]), "acts.xlsx")
    assert read.text == 'one two three\n"a ""word"""\nx'


def test_the_first_sheet_is_read_and_the_others_named():
    read = read_workbook(packed(["a"], title="first", others=("second", "third")), "acts.xlsx")
    assert (read.sheet, read.others) == ("first", ("second", "third"))


def test_a_formula_is_refused_with_its_place_and_a_text_like_one_is_not():
    assert wrong_with(packed(["a", "b"], ["x", '=HYPERLINK("https://example.org")'])) == [(2, 2, "formula")]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"].value = "=1+1"
    sheet["A1"].data_type = "s"
    held = io.BytesIO()
    book.save(held)
    assert read_workbook(held.getvalue(), "acts.xlsx").text == "=1+1"


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst>&e;</sst>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><sst>&b;</sst>'
WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "an old workbook, or one with a password": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_workbook"),
    "no zip": (lambda: b"PK\x03\x04 and nothing else", "no_workbook"),
    "cut off": (lambda: packed(["a"])[:900], "no_workbook"),
    "another zip": (lambda: with_part(b"PK\x05\x06" + b"\0" * 18, "readme.txt", b"hello"), "no_workbook"),
    "macros": (lambda: with_part(packed(["a"]), "xl/vbaProject.bin", b"x"), "macros"),
    "an external entity": (lambda: with_part(packed(["a"]), "xl/sharedStrings.xml", ENTITY), "no_workbook"),
    "entities that grow": (lambda: with_part(packed(["a"]), "xl/sharedStrings.xml", LAUGHS), "no_workbook"),
    "broken markup": (lambda: with_part(packed(["a"]), "xl/worksheets/sheet1.xml", b"<worksheet"), "no_workbook"),
    "a bomb": (lambda: with_part(packed(["a"]), "xl/bomb.xml", b" " * (LARGEST_UNPACKED + 1)), "too_large_unpacked"),
    "many parts": (lambda: _many_parts(), "too_large_unpacked"),
    "a large file": (lambda: b"PK\x03\x04" + b"\0" * LARGEST, "too_large"),
    "an empty sheet": (lambda: packed(), "empty"),
    "too many columns": (lambda: packed(["x"] * 41), "too_many_columns"),
    "too many rows": (lambda: packed(*[["x"]] * 10_001), "too_many_rows"),
    "an error value": (lambda: packed(["#N/A"]), "error_value"),
    "a long cell": (lambda: packed(["x" * 4001]), "overlong"),
}


def _many_parts() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as new:
        for number in range(501):
            new.writestr(f"{number}.txt", b"")
    return held.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused(kind):
    make, code = WRONG[kind]
    assert [found for *_, found in wrong_with(make())] == [code]


@pytest.mark.parametrize(
    ("cell", "found"),
    [("A1048576", "too_many_rows"), ("ZZ1", "too_many_columns"), ("XFD1048576", "too_many_columns")],
)
def test_a_cell_far_away_is_neither_dropped_nor_the_space_before_it_filled(cell, found):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet[cell] = "a", "far"
    held = io.BytesIO()
    book.save(held)
    assert [code for *_, code in wrong_with(held.getvalue())] == [found]


def test_what_is_written_is_read_again():
    data = write_workbook({"acts": [("agreement", "act")], "columns": [("column", "what it holds")]})
    read = read_workbook(data, "acts.xlsx")
    assert (read.text, read.others) == ("agreement\tact", ("columns",))
