"""Sources: documents, and what rests on them."""

from collections.abc import Mapping
from typing import Annotated, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import Source, source_given
from treaties.models import Source as Document
from treaties.queries.knowledge import Knowledge


class SourceRow(Source):
    """A document on record."""

    address: Annotated[str, "Of this record of it; `url` is where the document was published"]


class SourceList(TypedDict):
    """In the order asked for: of their slugs, unless another is."""

    known_at: KnowledgeGiven | None
    results: list[SourceRow]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class CitedBy(TypedDict):
    """How often facts of one kind rest on the source."""

    fact: Annotated[str, "The kind of fact: `status_change`, `assertion`, `clause`, `appeal`, `link`…"]
    citations: int
    url: Annotated[str | None, "The list of these, or of what they are part of; null where there is none"]


class SourceAnswer(SourceRow):
    """One document, and what rests on it."""

    known_at: KnowledgeGiven | None
    checksum: Annotated[str, "SHA-256 of the copy that is held, in hexadecimal; empty where none is"]
    note: str
    cited_by: list[CitedBy]


def source_row(source: Document) -> SourceRow:
    return {**source_given(source), "address": reverse("api-source", args=[source.slug])}


def source_answer(
    source: Document, counts: Mapping[str, int], lists: Mapping[str, str], knowledge: Knowledge | None
) -> SourceAnswer:
    """``lists`` are the routes of lists that take a source, by the kind of fact."""
    return {
        **source_row(source),
        "known_at": known(knowledge),
        "checksum": source.checksum,
        "note": source.note,
        "cited_by": [
            {"fact": kind, "citations": number, "url": _list(lists.get(kind), source.slug)}
            for kind, number in sorted(counts.items())
        ],
    }


def _list(route: str | None, slug: str) -> str | None:
    return f"{reverse(route)}?source={slug}" if route else None
