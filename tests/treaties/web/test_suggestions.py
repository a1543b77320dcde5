"""What the search box offers while somebody types, and what the fields need for it."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from tests.treaties.web.pages import Page, words
from treaties.queries.party_search import known_parties
from treaties.queries.title_words import title_words

pytestmark = pytest.mark.django_db


def offered(client, text: str, **further: str) -> list[tuple[str, str]]:
    html = client.get("/suggest/", {"q": text} | further).content.decode()
    found = re.findall(r'<a href="([^"]*)"><span class="name">(.*?)</span>', html)
    return [(unescape(name), unescape(address)) for address, name in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("azerb", ("Azerbaijan", "/parties/AZ/")),
        ("美国", ("United States", "/parties/US/")),
        ("azerbaijan usa", ("Azerbaijan – United States", "/pairs/AZ-US/")),
        ("azerbaijan uni", ("Azerbaijan – United States", "/pairs/AZ-US/")),
        ("azerbaijan ugan", ("Azerbaijan – Uganda", "/pairs/AZ-UG/")),
        ("congo us", ("Democratic Republic of the Congo – United States", "/pairs/CD-US/")),
        ("azerbaijn", ("Azerbaijan", "/parties/AZ/")),
        ("open sk", ("Open Skies (air transport)", "/agreements/open-skies-agreement-2016/")),
        ("TIAS 1309", ("Assistance, TIAS 13093", "/agreements/assistance-agreement-2000/")),
        ("defence 2013", ("Acquisition agreement of 2013", "/agreements/acquisition-agreement-2013/")),
        ("az us defence ended", ("Azerbaijan – United States", "/pairs/AZ-US/?topic=defence&status=ended")),
    ],
)
def test_the_likeliest_stands_first(client, text, first):
    assert offered(client, text)[0] == first


def test_at_most_eight_and_their_number_is_said(client):
    html = client.get("/suggest/?q=azerbaijan+defence").content.decode()
    assert html.count("<li>") == 8
    assert 'data-count="8 suggestions"' in html
    assert 'data-count="1 suggestion"' in client.get("/suggest/?q=TIAS+1309").content.decode()


def test_what_is_understood_so_far_is_said(client):
    text = words(client.get("/suggest/?q=az+us+defence+201"))
    assert "Understood so far: Azerbaijan, United States, topic defence and security" in text


def test_a_pair_says_how_much_is_on_record_of_it(client):
    assert re.search(r"Azerbaijan – United States \d+ agreements on record", words(client.get("/suggest/?q=az+us")))
    assert "no agreement on record" in words(client.get("/suggest/?q=Germany+France"))


def test_an_agreement_is_suggested_with_its_status_on_the_day(client):
    assert "Nothing on record yet" in words(client.get("/suggest/?q=open+skies&on=2015"))


@pytest.mark.parametrize("text", ["", "  ", "\x00", "a\x00b", "x" * 500])
def test_what_can_be_no_search_gets_nothing_and_no_error(client, text):
    response = client.get(f"/suggest/?q={quote(text)}")
    assert (response.status_code, response.content.strip()) == (200, b"")


@pytest.mark.parametrize("text", ["'", "(((", "open:* & skies", "\u202eseiks", "的" * 100, "az " * 35, "- -", "a", "0"])
def test_no_text_breaks_the_suggestions(client, text):
    assert client.get(f"/suggest/?q={quote(text)}").status_code == 200


@pytest.mark.parametrize(
    "text",
    ["az", "azerbaijan usa", "az us", "open skies", "az us defence 2013 ended", "azerbaijan un", "qqqq", "Azerbaijn"],
)
def test_suggestions_cost_at_most_four_statements(client, django_assert_max_num_queries, text):
    known_parties(), title_words()
    with django_assert_max_num_queries(4):
        client.get("/suggest/", {"q": text, "on": "2024-10-05", "known_at": "12"})


def test_suggestions_keep_the_day_and_may_be_kept_for_a_minute(client):
    assert offered(client, "azerbaijan usa", on="Oct 2024", known_at="12") == [
        ("Azerbaijan – United States", "/pairs/AZ-US/?on=2024-10-31&known_at=12"),
        ("Azerbaijan – United States Minor Outlying Islands", "/pairs/AZ-UM/?on=2024-10-31&known_at=12"),
    ]
    assert "max-age=60" in client.get("/suggest/?q=az").headers["Cache-Control"]


def test_a_day_that_is_not_understood_is_left_to_the_search(client):
    assert client.get("/suggest/?q=az&on=soon").status_code == 200


@pytest.mark.parametrize(
    ("url", "field", "place"), [("/", "q", "suggestions"), ("/data/", "header-q", "header-suggestions")]
)
def test_the_field_asks_for_suggestions_below_itself(client, url, field, place):
    page = Page(client.get(url).content.decode())
    (asking,) = [a for tag, a in page.elements if a.get("id") == field]
    assert (asking["data-hx-get"], asking["data-hx-target"]) == ("/suggest/", f"#{place}")
    assert page.ids.count(place) == 1


def test_the_search_of_a_page_keeps_its_day_and_its_knowledge(client):
    html = client.get("/agreements/iccpr-1966/?on=2024-10-05&known_at=2").content.decode()
    form = re.search(r'<form class="search".*?</form>', html, re.DOTALL)
    assert form
    kept = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    assert kept == [("on", "2024-10-05"), ("known_at", "2")]


def test_a_day_that_was_not_understood_does_not_spoil_the_next_search(client):
    html = client.get("/agreements/?on=soon").content.decode()
    form = re.search(r'<form class="search".*?</form>', html, re.DOTALL)
    assert form
    assert 'type="hidden"' not in form[0]
