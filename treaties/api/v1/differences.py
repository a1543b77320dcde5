"""What changed between two days, and what we learned between two states of knowledge."""

from typing import Any

from django.db.models import F

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.differences import DifferenceList, difference
from treaties.api.v1.shapes.knowledge import known
from treaties.api.v1.views import ListView
from treaties.queries.differences import Point, difference_from, differing


class DifferenceListView(ListView):
    """What the record says otherwise at two points: of one agreement, between two parties, or of everything.

    A point is a day and a state of knowledge: `from_on` and `from_known_at`, compared with `on` and `known_at`. With
    two days the answer is what changed in law; with two states of knowledge it is what was learned, or corrected. At
    least one of `from_on` and `from_known_at` is needed; what is left out is as at the other point.

    A status that comes to rest on something else differs too. With `pair`, the standings of unions are among them,
    where one of the two may be bound through them. Who joins or leaves a union changes no timeline: ask for the pair on
    both days.
    """

    operation = "list_differences"
    summary = "List differences"
    tag = "differences"
    shape = DifferenceList
    sort = "slug"
    parameters = (
        *(p.FROM_ON, p.ON, p.FROM_KNOWN_AT, p.KNOWN_AT),
        *(p.ABOUT, p.BETWEEN, p.PAGE_SIZE, p.cursor(operation)),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        p.refuse_pair_with("agreement", asked)
        asked |= {
            "from_on": asked["from_on"] or asked["on"],
            "from_known_at": asked["from_known_at"] or asked["known_at"],
        }
        before = Point(asked["from_on"], p.block_of(asked, "from_known_at"))
        after = Point(asked["on"], p.block_of(asked))
        _refuse_no_span(before, after)
        rows = differing(before, after, agreement=asked["agreement"], pair=asked["pair"])
        in_order = rows.annotate(slug=F("agreement__slug"))
        points = {
            "from_on": before.on,
            "on": after.on,
            "from_known_at": known(asked["from_known_at"]),
        }
        return points | self.page(asked, in_order, lambda page: [difference(difference_from(row)) for row in page])


def _refuse_no_span(before: Point, after: Point) -> None:
    """Raises Problem."""
    if before == after:
        words = (
            "Both points are the same, and nothing can differ. Give from_on for another day, from_known_at for an "
            "earlier state of knowledge, or both."
        )
        raise Problem(ProblemKind.NOTHING_TO_COMPARE, words)
    if before.known_at is not None and after.known_at is not None and before.known_at > after.known_at:
        words = (
            f"from_known_at (block {before.known_at}) is later than known_at (block {after.known_at}); the earlier "
            "state of knowledge comes first."
        )
        raise Problem(ProblemKind.INVALID_PARAMETER, words, parameter="from_known_at")
