"""Corrections and retractions in the open: what was recorded, what stands instead, why, and where links lead."""

import pytest

from tests.factories.record import a_block, invented_source
from tests.treaties.web.pages import Page, words
from tests.treaties.web.test_known_at import BIT, ENTRY, correct_the_entry, head, retract_the_entry
from treaties.actions.assertions import AssertionGiven
from treaties.actions.corrections import correct_assertion, correct_status_change, retract_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import StatusAssertion, StatusChange
from treaties.vocabulary import Act, AgreementStatus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
URL = f"/agreements/{BIT}/?on=2024-10-05"
USAID = "usaid-arrangement"


def element_at(client, url: str, anchor: str) -> str:
    """The words of the place that a link to ``anchor`` shows."""
    html = client.get(url).content.decode()
    assert html.count(f'id="{anchor}"') == 1
    after = html[html.index(f'id="{anchor}"') - 200 :]
    return words(type("Response", (), {"content": after.encode()}))


def test_a_corrected_act_is_folded_below_with_what_stands_instead_and_why(client):
    before = correct_the_entry()
    text = words(client.get(URL))
    corrected = text[text.index("Corrected and retracted (1)") :]
    for told in (
        "Entry into force: in effect 2 August 2001",
        "Instead: Entry into force: in effect 3 August 2001",
        "Why: The depositary gives another day.",
        f"(block {before + 1}), by a test.",
    ):
        assert told in corrected
    assert f'href="?on=2024-10-05&amp;known_at={before}"' in client.get(URL).content.decode()


def test_a_link_to_a_corrected_act_shows_the_act_that_stands_and_says_so(client):
    correct_the_entry()
    shown = element_at(client, URL, f"act-{ENTRY}")
    assert "This stands instead of what was recorded before: Entry into force: in effect 2 August 2001." in shown
    assert f'id="act-{ENTRY}-2"' in client.get(URL).content.decode()


def test_a_link_to_a_retracted_act_says_that_it_was_retracted(client):
    retract_the_entry()
    shown = element_at(client, URL, f"act-{ENTRY}")
    assert "retracted Entry into force: in effect 2 August 2001" in shown
    assert "Nothing stands in its place." in shown


def test_a_chain_of_corrections_leads_to_what_stands_in_the_end(client):
    correct_the_entry("2001-08-03")
    standing = StatusChange.objects.standing().get(agreement__slug=BIT, act=Act.ENTRY_INTO_FORCE)
    with a_block() as block:
        given = ActGiven(act=Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse("2001-08-04"))
        correct_status_change(block, change=standing, given=given, reason="Again.", cites=[Cite(invented_source())])
    text = words(client.get(URL))
    assert "Corrected and retracted (2)" in text
    assert "which was mended in its turn; what stands now" in text
    assert "4 August 2001" in element_at(client, URL, f"act-{ENTRY}-3")
    page = Page(client.get(URL).content.decode())
    assert {f"act-{ENTRY}", f"act-{ENTRY}-2", f"act-{ENTRY}-3"} <= set(page.ids)
    assert page.fragments - set(page.ids) == set()
    assert len(set(page.ids)) == len(page.ids)


def test_a_correction_that_was_retracted_leaves_nothing_standing(client):
    correct_the_entry()
    standing = StatusChange.objects.standing().get(agreement__slug=BIT, act=Act.ENTRY_INTO_FORCE)
    with a_block() as block:
        retract_status_change(block, change=standing, reason="Neither.")
    text = words(client.get(URL))
    assert "which was mended in its turn." in text
    assert Page(client.get(URL).content.decode()).misplaced == []


def test_what_appeals_note_under_an_act_goes_with_it(client):
    lapse = StatusChange.objects.get(agreement__slug=USAID, act=Act.LAPSE)
    url = f"/agreements/{USAID}/"
    with a_block() as block:
        given = ActGiven(act=Act.LAPSE, effective_on=PartialDate.parse("2024-06-02"))
        correct_status_change(block, change=lapse, given=given, reason="A day later.", cites=[Cite(invented_source())])
    shown = element_at(client, url, f"act-{lapse.slug}-2")
    assert shown.index("demand 6: followed, grade E") < shown.index("Corrected and retracted")
    appeal = client.get("/appeals/milli-majlis-letter-2024-10-05/").content.decode()
    assert f"#act-{lapse.slug}-2" in appeal
    text = words(client.get("/appeals/milli-majlis-letter-2024-10-05/"))
    assert "that was corrected, and this act stands instead." in text


def test_a_retracted_act_keeps_its_notes_and_its_link_says_so(client):
    lapse = StatusChange.objects.get(agreement__slug=USAID, act=Act.LAPSE)
    with a_block() as block:
        retract_status_change(block, change=lapse, reason="Of another arrangement.", cites=[Cite(invented_source())])
    assert "demand 6: followed, grade E" in element_at(client, f"/agreements/{USAID}/", f"act-{lapse.slug}")
    text = words(client.get("/appeals/milli-majlis-letter-2024-10-05/"))
    assert "The act was retracted: nothing stands in its place." in text


def test_a_corrected_assertion_is_shown_as_one(client):
    said = StatusAssertion.objects.filter(agreement__slug=USAID).earliest("pk")
    with a_block() as block:
        given = AssertionGiven(asserted_on=PartialDate.parse("2024-10-05"), status=AgreementStatus.IN_FORCE)
        cites = [Cite(invented_source())]
        correct_assertion(block, assertion=said, given=given, reason="It says in force.", cites=cites)
    text = words(client.get(f"/agreements/{USAID}/"))
    assert f"corrected A source says “{said.get_status_display()}”" in text
    assert "Instead: A source says “in force” of 5 October 2024." in text


def test_as_known_before_shows_the_act_as_it_was(client):
    before = correct_the_entry()
    text = words(client.get(f"{URL}&known_at={before}"))
    assert "In effect 2 Aug 2001" in text
    assert "Corrected and retracted" not in text
    assert head().no > before
