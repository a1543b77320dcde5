"""The example client begins a copy from a snapshot, and the copy is the one that the feed alone would have made."""

import importlib.util
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories.record import last_block
from tests.factories.watched import noticed_otherwise
from tests.live_server import live_server
from treaties.api.v1 import parameters
from treaties.exporting import copying

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "api" / "replica.py"


@pytest.fixture
def replica() -> ModuleType:
    spec = importlib.util.spec_from_file_location("replica", EXAMPLE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def site(committed: str, settings: Any, tmp_path: Path) -> Iterator[str]:
    settings.SNAPSHOT_ROOT = str(tmp_path / "snapshots")
    with live_server() as address:
        yield address


def contents(copy: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table by the names of its columns, whose order is not the same in two copies."""
    copy.row_factory = sqlite3.Row
    tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: [dict(row) for row in copy.execute(f'SELECT * FROM "{name}" ORDER BY 1')] for name in tables}


def typed(rows: list[dict[str, Any]]) -> set[tuple[tuple[str, type, Any], ...]]:
    """1, 1.0 and true are the same to Python."""
    return {tuple((name, type(value), value) for name, value in sorted(row.items())) for row in rows}


@pytest.mark.slow
def test_a_copy_begun_from_a_snapshot_and_followed_is_the_one_that_followed_from_nothing(
    site: str, replica: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters, "MOST_PER_PAGE", 2000)  # quicker
    with closing(replica.opened(":memory:")) as begun, closing(replica.opened(":memory:")) as followed:
        with pytest.raises(SystemExit, match="holds no snapshot"):
            replica.begin(site, begun)
        call_command("snapshot", format="csv", verbosity=0, at="1")
        with pytest.raises(SystemExit, match="CSV alone"):
            replica.begin(site, begun)
        call_command("snapshot", format="ndjson", verbosity=0)
        then = last_block()
        assert replica.begin(site, begun) == then
        noticed_otherwise()
        with pytest.raises(SystemExit, match=f"up to block {then} already"):
            replica.begin(site, begun)
        assert replica.follow(site, begun) == replica.follow(site, followed) == last_block() > then

        one, other = contents(begun), contents(followed)
        assert [name for name in other if typed(one[name]) != typed(other[name])] == ["blocks"]
        assert one.keys() == other.keys()
        for row in other["blocks"]:
            row["digest"] = row["digest"] if row["no"] >= then else None
        assert one["blocks"] == other["blocks"]


@pytest.mark.slow
def test_a_snapshot_of_another_record_is_not_begun_from(
    site: str, replica: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder left behind by another record; one that is further on; and nothing of it stays in the copy."""
    call_command("snapshot", format="ndjson", verbosity=0)
    fetch = replica.fetch
    with closing(replica.opened(":memory:")) as copy:
        for known in ([], [{**_last_of(fetch, site), "at": "2000-01-01T00:00:00Z"}]):
            monkeypatch.setattr(replica, "fetch", lambda _, known=known: {"blocks": known})
            with pytest.raises(SystemExit, match="another record"):
                replica.begin(site, copy)
            assert replica.last_block(copy) == 0
            assert not copy.in_transaction


@pytest.mark.slow
def test_a_whole_second_is_kept_as_the_feed_writes_it(
    site: str, replica: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a snapshot each moment has a fraction; in the feed none that is nothing."""
    monkeypatch.setattr(copying, "MOMENT", copying.MOMENT.replace('.US"Z"', '".000000Z"'))
    call_command("snapshot", format="ndjson", verbosity=0)
    block = _last_of(replica.fetch, site)
    block["at"] = f"{block['at'].partition('.')[0].rstrip('Z')}Z"
    monkeypatch.setattr(replica, "fetch", lambda _: {"blocks": [block]})
    with closing(replica.opened(":memory:")) as copy:
        replica.begin(site, copy)
        told = copy.execute("SELECT at, digest FROM blocks ORDER BY no DESC").fetchone()
    assert told == (block["at"], block["digest"])


def _last_of(fetch: Any, site: str) -> Any:
    return fetch(f"{site}/api/v1/changes/?after={last_block() - 1}&page_size=1")["blocks"][0]


@pytest.mark.slow
def test_who_stops_reading_gets_no_traceback(replica: ModuleType, tmp_path: Path) -> None:
    """More is said than a pipe holds, to a reader who closes it after a line, and to one who reads nothing at all."""
    path = str(tmp_path / "copy.sqlite")
    with closing(replica.opened(path)) as copy:
        copy.execute("BEGIN")
        for number in range(3000):
            slug = f"an-agreement-between-invented-states-number-{number}"
            for side in (1, 2):
                row = {"id": 2 * number + side, "agreement": slug, "party": f"XA{side}", "side": None}
                replica.add(copy, "participations", row)
            row = {"id": number, "block": 1, "agreement": slug, "party": None, "days": ["2000-01-01"], "codes": [32]}
            replica.add(copy, "timelines", row)
        copy.execute("COMMIT")
    asked = [sys.executable, str(EXAMPLE), "between", "XA1", "XA2", "2001-01-01", path]
    for lines in (0, 1):
        with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as told:
            assert told.stdout
            assert told.stderr
            read = [told.stdout.readline() for _ in range(lines)]
            told.stdout.close()
            assert told.stderr.read() == b""
        assert told.returncode == 0
        assert read == [b"an-agreement-between-invented-states-number-0\n"][:lines]
