"""Files that are wrong, many of each kind: made from good ones, and the same for the same seed."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from tests.appeals.importing.directories import AGREEMENT, APPEAL, SOURCE

BASE = Path(__file__).parents[2]
EVENTS = BASE / "docs" / "formats" / "pacta-events-template"
WIPO = BASE / "tests" / "appeals" / "importing" / "data" / "wipo-extract.csv"
HEADER = ["agreement", "act", "by", "done_on", "source"]
ACTS = [
    HEADER,
    ["cerd-1965", "declaration", "AZ", "2021-01-01", "untc-iv-1"],
    ["cerd-1965", "declaration", "US", "2021-02-01", "untc-iv-1"],
    ["cat-1984", "declaration", "US", "2021-03-01", "untc-iv-1"],
]
TOML = {"sources/a-register": SOURCE, "agreements/a-treaty": AGREEMENT, "appeals/an-appeal": APPEAL}
type Rows = list[list[str]]
type Objects = list[dict[str, Any]]


@dataclass(frozen=True)
class Malformed:
    """How it is taken in (a format, ``seed``, or ``acts`` for the table of acts), what it is called, and its bytes."""

    way: str
    name: str
    data: bytes
    options: Mapping[str, str] = field(default_factory=dict)
    """What the format is told beside it."""


type Spoil = Callable[[Random], Malformed]


def of_rows(random: Random, spoil: Callable[[Rows, Random], None], *ways: str) -> Malformed:
    """A table with its cells spoilt: of events, of WIPO, or of acts in a workbook."""
    way = random.choice(ways or ("csv", "wipo", "acts"))
    if way == "acts":
        rows = [list(row) for row in ACTS]
        spoil(rows, random)
        return Malformed("acts", "acts.xlsx", workbook(rows))
    rows = list(csv.reader(io.StringIO((EVENTS.with_suffix(".csv") if way == "csv" else WIPO).read_text())))
    spoil(rows, random)
    return Malformed("pacta-events" if way == "csv" else "wipo", "table.csv", as_csv(rows))


def of_objects(random: Random, spoil: Callable[[Objects, Random], None]) -> Malformed:
    objects = [json.loads(line) for line in EVENTS.with_suffix(".jsonl").read_text().splitlines()]
    spoil(objects, random)
    return Malformed("pacta-events", "events.jsonl", "\n".join(map(json.dumps, objects)).encode())


def of_text(random: Random, spoil: Callable[[str, Random], str | bytes], *ways: str) -> Malformed:
    """A file of any kind with its text spoilt."""
    way = random.choice(ways or ("csv", "jsonl", "wipo", *TOML))
    if way in TOML:
        name, text, taken = f"{way}.toml", TOML[way], "seed"
    else:
        path = WIPO if way == "wipo" else EVENTS.with_suffix(f".{way}")
        name, text, taken = f"file{path.suffix}", path.read_text(), "wipo" if way == "wipo" else "pacta-events"
    spoilt = spoil(text, random)
    return Malformed(taken, name, spoilt if isinstance(spoilt, bytes) else spoilt.encode("utf-8", "surrogatepass"))


def workbook(rows: Rows) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def line_of(rows: Rows, random: Random, record: str = "") -> list[str]:
    """Some line below the header; of events, of that record."""
    return random.choice([row for row in rows[1:] if not record or row[0] == record])


def set_in(column: str, values: list[str], record: str = "act") -> Spoil:
    """One of the values in that column of some line of events, or that key of an object, or that cell of an act."""

    def cells(rows: Rows, random: Random) -> None:
        is_events = rows[0][0] == "record"
        line_of(rows, random, record if is_events else "")[rows[0].index(column)] = random.choice(values)

    def keys(objects: Objects, random: Random) -> None:
        random.choice([one for one in objects if one["record"] == record])[column] = random.choice(values)

    def spoil(random: Random) -> Malformed:
        ways = ("csv", "acts") if column in HEADER and record == "act" else ("csv",)
        return random.choice([lambda: of_objects(random, keys), lambda: of_rows(random, cells, *ways)])()

    return spoil


def wrong_header(rows: Rows, random: Random) -> None:
    rows[0] = [f"{name[::-1]} {random.randint(2, 99)}" for name in rows[0]]


def missing_column(rows: Rows, random: Random) -> None:
    needed = [name for name in ("slug", "agreement", "act", "title", "Treaty", "Signature Date") if name in rows[0]]
    place = rows[0].index(random.choice(needed))
    for row in rows:
        del row[place]


def doubled_column(rows: Rows, random: Random) -> None:
    column, place = random.choice(rows[0]), random.randint(1, len(rows[0]))
    for number, row in enumerate(rows):
        row.insert(place, column if number == 0 else "")


def unknown_column(rows: Rows, random: Random) -> None:
    place = random.randint(1, len(rows[0]))
    for number, row in enumerate(rows):
        row.insert(place, f"colour_{random.randint(1, 99)}" if number == 0 else "red")


def unknown_key(objects: Objects, random: Random) -> None:
    random.choice(objects)[f"colour_{random.randint(1, 99)}"] = "red"


def missing_key(objects: Objects, random: Random) -> None:
    del random.choice([one for one in objects if one["record"] == "act"])["sources"]


def inserted(text: str, random: Random, what: str) -> str:
    """Within a word, and so within what is said."""
    places = [n for n in range(1, len(text)) if text[n].isalpha() and text[n - 1].isalpha()]
    place = random.choice(places)
    return text[:place] + what + text[place:]


def broken_bytes(text: str, random: Random) -> bytes:
    data = inserted(text, random, "¤").encode()
    return data.replace("¤".encode(), random.choice([b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"]))


def half_a_character(objects: Objects, random: Random) -> None:
    random.choice([one for one in objects if one["record"] == "agreement"])["title"] = "Treaty \ud800 on fog"


def unclosed(text: str, random: Random) -> str:
    """Of a line that is no comment, the last quotation mark; of one without, one at the beginning of a cell."""
    lines = text.split("\n")
    number = random.choice([n for n, line in enumerate(lines) if n and line.strip() and line.strip()[0] not in "[#"])
    line = lines[number]
    quote = line.rfind('"')
    lines[number] = line[:quote] + line[quote + 1 :] if quote >= 0 else f'"{line}'
    return "\n".join(lines)


def more_cells(rows: Rows, random: Random) -> None:
    random.choice(rows[1:]).extend(["x"] * random.randint(1, 5))


def fewer_cells(rows: Rows, random: Random) -> None:
    row = random.choice(rows[1:])
    del row[random.randint(1, len(row) - 1) :]


def only_header(rows: Rows, random: Random) -> None:
    del rows[1:]


def long_line(text: str, random: Random) -> str:
    place = random.choice([n for n, mark in enumerate(text) if mark == "\n"])
    return f"{text[:place]}\nx{'y' * 10_000_000}\n{text[place:]}"


def deep(objects: Objects, random: Random) -> None:
    value: Any = []
    for _ in range(random.randint(50, 300)):
        value = [value]
    random.choice(objects)["sources"] = value


def deeper(text: str, random: Random) -> str:
    depth = random.randint(20_000, 100_000)
    return f"{text.rstrip()}\n" + (f"deep = {'[' * depth}{']' * depth}\n" if " = " in text else "[" * depth)


def no_object(text: str, random: Random) -> str:
    lines = text.splitlines()
    lines.insert(random.randint(0, len(lines)), random.choice(["[1, 2]", '"text"', "12", "null", "true", "NaN"]))
    return "\n".join(lines)


def key_twice(text: str, random: Random) -> str:
    """The first key of an object, or a line of a table, once more."""
    lines = text.splitlines()
    number = random.choice([n for n, line in enumerate(lines) if line.startswith("{") or " = " in line])
    line = lines[number]
    lines[number] = f'{{"record": "x", {line[1:]}' if line.startswith("{") else f"{line}\n{line}"
    return "\n".join(lines)


def given_twice(objects: Objects, random: Random) -> None:
    objects.append(random.choice([one for one in objects if "slug" in one and one["record"] != "act_retraction"]))


def stray_return(text: str, random: Random) -> str:
    """Lines ended by CR LF and by LF, and a CR alone within one; of a table, within one without quotation marks."""
    lines = [f"{line}{random.choice(['', chr(13)])}" for line in text.rstrip("\n").split("\n")]
    is_table = "," in lines[0] and not lines[0].startswith("{")
    whole = [n for n, line in enumerate(lines) if n and any(map(str.isalpha, line)) and not (is_table and '"' in line)]
    number = random.choice(whole)
    lines[number] = inserted(lines[number], random, "\r")
    return "\n".join(lines)


def formula(rows: Rows, random: Random) -> None:
    is_events = rows[0][0] == "record"
    place = rows[0].index("place" if is_events else "done_on")
    line_of(rows, random, "act" if is_events else "")[place] = random.choice(["=1+1", "=TODAY()", "=A1", "=SUM(A1:A9)"])


def number_for_text(objects: Objects, random: Random) -> None:
    one = random.choice([one for one in objects if one["record"] in ("act", "agreement", "appeal", "source", "party")])
    key = random.choice([key for key, value in one.items() if isinstance(value, str) and key != "record"])
    one[key] = random.choice([7, -1, 3.5, 10**17, True, ["x"], {"x": 1}])


def broken_zip(random: Random) -> Malformed:
    data = workbook(ACTS)
    if random.random() < 0.5:
        return Malformed("acts", "acts.xlsx", data[: random.randint(4, len(data) - 30)])
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (2**20 * random.randint(60, 120)))
    return Malformed("acts", "acts.xlsx", bomb.getvalue())


def any_of(*spoils: Spoil) -> Spoil:
    return lambda random: random.choice(spoils)(random)


def toml_with(old: str, new: list[str]) -> Spoil:
    """The seed of the agreement, with something in it replaced."""
    return lambda random: of_text(
        random, lambda text, random: text.replace(old, random.choice(new), 1), "agreements/a-treaty"
    )


KINDS: dict[str, Spoil] = {
    "wrong header": lambda random: of_rows(random, wrong_header),
    "missing column": any_of(
        lambda random: of_rows(random, missing_column),
        lambda random: of_objects(random, missing_key),
        toml_with('short_title = "Treaty"\n', [""]),
    ),
    "doubled column": lambda random: of_rows(random, doubled_column),
    "unknown column": any_of(
        lambda random: of_rows(random, unknown_column),
        lambda random: of_objects(random, unknown_key),
        toml_with("is_bilateral", ["colour = 3\nis_bilateral"]),
    ),
    "mark of byte order within": lambda random: of_text(random, lambda text, random: inserted(text, random, "\ufeff")),
    "NUL": lambda random: of_text(random, lambda text, random: inserted(text, random, "\0")),
    "no UTF-8": any_of(
        lambda random: of_text(random, broken_bytes), lambda random: of_objects(random, half_a_character)
    ),
    "UTF-16": lambda random: of_text(
        random, lambda text, random: text.encode(random.choice(["utf-16", "utf-16-le", "utf-16-be"]))
    ),
    "unclosed quotation mark": lambda random: of_text(random, unclosed),
    "too many cells": lambda random: of_rows(random, more_cells),
    "too few cells": lambda random: of_rows(random, fewer_cells, "csv", "wipo"),
    "nothing": lambda random: of_text(random, lambda text, random: random.choice(["", "\n\n", " ", "\ufeff"])),
    "only a header": lambda random: of_rows(random, only_header),
    "endless line": lambda random: of_text(random, long_line),
    "deep": any_of(
        lambda random: of_objects(random, deep),
        lambda random: of_text(random, deeper, "jsonl", "agreements/a-treaty"),
    ),
    "no object": lambda random: of_text(random, no_object, "jsonl"),
    "key twice": lambda random: of_text(random, key_twice, "jsonl", *TOML),
    "unknown word": any_of(
        set_in("act", ["ratifikation", "Sign", "=signature", "denounced?"]),
        toml_with('form = "treaty"', ['form = "traety"', 'form = ""', "form = 1"]),
    ),
    "impossible day": any_of(
        set_in("done_on", ["1999-02-30", "0000-01-01", "10000-01-01", "1999-13-01", "1999-00", "yesterday", "2899~x"]),
        toml_with('"2001-01-01"', ['"2001-02-29"', '"0000"', "2001-01-01", '"20010101"']),
    ),
    "period that ends before it begins": any_of(
        set_in("done_on", ["2000/1999", "1999-06/1999-05", "1990-01-02/1990-01-01"]),
        toml_with('"2001-01-01"', ['"2001/2000"']),
    ),
    "unknown party": any_of(
        set_in("by", ["ZZ", "XNOWHERE", "QQ"]), toml_with('party = "AZ"', ['party = "QQ"', 'party = "Azerbaijan"'])
    ),
    "unknown agreement or source": any_of(
        set_in("agreement", ["no-such-treaty", "cerd-1966", "x"]),
        set_in("source", ["no-such-source"], "name_in_source"),
        toml_with('["a-register"]', ['["b-register"]', '[""]']),
    ),
    "slug of two": lambda random: of_objects(random, given_twice),
    "act of who takes no part": any_of(
        set_in("by", ["FR", "XOLD", "XISLES"]), toml_with("done_on", ['by = "FR"\ndone_on'])
    ),
    "formula": lambda random: of_rows(random, formula, "csv", "acts"),
    "broken workbook": broken_zip,
    "mixed ends of lines": lambda random: of_text(random, stray_return),
    "number where a text belongs": any_of(
        lambda random: of_objects(random, number_for_text),
        toml_with('title = "A treaty"', ["title = 7", "title = 1.5"]),
    ),
}
