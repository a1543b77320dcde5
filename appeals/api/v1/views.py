"""Appeals: the list, and one with its demands and what came of them."""

from http import HTTPStatus
from typing import Any

from appeals.api.v1 import filtering as a
from appeals.api.v1.appeal_parts import READERS, AppealPart
from appeals.api.v1.listed import AppealList
from appeals.api.v1.ordering import by_day_of
from appeals.api.v1.shapes import AppealAnswer, appeal_answer, appeal_row
from appeals.models import Appeal
from appeals.queries.appeal_file import appeal_file, corrections_of, standing_acts
from appeals.queries.demands_listed import AppealsWanted, Within, appeals_narrowed
from appeals.queries.if_granted import if_granted
from appeals.queries.later_knowledge import known_since
from appeals.queries.lists import appeals_in_order
from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.including import Moment, include, included
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten

WORDS = p.Parameter(
    "q",
    "Words, at most eight, each in the appeal’s title, bodies, grounds, summary or demands, in any part of them.",
    lambda text: tuple(p.read_words(text).split()[:8]),
    "Section 907",
)
APPEALS = by_day_of("list_appeals")


class AppealListView(ListView):
    """Letters and other texts that ask somebody to do something about agreements.

    `pair` and `party` keep those that they have a part in; `agreement` keeps those with a demand that meant it.
    """

    operation = APPEALS.of
    summary = "List appeals"
    tag = "appeals"
    shape = AppealList
    ordering = APPEALS
    parameters = (
        *(p.PAIR, p.PARTY, a.KIND, p.AGREEMENT, WORDS, f.SINCE, f.UNTIL, p.SOURCE),
        include(AppealPart, example=AppealPart.DEMANDS),
        *(p.KNOWN_AT, p.PAGE_SIZE, *APPEALS.parameters()),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        f.refuse_backwards(asked)
        block = p.block_of(asked)
        wanted = AppealsWanted(
            kind=asked["kind"],
            agreement=asked["agreement"],
            source=asked["source"],
            span=Within(since=asked["since"], until=asked["until"]),
            known_at=block,
        )
        rows = appeals_in_order(parties=f.parties_asked(asked), words=asked["q"] or (), known_at=block)

        def shape(page: list[Any]) -> list[Any]:
            more = included(READERS, asked["include"], [one.pk for one in page], Moment(self.today(), block))
            return [appeal_row(appeal) | more[appeal.pk] for appeal in page]

        return self.page(asked, appeals_narrowed(rows, wanted), shape)


class AppealView(ReadView):
    """One appeal: what it asks, demand by demand, with targets, what they meant on its day, outcomes and graded links;
    responses; who signed, and how many, per source; the appeals it relates to; and what was corrected.
    """

    operation = "get_appeal"
    summary = "Get an appeal"
    tag = "appeals"
    shape = AppealAnswer
    parameters = (p.KNOWN_AT,)
    in_path = {"slug": ("The slug of the appeal.", "milli-majlis-letter-2024-10-05")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> AppealAnswer:
        try:
            file = appeal_file(in_path["slug"], on=self.today(), known_at=p.block_of(asked))
        except Appeal.DoesNotExist:
            raise unknown_appeal(in_path["slug"], asked) from None
        standing = standing_acts(file.links, known_at=file.known_at)
        corrections = corrections_of(file.appeal, known_at=file.known_at)
        return appeal_answer(file, asked["known_at"], standing, corrections, if_granted(file), known_since(file))


def unknown_appeal(slug: str, asked: dict[str, Any]) -> Problem:
    words = f"No appeal is on record under “{shorten(slug)}”{p.as_known(asked)}; the slugs are in /api/v1/appeals/."
    return Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
