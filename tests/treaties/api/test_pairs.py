"""The pair endpoint: its groups and counts. That it gives the table of the first question: test_az_us."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.test_az_us import G2, MOST_TELLING
from tests.treaties.api.asking import API, ask, refusal
from treaties.api.v1.shapes.addresses import address_of

pytestmark = pytest.mark.django_db


def slugs(members: list[dict]) -> set[str]:
    found = [member["slug"] for member in members]
    assert len(found) == len(set(found))
    return set(found)


def test_within_2013_its_signature_is_only_possible() -> None:
    assert slugs(ask("/pairs/AZ-US/", on="2013-06-01")["possibly_signed"]) == {G2}


@pytest.mark.slow
@pytest.mark.parametrize("on", MOST_TELLING)
def test_the_list_of_agreements_puts_each_into_the_same_group(on: str) -> None:
    answer = ask("/pairs/AZ-US/", on=on)
    groups = [name for name in answer["counts"] if name not in ("multilateral", "asserted_otherwise")]
    for group in groups:
        listed = ask("/agreements/", pair="AZ-US", on=on, status=group, page_size=100)
        assert slugs(listed["results"]) == slugs(answer[group]) | slugs(answer["multilateral"][group])


def test_the_counts_are_those_of_the_lists() -> None:
    answer = ask("/pairs/AZ-US/", on="2024-10-05")
    counts = answer["counts"]
    assert counts["multilateral"] == {name: len(answer["multilateral"][name]) for name in counts["multilateral"]}
    del counts["multilateral"]
    assert counts == {name: len(answer[name]) for name in counts}
    assert (counts["in_force"], counts["operative"], counts["ended"]) == (6, 1, 3)


def test_a_computed_end_says_so_beside_the_source_that_calls_it_in_force() -> None:
    answer = ask("/pairs/AZ-US/", on="2024-10-05")
    (member,) = [one for one in answer["asserted_otherwise"] if one["slug"] == G2]
    assert member["group"] == "ended"
    assert member["computed"] is True
    assert member["end_reason"] == "expired"
    assert [(said["status"], said["on_record"]["possible"]) for said in member["assertions"]] == [
        ("in_force", ["ended"])
    ]


@pytest.mark.parametrize("on", ["2013-06-01", "2024-10-05"])
def test_appeals_of_any_day_stand_beside_the_answer(on: str) -> None:
    assert [one["slug"] for one in ask("/pairs/AZ-US/", on=on)["appeals"]] == [
        "congress-letter-2024-10-03",
        "milli-majlis-letter-2024-10-05",
    ]


@pytest.mark.parametrize(
    "spelling", ["US-AZ", "az-us", "AZE-USA", "azerbaijan usa", "США Азербайджан", "AZ,US", "Azərbaycan-ABŞ"]
)
def test_another_spelling_of_the_pair_redirects_and_keeps_the_question(spelling: str) -> None:
    response = Client().get(f"/api/v1/pairs/{spelling}/", {"on": "2024-10-05"})
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/pairs/AZ-US/?on=2024-10-05"
    assert response["Content-Type"] == "application/json"


def test_a_party_with_itself_is_no_pair() -> None:
    problem = refusal("/pairs/AZ-AZ/")
    assert problem["code"] == "one_party_twice"
    assert "Azerbaijan twice" in problem["detail"]


def test_an_ambiguous_pair_is_answered_with_its_choices() -> None:
    problem = refusal("/pairs/Congo-US/")
    assert problem["code"] == "ambiguous_pair"
    assert [choice["pair"] for choice in problem["choices"]] == ["CD-US", "CG-US"]
    assert all(Client().get(choice["url"]).status_code == 200 for choice in problem["choices"])


def test_an_unknown_party_is_answered_with_what_was_understood_and_the_nearest() -> None:
    problem = refusal("/pairs/AZ-Austrlia/", status=404)
    assert problem["code"] == "unknown_pair"
    assert problem["understood"]["code"] == "AZ"
    assert {"AU", "AT"} <= {party["code"] for party in problem["nearest"]}


def test_a_misspelt_pair_is_answered_with_the_pairs_it_is_near_to() -> None:
    problem = refusal("/pairs/azerbaijn usa/", status=404)
    assert problem["code"] == "unknown_pair"
    assert [choice["pair"] for choice in problem["choices"]] == ["AZ-US"]
    assert [party["code"] for party in problem["nearest"]] == ["AZ"]
    assert "it is near AZ-US" in problem["detail"]
    assert Client().get(problem["choices"][0]["url"]).status_code == 200


def test_a_pair_may_be_asked_for_in_words() -> None:
    response = Client().get("/api/v1/pairs/treaties between azerbaijan and the usa/")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/pairs/AZ-US/")


def test_two_that_share_nothing_get_an_empty_answer() -> None:
    answer = ask("/pairs/AZ-TV/", on="2024-10-05")
    assert set(answer["counts"].pop("multilateral").values()) == {0}
    assert set(answer["counts"].values()) == {0}


def test_page_by_page_it_holds_the_same_as_at_once_and_counts_all_on_each() -> None:
    whole = ask("/pairs/AZ-US/", on="2024-10-05", known_at=2)
    assert whole["next"] is None
    pages, address = [], f"{API}/pairs/AZ-US/?on=2024-10-05&known_at=2&page_size=5"
    while address:
        pages.append(Client().get(address).json())
        address = pages[-1]["next"]
    assert len(pages) > 3
    for name in whole["counts"].keys() - {"multilateral"}:
        assert [one for page in pages for one in page[name]] == whole[name]
        assert [one for page in pages for one in page["multilateral"][name]] == whole["multilateral"][name]
    assert all(page["counts"] == whole["counts"] for page in pages)


@pytest.mark.parametrize("asked", [{"page_size": 0}, {"page_size": 1001}, {"cursor": "forged"}, {"cursor": ""}])
def test_a_page_that_there_cannot_be_is_refused(asked: dict) -> None:
    assert refusal("/pairs/AZ-US/", **asked)["parameter"] in asked


@pytest.mark.parametrize("name", ["api-agreement", "api-status-change", "api-agreement-timeline"])
def test_addresses_are_those_that_routes_lead_to(name: str) -> None:
    assert address_of(name, "a-Slug_of-2013") == reverse(name, args=["a-Slug_of-2013"])
