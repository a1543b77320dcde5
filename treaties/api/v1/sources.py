"""Sources: the documents that the record rests on."""

from collections import Counter
from datetime import date
from http import HTTPStatus
from typing import Any

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.ordering import By, Ordering
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.sources import SourceAnswer, SourceList, source_answer, source_row
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten
from treaties.models import Source
from treaties.models.status_changes import NO_DAY
from treaties.queries.knowledge import known_by
from treaties.queries.of_agreements import citations_of, facts_citing, sources
from treaties.slots import CITING, SOURCE_API_LISTS
from treaties.vocabulary import Evidence, Word


class SourceOrder(Word):
    """What the list of sources is put in order by."""

    SLUG = "slug", "slug"
    TITLE = "title", "title"
    PUBLISHED = "published_on", "day of publication; without one, last"
    LAST_PUBLISHED = "-published_on", "day of publication, the latest first; without one, last"


ORDERING = Ordering(
    "list_sources",
    SourceOrder,
    {
        SourceOrder.SLUG: By("slug"),
        SourceOrder.TITLE: By("title"),
        SourceOrder.PUBLISHED: By("published_day", date.fromisoformat),
        SourceOrder.LAST_PUBLISHED: By("published_day", date.fromisoformat, descending=True),
    },
)
EVIDENCE = p.choice(Evidence, "evidence", "What kind of document it is.", example=Evidence.REGISTER)
WORDS = p.Parameter(
    "q", "Words of titles, publishers and addresses, in any part of them; or a year.", p.read_words, "Treaties"
)
OWN_LISTS = {
    "status_change": "api-status-changes",
    "assertion": "api-assertions",
    "clause": "api-clauses",
    **dict.fromkeys(("agreement", "title", "series_number", "relation", "participation"), "api-agreements"),
}


class SourceListView(ListView):
    """Documents on record. With `since` and `until` those published within the span, as far as it may have been."""

    operation = ORDERING.of
    summary = "List sources"
    tag = "sources"
    shape = SourceList
    ordering = ORDERING
    parameters = (WORDS, EVIDENCE, f.SINCE, f.UNTIL, p.KNOWN_AT, p.PAGE_SIZE, *ORDERING.parameters())

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        f.refuse_backwards(asked)
        rows = sources(
            known_at=p.block_of(asked),
            words=asked["q"],
            evidence=asked["evidence"],
            since=asked["since"],
            until=asked["until"],
            undated=date.min if asked["order"] is SourceOrder.LAST_PUBLISHED else NO_DAY,
        )
        return self.page(asked, rows, lambda page: [source_row(one) for one in page])


class SourceView(ReadView):
    """One document, with how many facts of each kind rest on it, and the lists where they are."""

    operation = "get_source"
    summary = "Get a source"
    tag = "sources"
    shape = SourceAnswer
    parameters = (p.KNOWN_AT,)
    in_path = {"slug": ("The slug of the source.", "tias-03-507")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> SourceAnswer:
        slug, block = in_path["slug"], p.block_of(asked)
        source = Source.objects.filter(slug=slug, **known_by(block)).first()
        if source is None:
            words = f"No source is on record under “{shorten(slug)}”{p.as_known(asked)}; see /api/v1/sources/."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        counts: Counter[str] = Counter(facts_citing(citations_of(source, known_at=block)))
        for rows in CITING(source):
            counts.update(facts_citing(rows.filter(**known_by(block))))
        lists = dict(OWN_LISTS)
        for more in SOURCE_API_LISTS():
            lists |= more
        return source_answer(source, counts, lists, asked["known_at"])
