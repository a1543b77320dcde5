"""What people type and what stands first in the answer: the cases of ``searches.toml``, through the site."""

import re
import tomllib
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from tests.treaties.web.pages import words

pytestmark = pytest.mark.django_db
CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "searches.toml").read_text())["search"]
ADDRESS = re.compile(r"/(pairs|parties|agreements)/([^/]+)/")
KINDS = {"pairs": "pair", "parties": "party", "agreements": "agreement"}


def first_hit(response) -> str:
    """As a case says it: where the search leads at once, else the first thing that its page offers."""
    if response.status_code == 302:
        return _at(response.headers["Location"])
    found = re.search(r'<a class="hit" href="([^"]+)">(.*?)</a>', response.content.decode(), re.DOTALL)
    if found is None:
        return "none"
    address = unescape(found[1])
    is_answer = address.startswith(("/?q=", "/pairs/"))
    return f"question {unescape(found[2])}" if is_answer else _at(address)


def _at(address: str) -> str:
    found = ADDRESS.match(address)
    assert found, address
    return f"{KINDS[found[1]]} {found[2]}"


def test_there_are_enough_of_them() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES) >= 50


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_search_has_this_first_hit(client: Client, case: dict[str, str]) -> None:
    response = client.get("/", {"q": case["text"], "on": "2024-10-05"})
    assert first_hit(response) == case["first"]
    assert case.get("says", "") in words(response)
