"""Parties: the list with its filters, and one with names and successions."""

import pytest
from django.test import Client

from tests.treaties.api.asking import ask, refusal, walk
from treaties.models import Party

pytestmark = pytest.mark.django_db


def test_the_list_holds_every_party_once_in_the_order_of_codes() -> None:
    codes = [row["code"] for row in walk("/parties/", page_size=100)]
    assert codes == sorted(set(codes))
    assert len(codes) == Party.objects.count()


def test_the_list_is_filtered_by_kind() -> None:
    assert {row["kind"] for row in walk("/parties/", kind="organisation", page_size=100)} == {"organisation"}


@pytest.mark.parametrize("words", ["azerb", "AZERBAIJAN", "Азербайджан", "azərbaycan", "rep azerb", "AZE"])
def test_words_are_found_in_names_of_any_language_and_in_codes(words: str) -> None:
    assert "AZ" in {row["code"] for row in walk("/parties/", q=words)}


def test_every_word_must_begin_a_word_of_one_name() -> None:
    assert "AZ" not in {row["code"] for row in walk("/parties/", q="aijan")}


def test_a_party_has_its_names_and_those_it_followed() -> None:
    answer = ask("/parties/AZ/")
    assert {"scheme", "code"} == set(answer["codes"][0])
    assert len({name["language"] for name in answer["names"]}) > 20
    assert "SU" in {one["party"]["code"] for one in answer["predecessors"]}
    assert "AZ" in {one["party"]["code"] for one in ask("/parties/SU/")["successors"]}


@pytest.mark.parametrize("name", ["az", "AZE", "Azerbaijan", "Азербайджан"])
def test_another_name_redirects_to_the_code(name: str) -> None:
    response = Client().get(f"/api/v1/parties/{name}/")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/parties/AZ/")


def test_an_ambiguous_name_is_answered_with_its_choices() -> None:
    assert [choice["code"] for choice in refusal("/parties/Congo/")["choices"]] == ["CD", "CG"]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    problem = refusal("/parties/Azerbajan/", status=404)
    assert problem["code"] == "unknown_party"
    assert "AZ" in {party["code"] for party in problem["nearest"]}
