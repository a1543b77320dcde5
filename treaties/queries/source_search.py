"""Sources on record: found by words, or recognised by their address."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db.models import F, Q, QuerySet

from treaties.dates import MONTHS
from treaties.models import Source

MOST = 10
MOST_WORDS = 8
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*", re.IGNORECASE)
YEAR = re.compile(r"[12]\d{3}")
OF_A_DAY = re.compile(r"\d{1,2}\.?|" + "|".join(f"{month[:3]}[a-z]*" for month in MONTHS if month), re.IGNORECASE)


def is_address(text: str) -> bool:
    return bool(ADDRESS.fullmatch(text.strip()))


def as_url(address: str) -> str:
    """With a scheme, where none was typed."""
    address = address.strip()
    return address if "://" in address else f"https://{address}"


def by_address(address: str) -> Source | None:
    """The source of that address; with or without ``www.`` and a slash at the end, by either scheme."""
    return Source.objects.filter(url__in=spellings(address)).order_by("pk").first()


def spellings(address: str) -> list[str]:
    """How an address is written; itself alone where it cannot be taken apart."""
    try:
        parts = urlsplit(as_url(address))
        host = parts.netloc.casefold().removeprefix("www.")
    except ValueError:
        return [address]
    rest = parts.path.rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return [
        f"{scheme}://{www}{host}{rest}{slash}{query}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    ]


def found_by_words(text: str, *, most: int = MOST) -> list[Source]:
    """Sources that have every word in their title, publisher or address, or were published in a year among the words;
    the latest first. One statement; at most ``most``."""
    found = with_words(Source.objects.all(), text)
    return list(found.order_by(F("published_on_latest").desc(nulls_last=True), "title", "pk")[:most])


def with_words(sources: QuerySet[Source], text: str) -> QuerySet[Source]:
    """Those that have every word that tells something, as in ``found_by_words``; none without one."""
    words = _telling(text.split()[:MOST_WORDS])
    if not words:
        return sources.none()
    for word in words:
        within = Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word)
        if YEAR.fullmatch(word):
            within |= Q(published_on_earliest__year__lte=int(word), published_on_latest__year__gte=int(word))
        sources = sources.filter(within)
    return sources


def _telling(words: Iterable[str]) -> list[str]:
    """Without what punctuates, and, beside a year, without the day and the month: a source is not found by them."""
    bare = [word.strip(",;:()“”\"'") for word in words]
    if any(YEAR.fullmatch(word) for word in bare):
        bare = [word for word in bare if not OF_A_DAY.fullmatch(word)]
    return [word for word in bare if word]
