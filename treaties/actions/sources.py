"""Sources and citations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from treaties.actions.bulk import copy_rows
from treaties.dates import PartialDate
from treaties.models import Block, Citation, Source
from treaties.models.sources import COLUMN_OF
from treaties.vocabulary import Evidence


@dataclass(frozen=True, slots=True)
class Cite:
    """A place in a source; ``about`` names the detail of the fact it bears on, where it is not the whole."""

    source: Source
    locator: str = ""
    about: str = ""


def add_source(
    block: Block,
    *,
    slug: str,
    title: str,
    publisher: str,
    evidence: Evidence,
    published_on: PartialDate | None = None,
    language: str = "",
    url: str = "",
    checksum: str = "",
    note: str = "",
) -> Source:
    return Source.objects.create(
        slug=slug,
        title=title,
        publisher=publisher,
        evidence=evidence,
        published_on=published_on,
        language=language,
        url=url,
        checksum=checksum,
        note=note,
    )


def cite(block: Block, fact: Model, cites: Iterable[Cite]) -> None:
    """Tie a fact to places in sources."""
    cite_each(block, [(fact, cites)])


def cite_each(block: Block, facts: Iterable[tuple[Model, Iterable[Cite]]]) -> None:
    """Tie many facts to places in sources, in one statement."""
    cited = [(fact, given) for fact, cites in facts for given in cites]
    columns = sorted({COLUMN_OF[type(fact)] for fact, _ in cited})
    rows = (
        (
            *(fact.pk if COLUMN_OF[type(fact)] == column else None for column in columns),
            given.source.pk,
            given.locator,
            given.about,
        )
        for fact, given in cited
    )
    if cited:
        copy_rows(Citation, [*(f"{column}_id" for column in columns), "source_id", "locator", "about"], rows)
