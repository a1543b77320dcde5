"""An analyst adds an appeal with a rule target, sees beforehand what the rule catches, and reads it on the public page:
with and without script."""

import re
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from tests.factories.analysts import signed_in

HEADING = "Terminate all agreements in force between the two"
TITLE = "Motion on the agreements between Azerbaijan and the United States"
FILLED = {
    "Issued by": "A committee of the Milli Majlis",
    "A body of": "AZ",
    "Issued on": "5 Oct 2024",
    "Addressed to": "Minister of Foreign Affairs of Azerbaijan",
    "Also concerns": "usa",
    "Reason": "It was published",
}


@pytest.fixture
def cookie(site: str, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest) -> dict[str, str]:
    """Of an editor who has signed in."""
    name = re.sub(r"\W+", "-", request.node.name)
    with django_db_blocker.unblock():
        key = signed_in(name).cookies["sessionid"].value
    return {"name": "sessionid", "value": key, "url": site}


def field(page: Page, label: str) -> Any:
    return page.get_by_label(re.compile(rf"^{re.escape(label)}")).first


def press(page: Page, name: str) -> None:
    page.locator(".submit-row").get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_new_appeal_with_a_rule_target(open_page: Any, cookie: dict[str, str], script: bool) -> None:
    title = f"{TITLE}, {'with' if script else 'without'} script"
    page = open_page(java_script_enabled=script)
    page.context.add_cookies([cookie])
    page.goto("/admin/appeals/appeal/")
    page.get_by_role("link", name="Add appeal").click()
    field(page, "Title").fill(title)
    for label, typed in FILLED.items():
        field(page, label).fill(typed)
    field(page, "Kind").select_option("motion")
    field(page, "What we hold").select_option("full")
    page.locator("#id_source_words").fill("caliber")
    demand = page.get_by_role("group", name="Demand 1", exact=True)
    demand.get_by_label("Asks to").select_option("terminate")
    demand.get_by_label("Heading").fill(HEADING)
    target = demand.get_by_role("group", name="Target 1")
    expect(target.get_by_label("Between")).to_be_hidden()
    target.get_by_label("Aimed at").select_option("rule")
    target.get_by_label("Between").fill("AZ")
    target.get_by_label("and", exact=True).fill("US")
    demand.get_by_role("button", name="Add another target").click()
    target = page.get_by_role("group", name="Target 2")
    expect(target.get_by_label("Aimed at")).to_be_focused()
    target.get_by_label("Aimed at").select_option("agreement")
    target.get_by_label("Agreement", exact=True).fill("acquisition-agreement-2013")
    if not page.get_by_role("radio", name=re.compile("^Caliber")).count():
        press(page, "Preview")
    page.get_by_role("radio", name=re.compile("^Caliber")).check()

    press(page, "Preview")
    preview = page.locator("section.preview")
    expect(preview).to_contain_text("Expanded on 5 October 2024, and frozen")
    expect(preview).to_contain_text("named, outside the rule")
    expect(preview).to_contain_text("Nothing is recorded yet")
    preview.get_by_role("button", name="Record it").click()

    page.get_by_role("link", name="See it on the public page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("#demand-1, main").last).to_contain_text(HEADING)
    expect(page.locator("main")).to_contain_text("Acquisition agreement of 2013")
