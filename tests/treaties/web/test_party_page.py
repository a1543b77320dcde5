"""The pages about parties: names over time, predecessors, agreements on a day, appeals; and what leads to them."""

import json
import re

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties, last_block, partial, record
from tests.treaties.web.pages import Page, words
from treaties.models import PartyName
from treaties.queries.party_search import known_parties
from treaties.vocabulary import Act, NameKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("asked", ["az", "Az", "azerbaijan", "Azərbaycan", "AZE"])
def test_whatever_names_one_party_leads_to_its_address(client, asked):
    response = client.get(f"/parties/{asked}/?on=2024-10-05")
    assert (response.status_code, response["Location"]) == (301, "/parties/AZ/?on=2024-10-05")


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        ("congo", 300, "“congo”: which one?"),
        ("Azerbaijn", 404, "The nearest names on record: Azerbaijan"),
        ("qqqqqq", 404, "No party on record is called “qqqqqq”"),
        ("%00", 404, ""),
        ("x" * 500, 404, ""),
    ],
)
def test_what_names_several_or_none_asks_back(client, asked, status, message):
    response = client.get(f"/parties/{asked}/")
    assert response.status_code == status
    assert message in words(response)


def test_names_stand_in_the_order_of_time_with_their_days(client):
    (party,) = invented_parties("XNAMED")
    names = [("Old Name", "1970", "1990"), ("New Name", "1990", ""), ("Ancient Name", "1900", "1970")]
    with a_block() as block:
        for name, start, end in names:
            PartyName.objects.create(
                party=party, name=name, language="en", kind=NameKind.FORMER, used_from=partial(start),
                used_until=partial(end), block=block,
            )  # fmt: skip
    text = words(client.get("/parties/XNAMED/"))
    assert "Ancient Name former name 1900 until 1970" in text
    assert text.index("Ancient Name") < text.index("Old Name") < text.index("New Name")


def test_predecessors_are_told_with_their_day(client):
    assert "Succeeds Soviet Union 21 December 1991" in words(client.get("/parties/AZ/"))


def test_a_day_before_the_party_existed_offers_its_predecessor(client):
    text = words(client.get("/parties/AZ/?on=1980-01-01"))
    assert "Azerbaijan did not exist yet on 1 January 1980. Soviet Union" in text
    assert "no longer existed on 5 October 2024" in words(client.get("/parties/SU/?on=2024-10-05"))


def test_each_agreement_has_the_standing_of_the_party_on_the_day(client):
    listed = words(client.get("/parties/AZ/?on=2000-01-01&q=investment"))
    assert "Signatory Investment treaty between Azerbaijan and the United States (1997) Bilateral;" in listed
    assert "Party Investment treaty" in words(client.get("/parties/AZ/?on=2024-10-05&q=investment"))


def test_its_pairs_are_counted_and_linked(client):
    page = client.get("/parties/AZ/?on=2024-10-05")
    assert "United States 28 agreements, 15 bilateral" in words(page)
    assert 'href="/pairs/AZ-US/?on=2024-10-05"' in page.content.decode()


def test_appeals_are_told_by_what_it_had_to_do_with_them(client):
    text = words(client.get("/parties/AZ/"))
    assert "Appeals: 1 made, 1 received" in text
    assert "By others, to others, about it 3 October 2024" in text


def test_what_was_learned_later_is_not_there_before(client):
    (party,) = invented_parties("XLATER")
    agreement = invented_agreement(codes=("XLATER", "XAB"))
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    before = agreement.block_id - 1
    assert "Pacta holds no agreement of" in words(client.get(f"/parties/XLATER/?known_at={before}"))
    assert "Pacta holds 1 agreement that" in words(client.get(f"/parties/XLATER/?known_at={last_block()}"))
    assert client.get(f"/parties/XLATER/?known_at={party.block_id - 1}").status_code == 404


def test_a_long_list_is_walked_to_its_end(client, monkeypatch):
    monkeypatch.setattr("treaties.queries.party_file.SIZE", 10)
    url, seen = "/parties/AZ/?on=2024-10-05", []
    while url:
        response = client.get(url)
        seen += [line.row["slug"] for line in response.context["page"].rows]
        url = f"/parties/AZ/{response.context['page'].next}" if response.context["page"].next else ""
    assert len(seen) == len(set(seen)) == 28


@pytest.mark.parametrize(
    "query", ["after=x", "after=1", "q=a&q=b", "q=%00", f"q={'x' * 300}", "on=0000-01-01", "on=10000", "known_at=0"]
)
@pytest.mark.parametrize("path", ["/parties/AZ/", "/agreements/"])
def test_what_is_not_understood_is_refused_with_words(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["kind=planet", "q=a&q=b", "q=%00"])
def test_the_list_of_parties_refuses_what_it_does_not_know(client, query):
    response = client.get(f"/parties/?{query}")
    assert response.status_code == 400
    assert "holds a character" in words(response) or "none of" in words(response) or "One at a time" in words(response)


def test_parties_with_agreements_come_first_and_are_found_in_any_language(client):
    text = words(client.get("/parties/"))
    assert text.index("3 take part in agreements on record Azerbaijan AZ") < text.index("Afghanistan AF")
    assert "Russia RU" in words(client.get("/parties/?q=россия"))
    assert "European Union EU" not in words(client.get("/parties/?kind=state"))


def test_a_party_is_a_country_in_linked_data(client):
    html = client.get("/parties/AZ/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    found = json.loads(block)
    assert (found["@type"], found["name"]) == ("Country", "Azerbaijan")
    assert "Republic of Azerbaijan" in found["alternateName"]


def test_the_list_of_agreements_is_narrowed_and_walked(client, monkeypatch):
    defence = client.get("/agreements/?topic=defence&nature=treaty").context["page"].listed
    assert {tuple(line.agreement.topics) for line in defence} >= {("defence",)}
    assert all("defence" in line.agreement.topics and line.agreement.nature == "treaty" for line in defence)
    monkeypatch.setattr("treaties.queries.agreement_list.SIZE", 10)
    url, seen = "/agreements/?on=2024-10-05", []
    while url:
        page = client.get(url).context["page"]
        seen += [line.agreement.slug for line in page.listed]
        url = f"/agreements/{page.next}" if page.next else ""
    assert len(seen) == len(set(seen)) == 28
    assert "none on record that is all of this" in words(client.get("/agreements/?q=zzzz"))


@pytest.mark.parametrize("url", ["/parties/AZ/?on=2024-10-05&q=tax", "/parties/EU/", "/parties/", "/parties/?q=russ"])
def test_a_page_costs_at_most_ten_statements_and_is_well_formed(client, url, django_assert_max_num_queries):
    known_parties()
    with django_assert_max_num_queries(7):
        page = Page(client.get(url).content.decode())
    assert (page.misplaced, page.inline, len(set(page.ids))) == ([], [], len(page.ids))
    assert page.fragments <= {*page.ids, "main"}
