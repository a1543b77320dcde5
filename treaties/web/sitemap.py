"""The sitemap (sitemaps.org): an index, and parts that are cut by keys, so that none is counted through to be read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from django.db.models import F, Max, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from treaties import slots
from treaties.models import Agreement, Block, Participation, Party
from treaties.queries.party_search import canonical_pair

CONTENT_TYPE = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
KEYS = 10_000
"""Keys of agreements in one part."""
PARTIES = 30
"""Keys of parties in one part of the pairs: each stands beside at most some three hundred others."""

type Address = tuple[str, datetime | None]


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """``pages`` are numbers from 1; ``addresses`` gives one page: paths, with the moment of their last change."""

    name: str
    pages: Callable[[], Sequence[int]]
    addresses: Callable[[int], Iterable[Address]]


def parts() -> list[SitemapPart]:
    return [
        SitemapPart("site", lambda: [1], _of_the_site),
        SitemapPart("agreements", lambda: pages_of(Agreement), _agreements),
        SitemapPart("parties", lambda: pages_of(Party), _parties),
        SitemapPart("pairs", _pages_of_pairs, _pairs),
        *slots.SITEMAP(),
    ]


def part_named(name: str) -> SitemapPart | None:
    return next((part for part in parts() if part.name == name), None)


def pages_of(model: Any) -> Sequence[int]:
    last = model.objects.aggregate(last=Max("pk"))["last"] or 0
    return range(1, -(-last // KEYS) + 1)


def keys_of(number: int) -> Q:
    """The keys of a page: after the last of the page before (open) until its own last (closed)."""
    return Q(pk__gt=(number - 1) * KEYS, pk__lte=number * KEYS)


def _of_the_site(_number: int) -> list[Address]:
    last = Block.objects.order_by("-no").first()
    names = ("home", "agreements", "parties", "appeals", "changes", "deadlines", "contradictions")
    return [*((reverse(name), last.at if last else None) for name in names), (reverse("data"), None)]


def _agreements(number: int) -> Iterable[Address]:
    """Changed when its timeline last was."""
    current = Q(timelines__participation=None, timelines__known_until=None)
    rows = Agreement.objects.filter(keys_of(number), current).order_by("pk")
    changed = rows.annotate(changed_at=F("timelines__known_from__at"))
    return [(reverse("agreement", args=[slug]), at) for slug, at in changed.values_list("slug", "changed_at")]


def _parties(number: int) -> Iterable[Address]:
    """Those that take part in an agreement."""
    rows = Party.objects.filter(keys_of(number), participations__isnull=False).distinct().order_by("pk")
    changed = rows.annotate(changed=Max("participations__block__at"))
    return [(reverse("party", args=[code]), at) for code, at in changed.values_list("code", "changed")]


def _pairs(number: int) -> Iterable[Address]:
    """Those that have a bilateral agreement; each under its canonical address, once."""
    first, last = (number - 1) * PARTIES, number * PARTIES
    rows = _facing_a_later_one().filter(party__gt=first, party__lte=last)
    codes = rows.order_by("party__code", "agreement__participations__party__code")
    found = codes.values_list("party__code", "agreement__participations__party__code").annotate(
        at=Max("agreement__block__at")
    )
    return [(reverse("pair", args=[canonical_pair(one, other)]), at) for one, other, at in found]


def _pages_of_pairs() -> Sequence[int]:
    """Only those that hold a pair: an empty part is none."""
    parties = _facing_a_later_one().order_by().values_list("party", flat=True).distinct()
    return sorted({-(-party // PARTIES) for party in parties})


def _facing_a_later_one() -> QuerySet[Participation]:
    facing = Q(agreement__participations__party__gt=F("party")) & ~Q(side=F("agreement__participations__side"))
    return Participation.objects.filter(facing, side__isnull=False)


def as_index(request: HttpRequest, found: Sequence[SitemapPart]) -> bytes:
    root = ElementTree.Element("sitemapindex", xmlns=NAMESPACE)
    for part in found:
        for number in part.pages():
            path = reverse("sitemap_part", args=[part.name, number])
            _text(ElementTree.SubElement(root, "sitemap"), "loc", request.build_absolute_uri(path))
    return _written(root)


def as_part(request: HttpRequest, addresses: Iterable[Address]) -> bytes:
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for path, at in addresses:
        element = ElementTree.SubElement(root, "url")
        _text(element, "loc", request.build_absolute_uri(path))
        if at:
            _text(element, "lastmod", at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return _written(root)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _written(root: ElementTree.Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
