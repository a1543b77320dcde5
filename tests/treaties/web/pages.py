"""How tests read a page: its words, its links, and what a strict content policy forbids."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit


def words(response) -> str:
    """What a reader reads, in order, with single spaces."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+([.,;:)])", r"\1", re.sub(r"\s+", " ", unescape(text)))


class Page(HTMLParser):
    """The elements of a page: tag, attributes; and whether they are closed in order."""

    VOID = {"meta", "link", "input", "br", "img", "hr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.misplaced: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.misplaced.append(tag)

    def links(self, base: str) -> set[str]:
        """Links to the site itself, without fragments."""
        found = {attributes["href"] for tag, attributes in self.elements if tag == "a" and attributes.get("href")}
        return {urldefrag(urljoin(base, href)).url for href in found if not urlsplit(href).netloc}

    @property
    def inline(self) -> list[str]:
        """What a strict content policy forbids. A block of linked data is data: no browser runs it."""
        found = [
            tag
            for tag, attributes in self.elements
            if tag == "style" or (tag == "script" and not _is_let_be(attributes))
        ]
        return found + [a for _, attributes in self.elements for a in attributes if a == "style" or a.startswith("on")]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]

    @property
    def fragments(self) -> set[str]:
        """Places of this very page that its links lead to."""
        hrefs = [attributes.get("href") or "" for tag, attributes in self.elements if tag in ("a", "use")]
        return {href[1:] for href in hrefs if href.startswith("#")}


def _is_let_be(script: dict[str, str | None]) -> bool:
    return (script.get("src") or "").startswith("/static/") or script.get("type") == "application/ld+json"
