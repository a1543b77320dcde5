"""What holds for every page of the administration that we made, in a real browser, for an editor who is signed in."""

from base64 import b32decode
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests import databases, desk_pages
from tests.browser import morning, states
from tests.browser.conftest import WIDE, listen

NARROW: Any = {"width": 320, "height": 640}
AT_EVERY_RUN = (
    *("desk", "agreements-not-understood", "proposals", "review", "appeal", "source-with-a-copy", "write"),
    *("api-tokens",),
)
STATES_AT_EVERY_RUN = ("record-denunciation", "bulk-plan", "import-register", "add-appeal-preview")
"""One of each kind of page; the others are built of the same parts, and looked at by the exhaustive tests."""
IN_THE_DARK = ("desk", "record", "appeal", "api-tokens")
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def addresses(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Of every page, in a database in which a morning is prepared."""
    with django_db_blocker.unblock(), databases.clone():
        morning.prepare()
        rows = desk_pages.rows()
        yield {name: path.format(**rows) for name, path in desk_pages.DESK_PAGES.items()}


@pytest.fixture(scope="module")
def opened(
    browser: Browser, site: str, addresses: dict[str, str], django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Page, list[str]]]:
    """One page for all of them, which keeps styles and scripts from one to the next; and what went wrong in it."""
    with django_db_blocker.unblock():
        key = morning.entered(morning.EDITOR).cookies["sessionid"].value
    context = browser.new_context(base_url=site)
    context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
    found, problems = context.new_page(), []  # type: ignore[var-annotated]
    found.set_default_timeout(10_000)
    listen(found, site, problems)
    yield found, problems
    context.close()


@pytest.fixture
def page(opened: tuple[Page, list[str]]) -> Iterator[Page]:
    found, problems = opened
    problems.clear()
    found.set_viewport_size(WIDE)
    found.emulate_media(color_scheme="light")
    yield found
    assert problems == []


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} {' '.join(map(str, node['target']))}: {node['html'][:160]} {node['failureSummary']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    page.set_viewport_size(NARROW)
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return max(wide - NARROW["width"], 0)


def at_times(name: str, often: Sequence[str] = AT_EVERY_RUN) -> Any:
    return name if name in often else pytest.param(name, marks=pytest.mark.exhaustive)


@pytest.mark.parametrize("name", [at_times(name) for name in desk_pages.DESK_PAGES])
def test_axe_finds_nothing_serious_and_a_small_phone_is_wide_enough(
    page: Page, addresses: dict[str, str], name: str
) -> None:
    answer = page.goto(addresses[name])
    assert answer
    assert answer.status == (400 if "not-understood" in name else 200)
    assert faults(page) == []
    assert overflow(page) == 0


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", IN_THE_DARK)
def test_nor_in_the_dark(page: Page, addresses: dict[str, str], name: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(addresses[name])
    assert faults(page) == []


@pytest.mark.parametrize("name", [at_times(name, STATES_AT_EVERY_RUN) for name in states.STATES])
def test_nor_where_a_form_is_filled_in(page: Page, addresses: dict[str, str], name: str) -> None:
    states.STATES[name](page, addresses)
    assert faults(page) == []
    assert overflow(page) == 0


@pytest.mark.exhaustive
def test_nor_where_people_sign_in(open_page: Any) -> None:
    page = open_page(desk_pages.SIGN_IN)
    assert faults(page) == []
    assert overflow(page) == 0


def test_nor_where_a_second_factor_is_set_up(
    open_page: Any, site: str, addresses: dict[str, str], django_db_blocker: DjangoDbBlocker
) -> None:
    """The key, the backup codes that are shown once, and what there is afterwards."""
    with django_db_blocker.unblock():
        key = morning.entered(morning.OTHER).cookies["sessionid"].value
    page = open_page()
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
    page.goto(addresses["second-factor-set-up"])
    typed = page.locator("code.key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(f"{totp(b32decode(typed)):06}")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your second factor is set up")
    assert faults(page) == []
    assert overflow(page) == 0
    page.goto(addresses["second-factor"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your second factor")
    assert faults(page) == []
