"""The second clock: every answer says what state of knowledge it is of, and any earlier one can be asked for."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.record import invented_agreement
from tests.treaties.api.asking import ask, refusal, walk
from tests.treaties.api.histories import History, head, mended_history
from treaties.models import Block, Party
from treaties.queries.keyset import page_of
from treaties.queries.lists import agreements_on
from treaties.vocabulary import PairGroup

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = "2005-01-01"


@pytest.fixture
def history() -> History:
    return mended_history()


def group_in_pair(answer: dict[str, Any], slug: str) -> str | None:
    """The group that holds the agreement in a pair's answer."""
    groups = [name for name in answer["counts"] if name not in ("multilateral", "asserted_otherwise")]
    return next((name for name in groups if slug in {row["slug"] for row in answer[name]}), None)


def test_each_state_of_knowledge_keeps_its_answer(history: History) -> None:
    slug = history.agreement.slug
    expected = dict.fromkeys((history.bare, history.corrected, history.retracted), "not_yet")
    for block, group in (expected | {history.recorded: "in_force"}).items():
        asked = {"on": DAY, "known_at": str(block)}
        assert group_in_pair(ask("/pairs/XAA-XAB/", **asked), slug) == group
        (row,) = [one for one in walk("/agreements/", pair="XAA-XAB", **asked) if one["slug"] == slug]
        assert row["group"] == group
        assert ask(f"/agreements/{slug}/", **asked)["status"]["possible"] == [group]
        (row,) = [one for one in walk("/agreements/", party="XAA", status=group, **asked) if one["slug"] == slug]
        assert (row["status"]["possible"], row["group"]) == ([group], group)


def test_the_list_as_known_is_filtered_as_it_shows(history: History) -> None:
    for block in (history.bare, history.recorded, history.corrected):
        rows = walk("/agreements/", on=DAY, known_at=str(block), page_size="100")
        for group in {row["group"] for row in rows}:
            filtered = walk("/agreements/", on=DAY, known_at=str(block), status=group, page_size="7")
            assert filtered == [row for row in rows if row["group"] == group]


def test_what_was_not_on_record_yet_is_in_no_answer(history: History) -> None:
    slug, block = history.agreement.slug, str(history.unknown)
    problem = refusal(f"/agreements/{slug}/", status=404, known_at=block)
    assert problem["code"] == "unknown_agreement"
    assert f"as of block {block}" in problem["detail"]
    for filters in ({}, {"q": "invented"}):
        assert slug not in {row["slug"] for row in walk("/agreements/", known_at=block, page_size="100", **filters)}
    assert group_in_pair(ask("/pairs/XAA-XAB/", known_at=block), slug) is None
    assert walk("/status-changes/", agreement=slug, known_at=block) == []
    assert refusal(f"/status-changes/{history.first}/", status=404, known_at=block)["code"] == "not_found"


def test_what_the_reference_data_held_was_known_before_any_agreement() -> None:
    assert ask("/agreements/", known_at="1")["results"] == []
    assert ask("/appeals/", known_at="1")["results"] == []
    assert ask("/parties/AZ/", known_at="1")["names"] == ask("/parties/AZ/")["names"]
    assert refusal("/appeals/milli-majlis-letter-2024-10-05/", status=404, known_at="1")["code"] == "not_found"


def test_a_party_that_was_not_on_record_yet(history: History) -> None:
    invented_agreement(codes=("XQA", "XQB"))
    block = str(history.retracted)
    assert refusal("/parties/XQA/", status=404, known_at=block)["code"] == "unknown_party"
    assert "XQA" not in {row["code"] for row in walk("/parties/", known_at=block, page_size="100")}
    assert ask("/parties/XQA/")["code"] == "XQA"


ADDRESSES = [
    "/pairs/AZ-US/", "/agreements/", "/agreements/iccpr-1966/", "/status-changes/", "/parties/", "/parties/AZ/",
    "/status-changes/usaid-arrangement-lapse/", "/appeals/", "/appeals/milli-majlis-letter-2024-10-05/",
]  # fmt: skip


