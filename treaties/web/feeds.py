"""Feeds (Atom, RFC 4287): what changed, what is due, what contradicts; with the filters of the pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

from treaties.web.record_filters import Filters

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
"""Entries in one feed."""
SINCE = "2026"
"""The year of the tags (RFC 4151): by then the name of the host was ours."""
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write, not even escaped."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """``name`` tells it from every other entry of the site, for ever; ``path`` is its page, from the root."""

    name: str
    title: str
    path: str
    summary: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """``page`` is the page with the same content; ``updated`` counts where there is no entry."""

    name: str
    title: str
    page: str
    updated: datetime
    entries: Sequence[FeedEntry]


def feed_response(request: HttpRequest, feed: Feed) -> HttpResponse:
    """The same record gives the same bytes, and an ETag says so."""
    response = HttpResponse(as_atom(request, feed), content_type=CONTENT_TYPE)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def refused(filters: Filters) -> HttpResponse:
    """In plain text, field by field: a reader of feeds shows it as it is."""
    words = "\n".join(f"{name}: {words}" for name, words in filters.problems.items())
    return HttpResponse(f"{words}\n", content_type=PLAIN, status=400)


def as_atom(request: HttpRequest, feed: Feed) -> bytes:
    root = ElementTree.Element("feed", xmlns=ATOM)
    root.set("xml:lang", "en")
    _head(root, request, feed)
    for entry in feed.entries[:MOST]:
        element = ElementTree.SubElement(root, "entry")
        _text(element, "id", tag(request, entry.name))
        _text(element, "title", entry.title)
        _text(element, "updated", moment(entry.updated))
        _link(element, "alternate", request.build_absolute_uri(entry.path), "text/html")
        _text(element, "summary", entry.summary).set("type", "text")
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _head(root: ElementTree.Element, request: HttpRequest, feed: Feed) -> None:
    updated = max((entry.updated for entry in feed.entries[:MOST]), default=feed.updated)
    _text(root, "id", tag(request, feed.name))
    _text(root, "title", feed.title)
    _text(root, "updated", moment(updated))
    _text(ElementTree.SubElement(root, "author"), "name", "Pacta")
    _link(root, "self", request.build_absolute_uri(), "application/atom+xml")
    _link(root, "alternate", request.build_absolute_uri(feed.page), "text/html")


def tag(request: HttpRequest, name: str) -> str:
    """A name for ever, whatever the scheme, the port or the filters: ``tag:example.org,2026:deadlines/…``."""
    host = request.get_host().rpartition("@")[2]
    host = re.sub(r":[0-9]+$", "", host).strip("[]").replace(":", "-")
    return f"tag:{host},{SINCE}:{name}"


def moment(at: datetime) -> str:
    """RFC 3339, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _UNWRITABLE.sub(" ", text)
    return element


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", rel=relation, type=kind, href=_UNWRITABLE.sub("", address))
