"""Take the pictures of every public page, as they stand in docs/pictures/:

    uv run --group browser python -m tests.browser.pictures [NAME …]

Each page wide and on a phone, in the light; those of ``IN_THE_DARK`` in the dark too. The site runs over the seeds."""

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
from playwright.sync_api import Browser, sync_playwright

from tests import databases
from tests.browser.conftest import PHONE, WIDE
from tests.browser.site import launched, served
from tests.public_pages import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
IN_THE_DARK = ("home", "pair", "agreement", "appeal")
TALLEST = 4_000
"""Pixels of a page that are shown at most; a longer page goes on in the same manner."""
COLOURS = 128


def take(browser: Browser, url: str, name: str, **how: Any) -> None:
    page = browser.new_page(**how)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    taken = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": how["viewport"]["width"], "height": height})
    page.close()
    Image.open(BytesIO(taken)).convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name}.png")


def gallery() -> str:
    """The page that shows them all."""
    pages = "".join(
        f"\n## {name}\n\n`{path}`\n\n![wide]({name}.png) ![phone]({name}-phone.png)\n" for name, path in PAGES.items()
    )
    return f"# Every public page\n\nOver the example record; taken by `python -m tests.browser.pictures`.\n{pages}"


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with served() as site, sync_playwright() as playwright:
        browser = launched(playwright)
        for name in names or PAGES:
            take(browser, site + PAGES[name], name, viewport=WIDE)
            take(browser, site + PAGES[name], f"{name}-phone", viewport=PHONE)
            if name in IN_THE_DARK:
                take(browser, site + PAGES[name], f"{name}-dark", viewport=WIDE, color_scheme="dark")
                take(browser, site + PAGES[name], f"{name}-phone-dark", viewport=PHONE, color_scheme="dark")
        browser.close()
    (FOLDER / "README.md").write_text(gallery())
    databases.drop_all()


if __name__ == "__main__":
    main(sys.argv[1:])
