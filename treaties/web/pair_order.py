"""The order of the rows of a pair, and pages of it: a page begins after a row, which its address names in words.

A position is the sort key and the slug of a row: ``signed~1997-08-01~some-slug``. It works where that row is gone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from treaties.models.search_keys import search_words
from treaties.queries.country_pair import PairRow
from treaties.web.pair_places import ANCHORS, PLACES, anchor_of, place_of

PAGE = 50
"""Rows shown at most of each of the two lists."""
NO_DAY = "not-on-record"
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

type Key = tuple[Any, ...]


class Sort(StrEnum):
    STATUS = "status"
    OLDEST = "date"
    NEWEST = "-date"
    TITLE = "title"


class PositionNotUnderstood(ValueError):
    """The place to go on from is none of this list and this order."""


@dataclass(frozen=True, slots=True)
class Order:
    """How one of the two lists is sorted. The multilateral one is always in its groups, the other by status only."""

    sort: Sort
    is_bilateral: bool

    @property
    def _groups(self) -> tuple[str, ...]:
        if not self.is_bilateral:
            return ANCHORS
        return PLACES if self.sort is Sort.STATUS else ()

    def texts(self, row: PairRow) -> list[str]:
        """The position of a row as its address says it, part by part."""
        group = [place_of(row) if self.is_bilateral else anchor_of(row)] if self._groups else []
        title = " ".join(search_words(row.agreement.title))
        day = first_day_of(row)
        return [*group, title if self.sort is Sort.TITLE else day.isoformat() if day else NO_DAY, row.agreement.slug]

    def key(self, texts: list[str]) -> Key:
        """Raises PositionNotUnderstood."""
        groups = self._groups
        if len(texts) != 2 + bool(groups) or not _SLUG.fullmatch(texts[-1]):
            raise PositionNotUnderstood
        if groups and texts[0] not in groups:
            raise PositionNotUnderstood
        group = (groups.index(texts[0]),) if groups else ()
        if self.sort is Sort.TITLE:
            return *group, texts[-2], texts[-1]
        return *group, *self._day(texts[-2]), texts[-1]

    def _day(self, text: str) -> tuple[bool, int]:
        """Rows without a day stand last, whichever end of time comes first."""
        if text == NO_DAY:
            return True, 0
        try:
            number = date.fromisoformat(text if _DAY.fullmatch(text) else "").toordinal()
        except ValueError:
            raise PositionNotUnderstood from None
        return False, -number if self.sort is Sort.NEWEST else number

    def position(self, row: PairRow) -> str:
        return "~".join(self.texts(row))

    def read(self, position: str) -> Key:
        """Raises PositionNotUnderstood."""
        return self.key(position.split("~"))

    def sorted(self, rows: Iterable[PairRow]) -> list[PairRow]:
        return [row for _, row in self._keyed(rows)]

    def _keyed(self, rows: Iterable[PairRow]) -> list[tuple[Key, PairRow]]:
        return sorted(((self.key(self.texts(row)), row) for row in rows), key=lambda pair: pair[0])

    def page(self, rows: Iterable[PairRow], after: Key | None) -> "RowPage":
        keyed = self._keyed(rows)
        begin = bisect_right([key for key, _ in keyed], after) if after else 0
        shown = [row for _, row in keyed[begin : begin + PAGE]]
        goes_on = len(keyed) > begin + PAGE
        return RowPage(shown, len(keyed), begin, self.position(shown[-1]) if goes_on else "")


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows of ``total``, those behind the first ``begin``; ``next`` is the position to go on from, or empty."""

    rows: list[PairRow]
    total: int
    begin: int
    next: str

    @property
    def first(self) -> int:
        """Of the rows shown the number of the first, from 1."""
        return self.begin + 1

    @property
    def last(self) -> int:
        return self.begin + len(self.rows)

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == self.total

    @property
    def following(self) -> int:
        """How many the next page shows."""
        return min(PAGE, self.total - self.last)


def first_day_of(row: PairRow) -> date | None:
    """The first day of an act, as far as it is known; ``None`` where no day of any is on record."""
    days = [act.when.earliest for act in row.acts if act.when and act.when.earliest]
    return min(days, default=None)
