"""The list of appeals: the newest first, narrowed, page by page."""

import re

import pytest

from appeals.actions.appeals import AppealGiven, PartyGiven, add_appeal
from appeals.vocabulary import AppealKind, PartyRole, TextHeld
from tests.factories.record import a_block, invented_parties, invented_source
from tests.treaties.web.pages import Page, words
from treaties.actions.sources import Cite
from treaties.dates import PartialDate

pytestmark = pytest.mark.django_db


def test_the_newest_comes_first_with_demands_outcomes_and_parties(client):
    text = words(client.get("/appeals/"))
    assert text.index("Letter of members of the Milli Majlis") < text.index("Letter of members of the United States")
    assert "6 demands: 1 with an asserted outcome, the others without an outcome on record." in text
    assert "Letter of members of parliament · Azerbaijan, United States" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?party=azerbaijan", 2),
        ("?party=AZ&party=US", 2),
        ("?party=FR", 0),
        ("?q=milli majlis minister", 1),
        ("?q=MINISTER", 1),
        ("?q=USAID", 1),
        ("?q=100%25", 0),
        ("?q=nothing such", 0),
    ],
)
def test_it_is_narrowed_to_parties_and_words(client, query, found):
    response = client.get(f"/appeals/{query}")
    assert response.status_code == 200
    assert response.content.decode().count('class="what"') == found
    assert ("No appeal on record is so." in words(response)) is (found == 0)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?party=Atlantis", "No party is called “Atlantis”."),
        ("?party=AZ&party=US&party=FR", "At most two parties"),
        ("?party=A%00", "cannot be read"),
        ("?q=%00", "cannot be read"),
        (f"?q={'x' * 121}", "At most 120 letters."),
        ("?q=a&q=b", "One at a time"),
        ("?after=yesterday", "is no place in this list"),
        ("?after=0000-01-01:1", "is no place in this list"),
        ("?after=2024-10-05:9999999999999999999", "is no place in this list"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_listed(client, query, said):
    response = client.get(f"/appeals/{query}")
    assert response.status_code == 400
    assert said in words(response)
    assert 'class="what"' not in response.content.decode()


def test_the_pages_of_many_are_walked_to_the_end(client):
    source, (party,) = invented_source(), invented_parties("XAA")
    with a_block() as block:
        for number in range(120):  # many of one day: the key decides
            add_appeal(
                block,
                given=AppealGiven(
                    slug=f"letter-{number}",
                    title=f"Letter {number}",
                    kind=AppealKind.LETTER_OF_MEMBERS,
                    issuing_body="Members",
                    addressee_office="A minister",
                    issued_on=PartialDate.parse(f"2001-01-0{number % 3 + 1}"),
                    text_held=TextHeld.FULL,
                    parties=[PartyGiven(party, PartyRole.ISSUER)],
                    cites=[Cite(source)],
                ),
            )
    address, found, pages = "/appeals/?party=XAA", [], 0
    while address:
        html = client.get(address).content.decode()
        page = Page(html)
        assert (page.misplaced, page.inline) == ([], [])
        found += re.findall(r">Letter (\d+)<", html)
        pages += 1
        onwards = re.search(r'href="(/appeals/\?[^"]*after=[^"]*)"', html)
        address = onwards[1].replace("&amp;", "&") if onwards else ""
    assert pages == 3
    assert len(found) == len(set(found)) == 120
    assert [int(number) % 3 for number in found] == [2] * 40 + [1] * 40 + [0] * 40


def test_every_link_keeps_the_day_and_the_state_of_knowledge(client):
    html = client.get("/appeals/?party=AZ&q=letter&on=2024-10-05&known_at=2").content.decode()
    own = re.findall(r'href="(/(?:api/v1/)?appeals/[^"]+)"', html.split("</form>")[-1])
    assert len(own) == 5  # two appeals, two filters to drop, JSON
    assert [link for link in own if "known_at=2" not in link] == []
    assert [link for link in own if "on=2024-10-05" not in link and "/api/" not in link] == []
    assert client.get(next(link for link in own if "/api/" in link).replace("&amp;", "&")).status_code == 200
