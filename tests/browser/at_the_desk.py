"""People who sign in, and what they do at the desk with their own hands: for journeys, and for pictures."""

import re
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

PASSWORD = "a long enough one"
BIT = "bit-azerbaijan-united-states-1997"
LETTER = "Letter of members of the Milli Majlis to the Minister of Foreign Affairs"
DEMAND = f"{LETTER}: demand 1, Terminate all agreements in force between the two"
NOTE = {
    "Title": "Note of the Ministry of Foreign Affairs on the investment treaty",
    "Publisher": "Ministry of Foreign Affairs of Azerbaijan",
    "Language": "en",
}
ADDRESS = "https://example.org/notes/investment-treaty"
TEN_DAYS = timedelta(days=10)


def account(name: str, group: str = "editors") -> User:
    person = User.objects.create_user(username=name, password=PASSWORD, is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Work list")
    page.wait_for_load_state()  # until the styles have come, what they hide can be seen


def leave(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()


def field(page: Page, label: str) -> Locator:
    """The control whose label begins so."""
    return page.locator("#record").get_by_label(re.compile(rf"^{re.escape(label)}")).first


def in_words(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def received() -> Any:
    """The day on which the note arrived: so that it is pending, whenever this runs."""
    return timezone.localdate() - TEN_DAYS


def open_record_form(page: Page, words: str, title: str) -> None:
    """From the desk: the list of agreements, searched, and the form that records an act under one."""
    page.get_by_role("link", name="Agreements", exact=True).filter(visible=True).last.click()
    page.locator("#searchbar").fill(words)
    page.keyboard.press("Enter")
    page.locator("#result_list").get_by_role("link", name=re.compile(re.escape(title))).first.click()
    page.get_by_role("link", name="Record a status change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Record a status change")


def type_denunciation(page: Page) -> None:
    """What the note says, and where it says so; why it is recorded is still left open."""
    page.get_by_role("radio", name=re.compile("^Notice of termination")).check()
    field(page, "By").select_option(label="Azerbaijan")
    field(page, "Received on").fill(f"{received():%d %b %Y}")


def describe_note(page: Page) -> None:
    """The source, which is not on record: by its address, and described in place."""
    page.locator("#id_source_words").fill(ADDRESS)
    described = page.locator("details.new-source")
    if page.evaluate("typeof htmx === 'undefined'"):
        described.locator("summary").click()
    for label, typed in NOTE.items():
        described.get_by_label(label, exact=True).fill(typed)
    described.get_by_label("Published on").fill(f"{received():%d %b %Y}")
    described.get_by_label("Kind of evidence").select_option("official")
