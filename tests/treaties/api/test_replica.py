"""The example client of the documents keeps a copy that equals the record, whatever is recorded meanwhile."""

import importlib.util
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from time import sleep
from types import ModuleType
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from rest_framework.utils.encoders import JSONEncoder

from tests.factories.busy import Writer, write_at_once
from tests.factories.record import a_block, invented_agreement, record
from treaties.actions.sources import add_source
from treaties.exporting.feed import END
from treaties.exporting.tables import public_tables
from treaties.models import Block
from treaties.vocabulary import Act, Evidence

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "api" / "replica.py"
FEED = "/api/v1/changes/"
NUMBERED_BY_A_SEQUENCE = """
CREATE SEQUENCE numbers START {start};
GRANT USAGE ON numbers TO PUBLIC;
CREATE OR REPLACE FUNCTION pacta_open_block(actor text, reason text, request text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE number bigint := nextval('numbers');
BEGIN
    INSERT INTO treaties_block (no, at, actor, reason, request, transaction)
    VALUES (number, clock_timestamp(), actor, reason, request, pg_current_xact_id()::text::bigint);
    PERFORM set_config('pacta.block', number::text, true);
    RETURN number;
END $$;
"""


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The example as it stands in the documents, which asks the site without a network."""
    spec = importlib.util.spec_from_file_location("replica", EXAMPLE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "fetch", lambda address: asked(address))
    return module


def asked(address: str) -> Any:
    response = Client().get(address.removeprefix("http://testserver"))
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture(autouse=True)
def no_limit(settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 0


@pytest.fixture
def copy(replica: ModuleType, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(replica.opened(str(tmp_path / "copy.sqlite"))) as opened:
        yield opened


def differences(replica: ModuleType, copy: sqlite3.Connection, *, after: int = 0) -> list[str]:
    """Tables of the copy that are not, row for row, those of the record; of rows that came after a block."""
    found = []
    for table in public_tables():
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        original = sorted(
            tuple(replica.kept(plain(value)) for value in row.values()) for row in table.read(after=(after, END))
        )
        held = copy.execute("SELECT * FROM sqlite_master WHERE name = ?", [table.name]).fetchone()
        copied = sorted(copy.execute(f'SELECT {names} FROM "{table.name}" WHERE block > ?', [after])) if held else []
        if copied != original:
            found.append(f"{table.name}: {len(copied)} of {len(original)}")
    seals = Block.objects.filter(no__gt=after).order_by("no").values_list("no", "reason", "seal__digest")
    chain = [(no, reason, bytes(digest).hex()) for no, reason, digest in seals]
    if copy.execute("SELECT no, reason, digest FROM blocks WHERE no > ? ORDER BY no", [after]).fetchall() != chain:
        found.append("blocks")
    return found


def plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else json.loads(json.dumps(value, cls=JSONEncoder))


def follow_all_the_time(replica: ModuleType, copy: sqlite3.Connection, writers: list[Writer], *, changes: int) -> int:
    """How often the copy was brought up to date while the writers wrote."""
    all_made, rounds = write_at_once(writers, changes=changes), 0
    while not all_made():
        replica.follow("", copy)
        rounds += 1
        sleep(0.05)
    replica.follow("", copy)
    return rounds


@pytest.mark.parametrize(
    ("changes", "slowness", "from_nothing"),
    [
        pytest.param(300, 0.004, False, marks=pytest.mark.slow),
        pytest.param(10_000, 0.01, True, marks=pytest.mark.exhaustive),
    ],
)
def test_a_copy_equals_the_record_after_many_changes_at_once(
    committed: str, replica: ModuleType, copy: sqlite3.Connection, changes: int, slowness: float, from_nothing: bool
) -> None:
    head = 0 if from_nothing else begin_at_head(replica, copy)
    writers = [Writer(number, slowness) for number in range(4)]
    rounds = follow_all_the_time(replica, copy, writers, changes=changes)
    assert rounds > 5
    assert differences(replica, copy, after=head) == []


def test_a_slow_commit_is_waited_for(committed: str, replica: ModuleType, copy: sqlite3.Connection) -> None:
    head = begin_at_head(replica, copy)
    follow_while_one_is_slow(replica, copy)
    assert differences(replica, copy, after=head) == []


def test_control_with_numbers_that_are_taken_without_a_lock_it_is_missed(
    committed: str, replica: ModuleType, copy: sqlite3.Connection
) -> None:
    """Numbers from a sequence are what ids are, and moments: what comes later may be committed earlier."""
    head = begin_at_head(replica, copy)
    with connections["owner"].cursor() as cursor:
        cursor.execute(NUMBERED_BY_A_SEQUENCE.format(start=head + 1))
    follow_while_one_is_slow(replica, copy)
    assert differences(replica, copy, after=head) == ["sources: 1 of 2", "blocks"]


def follow_while_one_is_slow(replica: ModuleType, copy: sqlite3.Connection) -> None:
    """One writes and does not commit yet; another, who came later, commits if it can; the copy follows."""
    written, go_on = Event(), Event()

    def slow() -> None:
        with a_block() as block:
            add_source(block, slug="slow", title="A register", publisher="An office", evidence=Evidence.REGISTER)
            written.set()
            go_on.wait(timeout=30)
        connections.close_all()

    def quick() -> None:
        with a_block() as block:
            add_source(block, slug="quick", title="A register", publisher="An office", evidence=Evidence.REGISTER)
        connections.close_all()

    first, second = Thread(target=slow), Thread(target=quick)
    first.start()
    assert written.wait(timeout=30)
    second.start()
    second.join(timeout=0.3)
    replica.follow("", copy)
    go_on.set()
    first.join()
    second.join()
    replica.follow("", copy)


def begin_at_head(replica: ModuleType, copy: sqlite3.Connection) -> int:
    """As if the copy held everything up to now."""
    head = Block.objects.latest("no")
    digest = bytes(head.seal.digest).hex()
    replica.add(copy, "blocks", {"no": head.no, "at": "", "reason": head.reason, "digest": digest})
    return head.no


def test_a_copy_is_begun_stopped_and_gone_on_with(
    committed: str, replica: ModuleType, copy: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops within a block: nothing of that block is kept, and the next run takes all of it."""
    head = begin_at_head(replica, copy)
    agreement = invented_agreement(slug="first")
    record(agreement, Act.SIGNATURE, done_on="2000-01-01")
    in_pages_of(3, replica, monkeypatch, most=2)
    with pytest.raises(Stopped):
        replica.follow("", copy)
    copy.rollback()
    held = replica.last_block(copy)
    assert head < held < Block.objects.latest("no").no
    in_pages_of(3, replica, monkeypatch)
    assert replica.follow("", copy) == Block.objects.latest("no").no
    assert differences(replica, copy, after=head) == []
    assert replica.follow("", copy) == Block.objects.latest("no").no


