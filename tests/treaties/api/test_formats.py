"""The formats of answers, their tags, and what is said in headers."""

import csv
import gzip
import io
import json
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.factories.record import a_block
from tests.treaties.api.asking import API
from treaties.api.v1.agreements import AgreementListView
from treaties.api.v1.renderers import cell, columns_of
from treaties.api.v1.views import ListView, ReadView

pytestmark = pytest.mark.django_db

CSV, LINES, JSON = "text/csv", "application/x-ndjson", "application/json"
PAIR = f"{API}/agreements/?pair=AZ-US&on=2024-10-05&status=in_force&page_size=5"


def asked(address: str, **headers: str):
    return Client().get(address, headers=headers)


def lists() -> list[type[ListView]]:
    """Every list that has an address."""
    assert get_resolver().url_patterns, "loads them"
    found: set[type[Any]] = set()
    waiting: list[type[Any]] = [ListView]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += kind.__subclasses__()
    return sorted((one for one in found if hasattr(one, "operation")), key=lambda one: one.__name__)


def test_a_list_is_the_same_in_every_format() -> None:
    as_json = asked(PAIR).json()
    lines = asked(PAIR, accept=LINES)
    assert [json.loads(line) for line in lines.content.decode().splitlines()] == as_json["results"]
    table = list(csv.DictReader(io.StringIO(asked(PAIR, accept=CSV).content.decode())))
    assert [row["slug"] for row in table] == [one["slug"] for one in as_json["results"]]
    assert table[0]["parties"] == "; ".join(as_json["results"][0]["parties"])
    assert f'<{as_json["next"]}>; rel="next"' == lines["Link"]
    assert (lines["Pacta-On"], lines["Pacta-Known-At"]) == ("2024-10-05", str(as_json["known_at"]["block"]))


def test_the_columns_of_a_table_are_the_same_whatever_the_rows_hold() -> None:
    full = asked(f"{API}/agreements/", accept=CSV).content.decode().splitlines()[0]
    none = asked(f"{API}/agreements/?known_at=1", accept=CSV).content.decode().splitlines()
    assert none == [full]
    assert "status.certain" in full.split(",")


@pytest.mark.parametrize("view", lists(), ids=lambda view: view.__name__)
def test_every_list_has_columns_and_no_two_of_one_name(view: type[ListView]) -> None:
    columns = columns_of(view.shape)
    assert columns
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+41", "'+41"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        (-5, "-5"),
        (None, ""),
        (True, "true"),
        (["-a", "b"], "'-a; b"),
        ([{"a": "=1"}], '[{"a":"=1"}]'),
        ([], ""),
        ("a\nb", "a\nb"),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (CSV, CSV),
        (f"{JSON};q=0.5, {CSV}", CSV),
        (f"{CSV};q=0.5, */*", JSON),
        (f"{JSON};q=0, */*", CSV),
        ("text/*", CSV),
        ("text/csv; charset=utf-8", CSV),
        ("*/*", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        (f"image/png, {LINES};q=0.1", LINES),
        ("", JSON),
        (" , ", JSON),
    ],
)
def test_the_format_is_the_one_that_is_liked_best(accept: str, given: str) -> None:
    assert asked(PAIR, accept=accept)["Content-Type"].partition(";")[0] == given


@pytest.mark.parametrize("accept", ["image/png", f"{JSON};q=0", "*/csv", "text/html"])
def test_who_accepts_none_of_the_formats_is_told_in_json(accept: str) -> None:
    response = asked(PAIR, accept=accept)
    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")


def test_a_refusal_is_a_problem_in_every_format() -> None:
    response = asked(f"{API}/agreements/?on=never", accept=CSV)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert "ETag" not in response


