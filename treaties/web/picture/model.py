"""The picture as values, before anything has a place: groups of lanes, each with its spells and its marks.

Plain Python. Days are calendar days; spells are half-open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from treaties.dates import PartialDate
from treaties.vocabulary import Word


class Phase(Word):
    """What a bar says. The words are those of the table."""

    IN_FORCE = "force", "In force"
    POSSIBLE = "maybe", "Possibly in force"
    SUSPENDED = "susp", "In force but suspended"
    PROVISIONAL = "prov", "Provisionally applied"
    NON_BINDING = "soft", "Operative, non-binding or of contested nature"
    WAITING = "wait", "Signed or consented to, in force later"
    SIGNED = "unk", "Signed, entry into force not on record"
    GAP = "contra", "Ended by computation, unconfirmed; a source says otherwise"

    @property
    def is_before_force(self) -> bool:
        return self in (Phase.WAITING, Phase.SIGNED)

    @property
    def ends_at_the_line(self) -> bool:
        """Where its end is not on record, nothing is drawn after the chosen day: it is not known to go on."""
        return self in (Phase.POSSIBLE, Phase.SIGNED, Phase.WAITING)


class MarkKind(Word):
    """What a mark says; the most telling first: of several that merge, the first gives the shape."""

    ENTERED = "wedge", "entry into force"
    NOTICE = "cross", "notice of termination, or the like"
    ENDING = "cap", "end"
    DEADLINE = "due", "deadline, computed"
    SIGNED = "ring", "signed"
    CONSENTED = "disc", "consent to be bound"
    SAID = "say", "a source says what the status is"
    AT_HOME = "square", "approved at home (no effect between the two)"
    CHANGED = "tick", "amended, renewed or the like"
    OTHER = "dot", "another act"


@dataclass(frozen=True, slots=True)
class Spell:
    """One bar. ``since`` (closed) is ``None`` where the start is not on record, ``until`` (open) where no end is.

    ``is_strong``: the day is known, and a register or a text says so. ``is_over``: a heavy cap stands at its end.
    """

    phase: Phase
    since: date | None
    until: date | None
    is_strong: bool = True
    is_over: bool = False
    is_computed: bool = False
    """The end is computed from a clause, and unconfirmed."""
    how: str = ""

    @property
    def ink(self) -> str:
        """The pattern: solid only where it is strong."""
        return "said" if self.phase is Phase.IN_FORCE and not self.is_strong else str(self.phase)

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Mark:
    """One act, or one assertion, on a day as far as it is known. ``how``: the sources, by name and kind."""

    kind: MarkKind
    when: PartialDate | None
    what: str
    how: str = ""
    is_contrary: bool = False
    """An assertion that the record does not bear out."""

    @property
    def is_open(self) -> bool:
        """Drawn hollow: only announced, or on a day that is not known exactly."""
        return self.when is None or not self.when.is_exact


@dataclass(frozen=True, slots=True)
class Lane:
    """One row. ``symbol`` and ``tone`` name drawings and colours of the page; ``words`` say them."""

    title: str
    symbol: str
    tone: str
    words: str
    spells: tuple[Spell, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    """What could stand beside the bar, the most telling first."""
    url: str = ""

    def days(self) -> Iterator[date]:
        """Every day that the picture should reach, whatever day is chosen."""
        for spell in self.spells:
            yield from (day for day in (spell.since, spell.until) if day)
        for mark in self.marks:
            if mark.when and mark.kind is not MarkKind.DEADLINE:
                yield from (day for day in (mark.when.earliest, mark.when.latest) if day)


@dataclass(frozen=True, slots=True)
class Group:
    """Lanes of one status on the chosen day. What ``binds`` stays open where the others fold."""

    heading: str
    lanes: tuple[Lane, ...]
    binds: bool = False
    listed_at: str = ""
    """The query of a list of all of them, for a table that shows only the first."""

    @property
    def is_long(self) -> bool:
        """It folds, however few lanes the others have."""
        return len(self.lanes) > MANY


@dataclass(frozen=True, slots=True)
class Step:
    """From ``day`` on so many are certain, and so many more possible."""

    day: date
    certain: int
    possible: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """A number over time, as steps."""

    heading: str
    explanation: str
    steps: tuple[Step, ...]

    def on(self, day: date) -> Step:
        return max((step for step in self.steps if step.day <= day), key=lambda step: step.day, default=Step(day, 0))


@dataclass(frozen=True, slots=True)
class Flag:
    """An appeal, above the axis."""

    when: PartialDate
    words: str


MANY = 30
"""Above so many rows, the groups that do not bind fold; and any group that has more by itself."""
MOST_TOLD, FIRST_TOLD = 100, 10
"""Of more lanes than that, the table tells so many of each long group that is listed elsewhere, and links to all."""
AGREEMENT = "agreement"
YEARS_AHEAD = 10
"""Deadlines until so many years after the chosen day are reached; further ones are in the table."""


def told_of(number: int, in_all: int) -> int:
    """Of how many lanes of a group that is listed elsewhere the table tells."""
    return FIRST_TOLD if in_all > MOST_TOLD and number > MANY else number


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, and everything that the table says."""

    title: str
    on: date
    groups: tuple[Group, ...]
    strip: Strip | None = None
    flags: tuple[Flag, ...] = ()
    sources: tuple[str, ...] = ()
    shared_from: date | None = None
    """Since when it makes sense to look by default; ``None``: from the first day on record."""
    shape: str = AGREEMENT
    """What one lane is, in the singular."""

    @cached_property
    def lanes(self) -> list[Lane]:
        return [lane for group in self.groups for lane in group.lanes]

    def folds(self, group: Group) -> bool:
        """Whether it becomes one row, of how many ran when. The table has all of them."""
        return group.is_long or (len(self.lanes) > MANY and not group.binds)

    def told(self, group: Group) -> tuple[Lane, ...]:
        """The lanes of which the table tells."""
        return group.lanes[: told_of(len(group.lanes), len(self.lanes))] if group.listed_at else group.lanes

    @property
    def drawn(self) -> list[Lane]:
        """The lanes that have a row of their own."""
        return [lane for group in self.groups if not self.folds(group) for lane in group.lanes]

    @property
    def deadlines(self) -> list[Mark]:
        return [mark for lane in self.lanes for mark in lane.marks if mark.kind is MarkKind.DEADLINE]

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day that the picture should reach."""
        return frozenset(self._days())

    def _days(self) -> Iterator[date]:
        for lane in self.lanes:
            yield from lane.days()
        for mark in self.deadlines:
            day = mark.when and mark.when.latest
            if day and day.year <= self.on.year + YEARS_AHEAD:
                yield day
        for one in self.flags:
            yield from (day for day in (one.when.earliest, one.when.latest) if day)
        if self.strip:
            yield from (step.day for step in self.strip.steps)
