"""The pictures of the desk, in docs/pictures/desk/: one morning, told in the order in which it happens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests import desk_pages
from tests.browser import morning, states
from tests.browser.at_the_desk import BIT
from tests.browser.conftest import PHONE, WIDE
from tests.browser.states import STATES
from treaties.models import StatusChange

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "desk"
BEFORE = ("sign-in", "second-factor-set-up", "agreement", *STATES)
"""While nothing of the morning is recorded yet."""
AFTER = (
    *("recorded", "desk", "desk-dark", "desk-phone", "proposals", "review", "review-against-the-rule", "agreements"),
    *("source-with-a-copy", "corrected", "history", "block", "public", "demand"),
)
NAMES = (*BEFORE, *AFTER)


def tallest(name: str) -> int:
    """Pixels of a page that are shown at most."""
    return 2_200 if name == "bulk-plan" else 1_700


def of_the_desk(browser: Browser, site: str, names: list[str]) -> Iterator[tuple[str, Page]]:
    """Each picture's name, and the page as it is to be taken."""
    morning.prepare()
    addresses = {name: path.format(**desk_pages.rows()) for name, path in desk_pages.DESK_PAGES.items()}
    key = morning.entered(morning.EDITOR).cookies["sessionid"].value

    def opened(signed_in: bool = True, scheme: str = "light", phone: bool = False) -> Page:
        how: dict[str, Any] = {"viewport": PHONE if phone else WIDE, "color_scheme": scheme}
        context = browser.new_context(base_url=site, **how)
        if signed_in:
            context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
        return context.new_page()

    for name in NAMES:
        if name == AFTER[0]:
            record_and_correct(opened(), addresses)
        if name not in names:
            continue
        page = opened(
            name not in ("sign-in", "public", "demand"), "dark" if name.endswith("dark") else "light", "phone" in name
        )
        if name in STATES:
            STATES[name](page, addresses)
        else:
            page.goto(where(name, addresses))
        page.evaluate("window.scrollTo(0, 0)")
        yield name, page
        page.context.close()


def record_and_correct(page: Page, addresses: dict[str, str]) -> None:
    """The denunciation, and the corrected day of the entry into force."""
    states.denunciation(page, addresses)
    page.locator(states.PREVIEW).get_by_role("button", name="Record it").click()
    expect(page.locator(".messagelist")).to_contain_text("Recorded")
    states.correction(page, addresses)
    page.locator(states.PREVIEW).get_by_role("button", name="Correct it").click()
    expect(page.locator(".messagelist")).to_contain_text("3 August 2001")


def where(name: str, addresses: dict[str, str]) -> str:
    notice = StatusChange.objects.filter(agreement__slug=BIT, act="notice_of_termination").last()
    others = {
        "sign-in": desk_pages.SIGN_IN,
        "desk-dark": addresses["desk"],
        "desk-phone": addresses["desk"],
        "recorded": f"/admin/treaties/statuschange/{notice.pk}/change/" if notice else "",
        "corrected": addresses["act"],
        "public": f"/agreements/{BIT}/",
        "demand": "/appeals/milli-majlis-letter-2024-10-05/demands/1/",
    }
    return others.get(name) or addresses[name]
