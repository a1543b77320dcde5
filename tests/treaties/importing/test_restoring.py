"""A snapshot that is not whole, or whose rows cannot be, is refused with places, and nothing of it is written."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories.empty import empty_the_record
from treaties.exporting.copying import Form
from treaties.exporting.tables import BLOCKS, public_tables
from treaties.importing.problems import Unreadable
from treaties.importing.snapshots.package import Package
from treaties.importing.snapshots.restoring import make_plan
from treaties.models import Block, Source

FEW: dict[str, list[dict[str, Any]]] = {
    "blocks": [{"no": 1, "at": "2026-01-01T00:00:00.000000Z", "reason": "Two states and a treaty"}],
    "sources": [
        {
            "id": 1, "block": 1, "slug": "register", "title": "A register", "publisher": "A depositary",
            "evidence": "register", "published_on": "2020", "language": "", "url": "", "checksum": "", "note": "",
            "published_on_earliest": "2020-01-01", "published_on_latest": "2020-12-31",
        }
    ],
    "parties": [
        {"id": 4, "block": 1, "code": "XAA", "kind": "state", "name": "A", "sentence_name": "A", "note": ""},
        {"id": 5, "block": 1, "code": "XAB", "kind": "state", "name": "B", "sentence_name": "B", "note": ""},
    ],
    "agreements": [
        {
            "id": 1, "block": 1, "slug": "treaty", "title": "A treaty", "short_title": "Treaty", "form": "treaty",
            "is_bilateral": False, "nature": "treaty", "nature_note": "", "topics": ["aid"], "summary": "",
        }
    ],
    "participations": [
        {"id": 1, "block": 1, "agreement": "treaty", "party": "XAA", "side": None, "acting_body": ""},
        {"id": 2, "block": 1, "agreement": "treaty", "party": "XAB", "side": None, "acting_body": ""},
    ],
    "citations": [
        {
            "id": 1, "block": 1, "source": "register", "locator": "", "about": "",
            "fact_table": "agreements", "fact_id": 1,
        }
    ],
    "timelines": [
        {"id": pk, "block": 1, "agreement": "treaty", "days": [], "codes": [], "participation_id": file, "party": party}
        for pk, file, party in ((1, None, None), (2, 1, "XAA"), (3, 2, "XAB"))
    ],
}  # fmt: skip


def write(folder: Path, form: Form = Form.NDJSON) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for table in (BLOCKS, *public_tables()):
        names = [column.name for column in table.columns]
        rows = [{name: row.get(name) for name in names} for row in FEW.get(table.name, [])]
        path = folder / "data" / f"{table.name}.{form}"
        if form is Form.NDJSON:
            path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(names)
                writer.writerows([cell(row[name]) for name in names] for row in rows)
    return sign(folder)


def cell(value: Any) -> Any:
    if isinstance(value, bool | list):
        return json.dumps(value)
    return "" if value is None else value


def sign(folder: Path) -> Path:
    files = sorted(one for one in (folder / "data").iterdir())
    sums = (f"{hashlib.sha256(one.read_bytes()).hexdigest()}  data/{one.name}\n" for one in files)
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return folder


def refused(folder: Path) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        make_plan(Package.open(folder))
    return [str(one) for one in caught.value.problems]


@pytest.mark.parametrize("form", Form)
def test_a_small_snapshot_is_planned(tmp_path: Path, form: Form) -> None:
    counts = make_plan(Package.open(write(tmp_path, form))).counts
    assert {name: number for name, number in counts.items() if number} == {
        name: len(rows) for name, rows in FEW.items() if name != "blocks"
    }


def changed(table: str, number: int, **values: Any) -> Callable[[Path, Form], None]:
    def change(folder: Path, form: Form) -> None:
        row = FEW[table][number - 1]
        before = dict(row)
        row.update(values)
        try:
            write(folder, form)
        finally:
            row.update(before)

    return change


def text(table: str, replace: Callable[[bytes], bytes]) -> Callable[[Path, Form], None]:
    def change(folder: Path, form: Form) -> None:
        file = folder / "data" / f"{table}.{form}"
        file.write_bytes(replace(file.read_bytes()))
        sign(folder)

    return change


WRONG = {
    "another word": (changed("parties", 2, kind="empire"), "parties", 2, "no word of “kind”: organisation, state"),
    "no number": (changed("parties", 2, id="five"), "parties", 2, "“five” is not a whole number"),
    "a huge number": (changed("parties", 2, id=10**30), "parties", 2, "is not a whole number"),
    "no id": (changed("parties", 1, id=0), "parties", 1, "from 1"),
    "no day": (changed("sources", 1, published_on_latest="2020-13-01"), "sources", 1, "not a day"),
    "year 10000": (changed("sources", 1, published_on_latest="10000-01-01"), "sources", 1, "not a day"),
    "another bound": (changed("sources", 1, published_on_latest="2020-12-30"), "sources", 1, "not the latest day"),
    "no EDTF": (changed("sources", 1, published_on="lately"), "sources", 1, "lately"),
    "too long": (changed("sources", 1, title="x" * 401), "sources", 1, "401 signs long; 400"),
    "empty": (changed("sources", 1, title=""), "sources", 1, "“title” is empty"),
    "NUL": (changed("sources", 1, note="a\x00b"), "sources", 1, "holds a sign that no text may hold"),
    "out of order": (changed("parties", 2, id=3), "parties", 2, "out of order"),
    "twice": (changed("parties", 2, code="XAA"), "parties", 2, "Two rows have the code XAA"),
    "nobody": (changed("participations", 2, party="XZZ"), "participations", 2, "no row in parties with the code XZZ"),
    "nothing": (changed("citations", 1, fact_id=7), "citations", 1, "no row in agreements with the id 7"),
    "no table": (changed("citations", 1, fact_table="blocks"), "citations", 1, "No citation is of a row in “blocks”"),
    "another party": (changed("timelines", 2, party="XAB"), "timelines", 2, "not the party of"),
    "no block": (changed("agreements", 1, block=2), "agreements", 1, "no row in blocks with the no 2"),
    "a gap": (changed("blocks", 1, no=2), "blocks", 1, "Block 1 is expected here"),
    "no truth": (changed("agreements", 1, is_bilateral="perhaps"), "agreements", 1, "neither true nor false"),
    "no list": (changed("agreements", 1, topics="{"), "agreements", 1, "This is no JSON"),
    "not UTF-8": (text("parties", lambda file: file.replace(b'XAB', b'\xff')), "parties", 2, "not UTF-8"),
    "cut off": (text("parties", lambda file: file[: file.rindex(b"state")]), "parties", 2, ""),
}  # fmt: skip


@pytest.mark.parametrize("form", [pytest.param(Form.CSV, marks=pytest.mark.slow), Form.NDJSON])
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_row_is_told_with_its_place(tmp_path: Path, name: str, form: Form) -> None:
    change, table, row, said = WRONG[name]
    change(write(tmp_path, form), form)
    line = row + 1 if form is Form.CSV else row
    problems = refused(tmp_path)
    assert problems[0].startswith(f"data/{table}.{form}:{line}:"), problems
    assert said in problems[0], problems


def test_a_snapshot_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "data/parties.ndjson").write_text("")
    (tmp_path / "data/sources.ndjson").unlink()
    assert [one.partition(": ")[2] for one in refused(tmp_path)] == [
        "data/parties.ndjson is not what was written: its checksum differs.",
        "data/sources.ndjson is missing.",
    ]
    sign(tmp_path)
    assert refused(tmp_path) == ["SHA256SUMS:1:1: The table data/sources.ndjson is missing."]
    write(tmp_path)
    (tmp_path / "data/secrets.ndjson").touch()
    assert refused(sign(tmp_path)) == ["data/secrets.ndjson:1:1: The record has no such table."]
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ../../etc/passwd\n{'0' * 64} x\n")
    assert {one.partition(": ")[2] for one in refused(tmp_path)} == {"This is no checksum of a file of the snapshot."}
    assert "no list of checksums" in refused(tmp_path / "data")[0]


def test_columns_are_those_of_the_table(tmp_path: Path) -> None:
    write(tmp_path, Form.CSV)
    text("parties", lambda file: file.replace(b"sentence_name", b"nickname"))(tmp_path, Form.CSV)
    problems = refused(tmp_path)
    assert [one for one in problems if "data/parties" in one] == [
        "data/parties.csv:1:1: The column “sentence_name” is missing.",
        "data/parties.csv:1:6: The table has no column “nickname”.",
    ]
    write(tmp_path, Form.CSV)
    text("parties", lambda file: file.replace(b",A,A,", b",A,"))(tmp_path, Form.CSV)
    assert "cells, and the table has" in refused(tmp_path)[0]


@pytest.mark.slow
def test_what_the_law_or_the_database_refuses_is_not_written(committed: str, tmp_path: Path) -> None:
    empty_the_record()
    for change, said in (
        (changed("agreements", 1, is_bilateral=True), "exactly two sides"),
        (changed("timelines", 1, days=["2020-01-01"], codes=[8]), "its timeline is not what its acts give"),
        (changed("timelines", 1, days=["2020-01-01"], codes=[]), "days_each_have_a_code"),
    ):
        change(tmp_path, Form.NDJSON)
        with pytest.raises(CommandError, match=said):
            call_command("restore_snapshot", tmp_path, verbosity=0)
        assert not Block.objects.exists()
        assert not Source.objects.exists()
    call_command("restore_snapshot", write(tmp_path), plan=True, verbosity=0)
    assert not Block.objects.exists()
    call_command("restore_snapshot", tmp_path, verbosity=0)
    assert Block.objects.get().request == "first recorded at 2026-01-01T00:00:00Z"
