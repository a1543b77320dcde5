"""The analyst's day: a denunciation that came by note, linked to the letter that asked for it; proposed by one and
accepted by another; and a wrong day corrected, with the old answer still there."""

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from playwright.sync_api import Page, expect

from tests.browser.at_the_desk import (
    BIT,
    DEMAND,
    LETTER,
    account,
    describe_note,
    field,
    in_words,
    leave,
    open_record_form,
    received,
    sign_in,
    type_denunciation,
)
from tests.browser.test_journeys import press_to
from treaties.models import Head, StatusChange

pytestmark = pytest.mark.usefixtures("own_record")
PENDING = re.compile("notice pending: ends on")
PREVIEW = "section.preview"


def a_year_later(day: Any) -> str:
    return in_words(day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day))


def press(page: Page, name: str) -> None:
    page.locator(".submit-row").get_by_role("button", name=name, exact=True).click()


def read_by_the_public(page: Page) -> None:
    """The agreement's page, the pair's answer, and the feed; nobody needs to be signed in."""
    page.goto(f"/agreements/{BIT}/")
    expect(page.locator("p.answer")).to_contain_text(
        f"a notice of termination is pending, to take effect on {a_year_later(received())}"
    )
    act = page.locator("[id^='act-']", has_text="Notice of termination").last
    expect(act.locator(".dates")).to_contain_text(f"{received().day} {received():%b %Y}")
    expect(act.locator(".side")).to_have_text("1 appeal for it")
    expect(act.locator(".notes")).to_contain_text(LETTER)
    expect(act.locator(".notes")).to_contain_text("demand 1: requested, grade E (same target and time only)")
    page.goto("/pairs/AZ-US/")
    expect(page.locator("main")).to_contain_text("Investment treaty")
    expect(page.locator("#agreements")).to_contain_text(re.compile("In force, notice pending\\s+Investment treaty"))
    entries = page.request.get("/changes.atom?party=AZ&party=US").text().split("<entry>")[1:]
    told = [one for one in entries if "Investment treaty" in one and "notice of termination" in one.lower()]
    assert told
    assert any(LETTER in one for one in told)


def test_a_note_of_denunciation_is_previewed_recorded_linked_and_read(open_page: Any) -> None:
    account("editor")
    page = open_page()
    sign_in(page, "editor")
    open_record_form(page, "investment", "Investment treaty")
    type_denunciation(page)
    preview = page.locator(PREVIEW)
    expect(preview).to_contain_text(f"notice pending: ends on {a_year_later(received())}")  # nothing was pressed
    expect(preview).to_contain_text("Azerbaijan – United States")
    expect(preview).to_contain_text("Still missing")
    describe_note(page)
    page.get_by_role("checkbox", name=re.compile(re.escape(DEMAND))).check()
    press_to(page, "Reason", most=60)
    page.keyboard.type("The note was read in full.")
    expect(preview).to_contain_text("Requested; grade E")
    expect(preview).to_contain_text("Nothing is recorded yet")
    assert StatusChange.objects.filter(agreement__slug=BIT, act="notice_of_termination").count() == 0

    press_to(page, "Record it", most=12)
    page.keyboard.press("Enter")
    said = page.locator(".messagelist")
    expect(said).to_contain_text("Recorded: Notice of termination")
    expect(said).to_contain_text(PENDING)
    said.get_by_role("link", name="See it on the public page").click()
    read_by_the_public(page)


