"""The days on which the answer for a pair changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef

from treaties.dates import FIRST_DAY
from treaties.models import Agreement, Party, StatusAssertion
from treaties.models.timelines import at_step
from treaties.queries.country_pair import PairRow
from treaties.vocabulary import PairGroup


@dataclass(frozen=True, slots=True)
class NearestChanges:
    """The last day before, and the first day after, on which something between the two changed; as far as known."""

    previous: date | None
    next: date | None


def nearest_changes(one: Party, other: Party, *, around: date) -> NearestChanges:
    """An agreement moved to another group, or a source began to say something. One small statement."""
    said = StatusAssertion.objects.filter(agreement=OuterRef("pk"), asserted_on_earliest__isnull=False)
    agreements = (
        Agreement.objects.between(one, other)
        .annotate(
            one_days=F("one__days"),
            one_codes=F("one__codes"),
            other_days=F("other__days"),
            other_codes=F("other__codes"),
            said_on=ArraySubquery(said.values("asserted_on_earliest")),
        )
        .only("days", "codes")
    )
    days = {day for agreement in agreements for day in _changes_of(agreement) if day > FIRST_DAY}
    return NearestChanges(
        max((day for day in days if day < around), default=None),
        min((day for day in days if day > around), default=None),
    )


def _changes_of(agreement: Any) -> Iterator[date]:
    yield from agreement.said_on
    group = PairGroup.NOT_YET
    for day in sorted({*agreement.days, *agreement.one_days, *agreement.other_days}):
        codes = (
            at_step(day, agreement.days, agreement.codes),
            at_step(day, agreement.one_days, agreement.one_codes),
            at_step(day, agreement.other_days, agreement.other_codes),
        )
        following = PairRow(agreement, *codes, story=None, acts=(), assertions=(), on=day).group
        if following is not group:
            yield day
        group = following
