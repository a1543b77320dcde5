"""Appeals: the list, and one with its demands and what came of them."""

from datetime import date
from http import HTTPStatus
from typing import Any

from appeals.api.v1.shapes import AppealAnswer, AppealList, appeal_answer, appeal_row
from appeals.models import Appeal
from appeals.queries.appeal_file import appeal_file, corrections_of, standing_acts
from appeals.queries.if_granted import if_granted
from appeals.queries.later_knowledge import known_since
from appeals.queries.lists import appeals_in_order
from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten


class AppealListView(ListView):
    """Letters and other texts that ask somebody to do something about agreements, first to last."""

    operation = "list_appeals"
    summary = "List appeals"
    tag = "appeals"
    shape = AppealList
    sort = "issued_day"
    parameters = (p.PAIR, p.PARTY, p.KNOWN_AT, p.PAGE_SIZE, p.cursor(operation, sort=date.fromisoformat))

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        p.refuse_pair_with("party", asked)
        parties = asked["pair"] or ((asked["party"],) if asked["party"] else ())
        rows = appeals_in_order(parties=parties, known_at=p.block_of(asked))
        return self.page(asked, rows, lambda page: [appeal_row(appeal) for appeal in page])


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
            file = appeal_file(in_path["slug"], on=p.today(), known_at=p.block_of(asked))
        except Appeal.DoesNotExist:
            slug = f"“{shorten(in_path['slug'])}”{p.as_known(asked)}"
            words = f"No appeal is on record under {slug}; the slugs are in /api/v1/appeals/."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND) from None
        standing = standing_acts(file.links, known_at=file.known_at)
        corrections = corrections_of(file.appeal, known_at=file.known_at)
        return appeal_answer(file, asked["known_at"], standing, corrections, if_granted(file), known_since(file))
