"""Demands whose clock has run out: no outcome on record, and no answer to the appeal. Computed, never stored."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from appeals.models import Demand, Outcome, Response
from appeals.vocabulary import ResponseKind
from treaties.queries.desk import Some, paged

DAYS_TO_ANSWER = 30
"""How many days after its day an appeal that names no deadline is taken for unanswered: in many states the days in
which an office has to answer a deputy's question or a petition."""


def unanswered(*, on: date) -> QuerySet[Demand]:
    """Demands without an outcome that stands, whose appeal has no answer that stands, and whose clock has run out
    before that day. A public statement by somebody is no answer.

    The clock runs to the demand's deadline or, without one, for ``DAYS_TO_ANSWER`` from the appeal's day; where one of
    them is known only roughly, from the last day that it may be.
    """
    outcomes = Outcome.objects.standing().filter(demand=OuterRef("pk"))
    answers = Response.objects.standing().filter(appeal=OuterRef("appeal")).exclude(kind=ResponseKind.STATEMENT)
    run_out = Q(deadline_latest__lt=on) | Q(
        deadline__isnull=True, appeal__issued_on_latest__lt=on - timedelta(days=DAYS_TO_ANSWER)
    )
    return Demand.objects.filter(run_out, ~Exists(outcomes), ~Exists(answers))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """``days`` have passed since the appeal's day, as far as it is known; ``overdue`` since the clock ran out."""

    demand: Demand
    days: int
    overdue: int


def longest_unanswered(*, on: date, most: int) -> Some[Unanswered]:
    """The oldest appeals first, their demands in order. One statement."""
    demands = unanswered(on=on).select_related("appeal").order_by("appeal__issued_on_latest", "appeal", "ordinal")
    found = paged(demands, most)
    return Some([_counted(demand, on) for demand in found.rows], found.count)


def _counted(demand: Demand, on: date) -> Unanswered:
    day, deadline = demand.appeal.issued_on, demand.deadline
    issued = (day and (day.latest or day.earliest)) or on
    end = (deadline and deadline.latest) or issued + timedelta(days=DAYS_TO_ANSWER)
    return Unanswered(demand, (on - issued).days, (on - end).days)
