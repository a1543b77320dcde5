"""Data in by other ways than the forms: a program with a token, and the workbook of a register."""

import json
import re
from http import HTTPStatus
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="the browser lane installs it: bash .ci/browser")

from playwright.sync_api import Page, expect

from tests.browser.at_the_desk import BIT, account, field, sign_in
from tests.browser.states import ANSWERS, PREVIEW, choose_workbook
from tests.treaties.importing.workbooks import rows_of, workbook
from treaties.models import Agreement, Block, Head

pytestmark = pytest.mark.usefixtures("own_record")
WHY = "The note was published."
ACT = {
    "agreement": BIT,
    "act": "notice_of_termination",
    "by": "AZ",
    "done_on": "2026-03-02",
    "received_on": "2026-03-04",
    "sources": [{"source": "unctad-iia-navigator", "locator": "p. 3"}],
    "why": WHY,
}


def posted(page: Page, token: str, query: str = "") -> tuple[int, dict[str, Any]]:
    """As a program posts it, which has no cookies."""
    browser = page.context.browser
    assert browser is not None
    anonymous = browser.new_context()
    url = re.sub(r"/admin/.*", f"/api/v1/status-changes/{query}", page.url)
    answer = anonymous.request.post(url, headers={"authorization": f"Bearer {token}"}, data=ACT)
    found = answer.status, json.loads(answer.text())
    anonymous.close()
    return found


def test_a_token_is_made_used_once_and_revoked(open_page: Any) -> None:
    account("editor")
    page = open_page()
    sign_in(page, "editor")
    page.get_by_role("link", name="API tokens").first.click()
    page.get_by_label("Name").fill("newsroom import")
    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick what it is good for")
    page.get_by_role("checkbox", name=re.compile("^record:")).check()
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("code.key").inner_text()
    head = Head.objects.get().no

    status, tried = posted(page, token, "?dry_run=true")
    assert (status, tried["dry_run"], tried["recorded_in"]) == (HTTPStatus.OK, True, None)
    assert Head.objects.get().no == head
    status, done = posted(page, token)
    assert (status, done["recorded_in"]) == (HTTPStatus.CREATED, head + 1)

    page.goto(f"/admin/treaties/block/{Block.objects.get(no=head + 1).pk}/change/")
    expect(page.locator("#content")).to_contain_text(WHY)
    expect(page.locator("#content")).to_contain_text("editor")
    page.goto("/admin/pacta_sign_in/token/")
    expect(page.locator("code.key")).to_have_count(0)  # it was shown that once
    expect(page.locator(".tokens-listed")).to_contain_text("Last used on")
    page.get_by_role("button", name="Revoke newsroom import").click()
    expect(page.get_by_role("heading", name="newsroom import")).to_have_count(0)
    status, refused = posted(page, token, "?dry_run=true")
    assert (status, refused["code"]) == (HTTPStatus.UNAUTHORIZED, "not_signed_in")


def test_a_workbook_goes_from_the_upload_to_a_block_a_broken_one_first(open_page: Any) -> None:
    account("editor")
    head, data = Head.objects.get().no, workbook(rows_of("unctad-finland.csv"))
    page = open_page()
    sign_in(page, "editor")
    page.get_by_role("link", name="Import a file").click()
    refusal, preview = page.get_by_role("alert").first, page.locator(PREVIEW)
    for name, given, said in [
        ("half.xlsx", data[: len(data) // 2], "half.xlsx:1:1: This is no workbook that can be read"),
        ("finland.xlsx", data, "finland.xlsx:2:11: The list does not say who denounced it"),
    ]:
        choose_workbook(page, name, given)
        page.locator(".submit-row").get_by_role("button", name="Preview").click()
        expect(refusal).to_contain_text(said)
    field(page, "Answers").fill(ANSWERS)
    page.locator(".submit-row").get_by_role("button", name="Preview").click()
    expect(preview).to_contain_text("Agreements: 4 new, 0 on record")
    expect(preview).to_contain_text("Nothing is recorded yet")
    assert Head.objects.get().no == head

    preview.get_by_role("button", name="Import it").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Head.objects.get().no == head + 1
    treaty = Agreement.objects.get(slug="unctad-az-fi-bit-2007")
    page.goto(f"/agreements/{treaty.slug}/?on=2025-06-30")
    expect(page.locator("main")).to_contain_text("since 21 May 2009")
