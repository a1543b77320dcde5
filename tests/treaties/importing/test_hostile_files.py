"""Files that nobody should be able to hurt us with: each problem with its place, and no crash."""

import os

import pytest

from tests.treaties.importing.files import HEADER, SOURCE, problems_of, written
from treaties.importing.formats import texts

CSV: dict[str, tuple[str | bytes, str]] = {
    "wrong encoding": (f"{HEADER}\nsource,é".encode("latin-1"), "f.csv:2:8: This is not UTF-8 text."),
    "another encoding": (HEADER.encode("utf-16"), "f.csv:1:1: This is not UTF-8 text."),
    "a NUL": (f"{HEADER}\nsource,a\0b", "f.csv:2:9: This is no text: it holds a NUL character."),
    "a control character": (
        f"{HEADER}\n{SOURCE}\x1b",
        "f.csv:2:5: “register�” is not accepted here; write one of text,",
    ),
    "nothing": ("", "f.csv:1:1: This file is empty."),
    "only a mark": (b"\xef\xbb\xbf \n\n", "f.csv:1:1: This file is empty."),
    "a column twice": ("record,slug,slug\n", "f.csv:1:2: The column “slug” is there twice."),
    "an unknown column": ("record,slugg\n", "f.csv:1:2: There is no column “slugg”; did you mean “slug”?"),
    "a strange column": ("record,\n", "f.csv:1:2: There is no column “”; the columns are record, slug, title,"),
    "record not first": ("slug,record\n", "f.csv:1:1: The first column is “record”: it says what each line holds."),
    "too short": (f"{HEADER}\nsource,a\n", "f.csv:2:3: This record has 2 fields; the header has 5 columns."),
    "too long": (f"{HEADER}\n{SOURCE},x\n", "f.csv:2:6: This record has 6 fields; the header has 5 columns."),
    "an open quote": (
        f'{HEADER}\n{SOURCE}\nsource,"a\nb\n',
        "f.csv:3:1: This record is not CSV: unexpected end of data.",
    ),
    "a quote within": (f'{HEADER}\nsource,"a"b,c,d,e\n', "f.csv:2:1: This record is not CSV: ',' expected after '\"'."),
    "a huge field": (
        f"{HEADER}\nsource,{'x' * 200_000},b,c,d\n",
        "f.csv:2:1: This record is not CSV: field larger than",
    ),
    "a formula": (f"{HEADER}\nsource,a,=1+1,b,text\n", "f.csv:2:3: A text that begins with = + - @ is a formula"),
    "a missing column": ("record,slug,title,publisher\nsource,a,b,c\n", "f.csv:2:1: “evidence” is missing."),
    "an empty field": (f"{HEADER}\nsource,a,,b,text\n", "f.csv:2:3: “title” is missing."),
    "no kind": (f"{HEADER}\n,a,b,c,d\n", "f.csv:2:1: “record” is missing. The kinds are source, party,"),
    "an unknown kind": (
        f"{HEADER}\nsources,a,b,c,d\n",
        "f.csv:2:1: “sources” is no kind of record. Did you mean “source”?",
    ),
    "a stranger's column": (
        f"{HEADER},side\n{SOURCE},1\n",
        "f.csv:2:6: “side” is not a key of a record “source”; the",
    ),
    "an escape of nothing": (
        "record,sources\nsuccession,a\\b\n",
        "f.csv:2:2: A backslash stands before |, # or another",
    ),
    "a place of four parts": (
        "record,sources\nsuccession,a#b#c#d\n",
        "f.csv:2:2: An entry here is source#locator#about",
    ),
    "no whole number": (
        "record,agreement,kind,months,sources\nclause,a,duration,6.5,b\n",
        "f.csv:2:4: “6.5” is not a whole",
    ),
    "no yes or no": (
        "record,is_bilateral\nagreement,YES\n",
        "f.csv:2:2: “YES” is not accepted here; write true or false.",
    ),
    "no date": (
        "record,agreement,act,done_on,sources\nact,a,signature,31/12/1999,b\n",
        "f.csv:2:4: “31” is not a date;",
    ),
    "no such day": (
        "record,agreement,act,done_on,sources\nact,a,signature,1999-02-30,b\n",
        "f.csv:2:4: “1999-02-30” is not",
    ),
}
GOOD = '{"record": "source", "slug": "a", "title": "b", "publisher": "c", "evidence": "text"}'
JSON = {
    "no object": ("[1]", "f.jsonl:1:1: Each line is one object: { … }."),
    "no JSON": ('{"record": }', "f.jsonl:1:12: This is not JSON: Expecting value."),
    "the second line": (
        f"{GOOD}\n{{'record'",
        "f.jsonl:2:2: This is not JSON: Expecting property name enclosed in double",
    ),
    "100,000 brackets": ("[" * 100_000, "f.jsonl:1:1: This is nested too deeply."),
    "100,000 objects": ('{"a":' * 100_000, "f.jsonl:1:1: This is nested too deeply."),
    "a key twice": ('{"record": "source", "record": "act"}', "f.jsonl:1:1: The key “record” is there twice."),
    "no number": ('{"record": "act", "order_on_day": NaN}', "f.jsonl:1:1: NaN is no number of JSON."),
    "infinity": ('{"record": "act", "order_on_day": -Infinity}', "f.jsonl:1:1: -Infinity is no number of JSON."),
    "a number of 10,000 digits": ('{"a": ' + "1" * 10_000 + "}", "f.jsonl:1:1: The number 1111"),
    "a number as text": (
        '{"record": "act", "agreement": "a", "act": "signature", "order_on_day": "1", "sources": ["s"]}',
        "f.jsonl:1:57: “1” is not a whole number.",
    ),
    "a text as number": (GOOD.replace('"b"', "5"), "f.jsonl:1:35: “5” is not a text: write it in quotes."),
    "half a character": (GOOD.replace('"b"', r'"\ud800"'), "f.jsonl:1:35: This text holds half of a character"),
    "half a character as key": (r'{"\ud800": 1, ' + GOOD[1:], "f.jsonl:1:2: “�” is not a key of a record “source”;"),
    "a NUL": (GOOD.replace('"b"', r'"\u0000"'), "f.jsonl:1:35: This text holds a control character."),
    "a list as word": (GOOD.replace('"text"', "[]"), "f.jsonl:1:67: “[]” is not accepted here; write one of text,"),
    "a list as kind": ('{"record": []}', "f.jsonl:1:2: “[]” is no kind of record."),
    "no list": ('{"record": "succession", "sources": "a"}', "f.jsonl:1:26: “sources” is a list: write it in [ ]."),
    "a parent of another type": (
        '{"record": "title", "agreement": 7}',
        "f.jsonl:1:21: “7” is not a text: write it in quotes.",
    ),
}


