"""What every public page promises: few statements, little weight, one address, and words that can be translated."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.public_pages import API_DOCS, EVERY_PAGE, PAGES
from tests.treaties.web.pages import Page
from treaties.queries.party_search import known_parties
from treaties.queries.title_words import title_words

ROOT = Path(__file__).resolve().parent.parent
MOST_STATEMENTS, MOST_OF_A_PAIR = 10, 8
MOST_BYTES = 60_000
MOST_BYTES_OF_SWAGGER_UI = 600_000
AS_A_PAGE = {"accept": "text/html", "accept-encoding": "gzip"}
BROUGHT_ALONG = ("pacta.css", "pacta.js", "django_htmx/htmx-2.min.js", "favicon.svg")
TEMPLATES = sorted(
    path
    for folder in ("config/templates", "treaties/templates/treaties", "appeals/templates/appeals")
    for path in (ROOT / folder).rglob("*.html")
    if not {"admin", "sign_in"} & set(path.parts)  # for those who sign in: in English
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_costs_few_statements(client: Client, name: str, django_assert_max_num_queries) -> None:
    known_parties(), title_words()  # kept in memory by a server that has answered before
    with django_assert_max_num_queries(MOST_OF_A_PAIR if name.startswith("pair") else MOST_STATEMENTS):
        client.get(EVERY_PAGE[name], headers=AS_A_PAGE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_is_light_with_all_that_it_brings_along(client: Client, name: str) -> None:
    response = client.get(EVERY_PAGE[name], headers=AS_A_PAGE)
    along = [Path(found).read_bytes() for path in BROUGHT_ALONG if (found := finders.find(path))]
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(along) == len(BROUGHT_ALONG)
    assert len(response.content) + sum(len(gzip.compress(one)) for one in along) <= MOST_BYTES


@pytest.mark.slow
def test_the_page_to_try_out_the_api_brings_along_no_more_than_swagger_ui(client: Client) -> None:
    page = Page(client.get(API_DOCS, headers={"accept": "text/html"}).content.decode())
    given = [one.get("src") or one.get("href") for tag, one in page.elements if tag in ("script", "link")]
    along = [Path(str(finders.find((one or "").removeprefix("/static/")))).read_bytes() for one in given]
    assert len(along) == 5
    assert sum(len(gzip.compress(one)) for one in along) <= MOST_BYTES_OF_SWAGGER_UI


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_at_most_one_canonical_address_which_answers(client: Client, name: str) -> None:
    page = Page(client.get(PAGES[name], headers={"accept": "text/html"}).content.decode())
    links = [one for tag, one in page.elements if tag == "link" and one.get("rel") == "canonical"]
    assert len(links) <= 1
    for link in links:
        assert client.get((link["href"] or "").removeprefix("http://testserver")).status_code == 200


WRITTEN = re.compile(
    r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{#.*?#}|{%\s*comment\b.*?endcomment\s*%}", re.DOTALL
)
MADE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SAID = re.compile(r"""\b(?:title|aria-label|placeholder|alt|label)="([^"]*)\"""")
NAMES = {"Pacta", "API", "Atom", "JSON", "CSV", "SVG", "PNG", "BibTeX", "JSON-LD", "kB", "iCalendar", "UTC", "Wiki"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_of_a_template_escapes_translation(template: Path) -> None:
    """Names and machine values stay as they are; every other letter stands in a translation tag or comes from data."""
    text = MADE.sub("", WRITTEN.sub("", template.read_text()))
    attributes = " ".join(SAID.findall(text))
    text = re.sub(r"<(script|style|svg|code)\b.*?</\1>", "", text, flags=re.DOTALL)
    words = re.findall(r"[^\W\d_]{2,}[\w-]*", re.sub(r"<[^>]*>|&\w+;", " ", text) + " " + attributes)
    assert [word for word in words if word not in NAMES] == []
