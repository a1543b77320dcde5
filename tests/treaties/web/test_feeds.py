"""The feeds: what every reader of Atom needs, the filters of the pages, and names that stay."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories.record import a_block, correct
from tests.factories.watched import agreement_with, asserted, done, in_force, judged, renewed_tacitly
from tests.treaties.web.atom import entries, read, text, titles
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.actions.sources import Cite
from treaties.models import Block, Party, Source
from treaties.vocabulary import Act, AgreementStatus, Form, Nature, Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEEDS = ["/changes.atom", "/contradictions.atom", "/deadlines.atom"]


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("asked", ["", "?party=AZ&party=US", "?agreement=usaid-arrangement", "?party=FR"])
def test_a_feed_is_one(client: Client, address: str, asked: str) -> None:
    feed = read(client.get(f"{address}{asked}"))
    links = {link.get("rel"): link.get("href") for link in feed.findall("{http://www.w3.org/2005/Atom}link")}
    assert links["self"] == f"http://testserver{address}{asked}"
    page = (links["alternate"] or "").removeprefix("http://testserver")
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_not_sent_twice(client: Client, address: str) -> None:
    first = client.get(address)
    assert client.get(address).content == first.content
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("?party=Xyzzyland", "party: No party is called “Xyzzyland”"),
        ("?agreement=%00", "agreement: This holds a character"),
        ("?agreement=a&agreement=b", "agreement: One at a time"),
        ("?party=AZ&party=US&party=FR", "party: At most two"),
    ],
)
def test_bad_filters_are_refused_in_plain_text(client: Client, address: str, asked: str, message: str) -> None:
    answer = client.get(f"{address}{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert message in answer.content.decode()


def test_changes_take_the_filters_of_the_page(client: Client) -> None:
    in_force("followed")
    assert titles(read(client.get("/changes.atom?agreement=followed")))[0] == "Invented"
    assert titles(read(client.get("/changes.atom?party=FR"))) == []
    (pair,) = {text(one, "id").split(":")[-1].split("/")[0] for one in entries(read(client.get("/changes.atom")))}
    assert pair == "changes"


def _moments(client: Client) -> dict[str, str]:
    found = entries(read(client.get("/changes.atom?agreement=kept")))
    return {text(one, "id"): text(one, "updated") for one in found}


def test_a_change_keeps_its_name_and_its_moment_whatever_comes_after(client: Client) -> None:
    agreement = in_force("kept")
    before = {
        text(one, "id"): text(one, "updated") for one in entries(read(client.get("/changes.atom?agreement=kept")))
    }
    act = agreement.status_changes.get()
    correct(act, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    after = _moments(client)
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()
    everything = {text(one, "id") for one in entries(read(client.get("/changes.atom")))}
    assert set(before) <= everything


@time_machine.travel("2026-06-01", tick=True)
def test_a_deadline_was_updated_when_the_last_of_what_it_rests_on_was_recorded(client: Client) -> None:
    agreement = renewed_tacitly()
    known = Block.objects.latest("no")
    asserted(agreement, AgreementStatus.IN_FORCE, "2020-01-01")
    feed = read(client.get("/deadlines.atom?agreement=renewed"))
    first = entries(feed)[0]
    assert text(first, "title") == "Last day to give notice of non-renewal: renewed"
    assert text(first, "id") == "tag:testserver,2026:deadlines/renewed/last_day_for_notice/1"
    assert text(first, "updated") == known.at.strftime("%Y-%m-%dT%H:%M:%SZ")  # the entry into force, not the clauses
    assert "1 October 2027. Without a notice by then, it is renewed tacitly for 10 years." in text(first, "summary")


def test_contradictions_come_with_the_latest_first_and_their_judgement(client: Client) -> None:
    said = asserted(in_force("doubted"), AgreementStatus.ENDED, "2005-06-01")
    judged(said, Verdict.RECORD)
    first = entries(read(client.get("/contradictions.atom")))[0]
    assert text(first, "title") == "Invented: Status on 1 June 2005"
    assert "What the record derives: In force, since 1 April 1999. What a source says: Ended." in text(first, "summary")
    assert "An analyst’s judgement: the record stands." in text(first, "summary")
    assert len(entries(read(client.get("/contradictions.atom?settled=open")))) == 3


def test_at_most_fifty_entries(client: Client) -> None:
    for number in range(52):
        done(agreement_with(slug=f"many-{number}"), Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    assert len(entries(read(client.get("/changes.atom?party=XAA")))) == 50


def test_what_xml_cannot_write_is_left_out(client: Client) -> None:
    parties: list[Any] = list(Party.objects.filter(code__in=("FR", "DE")))
    with a_block() as block:
        add_agreement(
            block,
            given=AgreementGiven(
                slug="odd",
                title="A <b> & “c” \x0b\ufffe]]>",
                short_title="A <b> & \x0b c",
                form=Form.TREATY,
                is_bilateral=True,
                nature=Nature.TREATY,
                participants=[Participant(party, side) for side, party in enumerate(parties, 1)],
                clauses=[],
                cites=[Cite(Source.objects.latest("pk"))],
            ),
        )
    assert titles(read(client.get("/changes.atom?agreement=odd"))) == ["A <b> &   c"]