class Stopped(Exception):
    pass


def in_pages_of(size: int, replica: ModuleType, monkeypatch: pytest.MonkeyPatch, *, most: int = 1000) -> None:
    left = iter(range(most))

    def fetch(address: str) -> Any:
        if next(left, None) is None:
            raise Stopped
        return asked(address if "page_size" in address else f"{address}&page_size={size}")

    monkeypatch.setattr(replica, "fetch", fetch)


def test_a_copy_of_another_record_is_not_gone_on_with(
    committed: str, replica: ModuleType, copy: sqlite3.Connection
) -> None:
    begin_at_head(replica, copy)
    copy.execute("UPDATE blocks SET digest = 'another'")
    with pytest.raises(SystemExit, match="of another record"):
        replica.follow("", copy)


def test_the_check_finds_what_differs(
    committed: str, replica: ModuleType, copy: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = begin_at_head(replica, copy)
    act = record(invented_agreement(slug="first"), Act.SIGNATURE, done_on="2000-01-01").change
    last = replica.follow("", copy)
    pages = replica.pages
    monkeypatch.setattr(replica, "pages", lambda site, after: pages(site, after=head))
    copy.execute("DELETE FROM blocks WHERE no = ?", [head])
    invented_agreement(slug="later")  # what the copy does not hold yet is no difference
    assert list(replica.check("", copy)) == []
    copy.execute("UPDATE status_changes SET done_on = '2000-01-02'")
    assert list(replica.check("", copy)) == [f"status_changes {act.pk}"]
    copy.execute("UPDATE blocks SET reason = 'Another' WHERE no = ?", [last])
    assert list(replica.check("", copy)) == [f"status_changes {act.pk}", f"blocks {last}"]
    copy.execute("DROP TABLE status_changes")
    copy.execute("CREATE TABLE corrections (id INTEGER)")
    copy.execute("INSERT INTO corrections VALUES (1)")
    found = list(replica.check("", copy))
    assert found == [f"status_changes {act.pk}", f"blocks {last}", "corrections: 1 rows, not 0"]
