"""The fold: moves in, a step function of days out. It knows nothing of law.

On every day the state is the set of statuses that are *possible* that day, each with the path that leads to it. A move
that happened on some day from ``earliest`` to ``latest`` adds its outcome on those days and replaces what was before
from the day on which it has certainly happened.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from treaties.dates import FIRST_DAY, PartialDate
from treaties.vocabulary import EndReason, Evidence, Flag, Status


@dataclass(frozen=True, slots=True)
class Path:
    """How a status came about: the acts and clauses it rests on, in order, and what to know beside it."""

    because: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()
    reason: EndReason | None = None
    evidence: Evidence | None = None
    since: str = ""
    """The partial date, as EDTF text, of the move that led here."""


@dataclass(frozen=True, slots=True)
class Move[S: Status]:
    """A change that happened on one day of ``when``. ``origins`` are the statuses that it acts on.

    ``not_before`` is the first day on which it can have happened for another reason: its maker did not exist earlier.
    """

    ref: str
    to: S
    when: PartialDate
    origins: frozenset[S]
    rank: int
    order_on_day: int = 0
    reason: EndReason | None = None
    flags: frozenset[Flag] = frozenset()
    clears: frozenset[Flag] = frozenset()
    keeps: bool = False
    flags_by_origin: Mapping[S, Flag] | None = None
    evidence: Evidence | None = None
    not_before: date = FIRST_DAY
    also: tuple[str, ...] = ()
    """What it rests on besides: the clauses and acts that its day is computed from."""
    is_end: bool = False
    """It acts on the blank page only where no beginning is on record that may have come first."""

    @property
    def possible_from(self) -> date:
        """The first day on which it may have happened (closed)."""
        return max(self.when.possible_from, self.not_before)

    @property
    def is_overlay(self) -> bool:
        """It leads from a status to itself: it only adds or clears flags."""
        return self.origins == {self.to}

    def sort_key(self) -> tuple[date, date, int, int, str]:
        """By the latest day first: what happened by then is settled before it is built upon."""
        latest, earliest, _ = self.when.in_order
        return latest, earliest, self.order_on_day, self.rank, self.ref

    def finds(self, timeline: "Timeline[S]", start: S) -> set[S]:
        """The statuses that it acts on, of those that are possible on its first or its certain day."""
        steps = [timeline.on(day) for day in (self.possible_from, self.when.certain_from) if day]
        return {status for step in steps for status in (step.state if step else {start}) if status in self.origins}

    def may_prepare(self, other: "Move[S]", found: set[S]) -> bool:
        """Whether this move leads to what the other acts on, and may have happened by then: on an earlier day, if the
        other has ``found`` something already."""
        if self.to not in other.origins or self.to in found or self.to in self.origins:
            return False
        last = other.when.latest or date.max
        return self.possible_from < last if found else self.possible_from <= last

    def apply(self, state: "State[S]") -> "State[S]":
        moved: State[S] = {}
        for status, path in state.items():
            target, route = (self.to, self._extend(status, path)) if status in self.origins else (status, path)
            known = moved.get(target)
            if known is None or len(route.because) > len(known.because):  # two ways lead here: keep the fuller one
                moved[target] = route
        return moved

    def _extend(self, origin: S, path: Path) -> Path:
        flag = (self.flags_by_origin or {}).get(origin)
        flags = self.flags | ({flag} if flag else frozenset())
        refs = self.also if self.ref in self.also else (self.ref, *self.also)
        because = (*path.because, *(ref for ref in refs if ref not in path.because))
        if origin is self.to:
            return replace(path, because=because, flags=(path.flags - self.clears) | flags)
        kept = path.flags if self.keeps else frozenset()
        return Path(because, kept | flags, self.reason, self.evidence, str(self.when))


type State[S: Status] = dict[S, Path]
_day_of = attrgetter("day")


@dataclass(frozen=True, slots=True)
class Step[S: Status]:
    """From ``day`` (closed) until the next step's day (open), these statuses are possible."""

    day: date
    state: State[S]

    @property
    def code(self) -> int:
        return sum(status.bit for status in self.state)


