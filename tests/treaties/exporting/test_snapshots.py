"""Snapshots: described for programs, the same whenever they are written, there whole or not at all."""

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories.record import correct, last_block, record
from tests.factories.watched import noticed_otherwise
from treaties.exporting import snapshots
from treaties.exporting.copying import Form, lines, unescaped
from treaties.exporting.snapshots import held
from treaties.exporting.tables import BLOCKS, public_tables
from treaties.models import Source, StatusChange
from treaties.vocabulary import Act


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


@pytest.mark.slow
def test_a_snapshot_of_an_earlier_block_is_the_one_that_was_written_then(committed: str, tmp_path: Path) -> None:
    """Byte by byte, the archive too; and what is there is left alone."""
    _, notice = noticed_otherwise()
    then = last_block()
    call_command("snapshot", tmp_path / "then", verbosity=0)
    correct(notice, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2026-04-01")
    call_command("snapshot", tmp_path / "later", at=str(then), verbosity=0)
    assert contents(tmp_path / "later") == contents(tmp_path / "then")

    call_command("snapshot", tmp_path / "then", at="1", verbosity=0, format="csv")
    assert [one.block for one in held(tmp_path / "then")] == [then, 1]
    before = contents(tmp_path / "then")
    call_command("snapshot", tmp_path / "then", at=str(then), format="csv", verbosity=0)
    assert contents(tmp_path / "then") == before
    _is_described_well(tmp_path / "then" / f"pacta-{then:06}")


def _is_described_well(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_bytes())
    resources = {one["name"]: one for one in package["resources"]}
    assert len(resources) == len(package["resources"]) == 2 * (1 + len(public_tables())) + 3
    fields = {name: [one["name"] for one in resource["schema"]["fields"]] for name, resource in resources.items()}
    for name, resource in resources.items():
        whole = (folder / resource["path"]).read_bytes()
        assert (resource["hash"], resource["bytes"]) == (f"sha256:{hashlib.sha256(whole).hexdigest()}", len(whole))
        rows = list(_rows(folder / resource["path"]))
        for row in rows[:50]:
            assert list(row) == fields[name], name
        for one in resource["schema"]["fields"]:
            _holds(one, [row[one["name"]] for row in rows], f"{name}.{one['name']}")
        for key in resource["schema"].get("foreignKeys", ()):
            _refers(rows, key, name, resources, folder)
    listed = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert listed == {
        path: hashlib.sha256(file).hexdigest() for path, file in contents(folder).items() if path != "SHA256SUMS"
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        yield from csv.DictReader(text.splitlines(keepends=True), strict=True)
    else:
        yield from map(json.loads, text.splitlines())


def _holds(field: dict[str, Any], values: list[Any], where: str) -> None:
    rules = field.get("constraints", {})
    assert not rules.get("required") or not {"", None} & {value for value in values if isinstance(value, str)}, where
    assert {value for value in values if value} <= set(rules["enum"]) if "enum" in rules else True, where
    assert field["description"].endswith("."), where


def _refers(rows: list[Any], key: Any, name: str, resources: dict[str, Any], folder: Path) -> None:
    target = key["reference"].get("resource", name)
    (column,), (of,) = key["fields"], key["reference"]["fields"]
    known = {str(row[of]) for row in _rows(folder / resources[target]["path"])}
    given = {str(row[column]) for row in rows if row[column] not in ("", None)}
    assert given <= known, f"{name}.{column}"


def test_what_fails_on_the_way_leaves_nothing(committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshots, "_pack", fails)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        call_command("snapshot", tmp_path, format="csv")
    assert list(tmp_path.iterdir()) == []
    for wrong, said in (({"at": "77"}, "no block 77 yet"), ({"at": "x"}, "not understood"), ({"keep": 0}, "from 1")):
        with pytest.raises(CommandError, match=said):
            call_command("snapshot", tmp_path, **wrong)


@pytest.mark.django_db
def test_a_cell_says_what_its_column_holds(tmp_path: Path) -> None:
    """Formulas, quotes, line ends, other scripts, and no value beside an empty text."""
    agreement, _ = noticed_otherwise()
    nasty = '=HYPERLINK("x"),\r\n"Ağdam" 例'
    record(agreement, Act.TEXT_CORRECTION, done_on="2019~", note=nasty, place="-")
    row = StatusChange.objects.latest("pk")
    (changes,) = (one for one in public_tables() if one.model is StatusChange)
    written = b"".join(lines(changes, Form.CSV, until=last_block())).decode()
    found = list(csv.DictReader(iter(written.splitlines(keepends=True)), strict=True))[-1]
    assert (found["id"], found["note"], found["place"]) == (str(row.pk), f"'{nasty}", "'-")
    assert unescaped(found["note"]) == nasty
    assert written.rstrip("\n").rpartition("\n")[2].count('""') >= 1  # the quotes within the note
    told = json.loads(b"".join(lines(changes, Form.NDJSON, until=last_block())).decode().splitlines()[-1])
    assert (told["note"], told["done_on"], told["published_on"], told["participation_id"]) == (
        nasty,
        "2019~",
        None,
        None,
    )
    sources = next(one for one in public_tables() if one.model is Source)
    first = b"".join(lines(sources, Form.CSV, until=1)).decode().splitlines()[1]
    assert ',,""' in first  # no day of publication, and an empty language
    assert b"".join(lines(BLOCKS, Form.CSV, until=1)).startswith(b"no,at,reason\n1,20")
