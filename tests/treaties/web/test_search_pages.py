"""The page of hits where words narrow: what was understood, how to leave it out, and where to go on."""

import re

import pytest

from tests.treaties.web.pages import Page, words

pytestmark = pytest.mark.django_db
ON = "on=2024-10-05"


def links(client, text: str) -> set[str]:
    return Page(client.get("/", {"q": text, "on": "2024-10-05"}).content.decode()).links("/")


def test_each_part_that_was_understood_can_be_left_out(client):
    found = links(client, "az us defence 2013 ended")
    assert {
        f"/?q=United+States+defence+2013+ended&{ON}",
        f"/?q=Azerbaijan+defence+2013+ended&{ON}",
        f"/?q=az+us+2013+ended&{ON}",
        f"/?q=az+us+defence+ended&{ON}",
        f"/?q=az+us+defence+2013&{ON}",
    } <= found


def test_the_page_of_the_pair_is_offered_with_the_filters_that_it_has(client):
    found = links(client, "az us defence 1990s 2011 ended memorandum open skies")
    filters = "topic=defence&decade=1990&status=ended&form=memorandum&text=open+skies"
    assert f"/pairs/AZ-US/?{ON}&{filters}" in found


def test_a_hit_between_two_says_how_it_stands_between_them(client):
    assert "Between the two: ended" in words(client.get(f"/?q=az+us+defence+2013+ended&{ON}"))


def test_an_ambiguous_name_is_asked_about_and_the_other_words_are_kept(client):
    response = client.get(f"/?q=congo+us+defence+2013&{ON}")
    assert response.status_code == 300
    assert f"/?q=CG-US+defence+2013&{ON}" in Page(response.content.decode()).links("/")
    assert "No agreement found" not in words(response)


def test_one_party_twice_is_refused_among_other_words_too(client):
    response = client.get("/?q=az+az+defence")
    assert response.status_code == 400
    assert "names Azerbaijan twice" in words(response)


def test_where_nothing_is_all_of_it_the_parts_to_leave_out_are_named(client):
    response = client.get("/?q=narnia+genoside+2013+ended")
    assert response.status_code == 404
    text = words(response)
    assert "No agreement on record is all of this. Leave out one of the words above." in text
    assert re.search(r"year 2013 .* status ended", text)


def test_a_status_is_that_of_the_day(client):
    """The acquisition agreement of 2013 had not run out in 2016."""
    assert "acquisition-agreement-2013" not in client.get("/?q=az+us+defence+2013+ended&on=2016").content.decode()


def test_a_party_without_agreements_is_found_all_the_same(client):
    response = client.get(f"/?q=Swaziland&{ON}")
    assert response.status_code == 200
    assert f"/parties/SZ/?{ON}" in Page(response.content.decode()).links("/")
    assert "Pacta holds no agreement of this party. That does not mean there is none." in words(response)


def test_a_longer_name_is_not_taken_for_a_former_one(client):
    """“Republic of the Congo” was a name of the Democratic Republic once."""
    assert "since" not in words(client.get("/?q=Democratic+Republic+of+the+Congo")).split("Understood")[0]
