"""Text that was pasted, and files of CSV: a table, or what is wrong with it and where."""

import pytest

from treaties.importing.formats.spreadsheet import LARGEST, MOST_ROWS, as_text, decoded, escaped, read_table
from treaties.importing.problems import Unreadable

HEADER = "agreement\tact\tdone_on"


def wrong_with(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(Unreadable) as unreadable:
        read_table(text, "rows")
    return [(one.place.line, one.place.column, one.code) for one in unreadable.value.problems]


@pytest.mark.parametrize("divider", ["\t", ";", ","])
def test_the_header_says_what_divides_the_columns(divider):
    text = f"agreement{divider}note\r\nx{divider}a-b\r\n"
    sheet = read_table(text, "rows")
    assert (sheet.header, sheet.records) == (("agreement", "note"), ((2, ("x", "a-b")),))


def test_other_marks_within_cells_divide_nothing():
    sheet = read_table("agreement\tnote\nx\tone, two; three\n", "rows")
    assert sheet.records == ((2, ("x", "one, two; three")),)


def test_a_cell_in_quotation_marks_may_hold_the_divider_and_a_line():
    sheet = read_table('agreement,note\nx,"one,\ntwo"\ny,z\n', "rows")
    assert sheet.records == ((2, ("x", "one,\ntwo")), (4, ("y", "z")))


def test_lines_are_counted_as_they_stand():
    sheet = read_table(f"\ufeff\n{HEADER}\n\nx\ty\tz\n\t\t\n", "rows")
    assert (sheet.header_line, [line for line, _ in sheet.records]) == (2, [4])


def test_what_was_pasted_may_end_early_and_hold_empty_cells_beyond():
    sheet = read_table(f"{HEADER}\t\t\nx\ty\nx\ty\tz\t\t\t\n", "rows")
    assert [cells for _, cells in sheet.records] == [("x", "y", ""), ("x", "y", "z")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, 1, "empty")]),
        (" \n\t\n", [(1, 1, "empty")]),
        (HEADER, [(1, 1, "empty")]),
        ("agreement,act;done_on\nx", [(1, 1, "unclear_divider")]),
        ("agreement\tact\tact\nx\ty\tz", [(1, 2, "column_twice")]),
        ("agreement\t\tact\nx\ty\tz", [(1, 2, "no_name")]),
        ("agreement,act\nx,y,z\nx", [(2, 3, "ragged"), (3, 2, "ragged")]),
        (f"{HEADER}\nx\ty\tz\tw", [(2, 4, "ragged")]),
        ('agreement,act\nx,"y', [(2, 1, "no_table")]),
        ('agreement,act\nx,"y"z', [(2, 1, "no_table")]),
        (f"{HEADER}\nx\t{'y' * 4001}", [(2, 2, "overlong")]),
        ("\t".join(f"c{n}" for n in range(41)) + "\nx", [(1, 1, "too_many_columns")]),
        (f"{HEADER}\n" + "x\ty\tz\n" * (MOST_ROWS + 1), [(MOST_ROWS + 2, 1, "too_many_rows")]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, found):
    assert wrong_with(text) == found


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@home"])
def test_what_looks_like_a_formula_is_a_text(text):
    assert as_text(text) == text
    assert as_text(escaped(text)) == text
    assert escaped(text).startswith("'")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"agreement,act\n\xe9,x", "not_utf8"),
        ("agreement\tact".encode("utf-16"), "not_utf8"),
        (b"agreement,act\nx,\0y", "no_text"),
        (b"x" * (LARGEST + 1), "too_large"),
    ],
)
def test_a_file_that_is_no_text_is_refused(data, code):
    with pytest.raises(Unreadable) as unreadable:
        decoded(data, "acts.csv")
    assert [one.code for one in unreadable.value.problems] == [code]


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decoded("\ufeffagreement\r\nx".encode(), "acts.csv") == "agreement\nx"
