"""The change feed: pages of whatever size give the same rows, in order, and say which blocks are complete."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories.record import invented_agreement, record
from treaties.exporting.feed import Place, changes_after
from treaties.exporting.tables import public_tables
from treaties.models import Block, Party
from treaties.vocabulary import Act

FEED = "/api/v1/changes/"
RANKS = {table.name: rank for rank, table in enumerate(public_tables())}


def walked(size: int, after: int) -> tuple[list[Any], list[tuple[int, bool]]]:
    """All rows that came after a block, and what each page said of each of its blocks."""
    rows: list[Any] = []
    blocks: list[tuple[int, bool]] = []
    address = f"{FEED}?after={after}&page_size={size}"
    while True:
        page = Client().get(address).json()
        if not page["blocks"]:
            assert page["next"].endswith(address.removeprefix("http://testserver"))
            return rows, blocks
        assert len(page["results"]) <= size
        assert len(page["blocks"]) <= size
        rows += page["results"]
        blocks += [(block["no"], block["complete"]) for block in page["blocks"]]
        address = page["next"]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_pages_of_any_size_hold_every_row_once_in_order(size: int) -> None:
    before = Block.objects.latest("no").no
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, done_on="2000-01-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2000-02-01")
    rows, blocks = walked(size, before)
    keys = [(row["block"], RANKS[row["table"]], row["id"]) for row in rows]
    assert keys == sorted(set(keys))
    held = {(block, RANKS[table.name], row["id"]) for table in public_tables() for row, block in later(table, before)}
    assert set(keys) == held
    assert [number for number, complete in blocks if complete] == list(
        range(before + 1, Block.objects.latest("no").no + 1)
    )
    assert [number for number, _ in blocks] == sorted(number for number, _ in blocks)


def later(table: Any, before: int) -> list[tuple[Any, int]]:
    return [(row, row["block"]) for row in table.read(after=(before, 10**18))]


@pytest.mark.django_db
def test_a_row_is_what_the_public_table_says() -> None:
    (party,) = [row for row in public_tables()[RANKS["parties"]].read() if row["code"] == "AZ"]
    place = f"1.parties.{Party.objects.get(code='AZ').pk - 1}"
    page = Client().get(f"{FEED}?after={place}&page_size=1").json()
    (given,) = page["results"]
    assert list(given["row"]) == list(party)
    assert given["row"] == json.loads(json.dumps(party, default=str))
    assert page["blocks"][0]["complete"] is False
    assert page["next"].endswith(f"?after=1.parties.{party['id']}&page_size=1")


@pytest.mark.django_db
def test_lines_are_rows_and_after_them_their_block() -> None:
    response = Client().get(f"{FEED}?after=1&page_size=2", headers={"accept": "application/x-ndjson"})
    lines = [json.loads(line) for line in response.content.splitlines()]
    assert [line.get("table") for line in lines] == ["sources", "sources", None]
    assert {name: lines[-1][name] for name in ("no", "complete")} == {"no": 2, "complete": False}
    assert response["Link"].startswith("<http://testserver/api/v1/changes/?after=2.sources.")
    assert response["Pacta-Head"] == str(Block.objects.latest("no").no)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "code"),
    [
        ("-1", "invalid_cursor"),
        ("", "invalid_cursor"),
        ("2 ", "invalid_cursor"),
        ("٣", "invalid_cursor"),
        ("9" * 19, "invalid_cursor"),
        ("1.treaties_party.1", "invalid_cursor"),
        ("1.parties.-1", "invalid_cursor"),
        ("1.parties", "invalid_cursor"),
        ("1.parties.1.1", "invalid_cursor"),
        ("\x00", "invalid_parameter"),
        ("9" * 18, "unknown_block"),
        (f"{'9' * 18}.parties.1", "unknown_block"),
    ],
)
def test_what_is_no_place_is_refused(after: str, code: str) -> None:
    response = Client().get(FEED, {"after": after})
    assert (response.status_code, response.json()["code"]) == (400, code)
    assert response.json()["parameter"] == "after"


@pytest.mark.django_db
def test_a_place_after_the_last_row_of_a_block_ends_the_block() -> None:
    head = Block.objects.latest("no").no
    last = changes_after(Place(head - 1), head=head, size=100_000).changes[-1]
    page = changes_after(Place(head, last.table, last.id), head=head, size=1)
    assert (page.changes, [one.complete for one in page.blocks], page.goes_on_after) == ([], [True], Place(head))


@pytest.mark.django_db
def test_each_public_table_is_read_in_order_by_an_index() -> None:
    """Else a page takes the longer the more is on record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, indexdef FROM pg_indexes WHERE indexname LIKE '%%_in_order'")
        found = {name: definition.partition(" USING btree ")[2] for name, definition in cursor.fetchall()}
    assert found == {table.model._meta.db_table: f"({table.block_column}, id)" for table in public_tables()}
