"""The pair endpoint gives the table of the project's first question, to the row."""

import pytest
from django.test import Client

from tests.treaties.api.asking import ask, refusal

pytestmark = pytest.mark.django_db

TAX, BIT, ASSISTANCE = "tax-convention-us-ussr-1973", "bit-azerbaijan-united-states-1997", "assistance-agreement-2000"
ARMS, ARMS_PROTOCOL = "counterproliferation-agreement-1999", "counterproliferation-protocol-2011"
G0, G1, G2, G3 = (
    "acquisition-agreement-2003",
    "joint-statement-defence-1997",
    "acquisition-agreement-2013",
    "usaid-arrangement",
)
RELATIONS, SKIES = "joint-statement-relations-1997", "open-skies-agreement-2016"
WEAPONS, FATCA = "weapons-elimination-agreement-2004", "fatca-agreement-2015"
EIGHT = {
    "vienna-convention-diplomatic-relations-1961",
    "vienna-convention-consular-relations-1963",
    "iccpr-1966",
    "cerd-1965",
    "cat-1984",
    "genocide-convention-1948",
    "unfccc-1992",
    "paris-convention-1883",
}
TEN = EIGHT | {"berne-convention-1886", "new-york-convention-1958"}
TABLE = {
    "1998-01-01": ({TAX}, set(), {BIT, G1}, set(), set(), EIGHT),
    "2013-06-01": ({TAX, BIT, ASSISTANCE, ARMS, ARMS_PROTOCOL, G0}, set(), {G1, WEAPONS}, set(), set(), TEN),
    "2016-01-01": ({TAX, BIT, ASSISTANCE, ARMS, ARMS_PROTOCOL, G2}, set(), {G1, WEAPONS, FATCA}, {G0}, set(), TEN),
    "2016-05-01": ({TAX, BIT, ASSISTANCE, ARMS, ARMS_PROTOCOL, G2}, {SKIES}, {G1, WEAPONS, FATCA}, {G0}, set(), TEN),
    "2019-06-01": ({TAX, BIT, ASSISTANCE, ARMS, ARMS_PROTOCOL, SKIES}, {G2}, {G1, WEAPONS, FATCA}, {G0}, set(), TEN),
    "2024-10-05": (
        {TAX, BIT, ASSISTANCE, ARMS, ARMS_PROTOCOL, SKIES},
        set(),
        {G1, WEAPONS, FATCA},
        {G0, G2, G3},
        {G1, G2},
        TEN,
    ),
}


def slugs(members: list[dict]) -> set[str]:
    found = [member["slug"] for member in members]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("on", TABLE)
def test_the_answer_for_azerbaijan_and_the_united_states_is_the_table(on: str) -> None:
    answer = ask("/pairs/AZ-US/", on=on)
    in_force, possibly, signed, ended, otherwise, multilateral = TABLE[on]
    assert slugs(answer["in_force"]) == in_force
    assert slugs(answer["operative"]) == {RELATIONS}
    assert slugs(answer["possibly_in_force"]) == possibly
    assert slugs(answer["signed"]) == signed
    assert slugs(answer["ended"]) == ended
    assert slugs(answer["asserted_otherwise"]) == otherwise
    assert slugs(answer["multilateral"]["in_force"]) == multilateral


def test_within_2013_its_signature_is_only_possible() -> None:
    assert slugs(ask("/pairs/AZ-US/", on="2013-06-01")["possibly_signed"]) == {G2}


@pytest.mark.parametrize("on", TABLE)
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


def test_two_that_share_nothing_get_an_empty_answer() -> None:
    answer = ask("/pairs/AZ-TV/", on="2024-10-05")
    assert set(answer["counts"].pop("multilateral").values()) == {0}
    assert set(answer["counts"].values()) == {0}
