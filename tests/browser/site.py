"""The site in this process, for a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from playwright.sync_api import Browser, Playwright

from tests import databases
from tests.live_server import live_server

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
"""The machine's own; Playwright's downloaded one, where there is none."""


@contextmanager
def served() -> Iterator[str]:
    """Its address. The database is a clone of the seeded template, where commits are real."""
    databases.make_template()
    with databases.clone(), live_server() as address:
        yield address


def launched(playwright: Playwright) -> Browser:
    """``--no-sandbox``: where the tests run as root, Chromium starts in no other way."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
