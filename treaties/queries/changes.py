"""The days on which the answer for a pair changes."""

from bisect import bisect_left, bisect_right
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
    days: tuple[date, ...] = ()
    """All of them, in order."""


def nearest_changes(pair: CountryPair) -> NearestChanges:
    """An agreement moved to another group, or a source began to say something."""
    days = sorted({day for row in pair.rows for day in _changes_of(row) if day > FIRST_DAY})
    before, after = bisect_left(days, pair.on), bisect_right(days, pair.on)
    return NearestChanges(days[before - 1] if before else None, days[after] if after < len(days) else None, tuple(days))


def _changes_of(row: PairRow) -> Iterator[date]:
    yield from (said.asserted_on.earliest for said in row.said if said.asserted_on.earliest)
    group = PairGroup.NOT_YET
    for day, following in zip(row.days, row.groups, strict=True):
        if following is not group:
            yield day
        group = following
