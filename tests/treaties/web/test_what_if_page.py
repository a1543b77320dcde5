"""The page that asks “what if”: the answer, the form, what is not understood; and that nothing is recorded."""

import pytest
import time_machine

from tests.factories.record import last_block
from tests.treaties.web.pages import Page, words
from treaties.models import StatusChange
from treaties.queries.party_search import known_parties

pytestmark = pytest.mark.django_db
URL = "/what-if/"
ASKED = f"{URL}?party=AZ&with=US&received_on=2024-10-05"


def test_the_page_begins_with_the_question(client):
    response = client.get(URL)
    text = words(response)
    assert response.status_code == 200
    assert "which agreements would end, for whom, and when? Hypothetical: nothing is recorded" in text
    assert "Not possible" not in text


def test_the_answer_is_hypothetical_and_counted(client):
    text = words(client.get(ASKED))
    assert "Hypothetical: nothing is recorded." in text
    assert "Suppose a notice of termination by Azerbaijan, received on 5 October 2024, under" in text
    assert "agreement leaves it no place in law" in text or "1 leaves it no place in law." in text


def test_without_a_clause_the_day_is_only_possible(client):
    text = words(client.get(f"{URL}?party=AZ&agreement=open-skies-agreement-2016&received_on=2024-10-05"))
    assert "A notice would be pending. No clause on record says when, and nothing would have ended." in text
    assert "not before 5 October 2025, if at all" in text
    assert "Arts 54, 56 VCLT" in text


def test_a_refusal_says_code_sentence_article_and_what_to_ask_instead(client):
    response = client.get(f"{URL}?party=US&agreement=joint-statement-relations-1997&received_on=2024-10-05")
    text = words(response)
    assert "it is not consented to, in force or denounced. Art. 2(1)(a) VCLT treaty_act_on_non_binding" in text
    link = "?party=US&amp;act=discontinuation&amp;received_on=2024-10-05&amp;agreement=joint-statement-relations-1997"
    assert link in response.content.decode()
    instead = words(client.get(URL + link.replace("&amp;", "&")))
    assert "Suppose a discontinuation, of 5 October 2024, under 1 agreement. 1 would end." in instead


def test_today_is_meant_where_no_day_is_given(client):
    with time_machine.travel("2026-11-26 12:00 +0000", tick=False):
        assert "received on 26 November 2026" in words(client.get(f"{URL}?party=AZ&with=US"))


def test_the_permanent_link_answers_alike(client):
    response = client.get(ASKED)
    page = Page(response.content.decode())
    permanent = next(link for link in page.links(ASKED) if "known_at=" in link and link.startswith(URL))
    assert f"known_at={last_block()}" in permanent
    assert "received_on=2024-10-05" in permanent
    again = words(client.get(permanent))
    assert (
        words(response).partition("Agreement by agreement")[2][:2000]
        == (again.partition("Agreement by agreement")[2][:2000])
    )


def test_an_agreement_alone_asks_whose_act(client):
    response = client.get(f"{URL}?agreement=bit-azerbaijan-united-states-1997")
    assert response.status_code == 200
    assert "Whose act? Azerbaijan United States" in words(response)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("party=Congo&with=US", "“Congo” may mean several parties: say which."),
        ("party=Austrlia&with=US", "No party is called “Austrlia”. The nearest: Australia"),
        ("party=AZ&with=AZ", "Azerbaijan is named twice; name another party."),
        ("party=AZ", "Say under which agreements"),
        ("party=AZ&with=US&received_on=soon", "“soon” is not one day"),
        ("party=AZ&with=US&act=war", "“war” is none of the choices."),
        ("party=AZ&with=US&topic=war", "“war” is none of the choices."),
        ("party=AZ&with=US&known_at=never", "“never” is not understood"),
        ("party=AZ&with=US&known_at=999999", "The record has no block 999999 yet"),
        ("party=AZ&agreement=open-skies-agreement-2061", "No agreement is on record under"),
        ("party=AZ&agreement=%00", "is no address of an agreement"),
        ("party=%00&with=US", "No party is called"),
        ("party=AZ&with=US&topic=%00", "is none of the choices"),
        ("party=AZ&with=US&known_at=%00", "is not understood"),
        ("party=AZ&with=US&received_on=%00", "is not one day"),
        ("party=AZ&party=US&with=US", "This was given more than once"),
        ("party=AZ&agreement=" + ",".join(f"a-{n}" for n in range(201)), "At most 200 agreements at a time"),
        ("party=%ED%A0%80&agreement=%ED%A0%80", "is no address of an agreement"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field(client, query, said):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert said in words(response)
    assert "Nothing was asked yet" in words(response)


def test_whoever_is_near_is_a_link_that_keeps_the_rest(client):
    content = client.get(f"{URL}?party=Congo&with=US&received_on=2024-10-05").content.decode()
    assert "?party=CD&amp;received_on=2024-10-05&amp;with=US" in content
    content = client.get(f"{URL}?party=AZ&agreement=open-skies-agreement-2061").content.decode()
    assert "agreement=open-skies-agreement-2016" in content


@pytest.mark.parametrize("url", [URL, ASKED, f"{URL}?agreement=ctbt-1996", f"{URL}?party=Congo&with=US"])
def test_the_page_is_well_formed(client, url):
    page = Page(client.get(url).content.decode())
    assert (page.misplaced, page.open) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    assert page.fragments <= {*page.ids, ""}
    assert not [name for _, attributes in page.elements for name in attributes if name == "style" or name[:2] == "on"]


@pytest.mark.parametrize("url", ["/pairs/AZ-US/", "/agreements/open-skies-agreement-2016/"])
def test_other_pages_lead_to_it(client, url):
    found = Page(client.get(url).content.decode()).links(url)
    asked = [link for link in found if link.startswith(URL)]
    assert asked
    assert {client.get(link).status_code for link in asked} == {200}


def test_it_is_only_read_and_nothing_is_written(client):
    head, acts = last_block(), StatusChange.objects.count()
    client.get(ASKED)
    assert client.post(URL, {"party": "AZ", "with": "US"}).status_code == 405
    assert (last_block(), StatusChange.objects.count()) == (head, acts)


@pytest.mark.parametrize(
    ("url", "at_most"), [(URL, 0), (ASKED, 15), (f"{ASKED}&known_at=2", 15), (f"{URL}?agreement=ctbt-1996", 1)]
)
def test_it_costs_so_many_statements(client, url, at_most, django_assert_max_num_queries):
    known_parties()
    with django_assert_max_num_queries(at_most):
        client.get(url)
