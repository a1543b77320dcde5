"""Snapshots on the site: what is listed, and files that are served as they are, without asking the database."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from treaties.exporting.snapshots import prune

HELD = Path(settings.SNAPSHOT_ROOT) / "pacta-000002"
DYADS = "/data/snapshots/2/panels/dyad_day.csv"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def client() -> Client:
    """Without a database: a test that needs one for these files fails."""
    return Client()


def test_a_file_is_served_as_it_is_with_all_that_a_cache_needs(client: Client) -> None:
    answer = client.get(DYADS)
    assert body(answer) == (HELD / "panels/dyad_day.csv").read_bytes()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="pacta-000002-dyad_day.csv"'
    assert "immutable" in answer["Cache-Control"]
    assert answer["Last-Modified"]
    again = client.get(DYADS, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = client.get("/data/snapshots/2/pacta-000002.zip", headers={"Accept-Encoding": "gzip"})
    assert body(packed) == HELD.with_suffix(".zip").read_bytes()
    assert "Content-Encoding" not in packed
    assert (
        "".join(line.decode() for line in client.get("/data/snapshots/2/SHA256SUMS"))
        == (HELD / "SHA256SUMS").read_text()
    )


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=5-99999999999", 206, slice(5, None)),
        ("bytes=99999999-", 416, None),
        ("bytes=9-2", 416, None),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(client: Client, asked: str, status: int, part: slice | None) -> None:
    whole = (HELD / "panels/dyad_day.csv").read_bytes()
    answer = client.get(DYADS, headers={"Range": asked, "Accept-Encoding": "gzip" if status == 206 else ""})
    assert answer.status_code == status
    if part:
        assert body(answer) == whole[part]
    if part and status == 206:
        assert int(answer["Content-Length"]) == len(whole[part])
        assert answer["Content-Range"].endswith(f"/{len(whole)}")


def test_a_part_of_a_version_that_is_no_more_is_the_whole_of_the_new_one(client: Client) -> None:
    answer = client.get(DYADS, headers={"Range": "bytes=0-9", "If-Range": '"older"'})
    assert (answer.status_code, body(answer)) == (200, (HELD / "panels/dyad_day.csv").read_bytes())


def test_a_notebook_in_a_browser_may_read_them_in_parts(client: Client) -> None:
    elsewhere = {"Origin": "https://notebook.example"}
    asked = elsewhere | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range, if-range"}
    allowed = client.options(DYADS, headers=asked)
    assert allowed["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert {"range", "if-range"} <= set(allowed["Access-Control-Allow-Headers"].split(", "))
    part = client.get(DYADS, headers=elsewhere | {"Range": "bytes=0-9"})
    assert (part.status_code, len(body(part)), part["Access-Control-Allow-Origin"]) == (206, 10, "*")
    assert {"ETag", "Content-Range", "Accept-Ranges"} <= set(part["Access-Control-Expose-Headers"].split(", "))
    assert client.get("/data/snapshots/latest/pacta.zip", headers=elsewhere)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "2/../../secret-key", "2/%2e%2e/%2e%2e/secret-key", "2//etc/passwd", "2/data", "2/data/agreements.csv%00",
        "2/.", "2/data/../README.md", "77/README.md", "99999999999999999999999999/README.md", "latest/nothing/../x",
        "2/pacta-000001.zip", "2/%ff", "02x/README.md", "-1/",
    ],
)  # fmt: skip
def test_nothing_else_is_served(client: Client, path: str) -> None:
    answer = client.get(f"/data/snapshots/{path}", follow=True)
    assert answer.status_code == 404


def test_the_latest_has_a_permanent_address(client: Client) -> None:
    answer = client.get("/data/snapshots/latest/")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, "/data/snapshots/2/", "no-cache")
    assert client.get("/data/snapshots/latest/panels/dyad_day.csv")["Location"] == DYADS
    assert client.get("/data/snapshots/latest/pacta.zip")["Location"] == "/data/snapshots/2/pacta-000002.zip"


@pytest.mark.django_db
def test_pages_list_what_is_held_and_say_where_nothing_is(client: Client, tmp_path: Path, settings: Any) -> None:
    assert "/data/snapshots/2/pacta-000002.zip" in client.get("/data/").content.decode()
    page = client.get("/data/snapshots/2/").content.decode()
    for said in (DYADS, "as spells", "1 November 2026, 12:00 UTC"):
        assert said in page
    settings.SNAPSHOT_ROOT = str(tmp_path / "none")
    assert "This site holds no snapshot yet." in client.get("/data/").content.decode()
    assert client.get("/data/snapshots/latest/").status_code == 404


def test_old_ones_are_pruned_with_their_archives(tmp_path: Path) -> None:
    for block in (2, 10, 100):
        shutil.copytree(HELD, tmp_path / f"pacta-{block:06}")
        (tmp_path / f"pacta-{block:06}.zip").touch()
    assert prune(tmp_path, keep=1) == ["pacta-000010", "pacta-000002"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pacta-000100", "pacta-000100.zip"]
