"""Files of registers that are wrong, many of each kind: made of samples that are taken in, repeatable by their seed."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.factories import malformed as of_any
from tests.factories.malformed import BASE, Malformed, Objects, Rows, Spoil, any_of, as_csv
from tests.treaties.importing.workbooks import SAMPLES, rows_of, workbook

DATA = BASE / "tests" / "appeals" / "importing" / "data"
UNCTAD, UNTC, GGO = "unctad", "untc", "ggo"
OPTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {UNTC: {"agreement": "cat-1984"}, "unctad text": {"as_of": "2025-06-30"}}
)
TABLES, TEXTS = (UNCTAD, "unctad text", UNTC, GGO), ("unctad text", UNTC, GGO)
UNCTAD_DAYS = ["Date of signature", "Date of entry into force", "Date of termination"]
GGO_DAYS = [
    "Begin",
    "End",
    "Signature",
    "StateSignature",
    "StateRatification",
    "Force",
    "StateForce",
    "Term",
    "StateEnd",
]
NO_DAYS = ["1999-02-30", "1999-13-01", "10000-01-01", "30/02/1999", "yesterday", "1999", "-1", "1 Foo 1999", "=1+1"]


def good_rows(way: str) -> Rows:
    """Of UNCTAD without what a person must answer, of GGO without what is left out or never taken in."""
    if way.startswith(UNCTAD):
        rows = read_csv((SAMPLES / "unctad-azerbaijan.csv").read_text())
        return [row for row in rows if "Unilaterally denounced" not in row]
    if way == UNTC:
        return read_csv((SAMPLES / "untc-torture.csv").read_text())
    rows = read_csv((DATA / "ggo-sample.csv").read_text())[:4]
    place = rows[0].index("Coder")
    return [row[:place] + row[place + 1 :] for row in rows]


def good_objects() -> Objects:
    """Without a record that is given twice, and a field that is not taken in."""
    objects: Objects = json.loads((DATA / "ukto-sample.json").read_text())[:4]
    return [{key: value for key, value in one.items() if key != "place"} for one in objects]


def read_csv(text: str) -> Rows:
    return list(csv.reader(io.StringIO(text)))


def of_way(way: str, data: bytes) -> Malformed:
    name = "table.xlsx" if way == UNCTAD else "records.json" if way == "ukto" else "table.csv"
    return Malformed(way.split()[0], name, data, OPTIONS.get(way, {}))


def table(way: str, rows: Rows) -> Malformed:
    return of_way(way, as_workbook(rows) if way == UNCTAD else as_csv(rows))


def as_workbook(rows: Rows) -> bytes:
    """Texts that are digits as numbers, as a register's own workbook has them."""
    return workbook([[int(cell) if cell.isdecimal() else cell or None for cell in row] for row in rows])


def records(random: Random, objects: Objects) -> str:
    """An array with a record on each line, or records of lines alone."""
    lines = list(map(json.dumps, objects))
    return "\n".join(lines) if random.random() < 0.5 else "[\n" + ",\n".join(lines) + "\n]"


def of_rows(spoil: Callable[[Rows, Random], None], *ways: str) -> dict[str, Spoil]:
    """By format, tables with their cells spoilt."""

    def one(way: str, random: Random) -> Malformed:
        rows = good_rows(way)
        spoil(rows, random)
        return table(way, rows)

    return {way: partial(one, way) for way in ways or TABLES}


def of_text(spoil: Callable[[str, Random], str | bytes], *ways: str) -> dict[str, Spoil]:
    """By format, files with their text spoilt."""

    def one(way: str, random: Random) -> Malformed:
        text = records(random, good_objects()) if way == "ukto" else as_csv(good_rows(way)).decode()
        spoilt = spoil(text.replace("\r\n", "\n"), random)
        return of_way(way, spoilt if isinstance(spoilt, bytes) else spoilt.encode("utf-8", "surrogatepass"))

    return {way: partial(one, way) for way in ways or (*TEXTS, "ukto")}


def of_objects(spoil: Callable[[Objects, Random], None]) -> dict[str, Spoil]:
    def one(random: Random) -> Malformed:
        objects = good_objects()
        spoil(objects, random)
        return of_way("ukto", records(random, objects).encode())

    return {"ukto": one}


def of_part(spoil: Callable[[bytes, Random], bytes], part: str = "xl/worksheets/sheet1.xml") -> dict[str, Spoil]:
    """A workbook with one of its parts spoilt, or with a part that it has not."""

    def one(random: Random) -> Malformed:
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(as_workbook(good_rows(UNCTAD)))) as good, zipfile.ZipFile(held, "w") as kept:
            for name in dict.fromkeys([*good.namelist(), part]):
                data = good.read(name) if name in good.namelist() else b""
                kept.writestr(name, spoil(data, random) if name == part else data)
        return of_way(UNCTAD, held.getvalue())

    return {UNCTAD: one}


