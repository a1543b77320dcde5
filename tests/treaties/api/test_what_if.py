"""“What if” over the API: shapes, problems, and that nothing is written."""

from typing import Any

import pytest

from tests.factories.record import last_block
from tests.treaties.api.asking import ask, refusal

pytestmark = pytest.mark.django_db
BIT, STATEMENT = "bit-azerbaijan-united-states-1997", "joint-statement-relations-1997"
ON = "2024-10-05"


def test_all_that_may_bind_two_parties() -> None:
    answer = ask("/what-if/", **{"party": "Azerbaijan", "with": "USA", "received_on": ON})
    assert answer["hypothetical"] is True
    assert (answer["party"]["code"], answer["towards"]["code"], answer["act"]) == ("AZ", "US", "notice_of_termination")
    assert (answer["received_on"], answer["are_more"]) == (ON, False)
    assert sum(answer["counts"].values()) == len(answer["results"]) == 17
    assert [one["agreement"]["slug"] for one in answer["results"]] == sorted(
        one["agreement"]["slug"] for one in answer["results"]
    )


def test_one_agreement_without_a_clause_on_denunciation() -> None:
    answer = ask("/what-if/", party="AZ", agreement="open-skies-agreement-2016", received_on=ON)
    (found,) = answer["results"]
    assert (found["result"], found["notice_period"], found["ends_on"]) == ("pending", "", None)
    assert found["effect"]["ground"] == "no_clause"
    assert found["possibly_ends_on"]["edtf"] == "2025-10-05"
    (pending,) = found["status"]
    assert pending["before"] == {"possible": ["in_force"], "flags": [], "end_reason": None}
    assert pending["after"]["flags"] == ["notice_pending"]
    assert found["reasons"][-1]["article"] == "54, 56"
    assert found["pairs"] == [{"other": "US", "on": ON, "before": "in_force", "after": "in_force"}]


def test_a_refusal_is_an_answer_with_its_code() -> None:
    (found,) = ask("/what-if/", party="AZ", agreement=STATEMENT, received_on=ON)["results"]
    assert (found["result"], found["instead"]) == ("refused", "discontinuation")
    assert found["refusals"][0]["code"] == "treaty_act_on_non_binding"
    assert (found["status"], found["standings"], found["bonds"], found["reasons"]) == ([], {}, [], [])


def test_a_discontinuation_ends_a_text() -> None:
    (found,) = ask("/what-if/", party="AZ", agreement=STATEMENT, act="discontinuation", received_on=ON)["results"]
    assert (found["result"], found["ends_on"]["edtf"]) == ("ends", ON)


def test_several_are_separated_by_commas_and_a_topic_keeps_some() -> None:
    answer = ask("/what-if/", party="AZ", agreement=f"{BIT},{STATEMENT}", received_on=ON)
    assert [one["agreement"]["slug"] for one in answer["results"]] == [BIT, STATEMENT]
    economy = ask("/what-if/", **{"party": "AZ", "with": "US", "topic": "economy", "received_on": ON})
    assert 0 < len(economy["results"]) < 17


def test_it_is_answered_as_known() -> None:
    answer = ask("/what-if/", party="AZ", agreement=BIT, received_on=ON, known_at="2")
    assert answer["known_at"]["block"] == 2
    problem = refusal("/what-if/", party="AZ", agreement=BIT, received_on=ON, known_at="1")
    assert (problem["code"], problem["parameter"]) == ("unknown_agreement", "agreement")
    assert "as of block 1" in problem["detail"]


@pytest.mark.parametrize(
    ("asked", "code", "parameter"),
    [
        ({}, "invalid_parameter", "party"),
        ({"with": "US"}, "invalid_parameter", "party"),
        ({"party": "AZ"}, "invalid_parameter", "agreement"),
        ({"party": "XX", "with": "US"}, "unknown_party", "party"),
        ({"party": "Congo", "with": "US"}, "ambiguous_party", "party"),
        ({"party": "AZ", "with": "XX"}, "unknown_party", "with"),
        ({"party": "AZ", "with": "AZE"}, "one_party_twice", "with"),
        ({"party": "AZ", "with": "US", "act": "war"}, "invalid_parameter", "act"),
        ({"party": "AZ", "with": "US", "topic": "war"}, "invalid_parameter", "topic"),
        ({"party": "AZ", "with": "US", "received_on": "soon"}, "invalid_day", "received_on"),
        ({"party": "AZ", "with": "US", "received_on": "2024-02-30"}, "invalid_day", "received_on"),
        ({"party": "AZ", "with": "US", "known_at": "soon"}, "invalid_knowledge", "known_at"),
        ({"party": "AZ", "agreement": "nothing"}, "unknown_agreement", "agreement"),
        ({"party": "AZ", "agreement": ""}, "invalid_parameter", "agreement"),
        ({"party": "AZ", "agreement": "a,,b"}, "invalid_parameter", "agreement"),
        ({"party": "AZ", "agreement": "\0"}, "invalid_parameter", "agreement"),
        ({"party": "AZ", "agreement": "x' OR 1=1--"}, "invalid_parameter", "agreement"),
        ({"party": "AZ", "agreement": "é" * 5000}, "invalid_parameter", "agreement"),
        ({"party": "AZ", "agreement": ",".join(f"a-{n}" for n in range(201))}, "invalid_parameter", "agreement"),
        ({"party": "AZ", "agreement": BIT, "wiht": "US"}, "unknown_parameter", "wiht"),
    ],
)
def test_what_is_not_understood_is_a_problem_with_its_place(asked: dict[str, Any], code: str, parameter: str) -> None:
    problem = refusal("/what-if/", **asked)
    assert (problem["code"], problem["parameter"]) == (code, parameter)


def test_nothing_is_written() -> None:
    head = last_block()
    ask("/what-if/", **{"party": "AZ", "with": "US"})
    assert last_block() == head