@pytest.mark.parametrize("address", [*ADDRESSES, "/differences/?from_on=2001"])
def test_every_answer_says_what_state_of_knowledge_it_is_of(address: str) -> None:
    path, _, query = address.partition("?")
    asked: dict[str, Any] = dict([query.split("=")]) if query else {}
    known_at = ask(path, **asked)["known_at"]
    assert known_at["block"] == head()
    assert ask(path, known_at=known_at["at"], **asked)["known_at"] == known_at
    invented_agreement()
    assert ask(path, known_at=str(known_at["block"]), **asked)["known_at"] == known_at


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_answer_of_now_is_the_answer_as_known_at_the_last_block(address: str) -> None:
    block = str(head())
    now = ask(address) | {"next": None}
    assert ask(address, known_at=block) | {"next": None} == now
    invented_agreement()
    assert ask(address, known_at=block) | {"next": None} == now


def test_a_moment_means_the_last_block_at_or_before_it_in_any_offset() -> None:
    block = Block.objects.latest("no")
    at = block.at.isoformat()
    moments = [
        at,
        at.replace("+00:00", "Z"),
        at.replace("T", "t"),
        "2999-01-01T00:00:00+14:00",
        "2999-01-01T00:00:00-00:00",
    ]
    for moment in moments:
        assert ask("/agreements/", known_at=moment)["known_at"]["block"] == block.no
    before = (block.at - timedelta(microseconds=1)).isoformat()
    assert ask("/agreements/", known_at=before)["known_at"]["block"] == block.no - 1


def test_a_plus_sign_that_arrives_as_a_space_is_a_plus_sign() -> None:
    response = Client().get("/api/v1/agreements/?known_at=2999-01-01T00:00:00+05:30")
    assert response.json()["known_at"]["block"] == head()


@pytest.mark.parametrize("list_", ["agreements", "status-changes", "appeals", "parties"])
def test_the_next_page_is_of_the_same_state_of_knowledge(list_: str) -> None:
    page = ask(f"/{list_}/", page_size="1")
    assert f"known_at={page['known_at']['block']}" in page["next"]


def test_what_is_recorded_between_two_pages_is_in_neither() -> None:
    page = ask("/agreements/", page_size="20")
    invented_agreement(slug="zzz-arrived-later")
    rest = Client().get(page["next"]).json()
    assert rest["results"]
    assert "zzz-arrived-later" not in {row["slug"] for row in rest["results"]}
    assert rest["known_at"] == page["known_at"]


def test_another_spelling_of_a_pair_keeps_the_state_of_knowledge() -> None:
    response = Client().get("/api/v1/pairs/US-AZ/", {"known_at": "2"})
    assert response["Location"] == "/api/v1/pairs/AZ-US/?known_at=2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "before_the_record"),
        ("1997-01-01T00:00:00Z", "before_the_record"),
        ("999999999", "unknown_block"),
        ("yesterday", "invalid_knowledge"),
        ("2024-10-05", "invalid_knowledge"),
        ("2024-10-05T12:00:00", "invalid_knowledge"),
    ],
)
def test_a_refusal_says_what_is_wrong_with_a_state_of_knowledge(text: str, code: str) -> None:
    problem = refusal("/agreements/", known_at=text)
    assert (problem["code"], problem["parameter"]) == (code, "known_at")


@pytest.mark.parametrize(("parties", "timelines"), [((), 1), (("AZ",), 2), (("AZ", "US"), 3)])
def test_a_list_as_known_joins_each_timeline_once(parties: tuple[str, ...], timelines: int) -> None:
    """What the filter by group reads many times over is a column, and no statement of its own for each row."""
    asked = [Party.objects.get(code=code) for code in parties]
    rows = agreements_on(date(2024, 10, 5), known_at=2, parties=asked, group=PairGroup.IN_FORCE)
    with CaptureQueriesContext(connection) as queries:
        assert page_of(rows, by="slug", size=100, after=None).rows
    (statement,) = queries.captured_queries
    assert statement["sql"].count('JOIN "treaties_timeline"') == timelines
    assert statement["sql"].count('"treaties_timeline"') == timelines