def cells(values: list[str], columns: Mapping[str, list[str]]) -> dict[str, Spoil]:
    """One of the values in one of the columns of some row: by format, the columns."""

    def spoil(way: str, rows: Rows, random: Random) -> None:
        place = rows[0].index(random.choice(columns[way]))
        random.choice(rows[1:])[place] = random.choice(values)

    return {way: of_rows(partial(spoil, way), way)[way] for way in columns}


def keys(values: list[Any], names: list[str]) -> dict[str, Spoil]:
    """One of the values under one of the names of some record of JSON."""

    def spoil(objects: Objects, random: Random) -> None:
        random.choice(objects)[random.choice(names)] = random.choice(values)

    return of_objects(spoil)


def missing_column(rows: Rows, random: Random) -> None:
    """Of a table of participants only the one of their names; its others are as the register has acts."""
    place = (
        0 if rows[0][0] == "Participant" else random.choice([n for n, name in enumerate(rows[0]) if name != "Comments"])
    )
    for row in rows:
        del row[place]


def missing_key(objects: Objects, random: Random) -> None:
    one = random.choice([one for one in objects if one["field3"] == "BI"])
    del one[random.choice(["title", "field3", "country_name"])]


def marked(rows: Rows, random: Random) -> None:
    """Not within the name of a party to an agreement: there it is no part of the name, and is not kept."""
    row = random.choice(rows)
    names = rows[0].index("Parties") if "Parties" in rows[0] and row is not rows[0] else None
    place = random.choice([n for n, cell in enumerate(row) if n != names and re.search("[A-Za-z]{2}", cell)])
    row[place] = of_any.inserted(row[place], random, "\ufeff")


def marked_key(objects: Objects, random: Random) -> None:
    one = random.choice(objects)
    key = random.choice(list(one))
    one[of_any.inserted(key, random, "\ufeff")] = one.pop(key)


def marked_text(objects: Objects, random: Random) -> None:
    one, key = random.choice(objects), random.choice(["title", "field3"])
    one[key] = of_any.inserted(one[key], random, "\ufeff")


def party_twice(rows: Rows, random: Random) -> None:
    """In a table of participants in two rows; of an agreement in one cell."""
    if rows[0][0] == "Participant":
        rows.append(list(random.choice(rows[1:])))
    else:
        row, place = random.choice(rows[1:]), rows[0].index("Parties")
        row[place] = f"{row[place]}Azerbaijan;"


def deep(objects: Objects, random: Random) -> None:
    value: Any = []
    for _ in range(random.randint(50, 300)):
        value = [value]
    random.choice(objects)[random.choice(["title", "signed_event_date", "country_name"])] = value


def key_twice(text: str, random: Random) -> str:
    lines = text.split("\n")
    number = random.choice([n for n, line in enumerate(lines) if line.startswith("{")])
    lines[number] = f'{{"title": "x", {lines[number][1:]}'
    return "\n".join(lines)


def no_object(text: str, random: Random) -> str:
    """Between records, divided from them as they are from each other."""
    is_array, lines = text.startswith("["), text.split("\n")
    what = random.choice(["[1, 2]", '"text"', "12", "null", "true", "NaN", "Infinity"])
    lines.insert(random.randint(1, len(lines) - 1 - is_array), f"{what}," if is_array else what)
    return "\n".join(lines)


def other_agreement(random: Random) -> Malformed:
    said = random.choice(["no-such-treaty", "cat-1985", "x", "CAT-1984", "a b", "é", "n\0ul", "x" * 5_000])
    return replace(table(UNTC, good_rows(UNTC)), options={"agreement": said})


def of_no_day(random: Random) -> Malformed:
    """It does not say of which day it is, or counts from 1904, or is cut off."""
    rows: list[list[Any]] = rows_of("unctad-finland.csv")
    data = workbook(rows)
    broken = [
        workbook(rows, modified=""),
        workbook(rows, epoch=CALENDAR_MAC_1904),
        data[: random.randint(4, len(data) - 30)],
    ]
    return of_way(UNCTAD, random.choice(broken))


def doctype(data: bytes, random: Random) -> bytes:
    return data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e "e">]><worksheet', 1)


def either(*some: Mapping[str, Spoil]) -> dict[str, Spoil]:
    """By format, all that is given for it, of which one is taken at random."""
    ways = dict.fromkeys(way for one in some for way in one)
    return {way: any_of(*(one[way] for one in some if way in one)) for way in ways}


def nothing(text: str, random: Random) -> str:
    return random.choice(["", "\n\n", " ", "\ufeff"])


