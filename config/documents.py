"""The documents of the API (``docs/api/*.md``) as pages: what is in the repository is what the site shows."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER: Path = settings.BASE_DIR / "docs" / "api"
GUIDE = "guide"
"""The document that the others are read after."""
OWN_MACHINE = "http://127.0.0.1:8000"
"""The server that the examples ask, as they are written."""


class NoSuchDocument(LookupError):
    """No document has that name."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second rank: its anchor, and its words."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    title: str
    sections: tuple[Section, ...]
    html: SafeString


def names() -> list[str]:
    """Of all documents, the guide first."""
    found = sorted(path.stem for path in FOLDER.glob("*.md"))
    return sorted(found, key=lambda name: name != GUIDE)


@lru_cache(64)
def document(name: str, site: str = OWN_MACHINE) -> Document:
    """Its examples ask the ``site``, so that they can be copied as they stand. Raises NoSuchDocument."""
    if name not in names():
        raise NoSuchDocument(name)
    tokens = reader().parse((FOLDER / f"{name}.md").read_text())
    title, sections = "", []
    for heading, words in pairwise(tokens):
        if heading.type != "heading_open":
            continue
        anchor = slugify(words.content)
        heading.attrSet("id", anchor)
        if heading.tag == "h1":
            title = words.content
        if heading.tag == "h2":
            sections.append(Section(anchor, words.content))
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", address_of(str(child.attrGet("href"))))
        if token.type in ("fence", "table_open"):
            token.attrSet("tabindex", "0")  # what may be wider than the page is scrolled by keys
        if token.type == "fence":
            token.content = token.content.replace(OWN_MACHINE, site)
    html = reader().renderer.render(_without_title(tokens), reader().options, {})
    return Document(name, title, tuple(sections), mark_safe(html))  # written by us


@cache
def reader() -> MarkdownIt:
    """Raw HTML in a document is shown as text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def address_of(link: str) -> str:
    """Where a link of a document leads on the site: to the page of another document, or to the schema."""
    target, hash_, anchor = link.partition("#")
    if target == "v1.yml":
        return reverse("api-schema")
    if target == "replica.py":
        return reverse("api-replica")
    if found := re.fullmatch(r"([a-z-]+)\.md", target):
        return f"{page_of(found[1])}{hash_}{anchor}"
    return link


def page_of(name: str) -> str:
    return reverse("api-guide") if name == GUIDE else reverse("api-document", args=[name])


def inline(text: str) -> SafeString:
    """A sentence of a document."""
    return mark_safe(reader().renderInline(text))  # written by us, and escaped


def _without_title(tokens: list[Token]) -> list[Token]:
    return tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
