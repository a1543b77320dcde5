"""The pages of contradictions and of deadlines, and the calendar: what they say, and what they say to bad input."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from tests.factories.watched import (
    RENEWED,
    TEN_YEARS,
    agreement_with,
    asserted,
    done,
    in_force,
    judged,
    noticed_otherwise,
    renewed_tacitly,
)
from tests.treaties.web.pages import Page, words
from treaties.actions.clauses import ClauseGiven
from treaties.models import Block
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
USAID = "/agreements/usaid-arrangement/"


def test_contradictions_stand_side_by_side(client: Client) -> None:
    page = words(client.get("/contradictions/"))
    assert page.count("disagree") == 3
    for said in ("Ended (expired), since some day between December 2018 and 2019, computed", "In force", "Caliber.Az"):
        assert said in page
    assert "What would settle it: the text, an exchange of notes, or a register entry showing an extension" in page


def test_a_judgement_is_shown_beside_and_the_earlier_ones_below(client: Client) -> None:
    agreement = in_force()
    said = asserted(agreement, AgreementStatus.ENDED, "2005-06-01")
    judged(said, Verdict.OPEN, "Two letters disagree.")
    judged(said, Verdict.RECORD, "The register has no end.")
    for address in (f"/contradictions/?agreement={agreement.slug}", f"{agreement.get_absolute_url()}?on=2010-01-01"):
        page = words(client.get(address))
        assert "An analyst’s judgement: the record stands. The register has no end." in page
        assert page.index("The register has no end.") < page.index("Two letters disagree.")


def test_the_agreement_shows_every_kind(client: Client) -> None:
    agreement, _ = noticed_otherwise()
    page = words(client.get(f"{agreement.get_absolute_url()}?on=2026-06-01"))
    assert "What law computes 1 March 2027" in page
    assert "What a source states 1 May 2027" in page
    assert "1 May 2027 A notice by the State of XAA takes effect" in page


def test_the_agreement_does_not_show_one_twice(client: Client) -> None:
    page = client.get("/agreements/acquisition-agreement-2013/?on=2024-10-05")
    assert words(page).count("What would settle it") == 1
    assert words(client.get(USAID)).count("What would settle it") == 1


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?party=AZ&party=US", 3),
        ("?party=US&party=Azerbaijan", 3),
        ("?party=FR&party=AZ", 0),
        ("?settled=settled", 0),
        ("?settled=open", 3),
        ("?agreement=usaid-arrangement", 1),
        ("?party=&party=&settled=", 3),
    ],
)
def test_contradictions_are_narrowed(client: Client, asked: str, shown: int) -> None:
    answer = client.get(f"/contradictions/{asked}")
    assert (answer.status_code, words(answer).count("What would settle it")) == (200, shown)
    if not shown:
        assert "left by these filters" in words(answer)


def test_contradictions_go_on_where_the_page_before_ended(client: Client) -> None:
    for _ in range(22):
        asserted(in_force(), AgreementStatus.ENDED, "2005-06-01")
    seen, address = 0, "/contradictions/?settled=open"
    for _ in range(5):
        answer = client.get(address)
        seen += words(answer).count("What would settle it")
        following = re.search(r'href="(/contradictions/\?[^"]*after=[^"]*)"', answer.content.decode())
        if following is None:
            break
        address = following[1].replace("&amp;", "&")
        assert "settled=open" in address
    assert seen == 25


BAD = [
    ("/contradictions/?party=Xyzzyland", "No party is called “Xyzzyland”"),
    ("/contradictions/?party=Congo", "say which"),
    ("/contradictions/?party=AZ&party=AZE", "one party twice"),
    ("/contradictions/?party=AZ&party=US&party=FR", "At most two"),
    ("/contradictions/?party=A%00Z", "U+0000"),
    ("/contradictions/?party=%ff", "cannot be read"),
    ("/contradictions/?source=nobody", "No source is on record"),
    ("/contradictions/?source=%00", "U+0000"),
    ("/contradictions/?agreement=no-such", "No agreement is on record"),
    ("/contradictions/?agreement=a&agreement=b", "given 2 times"),
    ("/contradictions/?settled=perhaps", "is none of settled, open"),
    ("/contradictions/?after=x", "no place in this list"),
    ("/contradictions/?after=x:99999999999999999999", "no place in this list"),
    ("/deadlines/?from=2026-02-31", "is not a day of the calendar"),
    ("/deadlines/?from=soon", "is not one day"),
    ("/deadlines/?from=2027&until=2026", "before 1 January 2027"),
    ("/deadlines/?kind=party", "is none of"),
    ("/deadlines/?party=Xyzzyland", "No party is called"),
    ("/deadlines/?after=2026-02-31:1", "no place in this list"),
    ("/deadlines/?after=%00", "U+0000"),
    ("/deadlines/?from=%00", "U+0000"),
]


@pytest.mark.parametrize(("address", "message"), BAD)
def test_bad_input_is_said_at_its_place(client: Client, address: str, message: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert message in words(answer)
    assert "Nothing was listed" in words(answer)
    if address.startswith("/deadlines/") and "after" not in address:
        answer = client.get(address.replace("/deadlines/", "/deadlines.ics"))
        assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert message in answer.content.decode()


@time_machine.travel("2026-06-01", tick=False)
def test_deadlines_come_month_by_month(client: Client) -> None:
    renewed_tacitly()
    page = words(client.get("/deadlines/"))
    assert "What is due from 1 June 2026 on" in page
    order = ["August 2026", "8 Aug 2026", "October 2027", "1 Oct 2027", "April 2028", "1 Apr 2028"]
    places = [page.index(one) for one in order]
    assert places == sorted(places)
    assert "It is renewed tacitly for 10 years unless notice is given by 1 October 2027." in page
    assert "Computed from the record; no source states this day." in page


@time_machine.travel("2026-06-01", tick=False)
def test_nothing_due_is_said(client: Client) -> None:
    assert "Nothing is due there from 1 June 2026 on" in words(client.get("/deadlines/?party=FR"))
    assert "Nothing is due there from 1 January 2150 on" in words(client.get("/deadlines/?from=2150-01-01"))


@time_machine.travel("2026-06-01", tick=False)
def test_the_pages_of_a_pair_and_an_agreement_lead_to_theirs(client: Client) -> None:
    pair = client.get("/pairs/AZ-US/").content.decode()
    assert "/deadlines/?party=AZ&amp;party=US" in pair
    page = words(client.get("/deadlines/?party=AZ&party=US"))
    assert "Deadlines: Azerbaijan – United States" in page
    agreement = words(client.get("/agreements/working-group-memorandum-2025/"))
    assert "8 Aug 2026" in agreement
    assert "It ends with this term, unless it is extended." in agreement


@time_machine.travel("2026-06-01", tick=False)
def test_the_next_page_of_deadlines_keeps_the_day(client: Client) -> None:
    for number in range(2):
        agreement = agreement_with(ClauseGiven(ClauseKind.DURATION, months=12), RENEWED, slug=f"yearly-{number}")
        done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-04-01")
    address, seen = "/deadlines/?party=XAA", 0
    for _ in range(5):
        html = client.get(address).content.decode()
        seen += html.count("End of a term</p>")
        following = re.search(r'href="(/deadlines/\?[^"]*after=[^"]*)"', html)
        if following is None:
            break
        assert "from=2026-06-01" in following[1]
        address = following[1].replace("&amp;", "&")
    assert seen == 2 * (2060 - 2026)


@pytest.mark.parametrize("address", ["/contradictions/", "/deadlines/?from=2026-01-01", "/contradictions/?party=zz"])
def test_the_pages_are_well_formed_and_hold_no_style_or_script(client: Client, address: str) -> None:
    renewed_tacitly()
    page = Page(client.get(address).content.decode())
    assert page.misplaced == []
    assert len(page.ids) == len(set(page.ids))
    assert page.fragments <= set(page.ids)
    assert page.inline == []


@pytest.mark.parametrize(
    ("address", "at_most"),
    [
        ("/contradictions/", 12),
        ("/contradictions/?party=AZ&party=US", 17),
        ("/deadlines/?from=2026-01-01", 9),
        ("/deadlines.ics?from=2026-01-01", 10),
    ],
)
def test_a_page_costs_so_many_statements(
    client: Client, address: str, at_most: int, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(at_most):
        client.get(address)


@pytest.mark.parametrize("address", ["/contradictions/", "/deadlines/", "/deadlines.ics"])
def test_the_pages_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


# --- The calendar -----------------------------------------------------------------------------------------------------


def calendar(client: Client, asked: str = "?from=2026-01-01") -> tuple[Any, bytes]:
    answer = client.get(f"/deadlines.ics{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content), answer.content


def test_the_calendar_is_read_back(client: Client) -> None:
    renewed_tacitly()
    parsed, _ = calendar(client)
    events = {str(event["UID"]): event for event in parsed.walk("VEVENT")}
    event = events["renewed/last_day_for_notice/1@pacta"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 10, 1), date(2027, 10, 2))
    assert str(event["SUMMARY"]) == "Last day to give notice of non-renewal: renewed"
    assert event["DTSTAMP"].dt == Block.objects.latest("no").at.replace(microsecond=0)
    assert "Without a notice by then, it is renewed tacitly for 10 years." in str(event["DESCRIPTION"])
    assert str(event["URL"]) == "http://testserver/agreements/renewed/"
    assert str(event["DESCRIPTION"]).endswith("http://testserver/agreements/renewed/")
    assert "working-group-memorandum-2025/end_of_term/1@pacta" in events


def test_a_day_known_in_part_spans_the_days_it_may_be(client: Client) -> None:
    agreement = agreement_with(TEN_YEARS, slug="imprecise")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018")
    parsed, _ = calendar(client, "?from=2026-01-01&agreement=imprecise")
    (event,) = parsed.walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2028, 1, 1), date(2029, 1, 1))
    assert "The day is known only as 2028." in str(event["DESCRIPTION"])


def test_the_calendar_keeps_to_the_rules_of_lines(client: Client) -> None:
    """RFC 5545, 3.1: lines end in CRLF and are folded at 75 octets."""
    renewed_tacitly("a-name-with-ümlauts-in-it".replace("ü", "u"))
    _, content = calendar(client)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()
    assert b"METHOD:PUBLISH" in lines
    assert b"VERSION:2.0" in lines


def test_the_same_record_gives_the_same_calendar_and_is_not_sent_twice(client: Client) -> None:
    renewed_tacitly()
    address = "/deadlines.ics?from=2026-01-01"
    first = client.get(address)
    assert client.get(address).content == first.content
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


def test_the_calendar_takes_the_filters_of_the_page(client: Client) -> None:
    renewed_tacitly()
    parsed, _ = calendar(client, "?from=2026-01-01&party=XAA&kind=end_of_term&until=2030-01-01")
    assert [str(event["UID"]) for event in parsed.walk("VEVENT")] == ["renewed/end_of_term/1@pacta"]
    parsed, _ = calendar(client, "?from=2026-01-01&party=FR")
    assert parsed.walk("VEVENT") == []
