"""Pointers from one record to another, and to the places in sources that facts rest on."""

from collections.abc import Iterable
from typing import Annotated, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.addresses import address_of
from treaties.api.v1.shapes.days import Day, day
from treaties.models import Agreement, Party
from treaties.models import Source as RecordedSource
from treaties.models.sources import BaseCitation
from treaties.vocabulary import Evidence


class PartyRef(TypedDict):
    code: Annotated[str, "As in addresses: `AZ`"]
    name: str
    url: str


class AgreementRef(TypedDict):
    slug: Annotated[str, "Never changes"]
    title: str
    short_title: str
    url: str


class Source(TypedDict):
    """A document."""

    slug: str
    title: str
    publisher: str
    published_on: Day | None
    evidence: Annotated[Evidence, "What kind of document it is"]
    language: Annotated[str, "BCP 47; may be empty"]
    url: Annotated[str, "Where it was published; may be empty"]


class Cited(TypedDict):
    """A place in a source that a fact rests on."""

    source: Source
    locator: Annotated[str, "Article, page or row; may be empty"]
    about: Annotated[str, "Which detail of the fact it is about; empty for the whole"]


def party_ref(party: Party) -> PartyRef:
    return {"code": party.code, "name": party.name, "url": reverse("api-party", args=[party.code])}


def agreement_ref(agreement: Agreement) -> AgreementRef:
    return {
        "slug": agreement.slug,
        "title": agreement.title,
        "short_title": agreement.short_title,
        "url": agreement_url(agreement.slug),
    }


def agreement_url(slug: str) -> str:
    return address_of("api-agreement", slug)


def cited(citations: Iterable[BaseCitation]) -> list[Cited]:
    """Give citations whose sources are at hand; others cost a statement each."""
    return [{"source": source_given(one.source), "locator": one.locator, "about": one.about} for one in citations]


def source_given(source: RecordedSource) -> Source:
    return {
        "slug": source.slug,
        "title": source.title,
        "publisher": source.publisher,
        "published_on": day(source.published_on),
        "evidence": Evidence(source.evidence),
        "language": source.language,
        "url": source.url,
    }
