"""The days on which the answer for a pair changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from treaties.dates import FIRST_DAY
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.vocabulary import PairGroup


@dataclass(frozen=True, slots=True)
class NearestChanges:
    """The last day before, and the first day after, on which something between the two changed; as far as known."""

    previous: date | None
    next: date | None


def nearest_changes(pair: CountryPair) -> NearestChanges:
    """An agreement moved to another group, or a source began to say something."""
    days = {day for row in pair.rows for day in _changes_of(row) if day > FIRST_DAY}
    return NearestChanges(
        max((day for day in days if day < pair.on), default=None),
        min((day for day in days if day > pair.on), default=None),
    )


def _changes_of(row: PairRow) -> Iterator[date]:
    yield from (said.asserted_on.earliest for said in row.said if said.asserted_on.earliest)
    group = PairGroup.NOT_YET
    for day in row.days:
        following = row.group_on(day)
        if following is not group:
            yield day
        group = following
