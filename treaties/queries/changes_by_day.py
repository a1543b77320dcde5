"""What happened, by its legal day: the acts that stand, the latest first, each with the status of its own day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from treaties.models import StatusChange
from treaties.models.status_changes import NO_DAY, first_day_of_act
from treaties.models.timelines import StatusOn, StoryOn
from treaties.queries.recorded_changes import Asked
from treaties.queries.shared_agreements import agreements_of

RANK = 0
"""Where acts stand among what happened on one day."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line's place in the order of days: the latest day first, then by ``rank`` upwards, then by ``id`` downwards."""

    day: date
    rank: int
    id: int

    @property
    def in_order(self) -> tuple[int, int, int]:
        return -self.day.toordinal(), self.rank, -self.id


def after(place: Place | None, *, rank: int) -> Q:
    """Rows of that rank that come after a place; ``day`` and ``key`` are what they are ordered by."""
    if place is None:
        return Q()
    if rank < place.rank:
        return Q(day__lt=place.day)
    same = Q(day=place.day) if rank > place.rank else Q(day=place.day, key__lt=place.id)
    return Q(day__lt=place.day) | same


def acts_by_day(asked: Asked, *, size: int, place: Place | None = None) -> list[Any]:
    """At most so many acts with ``day`` and ``key``, and the ``code`` and ``story`` of the agreement on the last
    possible day of the act. Acts with no day on record have no place here. One statement."""
    acts: QuerySet = StatusChange.objects.standing().annotate(day=first_day_of_act(), key=F("pk"))
    acts = acts.filter(after(place, rank=RANK), day__lt=NO_DAY)
    if asked.since:
        acts = acts.filter(day__gte=asked.since)
    if asked.until:
        acts = acts.filter(day__lte=asked.until)
    if asked.agreement:
        acts = acts.filter(agreement=asked.agreement)
    if asked.parties:
        agreements, theirs = agreements_of(asked.parties)
        own = Q(participation=None) | Q(agreement__is_bilateral=True) | theirs
        acts = acts.filter(own, agreement__in=agreements.values("pk"))
    names = ("done_on", "received_on", "effective_on")
    last_day = Coalesce(*(F(f"{name}_{end}") for name in names for end in ("latest", "earliest")))
    acts = acts.annotate(last_day=last_day).annotate(
        code=StatusOn(F("last_day"), of="agreement__"), story=StoryOn(F("last_day"), of="agreement__")
    )
    related = acts.select_related("agreement", "participation__party", "towards")
    return list(related.defer(*_UNREAD).order_by("-day", "-key")[:size])


_UNREAD = [f"{of}__{column}" for of in ("agreement", "participation") for column in ("days", "codes", "story")]
