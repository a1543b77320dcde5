"""Take the pictures of every public page, as they stand in docs/pictures/, and of the desk, in docs/pictures/desk/:

    uv run --group browser python -m tests.browser.pictures [NAME …]

Each public page wide and on a phone, in the light; those of ``IN_THE_DARK`` in the dark too. The site runs over the
seeds; the desk over a morning's work (``desk_pictures``): ``desk`` is all of its pictures, ``desk/NAME`` one."""

import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
django.setup()

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import databases
from tests.browser import desk_pictures
from tests.browser.conftest import PHONE, WIDE
from tests.browser.site import launched, served
from tests.public_pages import API_DOCS
from tests.public_pages import PAGES as PROMISED

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PAGES = PROMISED | {"api-docs": API_DOCS}
IN_THE_DARK = ("home", "pair", "agreement", "appeal", "api-docs")
TALLEST = 4_000
"""Pixels of a page that are shown at most; a longer page goes on in the same manner."""
COLOURS = 128


def take(browser: Browser, url: str, name: str, **how: Any) -> None:
    page = browser.new_page(**how)
    page.goto(url)
    keep(page, FOLDER / f"{name}.png", tallest=TALLEST)
    page.close()


def keep(page: Page, file: Path, *, tallest: int) -> None:
    page.wait_for_load_state("networkidle")
    height = min(page.evaluate("document.documentElement.scrollHeight"), tallest)
    width = page.evaluate("window.innerWidth")
    taken = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    Image.open(BytesIO(taken)).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    print(file.relative_to(FOLDER))


def gallery() -> str:
    """The page that shows them all."""
    pages = "".join(
        f"\n## {name}\n\n`{path}`\n\n![wide]({name}.png) ![phone]({name}-phone.png)\n" for name, path in PAGES.items()
    )
    desk = "".join(f"\n### {name}\n\n![{name}](desk/{name}.png)\n" for name in desk_pictures.NAMES)
    taken = "Over the example record; taken by `python -m tests.browser.pictures`."
    told = "One morning, as [the handbook](../handbook.md) tells it."
    return f"# Every public page\n\n{taken}\n{pages}\n## The desk\n\n{told}\n{desk}"


def main(names: list[str]) -> None:
    public = [name for name in names or PAGES if name in PAGES]
    asked = set(names or ["desk"])
    desk = [name for name in desk_pictures.NAMES if "desk" in asked or f"desk/{name}" in asked]
    desk_pictures.FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if public:
            with served() as site:
                take_public(browser, site, public)
        if desk:
            with served() as site:
                for name, page in desk_pictures.of_the_desk(browser, site, desk):
                    keep(page, desk_pictures.FOLDER / f"{name}.png", tallest=desk_pictures.tallest(name))
        browser.close()
    (FOLDER / "README.md").write_text(gallery())
    databases.drop_all()


def take_public(browser: Browser, site: str, names: list[str]) -> None:
    for name in names:
        take(browser, site + PAGES[name], name, viewport=WIDE)
        take(browser, site + PAGES[name], f"{name}-phone", viewport=PHONE)
        if name in IN_THE_DARK:
            take(browser, site + PAGES[name], f"{name}-dark", viewport=WIDE, color_scheme="dark")
            take(browser, site + PAGES[name], f"{name}-phone-dark", viewport=PHONE, color_scheme="dark")


if __name__ == "__main__":
    main(sys.argv[1:])
