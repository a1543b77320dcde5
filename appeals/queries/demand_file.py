"""One demand: what happened since to each agreement that it meant, and how long it has waited for an answer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from appeals.models import Demand, Response
from appeals.queries.appeal_file import AppealFile
from appeals.queries.unanswered import DAYS_TO_ANSWER
from appeals.vocabulary import ResponseKind
from treaties.models import StatusChange
from treaties.models.status_changes import first_day_of_act
from treaties.queries.as_known import COLUMNS

MOST_ACTS = 300


def acts_since(demand: Demand, file: AppealFile) -> list[StatusChange]:
    """Acts under the agreements that the demand meant, that were or may have been done on the appeal's day or later; as
    they stood at the block of the file. In the order of time, the first 300. One statement; none where it meant none.
    """
    meant = [one.agreement_id for one in demand.caught.all()]
    issued = demand.appeal.issued_on
    if not meant or not issued:
        return []
    acts = StatusChange.objects.standing(file.known_at).filter(agreement__in=meant)
    if issued.earliest:
        acts = acts.filter(_may_be_from(issued.earliest))
    timelines = [f"participation__{one}" for one in COLUMNS]
    related = acts.select_related("participation__party", "towards").defer(*timelines)
    return list(related.annotate(first_day=first_day_of_act()).order_by("first_day", "order_on_day", "pk")[:MOST_ACTS])


def _may_be_from(day: date) -> Q:
    """Acts whose day, the first known of done, received and in effect, may be that day or a later one. Those of no day
    on record are left out."""
    found, known_before = Q(), Q()
    for name in ("done_on", "received_on", "effective_on"):
        late = Q(**{f"{name}_latest__isnull": True}) | Q(**{f"{name}_latest__gte": day})
        found |= known_before & Q(**{f"{name}__isnull": False}) & late
        known_before &= Q(**{f"{name}__isnull": True})
    return found


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a demand waited for an answer to its appeal, as of a day. A public statement is no answer."""

    answered: bool
    first: Response | None
    """The first answer, where its day is known."""
    days_to_answer: int | None
    """From the appeal's day to the first answer; ``None`` unless both days are known exactly."""
    waited: int
    """Days since the appeal's day."""
    runs_out_on: date
    """The demand's deadline, or without one so many days after the appeal's day as an office usually has."""
    has_deadline: bool

    def is_over(self, on: date) -> bool:
        return not self.answered and self.runs_out_on < on


def clock_of(demand: Demand, file: AppealFile) -> Clock:
    """As of the day of the file: an answer of a later day is not one yet. No statement."""
    issued = demand.appeal.issued_on
    start = (issued and issued.latest) or file.on
    answers = [one for one in file.appeal.responses.all() if one.kind != ResponseKind.STATEMENT]
    given = [one for one in answers if _is_given(one, file.on)]
    dated = sorted((one for one in given if one.responded_on), key=_in_order)
    first = dated[0] if dated else None
    deadline = demand.deadline.latest if demand.deadline else None
    return Clock(
        answered=bool(given),
        first=first,
        days_to_answer=_days(demand, first) if first else None,
        waited=max((file.on - start).days, 0),
        runs_out_on=deadline or start + timedelta(days=DAYS_TO_ANSWER),
        has_deadline=deadline is not None,
    )


def _is_given(one: Response, on: date) -> bool:
    return one.responded_on is None or one.responded_on.possible_from <= on


def _in_order(one: Response) -> tuple[date, date, str]:
    assert one.responded_on, "of those with a day"
    return one.responded_on.in_order


def _days(demand: Demand, first: Response) -> int | None:
    issued, answered = demand.appeal.issued_on, first.responded_on
    if issued and answered and issued.is_exact and answered.is_exact and issued.latest and answered.latest:
        return (answered.latest - issued.latest).days
    return None
