"""The box on the home page: what an answer costs, what its links keep, and how agreements are found and ranked."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties
from tests.treaties.web.pages import Page, words
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.models import Agreement
from treaties.queries import agreement_search
from treaties.queries.agreement_search import find_agreements, find_agreements_forgiving
from treaties.queries.nearest_agreements import nearest_agreements
from treaties.queries.party_search import known_parties
from treaties.queries.title_words import title_words
from treaties.vocabulary import Form, Nature

pytestmark = pytest.mark.django_db
ON = date(2024, 10, 5)


def titled(title: str, *, short_title: str = "", slug: str = "") -> Agreement:
    """An invented agreement with this title."""
    parties = invented_parties("XAA", "XAB")
    with a_block() as block:
        given = AgreementGiven(
            slug=slug or "-".join(title.lower().split()),
            title=title,
            short_title=short_title or title[:80],
            form=Form.TREATY,
            is_bilateral=True,
            nature=Nature.TREATY,
            participants=[Participant(party, side) for side, party in enumerate(parties, 1)],
        )
        return add_agreement(block, given=given)


def slugs(found) -> list[str]:
    return [agreement.slug for agreement in found.agreements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("azerbaijan usa", 1),  # has the record grown? and all else in memory
        ("treaties between azerbaijan and usa", 1),
        ("congo usa", 1),
        ("az az", 1),
        ("a" * 500, 1),
        ("azerbaijn usa", 2),  # and the rows with the words, of which there are none
        ("azerbaijan usa turkey", 2),
        ("congo", 2),
        ("open skies", 3),  # and the agreements of those rows
        ("TIAS 13093", 3),
        ("bit azerbaijan usa", 3),
        ("azerbaijan", 4),  # and the names that the party has given up
        ("tax usa", 4),  # and the rows of the party with the word or the topic, and their agreements
        ("az us defence 2013 ended", 5),  # and the unions of the two
        ("qqqqqq", 3),  # and whether titles have been added
        ("open seas treaty", 5),  # and the rows with near words, and their agreements
        ("Azerbaijn", 5),
        ("genoside convention", 6),
        ("narnia genoside memorandum 2013 ended", 5),
    ],
)
def test_an_answer_costs_so_many_statements(client, django_assert_num_queries, text, statements):
    known_parties()
    title_words()
    with django_assert_num_queries(statements):
        client.get("/", {"q": text})


def test_titles_added_since_are_read_in_one_more_statement(django_assert_num_queries):
    title_words()
    titled("Zymurgy and apiculture")
    with django_assert_num_queries(2):
        assert title_words().alternatives("zymurgi") == ["zymurgy"]
    with django_assert_num_queries(1):
        assert title_words().knows("apicul")


def test_a_misspelt_pair_keeps_the_day_and_all_else_that_was_asked(client):
    page = Page(client.get("/?q=azerbaijn+usa&on=Oct+2024&known_at=12&from=1990&to=2030").content.decode())
    kept = "on=2024-10-31&known_at=12&from=1990&to=2030"
    assert f"/pairs/AZ-US/?{kept}" in page.links("/")
    hidden = {(a["name"], a["value"]) for tag, a in page.elements if tag == "input" and a.get("type") == "hidden"}
    assert hidden == {("on", "2024-10-31"), ("known_at", "12"), ("from", "1990"), ("to", "2030")}


def test_a_day_not_understood_does_not_lose_the_search(client):
    response = client.get("/?q=azerbaijan+usa&on=soon")
    assert response.status_code == 400
    page = Page(response.content.decode())
    assert {"type": "hidden", "name": "q", "value": "azerbaijan usa"} in [attributes for _, attributes in page.elements]
    assert "/?q=azerbaijan%20usa" in page.links("/")


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("/?q=azerbaijan+usa&on=2013&known_at=12", "/pairs/AZ-US/?on=2013-12-31&known_at=12"),
        ("/?q=tias13093&on=2013", "/agreements/assistance-agreement-2000/?on=2013-12-31"),
    ],
)
def test_where_the_answer_is_plain_the_day_goes_along(client, url, link):
    assert client.get(url).headers["Location"] == link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("/?q=austrlia+azerbaijan&on=2013", "/pairs/AU-AZ/?on=2013-12-31"),
        ("/?q=Congo&on=2013", "/?q=Republic+of+the+Congo&on=2013-12-31"),
        ("/?q=Untied+States&on=2013", "/?q=United+States&on=2013-12-31"),
        ("/?q=open+skies&on=2013&known_at=12", "/agreements/open-skies-agreement-2016/?on=2013-12-31&known_at=12"),
        ("/pairs/azerbaijn-usa/?on=2013", "/pairs/AZ-US/?on=2013"),
        ("/pairs/congo-usa/?on=2013", "/pairs/CG-US/?on=2013"),
        ("/agreements/open-sky-agreement/?on=2013", "/agreements/open-skies-agreement-2016/?on=2013-12-31"),
        ("/agreements/the-genocide-treaty/", "/agreements/genocide-convention-1948/"),
    ],
)
def test_every_way_out_keeps_the_day(client, url, link):
    assert link in Page(client.get(url).content.decode()).links("/")


def test_a_hit_shows_its_status_on_the_day(client):
    text = words(client.get("/?q=open+skies&on=2015"))
    assert "with their status on 31 December 2015" in text
    assert "Nothing on record yet" in text
    assert "In force" in words(client.get("/?q=open+skies&on=2024-10-05"))


def test_a_hit_by_another_title_says_which(client):
    assert "Found as: Future Military and Defense Cooperation" in words(client.get("/?q=military+cooperation"))


def test_what_was_looked_for_instead_is_said(client):
    text = words(client.get("/?q=narnia+aquisition"))
    assert "Looked for instead: acquisition." in text
    assert "Not every agreement here has all of them." in text


def test_words_that_no_title_has_are_said_to_find_nothing(client):
    response = client.get("/?q=atlantis+lemuria")
    assert response.status_code == 404
    assert "No title or series number on record has these words either." in words(response)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zymurgy", ["zymurgy-and-apiculture", "zymurgy-apiculture-and-falconry"]),
        ("apicul zym", ["zymurgy-and-apiculture", "zymurgy-apiculture-and-falconry"]),
        ("Falconry, of ZYMURGY!", ["zymurgy-apiculture-and-falconry"]),
    ],
)
def test_all_words_in_any_order_the_shortest_title_first(text, expected):
    titled("Zymurgy, apiculture and falconry", slug="zymurgy-apiculture-and-falconry")
    titled("Zymurgy and apiculture")
    assert slugs(find_agreements(text, on=ON)) == expected


def test_most_of_the_words_the_one_with_more_of_them_first():
    titled("Zymurgy, apiculture, falconry", slug="three")
    titled("Zymurgy, apiculture, haruspicy", slug="two")
    titled("Zymurgy", slug="one")
    found = find_agreements_forgiving("zymurgy apiculture falconry vexillology", on=ON)
    assert (slugs(found), found.by_most_words) == (["three"], True)
    found = find_agreements_forgiving("zymurgy apiculture vexillology", on=ON)
    assert sorted(slugs(found)) == ["three", "two"]


def test_a_word_that_many_titles_share_is_alone_no_reason():
    titled("Zymurgy treaty")
    assert slugs(find_agreements_forgiving("treaty vexillology", on=ON)) == []
    assert slugs(find_agreements_forgiving("treaty zymurgi", on=ON)) == ["zymurgy-treaty"]


def test_words_beside_a_party_look_only_at_its_agreements():
    titled("Zymurgy treaty")
    state, other, stranger = (party.pk for party in invented_parties("XAA", "XAB", "XAC"))

    def found(*parties: list[int], word: str = "zymurgy", find: Any = find_agreements) -> list[str]:
        return slugs(find(f"{word} state", on=ON, parties=parties, words=word))

    assert found([state]) == ["zymurgy-treaty"]
    assert found([stranger, other]) == ["zymurgy-treaty"]
    assert found([state], [stranger]) == []
    assert found([state], word="zymurgi", find=find_agreements_forgiving) == ["zymurgy-treaty"]


@pytest.mark.slow
def test_the_first_25_are_shown_and_the_rest_counted(client):
    for number in range(27):
        titled(f"Zymurgy {number}")
    found = find_agreements("zymurgy", on=ON)
    assert (len(found.agreements), found.total, found.is_cut) == (25, 27, False)
    assert "And 2 that are not shown." in words(client.get("/?q=zymurgy"))


def test_no_more_rows_are_ranked_than_the_cap(monkeypatch, client):
    monkeypatch.setattr(agreement_search, "MOST_ROWS", 5)
    for number in range(7):
        titled(f"Zymurgy {number}")
    found = find_agreements("zymurgy", on=ON)
    assert (found.total, found.is_cut) == (5, True)
    assert "Agreements found (5 or more)" in words(client.get("/?q=zymurgy"))


def test_a_whole_long_title_may_be_pasted(client):
    title = Agreement.objects.get(slug="acquisition-agreement-2013").title
    assert len(title) > 120
    response = client.get("/", {"q": title, "on": "2024-10-05"})
    assert response.status_code == 200
    assert "acquisition-agreement-2013/?on=2024-10-05" in response.content.decode()
    assert f'value="{title}"' in response.content.decode()
    assert client.get("/", {"q": title * 3}).status_code == 400


def test_the_nearest_addresses_are_those_with_like_slugs_or_like_titles():
    assert [one.slug for one in nearest_agreements("iccpr-1996", on=ON)][:1] == ["iccpr-1966"]
    assert [one.slug for one in nearest_agreements("child-rights", on=ON)] == ["crc-1989"]
    assert [one.slug for one in nearest_agreements("x", on=ON)] == []


def test_an_agreement_without_a_day_is_found_too():
    invented_agreement(slug="undated")
    assert "undated" in slugs(find_agreements("invented agreement", on=ON))


@pytest.mark.parametrize(
    "text",
    [
        "' & | ! ( ) : * <->",
        "open:* & skies",
        "(((",
        "open \\ skies '; DROP TABLE treaties_agreement; --",
        "\u202eseiks nepo",
        "👩‍🚀 open 👩‍🚀 skies",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "0",
        "١٢٣",
        "and and and",
        "--",
        "%",
        "_" * 120,
        "и" * 120,
        "的" * 120,
        "az " * 40,
    ],
)
def test_no_text_breaks_the_search(client, text):
    assert client.get(f"/?q={quote(text)}").status_code in (200, 300, 400, 404)