@pytest.mark.parametrize(
    "address", [PAIR, f"{API}/pairs/AZ-US/?on=2024-10-05", f"{API}/contradictions/", f"{API}/parties/AZ/"]
)
def test_who_holds_the_answer_gets_it_no_second_time_for_one_statement(address: str) -> None:
    tag = asked(address)["ETag"]
    with CaptureQueriesContext(connection) as statements:
        again = asked(address, **{"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again["ETag"], len(statements)) == (304, b"", tag, 1)
    assert again["Cache-Control"] == "public, no-cache"
    assert {"Accept", "Accept-Encoding"} <= {one.strip() for one in again["Vary"].split(",")}


def test_the_tag_changes_with_whatever_decides_the_answer() -> None:
    tags = {
        asked(PAIR)["ETag"],
        asked(PAIR, accept=CSV)["ETag"],
        asked(f"{PAIR}&known_at=2")["ETag"],
        asked(PAIR.replace("2024-10-05", "2024-10-06"))["ETag"],
    }
    with a_block():
        pass
    assert len(tags | {asked(PAIR)["ETag"]}) == 5


def test_a_tag_does_not_outlive_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor has what is answered as midnight passes the tag of the new day."""
    answer = AgreementListView.answer

    def past_midnight(*given: Any, **named: Any) -> Any:
        clock.move_to("2026-03-02T00:00:00Z")
        return answer(*given, **named)

    with time_machine.travel("2026-03-01T23:59:59Z", tick=False) as clock:
        tag = asked(f"{API}/agreements/")["ETag"]
        with monkeypatch.context() as patch:
            patch.setattr(AgreementListView, "answer", past_midnight)
            late = asked(f"{API}/agreements/")
        assert (late.json()["on"], late["ETag"]) == ("2026-03-01", tag)
        new = asked(f"{API}/agreements/", **{"if-none-match": tag})
    assert (new.status_code, new.json()["on"]) == (200, "2026-03-02")


def test_head_has_the_tag_too_and_a_refusal_none() -> None:
    tag = asked(PAIR)["ETag"]
    assert Client().head(PAIR)["ETag"] == tag
    not_modified = Client().head(PAIR, headers={"if-none-match": tag})
    assert (not_modified.status_code, "Content-Type" in not_modified) == (304, False)
    refused = asked(f"{PAIR}&x=1", **{"if-none-match": tag})
    assert (refused.status_code, refused["Cache-Control"]) == (400, "no-store")
    assert Client().get(f"{API}/pairs/US-AZ/")["Cache-Control"] == "no-cache"


def test_a_compressed_answer_has_the_same_weak_tag() -> None:
    plain, packed = asked(PAIR), asked(PAIR, **{"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"]
    assert plain["ETag"].startswith('W/"')


def test_whoever_refuses_gzip_gets_none() -> None:
    for refused in ("gzip;q=0", "br, gzip; q=0.000", "gzip;q=0, *"):
        assert "Content-Encoding" not in asked(PAIR, **{"accept-encoding": refused})
    assert asked(PAIR, **{"accept-encoding": "gzip;q=0.1"})["Content-Encoding"] == "gzip"


def test_a_tag_is_recognised_whether_it_is_written_as_weak_or_not() -> None:
    tag = asked(PAIR)["ETag"].removeprefix("W/")
    assert asked(PAIR, **{"if-none-match": tag}).status_code == 304


def test_the_schema_is_made_once_for_whoever_keeps_it() -> None:
    tag = asked(f"{API}/schema/")["ETag"]
    assert asked(f"{API}/schema/", **{"if-none-match": tag}).status_code == 304
    assert asked(f"{API}/schema/", accept="application/json", **{"if-none-match": tag}).status_code == 200


def test_what_is_not_of_the_record_costs_no_statement() -> None:
    tag = asked(f"{API}/")["ETag"]
    with CaptureQueriesContext(connection) as statements:
        assert asked(f"{API}/", **{"if-none-match": tag}).status_code == 304
    assert len(statements) == 0
    assert ReadView.is_of_the_record
