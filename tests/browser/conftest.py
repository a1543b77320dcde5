"""A browser and the site for the journeys; each worker has its own of both."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE: Any = {"width": 1280, "height": 900}
PHONE: Any = {"width": 375, "height": 812}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright  # installed for this lane only

    from tests.browser.site import launched

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: "Browser", django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    from tests.browser.site import served

    with django_db_blocker.unblock(), served() as address:
        yield address


@pytest.fixture
def own_record(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written stays in this test: the site is answered from a database of its own."""
    from tests import databases

    with django_db_blocker.unblock(), databases.clone():
        yield


@pytest.fixture
def open_page(browser: "Browser", site: str) -> "Iterator[Any]":
    """Opens pages as somebody sees them; at the end nothing may have gone wrong in any."""
    problems: list[str] = []
    contexts = []

    def opened(path: str = "", **how: Any) -> "Page":
        context = browser.new_context(base_url=site, **{"viewport": WIDE} | how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        listen(page, site, problems)
        if path:
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


EXPECTED = ("the server responded with a status of 4", "htmx:afterRequest", "htmx:sendAbort")
"""A refused form; and a preview that was still on its way when more was typed or a button was pressed. One that failed
to come is told by other events."""


def listen(page: "Page", site: str, problems: list[str]) -> None:
    """Keep what goes wrong in a page: a message of an error, a refusal by the content policy, a request to anybody
    else. The browser reports as an error that an answer was 4xx: that such pages explain themselves is tested
    elsewhere."""

    def said(message: Any) -> None:
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            problems.append(f"{page.url}: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith(site) else problems.append(f"asked {asked.url}"))