KINDS_BY_FORMAT: dict[str, dict[str, Spoil]] = {
    "wrong header": of_rows(of_any.wrong_header),
    "missing column": either(of_rows(missing_column), of_objects(missing_key)),
    "doubled column": of_rows(of_any.doubled_column),
    "unknown column": of_rows(of_any.unknown_column),
    "mark of byte order within": either(of_rows(marked), of_objects(marked_key), of_objects(marked_text)),
    "NUL": either(
        of_text(lambda text, random: of_any.inserted(text, random, "\0")),
        of_part(lambda data, random: of_any.inserted(data.decode(), random, "\0").encode()),
        keys(["Treaty \0 on fog"], ["title", "country_name", "id"]),
    ),
    "no UTF-8": either(
        of_text(of_any.broken_bytes),
        of_part(lambda data, random: of_any.broken_bytes(data.decode(), random)),
        keys(["Treaty \ud800 on fog"], ["title", "country_name", "id"]),
    ),
    "UTF-16": of_text(lambda text, random: text.encode(random.choice(["utf-16", "utf-16-le", "utf-16-be"]))),
    "unclosed quotation mark": of_text(of_any.unclosed),
    "too many cells": of_rows(of_any.more_cells),
    "too few cells": of_rows(of_any.fewer_cells, *TEXTS),
    "nothing": either(of_text(nothing), of_rows(lambda rows, random: rows.clear(), UNCTAD)),
    "only a header": either(of_rows(of_any.only_header), of_objects(lambda objects, random: objects.clear())),
    "endless line": either(
        of_text(of_any.long_line),
        cells(["x" * 4_001, "x " * 16_000], {UNCTAD: ["Title of agreement", "Files", "Parties"]}),
    ),
    "deep": either(of_objects(deep), of_text(lambda text, random: of_any.deeper(text, random), "ukto")),
    "no object": of_text(no_object, "ukto"),
    "key twice": of_text(key_twice, "ukto"),
    "unknown word": either(
        cells(["Ended", "in farce", "=signature", ""], {UNCTAD: ["Status", "Type of agreement"]}),
        cells(["3 Mar 2001 Z", "3 Mar 2001 aA", "3 Mar 2001 aaa", "signed"], {UNTC: good_rows(UNTC)[0][1:]}),
        keys(["TRI", "", "BI ; MULTI", None], ["field3"]),
    ),
    "impossible day": either(
        cells([day for day in NO_DAYS if day != "=1+1"], {UNCTAD: UNCTAD_DAYS, "unctad text": UNCTAD_DAYS}),
        cells(["30 Feb 1999", "1999-01-01", "3 Mrz 2001", "0 Mar 2001", "32 Mar 2001"], {UNTC: good_rows(UNTC)[0][1:]}),
        cells(["1999-02-30", "1999-13", "01/02/1999", "yesterday", "99999", "1999-01-01T00:00"], {GGO: GGO_DAYS}),
        keys(["30/02/1999", "1999-02-30", "3 Mar 1999", "yesterday", "1/1/99"], ["signed_event_date"]),
    ),
    "period that ends before it begins": cells(["2000/1999", "2000..1999", "[2000, 1999]"], {GGO: GGO_DAYS}),
    "unknown party": either(
        cells(["Azerbaijan; Atlantis;", "Atlantis;", "Azerbaijan", ";"], {UNCTAD: ["Parties"]}),
        cells(["Atlantis", "1", "", "Congo, Atlantis"], {UNTC: ["Participant"]}),
        cells(["ZZZ", "QQ", "A", "Atlantis"], {GGO: ["stateID"]}),
        keys(["ATLANTIS", "FRANCE ; Atlantis", "France ; ATLANTIS"], ["country_name"]),
    ),
    "unknown agreement": {UNTC: other_agreement},
    "party twice": of_rows(party_twice, UNTC, UNCTAD),
    "formula": cells(
        ["=1+1", "=TODAY()", "=A1", "=SUM(A1:A9)"],
        {UNCTAD: [*UNCTAD_DAYS, "Parties"], UNTC: good_rows(UNTC)[0][1:], GGO: GGO_DAYS},
    ),
    "broken workbook": either(
        {UNCTAD: of_no_day},
        {UNCTAD: lambda random: replace(of_any.broken_zip(random), way=UNCTAD)},
        of_part(doctype),
        of_part(lambda data, random: b"macro", "xl/vbaProject.bin"),
    ),
    "mixed ends of lines": of_text(of_any.stray_return),
    "number where a text belongs": either(
        keys(
            [7, -1, 3.5, 10**17, True, ["x", "y"], {"x": 1}], ["title", "field3", "country_name", "signed_event_date"]
        ),
        cells(["7", "37105"], {UNCTAD: ["Parties", "Status", "Type of agreement", "Type of termination"]}),
        cells(["7", "37105"], {UNTC: good_rows(UNTC)[0], GGO: ["stateID", "StateForce"]}),
    ),
}
REGISTERS: dict[str, Spoil] = {
    f"{way}: {kind}": spoil for kind, ways in KINDS_BY_FORMAT.items() for way, spoil in ways.items()
}
"""Each kind of each format, ``unctad text`` being the cells of such a workbook as CSV."""
