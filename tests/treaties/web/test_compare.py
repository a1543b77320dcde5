"""The page that compares two days, or two states of knowledge."""

import pytest

from tests.treaties.web.pages import Page, words
from tests.treaties.web.test_known_at import BIT, correct_the_entry, head, retract_the_entry
from treaties.web import compare_page

pytestmark = pytest.mark.django_db
AGREEMENT, PAIR = f"/agreements/{BIT}/compare/", "/pairs/AZ-US/compare/"


def test_two_days_of_one_agreement(client):
    text = words(client.get(f"{AGREEMENT}?from_on=2000&on=2024-10-05"))
    assert "Between 31 December 2000 and 5 October 2024, 3 statuses differ." in text
    assert (
        "the agreement as a whole Signed since 1 August 1997 In force since 2 August 2001 "
        "2 August 2001: entry into force" in text
    )
    assert "Azerbaijan Signatory since 1 August 1997 Party since 2 August 2001" in text


def test_two_states_of_knowledge_of_one_day(client):
    before = correct_the_entry()
    text = words(client.get(f"{AGREEMENT}?on=2024-10-05&from_known_at={before}"))
    assert "and now, 3 statuses differ on 5 October 2024." in text
    assert "In force since 2 August 2001 the same, since another day since 3 August 2001" in text


def test_both_at_once(client):
    before = retract_the_entry()
    text = words(client.get(f"{AGREEMENT}?from_on=2024-10-04&on=2024-10-05&from_known_at={before}"))
    assert "Between 4 October 2024, as known on" in text
    assert "the agreement as a whole In force since 2 August 2001 Signed" in text


def test_a_pair_and_everything_lead_to_the_agreements_as_they_were_compared(client):
    before = retract_the_entry()
    known = head().no
    for path in (PAIR, "/compare/"):
        page = client.get(f"{path}?on=2024-10-05&from_known_at={before}&known_at={known}")
        assert f"/agreements/{BIT}/?on=2024-10-05&amp;known_at={known}" in page.content.decode()
        assert "3 statuses differ" in words(page)


def test_nothing_differs(client):
    text = words(client.get(f"{AGREEMENT}?from_on=2024-10-04&on=2024-10-05"))
    assert "no status differs" in text
    assert "Nothing differs" in text


def test_nothing_asked_yet_shows_the_form_alone(client):
    response = client.get("/compare/")
    assert response.status_code == 200
    assert "Two days show what changed in law" in words(response)
    assert "<table" not in response.content.decode()


def test_a_long_list_goes_on_page_by_page_and_loses_nothing(client, monkeypatch):
    asked = "/compare/?from_on=1800&on=2024-10-05"
    whole = _rows(client, asked)
    monkeypatch.setattr(compare_page, "MOST", 7)
    found, url = [], asked
    while url:
        page = client.get(url).context["page"]
        found += [(line.difference.agreement.slug, str(line.difference.party)) for line in page.lines]
        assert len(page.lines) <= 7
        url = f"/compare/{page.next}" if page.next else ""
    assert len(found) == len(set(found))
    assert set(found) >= set(whole)


def _rows(client, url):
    lines = client.get(url).context["page"].lines
    return [(line.difference.agreement.slug, str(line.difference.party)) for line in lines]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("from_on=soon", "“soon” is not one day"),
        ("on=2024-02-31&from_on=2024", "“2024-02-31” is not a day of the calendar"),
        ("from_known_at=x", "“x” is not understood; write a block number"),
        ("known_at=999999&from_on=2024", "The record has no block 999999 yet"),
        ("from_known_at=2&known_at=1", "The earlier state of knowledge comes first: block 1 is before block 2."),
        ("from_on=2024&from_on=2025", "One day at a time"),
        ("from_on=2024&after=x", "“x” is no place in this list"),
        ("from_on=2024&after=" + "9" * 30, "is no place in this list"),
        ("from_known_at=%00", "is not understood"),
    ],
)
@pytest.mark.parametrize("path", [AGREEMENT, PAIR, "/compare/"])
def test_what_is_not_understood_is_said_beside_its_field(client, path, query, message):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert message in words(response)


def test_what_was_typed_is_kept_and_never_taken_for_markup(client):
    html = client.get("/compare/?from_on=<script>&on=5 Oct 2024").content.decode()
    assert "<script>" not in html
    assert 'value="&lt;script&gt;"' in html
    assert 'value="5 Oct 2024"' in html


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/pairs/US-AZ/compare/?from_on=2000", 301),
        ("/pairs/congo-us/compare/", 300),
        ("/agreements/no-such/compare/", 404),
    ],
)
def test_addresses_are_as_strict_as_those_of_the_pages(client, url, status):
    response = client.get(url)
    assert response.status_code == status
    if status == 301:
        assert response.headers["Location"] == "/pairs/AZ-US/compare/?from_on=2000"


@pytest.mark.parametrize("url", [f"{AGREEMENT}?from_on=2000", "/compare/?from_on=1990&on=2024", "/compare/?from_on=x"])
def test_the_page_is_well_formed(client, url):
    page = Page(client.get(url).content.decode())
    assert (page.misplaced, page.open) == ([], [])
    assert page.fragments - set(page.ids) == set()
    assert len(set(page.ids)) == len(page.ids)


def test_the_pages_lead_to_what_changed_and_what_was_learned(client):
    pair = client.get("/pairs/AZ-US/?on=2024-10-05").content.decode()
    assert 'href="/pairs/AZ-US/compare/?from_on=2014-10-05&amp;on=2024-10-05"' in pair
    before = retract_the_entry()
    known = client.get(f"/agreements/{BIT}/?on=2024-10-05&known_at={before}").content.decode()
    assert f"/agreements/{BIT}/compare/?on=2024-10-05&amp;from_known_at={before}" in known
