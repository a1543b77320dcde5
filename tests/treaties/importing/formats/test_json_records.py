"""Records of JSON: arrays, answers of searches, and an object on each line; strict, and with places."""

import pytest

from treaties.importing.formats.json_records import read_records
from treaties.importing.problems import Unreadable


def read(tmp_path, text):
    file = tmp_path / "records.json"
    file.write_text(text, encoding="utf-8")
    return read_records(file)


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1}, {"a": 2}]',
        '{"response": {"found": 2, "docs": [{"a": 1}, {"a": 2}]}}',
        '{"records" : [{"a": 1},\n{"a": 2}]}',
        '{"a": 1}\n{"a": 2}\n',
        '\ufeff\r\n[\r\n{"a": 1},\r\n{"a": 2}\r\n]\r\n',
    ],
)
def test_records_are_found_in_each_shape(tmp_path, text):
    assert [one.values for one in read(tmp_path, text)] == [{"a": 1}, {"a": 2}]


def test_a_key_has_its_line_and_column(tmp_path):
    (record,) = read(tmp_path, '[\n {"a": {"b": 1},\n  "b": "\\"b\\": ["}\n]')
    assert [(place.line, place.column) for place in (record.at(), record.at("a"), record.at("b"), record.at("c"))] == [
        (2, 2),
        (2, 3),
        (3, 3),
        (2, 2),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"a": 1}\n {"a": 2}]', ":2:2: This is not JSON: Expecting ',' delimiter."),
        ('[{"a": 1},]', ":1:11: This is not JSON: Expecting value."),
        ('[{"a": 1}', ": This is not JSON:"),
        ('[{"a": 1, "a": 2}]', ":1:2: The key “a” is there twice."),
        ('[{"a": NaN}]', ":1:2: NaN is no number of JSON."),
        ("[1]", ":1:2: Each line is one object: { … }."),
        ("hello", ":1:1: This is not JSON: Expecting value."),
        ("[" * 100_000, ": This is nested too deeply."),
        ('[{"a": ' + "[" * 100_000, ": This is nested too deeply."),
        ('[{"a": ' + "9" * 5_000 + "}]", ":"),
        ("", ":1:1: This file is empty."),
        ("[]", ":1:1: There is no record here."),
        ('[{"a": 1}]\n[{"a": 2}]', ":2:1: This is not JSON: Extra data."),
    ],
)
def test_what_is_no_such_record_is_told_with_its_place(tmp_path, text, problem):
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, text)
    assert problem in str(refused.value)
