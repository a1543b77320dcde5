"""Agreements: the list, and one with everything on record about it."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.agreement_parts import READERS, AgreementPart
from treaties.api.v1.including import Moment, include, included
from treaties.api.v1.ordering import By, Ordering
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.agreement_rows import AgreementList, agreement_row
from treaties.api.v1.shapes.agreements import AgreementAnswer, agreement_answer
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten
from treaties.models import Agreement
from treaties.models.status_changes import NO_DAY
from treaties.queries.agreement_file import agreement_file
from treaties.queries.agreement_filters import Narrowed, narrowed, signed_day, signed_on
from treaties.queries.lists import agreements_on
from treaties.slots import AGREEMENT_API_FILTERS, AGREEMENT_API_INCLUDES
from treaties.vocabulary import Word


class AgreementOrder(Word):
    """What the list of agreements is put in order by. Without a signature on record: last, either way."""

    SLUG = "slug", "slug"
    LAST_SLUG = "-slug", "slug, the last first"
    TITLE = "title", "title"
    LAST_TITLE = "-title", "title, the last first"
    SIGNED = "signed_on", "day of the first signature"
    LAST_SIGNED = "-signed_on", "day of the first signature, the latest first"


ORDERING = Ordering(
    "list_agreements",
    AgreementOrder,
    {
        AgreementOrder.SLUG: By("slug"),
        AgreementOrder.LAST_SLUG: By("slug", descending=True),
        AgreementOrder.TITLE: By("title"),
        AgreementOrder.LAST_TITLE: By("title", descending=True),
        AgreementOrder.SIGNED: By("signed_day", date.fromisoformat),
        AgreementOrder.LAST_SIGNED: By("signed_day", date.fromisoformat, descending=True),
    },
)
WITHOUT_SIGNATURE = {AgreementOrder.SIGNED: NO_DAY, AgreementOrder.LAST_SIGNED: date.min}
"""What stands for the day of those without one."""
ADDED = f.filters_of(AGREEMENT_API_FILTERS)


class AgreementListView(ListView):
    """Agreements, each with how it stood on the day, as the record knew it.

    With `pair` only those between the two, exactly those of the answer for the pair: `via` names the union through
    which one of them is bound. With `party` only those that it takes part in itself. `status` then asks how the
    agreement stands for them: `pair=AZ-US&status=in_force` lists what binds both. Filters combine.
    """

    operation = ORDERING.of
    summary = "List agreements"
    tag = "agreements"
    shape = AgreementList
    ordering = ORDERING
    parameters = (
        *(p.PAIR, p.PARTY, p.ON, p.KNOWN_AT, p.GROUP, f.NATURE, f.FORM, f.TOPIC),
        *(f.SIGNED_AFTER, f.SIGNED_BEFORE, f.WITH_ACT, p.SOURCE, *f.parameters_of(ADDED), p.WORDS),
        include(AgreementPart, example=AgreementPart.ACTS, slot=AGREEMENT_API_INCLUDES),
        *(p.PAGE_SIZE, *ORDERING.parameters()),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        on, block, parties = asked["on"], p.block_of(asked), f.parties_asked(asked)
        f.refuse_backwards(asked, "signed_after", "signed_before")

        def shape(page: list[Any]) -> list[Any]:
            moment = Moment(on, block)
            keys = [row["id"] for row in page]
            more = included(READERS, asked["include"], keys, moment, AGREEMENT_API_INCLUDES)
            return [agreement_row(row, parties, on, block) | more[row["id"]] for row in page]

        return {"on": on} | self.page(asked, _rows(asked), shape)


def _rows(asked: dict[str, Any]) -> QuerySet:
    on, block = asked["on"], p.block_of(asked)
    rows = agreements_on(
        on,
        known_at=block,
        parties=f.parties_asked(asked),
        group=asked["status"],
        text=asked["q"],
        with_timelines=True,
    )
    wanted = ("nature", "form", "topic", "signed_after", "signed_before", "act", "source")
    rows = narrowed(rows, Narrowed(**{name: asked[name] for name in wanted}), known_at=block)
    rows = f.apply(ADDED, rows, asked, block).annotate(signed_on=signed_on(block))
    if asked["order"] in WITHOUT_SIGNATURE:
        rows = rows.annotate(signed_day=signed_day(block, without=WITHOUT_SIGNATURE[asked["order"]]))
    return rows


class AgreementView(ReadView):
    """One agreement on a day, as the record knew it: status with its why, sides and standings, acts with dates and
    sources, clauses, what sources assert, related agreements, the appeals that name it, and what was corrected."""

    operation = "get_agreement"
    summary = "Get an agreement"
    tag = "agreements"
    shape = AgreementAnswer
    parameters = (p.ON, p.KNOWN_AT)
    in_path = {"slug": ("The slug of the agreement.", "bit-azerbaijan-united-states-1997")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        slug = in_path["slug"]
        try:
            file = agreement_file(slug, on=asked["on"], known_at=p.block_of(asked))
            return agreement_answer(file, asked["known_at"])
        except Agreement.DoesNotExist:
            raise unknown_agreement(slug, asked) from None


def unknown_agreement(slug: str, asked: dict[str, Any]) -> Problem:
    asked_for = f"“{shorten(slug)}”{p.as_known(asked)}"
    words = f"No agreement is on record under {asked_for}; the slugs are in /api/v1/agreements/."
    return Problem(ProblemKind.UNKNOWN_AGREEMENT, words, status=HTTPStatus.NOT_FOUND)
