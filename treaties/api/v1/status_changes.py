"""Status changes: dated acts, of all agreements together, and one by one."""

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.knowledge import known
from treaties.api.v1.shapes.status_changes import StatusChangeAnswer, StatusChangeList, status_changes
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten
from treaties.queries import lists
from treaties.queries.lists import Mended


class StatusChangeListView(ListView):
    """Acts on record, in the order of the first day known of each: done, received, effective. Without one: last.

    Those that stand, unless `mended` asks for more: an act that was corrected or retracted is kept, and says so.
    """

    operation = "list_status_changes"
    summary = "List status changes"
    tag = "status-changes"
    shape = StatusChangeList
    sort = "first_day"
    parameters = (
        *(p.AGREEMENT, p.ACT, p.BY, p.MENDED, p.KNOWN_AT),
        *(p.PAGE_SIZE, p.cursor(operation, sort=date.fromisoformat)),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        block = p.block_of(asked)
        rows = lists.status_changes(
            known_at=block, mended=asked["mended"], agreement=asked["agreement"], act=asked["act"], by=asked["party"]
        )
        return self.page(asked, rows, partial(status_changes, known_at=block))


class StatusChangeView(ReadView):
    """One act, with its sources and the appeals that are linked to it.

    It stays at its address for ever. Where it was corrected or retracted, `corrected_by` says by what, why and when.
    """

    operation = "get_status_change"
    summary = "Get a status change"
    tag = "status-changes"
    shape = StatusChangeAnswer
    parameters = (p.KNOWN_AT,)
    in_path = {"slug": ("The slug of the status change.", "bit-azerbaijan-united-states-1997-entry-into-force")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        slug, block = in_path["slug"], p.block_of(asked)
        found = lists.status_changes(known_at=block, mended=Mended.WITH).filter(slug=slug)
        shaped = status_changes(list(found), known_at=block)
        if not shaped:
            words = f"No status change is on record under “{shorten(slug)}”{p.as_known(asked)}."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        return {"known_at": known(asked["known_at"]), **shaped[0]}
