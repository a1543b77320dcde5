"""What changed between two days, and what was learned between two states of knowledge."""

from itertools import pairwise
from typing import Any

import pytest

from tests.factories.record import invented_agreement, record
from tests.treaties.api.asking import ask, refusal, walk
from tests.treaties.api.histories import History, head, mended_history
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
DAY = "2005-01-01"


@pytest.fixture
def history() -> History:
    return mended_history()


def told(rows: list[dict[str, Any]]) -> list[tuple[str | None, list[str], list[str]]]:
    """Of each row: whose standing, what was possible before, and what is possible after."""
    return [
        (row["party"] and row["party"]["code"], row["before"]["possible"], row["after"]["possible"]) for row in rows
    ]


def test_what_changed_between_two_days(history: History) -> None:
    slug, known = history.agreement.slug, str(history.recorded)
    answer = ask("/differences/", agreement=slug, from_on="2000-01-01", on=DAY, known_at=known)
    assert sorted(told(answer["results"]), key=str) == [
        ("XAA", ["none"], ["party"]),
        ("XAB", ["none"], ["party"]),
        (None, ["not_yet"], ["in_force"]),
    ]
    assert (answer["from_on"], answer["on"]) == ("2000-01-01", DAY)
    assert answer["from_known_at"] == answer["known_at"]
    whole = next(row for row in answer["results"] if row["party"] is None)
    assert whole["after"]["because"] == [history.first]
    assert whole["after"]["since"]["edtf"] == "2001-01-01"
    assert whole["before"]["because"] == []


def test_what_was_learned_between_two_states_of_knowledge(history: History) -> None:
    blocks = [history.bare, history.recorded, history.corrected, history.retracted]
    learned = []
    for earlier, later in pairwise(blocks):
        asked = {"agreement": history.agreement.slug, "on": DAY, "from_known_at": str(earlier), "known_at": str(later)}
        rows = [row for row in told(ask("/differences/", **asked)["results"]) if row[0] is None]
        learned.append([(before, after) for _, before, after in rows])
    assert learned == [[(["not_yet"], ["in_force"])], [(["in_force"], ["not_yet"])], []]


def test_both_at_once(history: History) -> None:
    asked = {"from_on": DAY, "on": "2012-01-01", "from_known_at": str(history.recorded)}
    rows = ask("/differences/", agreement=history.agreement.slug, known_at=str(history.corrected), **asked)["results"]
    whole = next(row for row in rows if row["party"] is None)
    assert (whole["before"]["since"]["edtf"], whole["after"]["since"]["edtf"]) == ("2001-01-01", "2010-01-01")
    assert whole["before"]["possible"] == whole["after"]["possible"] == ["in_force"]


def test_a_status_that_comes_to_rest_on_something_else_differs() -> None:
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    known = str(head())
    record(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2004-01-01", effective_on="2006-01-01")
    rows = ask("/differences/", agreement=agreement.slug, on=DAY, from_known_at=known)["results"]
    whole = next(row for row in rows if row["party"] is None)
    assert (whole["before"]["flags"], whole["after"]["flags"]) == ([], ["notice_pending"])


def test_of_a_pair_only_what_is_between_the_two() -> None:
    everything = walk("/differences/", from_on="2013-01-01", on="2024-10-05", page_size="100")
    of_pair = walk("/differences/", from_on="2013-01-01", on="2024-10-05", pair="AZ-US")
    assert {row["party"]["code"] for row in of_pair if row["party"]} <= {"AZ", "US"}
    between = {row["slug"] for row in walk("/agreements/", pair="AZ-US", page_size="100")}
    mine = [
        row
        for row in everything
        if row["agreement"]["slug"] in between and (not row["party"] or row["party"]["code"] in ("AZ", "US"))
    ]
    assert of_pair == mine


@pytest.mark.parametrize("size", [pytest.param("1", marks=pytest.mark.slow), "3", "100"])
def test_everything_is_walked_in_equal_steps_to_its_end(size: str) -> None:
    found = walk("/differences/", from_known_at="1", known_at="2", page_size=size)
    keys = [(row["agreement"]["slug"], row["party"] and row["party"]["code"]) for row in found]
    assert len(keys) == len(set(keys)) > 50
    assert [slug for slug, _ in keys] == sorted(slug for slug, _ in keys)


def test_the_next_page_pins_both_points() -> None:
    page = ask("/differences/", from_on="2013", page_size="1")
    for said in (f"on={page['on']}", "from_on=2013-12-31", f"known_at={page['known_at']['block']}"):
        assert said in page["next"]
    page = ask("/differences/", from_known_at="1", page_size="1")
    assert "from_known_at=1" in page["next"]


def test_days_between_which_nothing_changed_give_an_empty_list() -> None:
    assert ask("/differences/", from_on="1700-01-01", on="1700-01-02")["results"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"on": DAY},
        {"known_at": "2"},
        {"from_on": DAY, "on": DAY},
        {"from_known_at": "2", "known_at": "2"},
        {"from_on": "2005", "on": "2005-12-31", "from_known_at": "1", "known_at": "1"},
        {"pair": "AZ-US"},
    ],
)
def test_one_point_twice_is_refused_in_words(asked: dict[str, Any]) -> None:
    problem = refusal("/differences/", **asked)
    assert problem["code"] == "nothing_to_compare"
    assert "from_on" in problem["detail"]


def test_the_earlier_state_of_knowledge_comes_first() -> None:
    problem = refusal("/differences/", from_known_at="2", known_at="1")
    assert (problem["code"], problem["parameter"]) == ("invalid_parameter", "from_known_at")


def test_an_agreement_and_a_pair_together_are_refused() -> None:
    problem = refusal("/differences/", from_on="2001", agreement="iccpr-1966", pair="AZ-US")
    assert problem["parameter"] == "agreement"
