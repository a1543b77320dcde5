"""Reads feeds as a reader of Atom does, and says what RFC 4287 would not have."""

import re
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[!-~]+")


def read(response) -> ElementTree.Element:
    """The feed, after a look at what every feed must have."""
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
    assert set(links) == {"self", "alternate"}
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) <= 50
    ids = [_has_all(one) for one in (feed, *entries)]
    assert len(ids) == len(set(ids))
    for entry in entries:
        assert entry.findtext(f"{ATOM}summary")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (link.get("href") or "").startswith("http://testserver/")
        assert (text(entry, "updated")) <= text(feed, "updated")
    return feed


def _has_all(element: ElementTree.Element) -> str:
    assert text(element, "title")
    assert MOMENT.fullmatch(text(element, "updated"))
    assert TAG.fullmatch(text(element, "id"))
    return text(element, "id")


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def entries(feed: ElementTree.Element) -> list[ElementTree.Element]:
    return feed.findall(f"{ATOM}entry")


def titles(feed: ElementTree.Element) -> list[str]:
    return [text(entry, "title") for entry in entries(feed)]
