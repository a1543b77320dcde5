"""The page of changes: as the record learned them, and as they happened."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories.record import correct, invented_agreement, record, retract
from tests.factories.watched import agreement_with, asserted, done, in_force, judged, renewed_tacitly
from tests.treaties.web.pages import Page, words
from treaties.models import Block
from treaties.vocabulary import Act, AgreementStatus, Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RECORDED, BY_DAY = "/changes/", "/changes/?by=day"


def blocks(client: Client, asked: str = RECORDED) -> list[Any]:
    return list(client.get(asked).context["page"].blocks)


def test_the_latest_block_comes_first_with_what_it_recorded_and_led_to(client: Client) -> None:
    agreement = in_force("told")
    page = words(client.get(RECORDED))
    assert "to see what happens Invented 1 April 1999: entry into force. In force" in page
    numbers = [view.block.no for view in blocks(client)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == Block.objects.latest("no").no
    assert f'href="{agreement.get_absolute_url()}"' in client.get(RECORDED).content.decode()


def test_a_large_block_is_summed_up(client: Client) -> None:
    page = words(client.get(RECORDED))
    assert "28 agreements recorded:" in page
    assert "28 September 1999: signature" not in page
    assert "It makes 6 demands. Linked to an act" not in page
    assert "Appeal: no status changed" in page


def test_every_kind_of_fact_is_told(client: Client) -> None:
    agreement = in_force("mended")
    said = asserted(agreement, AgreementStatus.ENDED, "2005-06-01")
    judged(said, Verdict.RECORD, "The register has no end.")
    act = record(agreement, Act.AMENDMENT, done_on="2003-01-01").change
    instead = correct(act, Act.AMENDMENT, reason="A misprint.", done_on="2003-02-01").change
    assert instead
    retract(instead, reason="Of another agreement.")
    renewed_tacitly()
    page = words(client.get(RECORDED))
    for told in (
        "A source says “ended” of 1 June 2005.",
        "A contradiction was judged, the record stands: The register has no end.",
        "Corrected: “1 January 2003: amendment” no longer stands, “1 February 2003: amendment” stands instead. "
        "A misprint.",
        "Retracted: “1 February 2003: amendment” no longer stands. Of another agreement.",
        "Clause: duration, 10 years.",
        "Agreement added to the record.",
    ):
        assert told in page
    assert page.count("1 February 2003: amendment. ") == 0


def test_a_status_is_told_as_it_was_known_then(client: Client) -> None:
    agreement = invented_agreement(slug="learned")
    done(agreement, Act.SIGNATURE, "XAA", done_on="1999-01-01")
    done(agreement, Act.SIGNATURE, "XAB", done_on="1999-01-01")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-04-01")
    signs = [line.sign.words for view in blocks(client, f"{RECORDED}?agreement=learned") for line in view.lines]
    assert signs[0] == "In force"
    assert signs[1] == "Signed"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?agreement=narrow", {"narrow"}),
        ("?party=XAA&party=XAB", {"narrow"}),
        ("?party=XAB", {"narrow"}),
        ("?party=FR", set()),
        ("?since=2150-01-01", set()),
        ("?until=1900-01-01", set()),
    ],
)
def test_changes_are_narrowed(client: Client, asked: str, shown: set[str]) -> None:
    done(agreement_with(slug="narrow"), Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    answer = client.get(f"/changes/{asked}")
    found = {line.name for view in answer.context["page"].blocks for line in [*view.lines, *view.summed_up]}
    assert found == shown
    if not shown:
        assert "No change on record is left by these filters." in words(answer)
    lines = client.get(f"/changes/{asked}&by=day").context["page"].lines
    assert {line.title for line in lines} >= {f"Treaty {slug}" for slug in shown}
    assert "party=FR" not in asked or not lines


def test_a_pair_tells_of_its_appeals_too(client: Client) -> None:
    told = words(client.get("/changes/?party=AZ&party=US&by=day"))
    assert "Letter of members of parliament; " in told
    assert "It makes 6 demands. Appeal: no status changed" in told
    assert "Changes: Azerbaijan – United States" in told
    names = {line.name for view in blocks(client, "/changes/?party=AZ&party=US") for line in view.lines}
    assert "appeal-milli-majlis-letter-2024-10-05" in names
    assert "Appeal" not in {line.sign.words for view in blocks(client, "/changes/?party=FR") for line in view.lines}


@pytest.mark.parametrize("asked", ["?by=recorded&party=XAA", "?by=day&party=XAA", "?by=day"])
def test_pages_lose_and_repeat_nothing(client: Client, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        done(agreement_with(slug=f"one-of-{number}"), Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    whole = _told(client.get(f"/changes/{asked}").context["page"])
    monkeypatch.setattr("treaties.web.changes_page.MOST", 3)
    found, address = [], f"/changes/{asked}"
    for _ in range(80):
        page = client.get(address).context["page"]
        found += _told(page)
        if not page.next:
            break
        address = f"/changes/{page.next}"
    assert len(found) == len(set(found))
    assert set(found) >= set(whole)


def _told(page: Any) -> list[Any]:
    if page.is_recorded:
        return [(view.block.no, line.name) for view in page.blocks for line in view.lines]
    return [(line.url, line.when.text, line.words) for line in page.lines]


@time_machine.travel("2026-11-26", tick=False)
def test_what_happened_comes_by_its_day_and_ends_today(client: Client) -> None:
    agreement = agreement_with(slug="to-come")
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2027-01-01")
    page = client.get(BY_DAY).context["page"]
    days = [line.place.day for line in page.lines]
    assert days == sorted(days, reverse=True)
    assert "to-come" not in words(client.get(BY_DAY))
    assert "Treaty to-come" in words(client.get(f"{BY_DAY}&until=2028"))


def test_the_signatures_of_one_day_are_one_line(client: Client) -> None:
    agreement = agreement_with(slug="together")
    for code in ("XAA", "XAB"):
        done(agreement, Act.SIGNATURE, code, done_on="2001-01-01", place="Baku")
    told = words(client.get(f"{BY_DAY}&agreement=together"))
    assert "Signature by the State of XAA and the State of XAB, at Baku. Signed" in told


BAD = [
    ("?party=Xyzzyland", "No party is called “Xyzzyland”"),
    ("?party=Congo", "say which"),
    ("?since=2026-02-31", "is not a day of the calendar"),
    ("?since=0000", "0000"),
    ("?until=10000", "10000"),
    ("?since=2020&until=2010", "before 1 January 2020"),
    ("?by=size", "is none of recorded, day"),
    ("?by=day&by=recorded", "given 2 times"),
    ("?after=x", "no place in this list"),
    ("?after=99999999999999999999", "no place in this list"),
    ("?by=day&after=2026-02-31:0:1", "no place in this list"),
    ("?by=day&after=5", "no place in this list"),
    ("?agreement=no-such", "No agreement is on record"),
    ("?agreement=%00", "U+0000"),
    ("?since=%00", "U+0000"),
]


@pytest.mark.parametrize(("asked", "message"), BAD)
def test_bad_input_is_said_at_its_place(client: Client, asked: str, message: str) -> None:
    answer = client.get(f"/changes/{asked}")
    assert answer.status_code == 400
    assert message in words(answer)
    assert "Nothing was listed" in words(answer)


@pytest.mark.parametrize(
    "address", [RECORDED, BY_DAY, "/changes/?party=AZ&party=US", "/changes/?by=day&party=zz", "/", "/data/"]
)
def test_the_pages_are_well_formed_and_hold_no_style_or_script(client: Client, address: str) -> None:
    in_force("formed")
    page = Page(client.get(address).content.decode())
    assert page.misplaced == []
    assert len(page.ids) == len(set(page.ids))
    assert page.fragments <= set(page.ids)
    assert page.inline == []


COSTLY = (
    "/",
    RECORDED,
    BY_DAY,
    "/changes/?party=AZ&party=US&agreement=usaid-arrangement",
    "/changes/?by=day&party=AZ&party=US&agreement=usaid-arrangement",
    "/contradictions/?party=AZ&party=US&agreement=usaid-arrangement",
    "/deadlines/?party=AZ&party=US&agreement=usaid-arrangement",
    "/pairs/AZ-US/compare/?from_on=2013&on=2024-10-05&from_known_at=2&known_at=2",
    "/what-if/?party=AZ&with=US",
    "/what-if/?party=AZ&agreement=usaid-arrangement&known_at=2",
    "/data/",
    "/changes.atom?party=AZ&party=US",
    "/contradictions.atom?party=AZ&party=US",
    "/deadlines.atom?party=AZ&party=US",
)


def test_a_page_costs_at_most_ten_statements(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        renewed_tacitly(f"costly-{number}")
    client.get("/pairs/AZ-US/")  # the names of parties are read once
    for address in COSTLY:
        with django_assert_max_num_queries(10, info=address):
            assert (address, client.get(address).status_code) == (address, 200)
