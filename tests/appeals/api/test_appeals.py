"""Appeals over the API: the list, and the first letter with its awkward truths."""

import pytest

from tests.treaties.api.asking import ask, refusal, walk

pytestmark = pytest.mark.django_db

MPS, CONGRESS = "milli-majlis-letter-2024-10-05", "congress-letter-2024-10-03"


@pytest.fixture
def letter() -> dict:
    return ask(f"/appeals/{MPS}/")


def test_the_list_goes_from_the_first_to_the_last() -> None:
    assert [one["slug"] for one in walk("/appeals/", page_size=1)] == [CONGRESS, MPS]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"pair": "AZ-US"}, [CONGRESS, MPS]),
        ({"pair": "US,Azerbaijan"}, [CONGRESS, MPS]),
        ({"party": "AZ"}, [CONGRESS, MPS]),
        ({"party": "FR"}, []),
        ({"pair": "AZ-FR"}, []),
    ],
)
def test_the_list_is_filtered_by_who_has_a_part_in_it(parameters: dict[str, str], found: list[str]) -> None:
    assert [one["slug"] for one in walk("/appeals/", **parameters)] == found


def test_demands_come_in_their_order(letter: dict) -> None:
    assert [demand["ordinal"] for demand in letter["demands"]] == [1, 2, 3, 4, 5, 6]
    assert letter["demands"][0]["action"] == "terminate"


def test_what_the_first_demand_meant_is_frozen_and_says_how_each_came_in(letter: dict) -> None:
    expansion = {one["agreement"]["slug"]: one["how"] for one in letter["demands"][0]["expansion"]}
    named_outside = {slug for slug, how in expansion.items() if how == "named_outside_the_rule"}
    assert named_outside == {"joint-statement-defence-1997", "acquisition-agreement-2013"}
    assert sum(how == "by_rule" for how in expansion.values()) == 6
    kinds = {target["kind"] for target in letter["demands"][0]["targets"]}
    assert kinds == {"rule", "agreement"}


def test_a_demand_without_an_outcome_says_so_by_an_empty_list(letter: dict) -> None:
    assert letter["demands"][0]["outcomes"] == []
    assert [one["kind"] for one in letter["demands"][5]["outcomes"]] == ["overtaken"]


def test_links_carry_relation_and_grade(letter: dict) -> None:
    links = letter["demands"][5]["links"]
    assert {(link["relation"], link["grade"]) for link in links} == {("followed", "E"), ("requested", "E")}
    assert {link["status_change"]["agreement"]["slug"] for link in links} == {"usaid-arrangement"}


def test_each_count_of_signatories_stands_with_its_source() -> None:
    counts = ask(f"/appeals/{CONGRESS}/")["signatory_counts"]
    assert len({one["count"] for one in counts}) > 1
    assert all(one["sources"] for one in counts)


def test_the_answer_to_a_letter_is_told_from_both_ends(letter: dict) -> None:
    assert [(one["kind"], one["appeal"]["slug"]) for one in letter["relations"]] == [("in_response_to", CONGRESS)]
    related = ask(f"/appeals/{CONGRESS}/")["related_by"]
    assert [(one["kind"], one["appeal"]["slug"]) for one in related] == [("in_response_to", MPS)]


def test_a_response_is_no_outcome(letter: dict) -> None:
    assert [one["responded_on"]["edtf"] for one in letter["responses"]] == ["2024-10-08"]


def test_an_unknown_slug_is_a_problem() -> None:
    assert refusal("/appeals/no-such/", status=404)["code"] == "not_found"
