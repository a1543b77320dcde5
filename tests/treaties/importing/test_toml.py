"""Where in a TOML file a value stands."""

import pytest

from treaties.importing.formats.toml import Document
from treaties.importing.problems import Unreadable

TEXT = '''\
# a comment = [
slug = "a" # b = 1
summary = """
acts = [
"""
list = [
  "x", { a = 1 },
]
  indented = 1

[[acts]]
act = "signature"

[[acts]]
act = "ratification"
[[acts.sources]]
source = "one"
[[acts.sources]]
source = "two"

[last]
a.b = 1
"quoted" = 2
'''


@pytest.mark.parametrize(
    ("where", "line", "column"),
    [
        ((), 1, 1),
        (("slug",), 2, 1),
        (("summary",), 3, 1),
        (("list",), 6, 1),
        (("list", 1, "a"), 6, 1),
        (("indented",), 9, 3),
        (("acts", 0), 11, 1),
        (("acts", 0, "act"), 12, 1),
        (("acts", 1, "act"), 15, 1),
        (("acts", 1, "missing"), 14, 1),
        (("acts", 1, "sources", 1, "source"), 19, 1),
        (("last", "a", "b"), 22, 1),
        (("last", "quoted"), 23, 1),
    ],
)
def test_every_key_and_table_has_a_place(where, line, column):
    place = Document.parse(TEXT.encode(), "facts.toml").place(where)
    assert (place.line, place.column) == (line, column)


def test_windows_line_ends_count_like_others():
    document = Document.parse(TEXT.replace("\n", "\r\n").encode(), "facts.toml")
    assert str(document.place(("acts", 1, "act"))) == "facts.toml:15:1"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'slug = "a"\ntitle "b"\n', "f.toml:2:7: This is not TOML: Expected '=' after a key in a key/value pair."),
        (b'slug = "a"\nslug = "b"\n', "f.toml:2:11: This is not TOML: Cannot overwrite a value."),
        (b'slug = "a', "f.toml:1:10: This is not TOML: Unterminated string."),
        (b'slug = "\xff"\n', "f.toml:1:9: This is not UTF-8 text."),
        (b'slug = "a\x00b"\n', "f.toml:1:10: This is not TOML: Illegal character '\\x00'."),
        (b"a = " + b"[" * 100_000, "f.toml:1:1: This is nested too deeply."),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(data, problem):
    with pytest.raises(Unreadable) as unreadable:
        Document.parse(data, "f.toml")
    assert str(unreadable.value) == problem


def test_a_number_of_ten_thousand_digits_is_a_problem_and_no_crash():
    with pytest.raises(Unreadable, match="This is not TOML"):
        Document.parse(b"a = " + b"1" * 10_000, "f.toml")
