"""How a party is bound through a union that takes part while it is a member: its standing, made of the union's.

Plain Python, over what one statement has read. Outside its membership it stands as if nothing were on record; after it,
as one that was bound and is no more. Two members of one union are no pair through it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from itertools import product
from typing import Any

from treaties.dates import FIRST_DAY, PartialDate, last_of
from treaties.models.timelines import Kept
from treaties.vocabulary import ParticipationStatus

P = ParticipationStatus
type Standing = dict[P, dict[str, Any]]
"""The statuses that are possible on a day, each with what it rests on, as a story keeps it."""

STRENGTH = (P.NONE, P.RELEASED, P.FORMER, P.SIGNATORY, P.CONTRACTING, P.PROVISIONAL, P.SUSPENDED, P.PARTY)
"""Where a party belongs to several unions that take part, the strongest standing counts; the weakest first."""


@dataclass(frozen=True, slots=True)
class Membership:
    """From a day (closed) until a day (open), as far as known."""

    since: PartialDate
    until: PartialDate | None = None

    @property
    def days(self) -> Iterator[date]:
        for bound in (self.since, self.until):
            yield from (day for day in (bound and bound.possible_from, bound and bound.certain_from) if day)

    def holds_on(self, day: date) -> set[bool]:
        """Whether it holds; both, where its days leave that open."""
        begun = _has_happened(self.since, day)
        over = _has_happened(self.until, day) if self.until else {False}
        return {one and not other for one, other in product(begun, over)}

    def is_over_on(self, day: date) -> bool:
        """For all that is known: it may still last, where its end is known only imprecisely."""
        return self.until is not None and True in _has_happened(self.until, day)


def _has_happened(when: PartialDate, day: date) -> set[bool]:
    if day < when.possible_from:
        return {False}
    return {True} if when.certain_from and day >= when.certain_from else {True, False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """A party and a union. ``memberships`` are the party's in it, ``others`` those of the party at the other end: while
    both belong to it, it binds neither towards the other."""

    memberships: tuple[Membership, ...]
    others: tuple[Membership, ...] = ()

    @property
    def changes(self) -> set[date]:
        """The days on which ``holds_on`` changes."""
        return {day for one in (*self.memberships, *self.others) for day in one.days}

    @property
    def may_bind(self) -> bool:
        """Whether there is a day on which it may bind the party towards the other."""
        return any(True in self.holds_on(day) for day in self.changes)

    def membership_on(self, day: date) -> Membership:
        """The one of that day, else the last before it, else the first after it."""
        begun = [one for one in self.memberships if one.since.possible_from <= day]
        return begun[-1] if begun else self.memberships[0]

    def holds_on(self, day: date) -> set[bool]:
        """Whether the party was a member, and the other was not."""
        inside = _any(one.holds_on(day) for one in self.memberships)
        shared = _any(one.holds_on(day) for one in self.others)
        return {one and not other for one, other in product(inside, shared)}

    def left_by(self, day: date) -> Iterator[PartialDate]:
        """When the memberships ended that may be over that day, the last of them first."""
        yield from (one.until for one in reversed(self.memberships) if one.until and one.is_over_on(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Via(Ties):
    """A union that takes part, with its own timeline."""

    participation: int
    side: int | None
    code: str
    heading: str
    name: str
    """Within a sentence."""
    kept: Kept

    @property
    def days(self) -> set[date]:
        return {*self.kept.days, *self.changes}

    def standing_on(self, day: date) -> Standing:
        found: Standing = {}
        holds = self.holds_on(day)
        if False in holds:
            found |= self._outside(day)
        if True in holds:
            story = self.kept.story_on(day) or {}
            for status in P.possible_in(self.kept.code_on(day)):
                found[status] = self._through(story.get(str(status), {}), day)
        return found

    def _through(self, path: Mapping[str, Any], day: date) -> dict[str, Any]:
        """What the union's standing rests on, since it was that of its member too."""
        since = [PartialDate.parse(path["since"])] if path.get("since") else []
        return {**path, "since": str(last_of([*since, self.membership_on(day).since]))}

    def _outside(self, day: date) -> Standing:
        """Whoever left while the union was bound was bound, and is no more."""
        for until in self.left_by(day):
            before = max((step for step in self.kept.days if step < until.possible_from), default=None)
            was = P.possible_in(self.kept.code_on(before) if before else None)
            if P.PARTY in was or P.SUSPENDED in was:
                return {P.FORMER: {"since": str(until)}}
        return {P.NONE: {}}


def _any(each: Iterable[set[bool]]) -> set[bool]:
    return reduce(lambda one, other: {a or b for a, b in product(one, other)}, each, {False})


@dataclass(frozen=True)
class Through:
    """All the unions through which a party may be bound by one agreement."""

    vias: tuple[Via, ...]

    @cached_property
    def kept(self) -> Kept:
        """The party's standing, as if it had a file of its own."""
        days: list[date] = []
        codes: list[int] = []
        story: list[dict[str, Any]] = []
        for day in sorted({FIRST_DAY, *(day for via in self.vias for day in via.days)}):
            standing = reduce(_stronger, (via.standing_on(day) for via in self.vias))
            step = {str(status): path for status, path in standing.items() if path}
            if not story or (step, sum(status.bit for status in standing)) != (story[-1], codes[-1]):
                days.append(day)
                codes.append(sum(status.bit for status in standing))
                story.append(step)
        return Kept(days, codes, story)

    def on(self, day: date) -> Via:
        """The union that counts on a day: the one with the strongest standing then."""
        return max(self.vias, key=lambda via: (max(map(STRENGTH.index, via.standing_on(day))), via.code))


def _stronger(one: Standing, other: Standing) -> Standing:
    found: Standing = {}
    for first, second in product(one.items(), other.items()):
        status, path = max((first, second), key=lambda given: STRENGTH.index(given[0]))
        found.setdefault(status, path)
    return found


def vias_of(files: Sequence[Mapping[str, Any]], *, member: int, other: int) -> list[Via]:
    """Of the unions among these files (as ``country_pair`` reads them), those through which one party may be bound
    towards another; by their ids. None towards a union that it belongs to itself."""
    if any(_memberships(file, member) for file in files if file["party"] == other):
        return []
    vias = [
        Via(
            participation=file["id"],
            side=file["side"],
            code=file["code"],
            heading=file["heading"],
            name=file["name"],
            kept=Kept.from_json(file["kept"]),
            memberships=own,
            others=_memberships(file, other),
        )
        for file in files
        if file["party"] not in (member, other) and (own := _memberships(file, member))
    ]
    return [via for via in vias if via.may_bind]


def _memberships(file: Mapping[str, Any], member: int) -> tuple[Membership, ...]:
    return spells_from(row for row in file["members"] if row["member"] == member)


def spells_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Membership, ...]:
    """In order of time. Rows have ``since`` and ``until`` as text."""
    spells = (
        Membership(PartialDate.parse(row["since"]), PartialDate.parse(row["until"]) if row["until"] else None)
        for row in rows
    )
    return tuple(sorted(spells, key=lambda one: one.since.in_order))
