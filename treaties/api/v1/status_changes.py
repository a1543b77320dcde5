"""Status changes: dated acts, of all agreements together, and one by one."""

from datetime import date
from http import HTTPStatus
from typing import Any

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.status_changes import StatusChangeAnswer, StatusChangeList, status_changes
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten
from treaties.queries import lists


class StatusChangeListView(ListView):
    """Acts on record, in the order of the first day known of each: done, received, effective. Without one: last."""

    operation = "list_status_changes"
    summary = "List status changes"
    tag = "status-changes"
    shape = StatusChangeList
    sort = "first_day"
    parameters = (p.AGREEMENT, p.ACT, p.BY, p.PAGE_SIZE, p.cursor(operation, sort=date.fromisoformat))

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        rows = lists.status_changes(agreement=asked["agreement"], act=asked["act"], by=asked["party"])
        return self.page(asked, rows, status_changes)


class StatusChangeView(ReadView):
    """One act, with its sources and the appeals that are linked to it."""

    operation = "get_status_change"
    summary = "Get a status change"
    tag = "status-changes"
    shape = StatusChangeAnswer
    in_path = {"slug": ("The slug of the status change.", "bit-azerbaijan-united-states-1997-entry-into-force")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        slug = in_path["slug"]
        shaped = status_changes(list(lists.status_changes().filter(slug=slug)))
        if not shaped:
            words = f"No status change is on record under “{shorten(slug)}”."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        return shaped[0]