@dataclass(frozen=True, slots=True)
class Timeline[S: Status]:
    """A step function of days. Before the first step nothing is on record; steps cannot overlap or leave a gap."""

    steps: tuple[Step[S], ...]

    def on(self, day: date) -> Step[S] | None:
        index = bisect_right(self.steps, day, key=_day_of)
        return self.steps[index - 1] if index else None

    def possible_within(self, when: PartialDate, start: S) -> set[S]:
        """The statuses that are possible on some day that ``when`` may be; ``start`` before the first step."""
        first = self.on(when.possible_from)
        within = [step for step in self.steps if when.possible_from < step.day <= (when.latest or date.max)]
        return set(first.state if first else {start}).union(*(step.state for step in within))

    @property
    def days(self) -> list[date]:
        return [step.day for step in self.steps]

    @property
    def codes(self) -> list[int]:
        return [step.code for step in self.steps]


def fold[S: Status](start: S, moves: Iterable[Move[S]]) -> Timeline[S]:
    """Apply the moves in order of settlement. Total: never raises, and independent of the order they come in."""
    steps, _ = _in_turn(start, moves)
    return Timeline(tuple(_without_repeats(start, steps)))


def idle[S: Status](start: S, moves: Iterable[Move[S]]) -> list[Move[S]]:
    """The moves that find nothing to act on when their turn comes: a history that holds one contradicts itself."""
    _, idle_moves = _in_turn(start, moves)
    return idle_moves


def _in_turn[S: Status](start: S, moves: Iterable[Move[S]]) -> tuple[list[Step[S]], list[Move[S]]]:
    """The steps, and the moves that were idle. A move that finds nothing to act on, or an end that finds a blank page,
    waits for one that brings it something and may have come first: a notice of 2003 for an entry of 1998/2005.
    """
    steps: list[Step[S]] = [Step(FIRST_DAY, {start: Path()})]
    waiting = sorted(moves, key=Move.sort_key)
    patience = len(waiting) ** 2  # however odd the history: nobody waits for ever
    idle_moves = []
    while waiting:
        move = waiting.pop(0)
        found = move.finds(Timeline(tuple(steps)), start)
        if not found or (move.is_end and found == {start}):
            preparing = next((n for n, other in enumerate(waiting) if other.may_prepare(move, found)), None)
            if preparing is not None and patience > 0:
                patience -= 1
                waiting.insert(preparing + 1, move)
                continue
        if not found:
            idle_moves.append(move)
        if _bears_on(move, steps):
            steps = _apply(steps, move)
    return steps, idle_moves


def _bears_on[S: Status](move: Move[S], steps: list[Step[S]]) -> bool:
    """Whether it acts on a status that is possible on some day from its first one on."""
    first = bisect_right(steps, move.possible_from, key=_day_of) - 1
    return any(not move.origins.isdisjoint(step.state) for step in steps[max(first, 0) :])


def _apply[S: Status](steps: list[Step[S]], move: Move[S]) -> list[Step[S]]:
    possible, certain = move.possible_from, move.when.certain_from
    days = {step.day for step in steps} | {possible} | ({certain} if certain else set())
    result, current, upcoming = [], steps[0].state, iter([*steps, None])
    following = next(upcoming)
    for day in sorted(days):
        while following and following.day <= day:
            current, following = following.state, next(upcoming)
        state = current
        if certain and day >= certain:
            state = move.apply(current)
        elif day >= possible:
            state = move.apply(current) | current
        result.append(Step(day, state))
    return result


def _without_repeats[S: Status](start: S, steps: list[Step[S]]) -> list[Step[S]]:
    kept: list[Step[S]] = []
    for step in steps:
        before = kept[-1].state if kept else {start: Path()}
        if step.state != before:
            kept.append(Step(step.day, dict(sorted(step.state.items(), key=lambda item: item[0].bit))))
    return kept