@pytest.mark.parametrize("what", CSV)
def test_a_hostile_csv_file(tmp_path, what):
    data, problem = CSV[what]
    assert any(found.startswith(problem) for found in problems_of(written(tmp_path, "f.csv", data)))


@pytest.mark.parametrize("what", JSON)
def test_a_hostile_json_lines_file(tmp_path, what):
    data, problem = JSON[what]
    assert any(found.startswith(problem) for found in problems_of(written(tmp_path, "f.jsonl", data)))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one(tmp_path, end):
    data = end.join([HEADER, SOURCE, "source,b,c,d,rumour", ""])
    (problem,) = problems_of(written(tmp_path, "f.csv", data))
    assert problem.startswith("f.csv:3:5: “rumour” is not accepted here")


def test_a_record_of_several_lines_is_told_at_its_first(tmp_path):
    data = f'{HEADER}\nsource,a,"two\nlines",c,text\nsource,b,"and\nthree\nmore",c,rumour\n'
    (problem,) = problems_of(written(tmp_path, "f.csv", data))
    assert problem.startswith("f.csv:4:5: “rumour”")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.mkdir(), "f.csv:1:1: This file cannot be read: it is no file."),
        (lambda path: None, "f.csv:1:1: This file cannot be read: No such file or directory."),
        (os.mkfifo, "f.csv:1:1: This file cannot be read: it is no file."),
    ],
)
def test_what_is_no_file_is_told(tmp_path, make, problem):
    make(tmp_path / "f.csv")
    assert problems_of(tmp_path / "f.csv") == [problem]


def test_a_file_of_another_kind_is_told(tmp_path):
    assert problems_of(written(tmp_path, "f.xlsx", b"PK")) == [
        "f.xlsx:1:1: A file of Pacta events ends in .csv or .jsonl."
    ]


def test_a_line_without_end_is_refused_before_it_is_understood(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "LONGEST_LINE", 1000)
    assert problems_of(written(tmp_path, "f.jsonl", GOOD + "\n" + "[" * 1001)) == [
        "f.jsonl:2:1: This line is longer than 1,000 characters."
    ]
    monkeypatch.setattr(texts, "LARGEST", 1000)
    assert "larger than" in problems_of(written(tmp_path, "g.jsonl", "x" * 2000))[0]


def test_no_more_of_a_file_is_read_than_its_cap(tmp_path):
    """A sparse file of a terabyte."""
    with (tmp_path / "f.csv").open("wb") as file:
        file.truncate(2**40)
    assert problems_of(tmp_path / "f.csv") == ["f.csv:1:1: This file is larger than 64 MiB; divide it."]


def test_problems_of_all_lines_and_files_are_told_together(tmp_path):
    one = written(tmp_path, "a.csv", f"{HEADER}\nsource,a,b,c,rumour\nsource,B b,b,c,text\n")
    other = written(tmp_path, "b.jsonl", GOOD.replace('"text"', '"hearsay"'))
    assert [problem.split(": ")[0] for problem in problems_of(one)] == ["a.csv:2:5", "a.csv:3:2"]
    assert [problem.split(": ")[0] for problem in problems_of(one, other)] == ["a.csv:2:5", "a.csv:3:2", "b.jsonl:1:67"]
