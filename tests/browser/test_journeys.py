"""From two countries to what was asked of them and back, as people go: on a desk, on a phone, with and without script,
and by the keyboard alone."""

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE

ANSWER = (
    "On 5 October 2024, 6 bilateral agreements between Azerbaijan and the United States were in force, "
    "and 4 more are uncertain; 10 multilateral agreements bound both."
)
ACQUISITION = "Agreement on the Acquisition of Equipment"
LETTER = re.compile("Letter of members of the Milli Majlis")
HOW = [
    pytest.param({"viewport": WIDE}, id="wide"),
    pytest.param(
        {"viewport": WIDE, "java_script_enabled": False}, id="wide, without script", marks=pytest.mark.exhaustive
    ),
    pytest.param({"viewport": PHONE, "is_mobile": True, "has_touch": True}, id="phone", marks=pytest.mark.exhaustive),
    pytest.param({"viewport": PHONE, "is_mobile": True, "java_script_enabled": False}, id="phone, without script"),
]


def set_day(page: Page, words: str) -> None:
    page.get_by_label("The day", exact=True).fill(words)
    page.get_by_role("button", name="Show", exact=True).click()


@pytest.mark.parametrize("how", HOW)
def test_from_two_countries_to_the_letter_and_back(open_page: Any, how: dict[str, Any]) -> None:
    page = open_page("/", **how)
    page.locator("main").get_by_role("searchbox").or_(page.locator("main input[name=q]")).first.fill("azerbaijan usa")
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("/pairs/AZ-US/"))

    set_day(page, "5 October 2024")
    expect(page).to_have_url(re.compile(r"/pairs/AZ-US/\?(.*&)?on="))
    expect(page.locator("p.answer").first).to_have_text(ANSWER)

    page.locator("#agreements, main").last.get_by_role("link", name=re.compile(ACQUISITION)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ACQUISITION)
    expect(page).to_have_url(re.compile("on=2024-10-05"))

    page.locator("#appeals").get_by_role("link", name=LETTER).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER)

    page.get_by_role("navigation", name="Path").get_by_role("link", name="Azerbaijan – United States").click()
    expect(page.locator("p.answer").first).to_have_text(ANSWER)


def press_to(page: Page, name: str, *, most: int = 120) -> None:
    """Tab until the focus is on a control that is called so; each stop on the way must be visible and marked."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found: dict[str, Any] = page.evaluate(FOCUSED)
        assert found["marked"], f"the focus cannot be seen on {found}"
        if name in found["name"]:
            return
    pytest.fail(f"no {name} within {most} stops of the keyboard")


FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const label = one.labels && one.labels[0] ? one.labels[0].textContent : "";
  return {
    name: one === document.body ? "" : (one.getAttribute("aria-label") || label || one.textContent || "").trim()
      .replace(/\\s+/g, " "),
    marked: one === document.body || (style.outlineStyle !== "none" && box.width > 0 && box.height > 0),
    tag: one.tagName,
  };
}"""


@pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.exhaustive)], ids=["with script", "without script"]
)
def test_the_same_by_the_keyboard_alone(open_page: Any, script: bool) -> None:
    page = open_page("/", java_script_enabled=True)
    if not script:  # the focus is read by a script of the test; the site's own are kept away
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto("/")
    press_to(page, "Two countries, a title, a series number")
    page.keyboard.type("azerbaijan usa")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/pairs/AZ-US/"))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the head
    press_to(page, "The day")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2024-10-05")
    page.keyboard.press("Enter")
    expect(page.locator("p.answer").first).to_have_text(ANSWER)

    press_to(page, ACQUISITION, most=250)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(ACQUISITION)
    press_to(page, "Letter of members of the Milli Majlis", most=250)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER)
    press_to(page, "Azerbaijan – United States")
    page.keyboard.press("Enter")
    expect(page.locator("p.answer").first).to_have_text(ANSWER)
