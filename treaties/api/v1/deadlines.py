"""What is due, and when: ends of terms, last days for a notice, effects of notices."""

from typing import Any

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.deadlines import DeadlineList, deadline_in_list
from treaties.api.v1.views import ListView
from treaties.dates import read_day
from treaties.queries.deadlines import Asked, deadlines_page
from treaties.queries.keyset import Page, Position
from treaties.vocabulary import DayKind

KIND = p.choice(DayKind, "kind", "The kind of day.", example=DayKind.LAST_DAY_FOR_NOTICE)


class DeadlineListView(ListView):
    """Days that law computes from the acts and clauses on record, and that nothing on record overtakes: from a day on,
    in the order of the last day on which each may be due. With `pair` only of agreements between the two; with `party`
    only of those that it takes part in; of a multilateral agreement, only what concerns the whole or them. The same as
    a calendar: `/deadlines.ics`."""

    operation = "list_deadlines"
    summary = "List deadlines"
    tag = "deadlines"
    shape = DeadlineList
    sort = "computed_on_latest"
    pinned = ("from",)
    parameters = (
        *(p.PAIR, p.PARTY, p.AGREEMENT, KIND, p.FROM, p.UNTIL, p.PAGE_SIZE),
        p.cursor(operation, sort=read_day),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        p.refuse_pair_with("party", asked)
        if asked["until"] and asked["until"] < asked["from"]:
            words = f"until ({asked['until']}) is before from ({asked['from']})."
            raise Problem(ProblemKind.INVALID_PARAMETER, words, parameter="until")
        wanted = Asked(
            since=asked["from"],
            until=asked["until"],
            agreement=asked["agreement"],
            parties=asked["pair"] or ((asked["party"],) if asked["party"] else ()),
            kind=asked["kind"],
        )

        def read(size: int, after: Position | None) -> Page:
            return deadlines_page(wanted, size=size, after=after)

        page = self.latest_page(asked, read, lambda rows: [deadline_in_list(row) for row in rows])
        return {"from": asked["from"]} | page
