"""About the data: the codebook, what search engines read, and the home page."""

import gzip
import inspect
from enum import StrEnum
from types import ModuleType
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from appeals import vocabulary as of_appeals
from tests.factories.watched import renewed_tacitly
from tests.treaties.web.pages import Page, words
from treaties import vocabulary as of_treaties
from treaties.models import Agreement, Block
from treaties.web.codebook import codebook

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def classes(module: ModuleType) -> list[type[StrEnum]]:
    """Of words, of that module's own; what has no word is a class to build on."""
    found = [one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__]
    return [one for one in found if issubclass(one, StrEnum) and list(one)]


@pytest.mark.parametrize("module", [of_treaties, of_appeals], ids=["treaties", "appeals"])
def test_the_codebook_has_every_word_with_a_place_of_its_own(client: Client, module: ModuleType) -> None:
    sections = {section.name: section for section in codebook()}
    page = Page(client.get("/data/").content.decode())
    given = client.get("/data/codebook.json").json()
    for one in classes(module):
        name = "".join(f"-{c.lower()}" if c.isupper() and place else c.lower() for place, c in enumerate(one.__name__))
        assert name in sections, f"{one.__name__} is not in the codebook: give it a heading in ABOUT"
        assert [entry.code for entry in sections[name].entries] == [str(word) for word in one]
        assert [word["code"] for word in given[name]["words"]] == [str(word) for word in one]
        assert {entry.anchor for entry in sections[name].entries} <= set(page.ids)


def test_the_page_about_the_data_is_small_and_counts_what_is_on_record(client: Client) -> None:
    page = client.get("/data/")
    assert len(gzip.compress(page.content)) < 20_000
    told = words(page)
    assert f"Agreements {Agreement.objects.count()} " in told
    assert f"Blocks of the journal {Block.objects.count()} " in told
    assert "Appeals 2 " in told
    for said in ("Possibly: ", "Computed: ", "Asserted: ", "Apache License 2.0"):
        assert said in told


def addresses(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = ElementTree.fromstring(answer.content)
    return [(loc.text or "").removeprefix("http://testserver") for loc in root.iter(LOC)]


@pytest.mark.slow
def test_every_address_of_the_sitemap_answers(client: Client) -> None:
    parts = {part: addresses(client, part) for part in addresses(client, "/sitemap.xml")}
    assert [part for part, found in parts.items() if not found] == []
    found = [address for some in parts.values() for address in some]
    assert len(found) == len(set(found))
    assert {"/", "/data/", "/pairs/AZ-US/", "/parties/AZ/", "/agreements/usaid-arrangement/"} <= set(found)
    assert "/appeals/milli-majlis-letter-2024-10-05/" in found
    assert "/parties/FR/" not in found
    for address in found:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "path",
    ["/sitemap-site-2.xml", "/sitemap-agreements-0.xml", "/sitemap-agreements-99999.xml", "/sitemap-pairs-2.xml"],
)
def test_there_is_no_further_part(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get("/sitemap-nothing-1.xml").status_code == 404


def test_robots_find_the_sitemap_and_stay_out_of_questions(client: Client) -> None:
    told = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in told
    assert "Disallow: /*?*known_at=" in told


@pytest.mark.parametrize("path", ["/", "/data/", "/changes/", "/deadlines/", "/contradictions/", "/what-if/"])
def test_a_page_names_its_canonical_address(client: Client, path: str) -> None:
    assert f'<link rel="canonical" href="http://testserver{path}">' in client.get(path).content.decode()


def test_what_is_compared_is_not_to_be_found(client: Client) -> None:
    page = client.get("/pairs/AZ-US/compare/?from_on=2013&on=2024").content.decode()
    assert '<meta name="robots" content="noindex">' in page


# --- The home page ----------------------------------------------------------------------------------------------------


@time_machine.travel("2026-03-10", tick=False)
def test_the_home_page_tells_what_is_new_due_and_open(client: Client) -> None:
    told = words(client.get("/"))
    assert "On 5 October 2024, 6 bilateral agreements between Azerbaijan and the United States were in force" in told
    latest = told[told.index("Latest changes") : told.index("Deadlines ahead")]
    days = ["10 Feb 2026", "8 Aug 2025", "by 6 Feb 2025", "8 Oct 2024"]
    assert [latest.index(day) for day in days] == sorted(latest.index(day) for day in days)
    assert "Appeal: no status changed" in latest
    assert "8 August 2026, in 151 days Memorandum of understanding on a strategic working group" in told
    assert "No other agreement has a deadline" in told
    assert "Contradictions open" in told
    assert told.count("What a source says") == 2


@time_machine.travel("2026-03-10", tick=False)
def test_each_agreement_shows_its_first_deadline_alone(client: Client) -> None:
    renewed_tacitly()
    told = words(client.get("/"))
    assert told.count("Treaty renewed") == 1
    assert "No other agreement has a deadline" not in told


@pytest.mark.parametrize("asked", ["azerbaijan usa", "TIAS 13093", "az us defence 2013 ended", "Azərbaycan ABŞ"])
def test_what_the_home_page_offers_to_try_is_answered(client: Client, asked: str) -> None:
    assert asked in words(client.get("/"))
    assert client.get("/", {"q": asked}, follow=True).status_code == 200