def test_the_same_without_script_and_linked_afterwards(open_page: Any) -> None:
    account("editor")
    page = open_page(java_script_enabled=False)
    sign_in(page, "editor")
    open_record_form(page, "investment", "Investment treaty")
    type_denunciation(page)
    describe_note(page)
    field(page, "Reason").fill("The note was read in full.")
    field(page, "Reason").press("Enter")
    preview = page.locator(PREVIEW)
    expect(preview).to_contain_text(f"notice pending: ends on {a_year_later(received())}")
    preview.get_by_role("button", name="Record it").click()
    expect(page.locator(".messagelist")).to_contain_text("Recorded: Notice of termination")

    change = StatusChange.objects.get(agreement__slug=BIT, act="notice_of_termination")
    page.goto(f"/admin/treaties/statuschange/{change.pk}/change/")
    page.get_by_role("link", name="Link an appeal").click()
    field(page, "Appeal or demand").select_option(
        label="Demand 1: Terminate all agreements in force between the two, in particular two named ones (by rule)"
    )
    field(page, "Reason").fill("It asks for the end of all agreements.")
    press(page, "Preview")
    expect(page.locator(PREVIEW)).to_contain_text("An appeal changes no status")
    page.locator(PREVIEW).get_by_role("button", name="Link it").click()
    expect(page.locator(".messagelist")).to_contain_text("No status has changed")
    read_by_the_public(page)


def test_a_contributor_proposes_it_and_an_editor_accepts(open_page: Any) -> None:
    account("contributor", "contributors")
    account("editor")
    page = open_page()
    sign_in(page, "contributor")
    open_record_form(page, "investment", "Investment treaty")
    expect(page.get_by_role("button", name="Record", exact=True)).to_have_count(0)
    type_denunciation(page)
    page.locator("#id_source_words").fill("UNCTAD")
    page.get_by_role("radio", name=re.compile("Investment Agreements Navigator")).check()
    page.get_by_role("checkbox", name=re.compile(re.escape(DEMAND))).check()
    field(page, "Reason").fill("The register shows a notice.")
    expect(page.locator(PREVIEW)).to_contain_text("Requested; grade E")
    before = Head.objects.get().no
    press(page, "Propose")
    expect(page.locator(".messagelist")).to_contain_text("Nothing is recorded until an editor accepts it")
    assert Head.objects.get().no == before
    leave(page)

    sign_in(page, "editor")
    page.locator("#proposals, main").last.get_by_role("link", name="Review").click()
    expect(page.locator("section.proposed")).to_contain_text("Proposed by contributor")
    expect(page.locator(PREVIEW)).to_contain_text(f"notice pending: ends on {a_year_later(received())}")
    page.locator(PREVIEW).get_by_role("button", name="Accept it").click()
    expect(page.locator(".messagelist")).to_contain_text("the proposal of contributor")
    read_by_the_public(page)


def test_a_wrong_day_is_corrected_and_the_old_answer_is_still_there(open_page: Any) -> None:
    account("editor")
    before = Head.objects.get().no
    entry = StatusChange.objects.get(agreement__slug=BIT, act="entry_into_force")
    page = open_page()
    sign_in(page, "editor")
    page.goto(f"/admin/treaties/statuschange/{entry.pk}/change/")
    page.get_by_role("link", name="Correct", exact=True).click()
    field(page, "Effective on").fill("3 Aug 2001")
    field(page, "Why the earlier row").fill("Misread: the register has the third of August.")
    preview = page.locator(PREVIEW)
    expect(preview.locator("dl.changes")).to_contain_text("2 August 2001 3 August 2001")
    preview.get_by_role("button", name="Correct it").click()
    expect(page.locator(".messagelist")).to_contain_text("In force since 3 August 2001")

    page.goto(f"/agreements/{BIT}/")
    expect(page.locator("main")).to_contain_text("since 3 August 2001")
    page.goto(f"/agreements/{BIT}/?known_at={before}")
    expect(page.locator("main")).to_contain_text("since 2 August 2001")
    for day, in_force in [("2001-08-02", "no"), (f"2001-08-02&known_at={before}", "yes")]:
        page.goto(f"/agreements/{BIT}/?on={day}")
        answer = page.locator("main")
        if in_force == "yes":
            expect(answer).to_contain_text("In force")
        else:
            expect(answer).to_contain_text("Signed")
