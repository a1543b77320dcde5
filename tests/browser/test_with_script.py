"""What the script adds to forms that work without it."""

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from playwright.sync_api import expect

from tests.public_pages import PAIR


def test_suggestions_come_while_typing_and_are_walked_by_arrows(open_page: Any) -> None:
    page = open_page("/")
    field = page.locator("main input[name=q]")
    field.press_sequentially("azerbaijan uni", delay=20)
    first = page.locator("main .suggestions a").first
    expect(first).to_contain_text("Azerbaijan – United")
    expect(page.locator("main form[data-suggests] [role=status]")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.locator("main .suggestions a")).to_have_count(0)
    expect(field).to_have_value("azerbaijan uni")


def test_a_filter_narrows_the_list_in_place_and_keeps_the_focus(open_page: Any) -> None:
    page = open_page(PAIR)
    ended = page.get_by_role("checkbox", name=re.compile("^Ended"))
    ended.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("status=ended"))
    expect(page.locator("#agreements").get_by_role("heading", name="Ended (3)")).to_be_visible()
    expect(page.locator("#agreements").get_by_role("heading", name=re.compile("^In force"))).to_have_count(0)
    expect(ended).to_be_focused()
    page.go_back()
    expect(page.locator("#agreements").get_by_role("heading", name="In force (6)")).to_be_visible()


def test_the_slider_steps_from_change_to_change(open_page: Any) -> None:
    page = open_page(PAIR)
    slider = page.get_by_label("Slide to another day")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).not_to_have_url(re.compile("on=2024-10-05"))
    expect(page.locator("p.answer").first).not_to_contain_text("5 October 2024")
    assert "2024" in (slider.get_attribute("aria-valuetext") or "")


def test_the_calendar_writes_the_day_in_words(open_page: Any) -> None:
    page = open_page(PAIR)
    page.get_by_role("button", name="Calendar").click()
    page.locator("#on-calendar").fill("2016-05-01", force=True)
    page.locator("#on-calendar").dispatch_event("change")
    expect(page).to_have_url(re.compile("on="))
    expect(page.locator("p.answer").first).to_contain_text("1 May 2016")


@pytest.mark.parametrize("control", ["#open-calendar", "#on-slider"])
def test_what_needs_the_script_is_not_there_without_it(open_page: Any, control: str) -> None:
    page = open_page(PAIR, java_script_enabled=False)
    assert not page.locator(control).is_visible()
