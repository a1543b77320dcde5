"""Pages as the record stood: the sentence, the links, what is typed, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.record import a_block, invented_agreement, invented_source, record
from tests.treaties.web.pages import Page, words
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, StatusChange
from treaties.queries.party_search import known_parties
from treaties.vocabulary import Act

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAIR = "/pairs/AZ-US/"
ON = "2024-10-05"
BIT = "bit-azerbaijan-united-states-1997"
ENTRY = f"{BIT}-entry-into-force"


def head() -> Block:
    return Block.objects.latest("no")


def entry_of(slug: str) -> StatusChange:
    return StatusChange.objects.get(agreement__slug=slug, act=Act.ENTRY_INTO_FORCE)


def retract_the_entry(slug: str = BIT) -> int:
    """Retract an entry into force; the block before it."""
    before = head().no
    with a_block() as block:
        retract_status_change(block, change=entry_of(slug), reason="The register speaks of another treaty.")
    return before


def correct_the_entry(day: str = "2001-08-03") -> int:
    source = invented_source()
    before = head().no
    with a_block() as block:
        given = ActGiven(act=Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse(day))
        reason = "The depositary gives another day."
        correct_status_change(block, change=entry_of(BIT), given=given, reason=reason, cites=[Cite(source)])
    return before


def test_the_pair_answers_as_the_record_stood_and_says_what_the_latest_says(client):
    before = retract_the_entry()
    moment = client.get(f"{PAIR}?on={ON}&known_at={before}").context["page"].day.knowledge.words
    text = words(client.get(f"{PAIR}?on={ON}&known_at={before}"))
    assert (
        f"As this record stood on {moment}, 6 bilateral agreements between Azerbaijan and the United States were in "
        "force on 5 October 2024, and 4 more are uncertain; 10 multilateral agreements bound both; the latest record "
        "says 5 in force, 5 uncertain." in text
    )
    assert "This is not the latest state of the record." in text
    assert "5 bilateral agreements" in words(client.get(f"{PAIR}?on={ON}"))


def test_where_nothing_differs_the_latest_record_is_not_quoted(client):
    before = correct_the_entry()
    text = words(client.get(f"{PAIR}?on={ON}&known_at={before}"))
    assert "bound both. Of the 4" in text
    assert "This is not the latest state of the record." in text


def test_the_latest_block_is_said_to_be_the_latest(client):
    text = words(client.get(f"{PAIR}?on={ON}&known_at={head().no}"))
    assert "that is still its latest state" in text
    assert "not the latest" not in text


def test_before_anything_was_known_of_the_two(client):
    first = words(client.get(f"{PAIR}?on={ON}&known_at=1"))
    assert (
        "Pacta held no agreement between Azerbaijan and the United States. That does not mean there was none; " in first
    )
    assert "the latest record holds 28." in first


def test_the_agreement_answers_as_the_record_stood(client):
    before = retract_the_entry()
    url = f"/agreements/{BIT}/?on={ON}"
    text = words(client.get(f"{url}&known_at={before}"))
    assert "on 5 October 2024 this agreement was in force, since 2 August 2001; the latest record says: signed." in text
    assert "Corrected and retracted" not in text
    assert "no entry into force is on record" in words(client.get(url))


def test_an_agreement_that_was_not_on_record_yet_says_so_and_leads_to_the_latest(client):
    response = client.get(f"/agreements/{BIT}/?on={ON}&known_at=1")
    assert response.status_code == 404
    assert "was not on record yet as the record stood on" in words(response)
    assert f'href="/agreements/{BIT}/?on={ON}"' in response.content.decode()


def test_the_list_of_agreements_as_known(client):
    before = retract_the_entry()
    assert "none on record then" in words(client.get("/agreements/?known_at=1"))
    listed = {
        number: {line.agreement.slug: line.sign.words for line in client.get(url).context["page"].listed}
        for number, url in enumerate((f"/agreements/?on={ON}&known_at={before}", f"/agreements/?on={ON}"))
    }
    assert (listed[0][BIT], listed[1][BIT]) == ("In force", "Signed")
    assert {slug for slug in listed[0] if listed[0][slug] != listed[1][slug]} == {BIT}


@pytest.mark.parametrize(
    "path",
    [PAIR, f"/agreements/{BIT}/", "/agreements/", "/appeals/milli-majlis-letter-2024-10-05/", "/appeals/"],
)
def test_every_link_of_the_page_keeps_the_day_and_the_state_of_knowledge(client, path):
    known = head().no
    page = Page(client.get(f"{path}?on={ON}&known_at={known}").content.decode())
    linked = page.links(path)
    way_out = {"/", "/agreements/", "/appeals/", "/deadlines/", "/contradictions/", "/api/v1/", path, f"{path}?on={ON}"}
    way_out |= {"/changes/", "/changes.atom", "/data/", "/parties/", "/deadlines.ics"}
    assert [url for url in linked - way_out if f"known_at={known}" not in url] == []
    kept = ("on=", "from_on=", "/what-if/")  # what if asks of today, as the record stood then
    assert [url for url in linked - way_out if not any(name in url for name in kept) and "/api/" not in url] == []


def test_canonical_and_permanent_links_pin_the_block(client):
    known = head()
    canonical = f'<link rel="canonical" href="http://testserver{PAIR}?on={ON}&amp;known_at={known.no}">'
    page = client.get(f"{PAIR}?on={ON}&known_at={known.at.isoformat().replace('+', '%2B')}").content.decode()
    assert canonical in page
    latest = client.get(f"{PAIR}?on={ON}").content.decode()
    assert f'href="{PAIR}?on={ON}&amp;known_at={known.no}" rel="nofollow">Permanent link, as known now' in latest
    assert f'href="http://testserver{PAIR}?on={ON}">' in latest


def test_a_moment_and_a_day_mean_the_last_block_by_then(client):
    known = head()
    later = (known.at + timedelta(days=3)).date()
    for typed in (f"{known.at:%Y-%m-%dT%H:%M:%S.%fZ}", later.isoformat(), f"{later.day} {later:%B %Y}"):
        assert client.get(PAIR, {"known_at": typed}).context["page"].day.known_at == known.no


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("soonish", "“soonish” is not understood; write a block number of the journal (1842), or a moment in RFC 3339"),
        ("soonish", "A day (1 March 2025) means its end."),
        ("1997-01-01", "The record did not exist yet at that moment. It began with block 1, on"),
        ("999999", "The record has no block 999999 yet: the last one is"),
        ("0", "The journal has no block 0. It began with block 1"),
        ("-1", "is not understood"),
        ("\x00", "is not understood"),
        ("9" * 400, "is not understood"),
        ("<script>", "is not understood"),
    ],
)
def test_what_is_no_state_of_knowledge_is_said_and_kept(client, typed, message):
    response = client.get(PAIR, {"on": "Oct 2024", "known_at": typed})
    assert response.status_code == 400
    assert message in words(response)
    page = Page(response.content.decode())
    fields = {attributes.get("id"): attributes.get("value") for tag, attributes in page.elements if tag == "input"}
    assert fields["on"] == "Oct 2024"
    assert (fields["known_at"] or "")[:5] == typed.replace("\x00", "�")[:5]
    assert ("details", {"class": "stood", "open": None}) in page.elements


def test_two_states_of_knowledge_are_one_too_many(client):
    response = client.get(f"{PAIR}?known_at=1&known_at=2")
    assert (response.status_code, "One state of knowledge at a time" in words(response)) == (400, True)


@pytest.mark.parametrize("path", [f"{PAIR}picture.svg", f"/agreements/{BIT}/picture.svg"])
def test_the_picture_alone_is_as_known_and_says_so(client, path):
    before = retract_the_entry()
    picture = client.get(f"{path}?on={ON}&known_at={before}").content.decode()
    assert f"(block {before})" in picture
    assert f"&amp;known_at={before}" in picture
    assert picture != client.get(f"{path}?on={ON}").content.decode()


def test_what_a_page_prints_names_the_day_and_the_block(client):
    known = head().no
    for url in (PAIR, f"/agreements/{BIT}/", "/appeals/milli-majlis-letter-2024-10-05/"):
        assert f"(block {known})" in words(client.get(f"{url}?on={ON}"))


@pytest.mark.parametrize(
    ("url", "at_most"),
    [
        (f"{PAIR}?on={ON}", 7),
        (f"{PAIR}?on=1980-01-01", 8),
        (f"{PAIR}?on={ON}&known_at=%d", 8),
        (f"{PAIR}?on=1980-01-01&known_at=%d", 9),  # a party that did not exist, and the latest record besides
        (f"/agreements/{BIT}/?on={ON}&known_at=%d", 8),
        (f"/agreements/?on={ON}&known_at=%d", 2),
        (f"/appeals/milli-majlis-letter-2024-10-05/?on={ON}&known_at=%d", 10),
        (f"/agreements/{BIT}/compare/?from_on=1990&on={ON}", 4),
        (f"{PAIR}compare/?from_known_at=%d&on={ON}", 8),
        ("/compare/?from_known_at=%d", 4),
    ],
)
def test_a_page_as_known_costs_so_many_statements(client, url, at_most, django_assert_max_num_queries):
    known_parties()
    before: Any = retract_the_entry()
    with django_assert_max_num_queries(at_most):
        client.get(url % before if "%d" in url else url)


def test_what_was_recorded_later_is_not_there_before(client):
    before = head().no
    agreement = invented_agreement(codes=("AZ", "US"))
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    assert Agreement.objects.known_at(before).filter(pk=agreement.pk).count() == 0
    assert f"/agreements/{agreement.slug}/" not in client.get(f"{PAIR}?known_at={before}").content.decode()
    assert f"/agreements/{agreement.slug}/" in client.get(PAIR).content.decode()
