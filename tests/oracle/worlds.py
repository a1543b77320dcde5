"""The possible worlds of a history: each partly known date on one day, in every way that makes a difference."""

from datetime import date, timedelta
from itertools import pairwise, product
from math import prod
from random import Random

from tests.oracle.simulation import AT_ITS_END, IN_ITS_COURSE, JUST_OVER, Moment, World
from tests.oracle.told import FIELDS, NEVER, History, Span, Told


def candidates(history: History) -> dict[tuple[str, str], list[Moment]]:
    """For each date the moments that matter: its bounds, the bounds of others within, and the moment it is over.

    A date known only in part is certain after its last day, not on it: so the beginning of the next day is among them.
    """
    spans = {(act.name, field): span for act in history.acts for field, span in act.spans.items()}
    return {which: _moments(span, set(history.days_of_interest())) for which, span in spans.items()}


def _moments(span: Span, days: set[date]) -> list[Moment]:
    if span.is_day:
        return [(span.first, IN_ITS_COURSE)]
    within = sorted({span.first, span.last} | {day for day in days if span.first <= day <= span.last})
    over = (span.last + timedelta(days=1), JUST_OVER) if span.last < NEVER else (NEVER, AT_ITS_END)
    return [*((day, AT_ITS_END) for day in within), over]


def worlds(history: History, *, at_most: int) -> tuple[list[World], bool]:
    """All worlds that differ, and True; or a sample of them, and False. The same for the same history."""
    choices = candidates(history)
    if prod(len(moments) for moments in choices.values()) <= at_most:
        return [dict(zip(choices, chosen, strict=True)) for chosen in product(*choices.values())], True
    random = Random(len(choices))
    return [{which: random.choice(moments) for which, moments in choices.items()} for _ in range(at_most)], False


def is_plausible(history: History, world: World) -> bool:
    """Each act is on one of its days, in its maker's life, and takes effect after it is done, if that can be."""
    if any(part == JUST_OVER for _, part in world.values()):
        return False
    return all(_lives(history, act, world) and _in_order(act, world) for act in history.acts)


def _lives(history: History, act: Told, world: World) -> bool:
    for member in history.members:
        for name, span in act.spans.items() if act.by in ("", member.code) else ():
            day, _ = world[act.name, name]
            too_late = member.died <= day and (span.first < member.died or (bool(act.by) and not span.is_day))
            if day < member.born <= span.last or too_late:
                return False
    return True


def _in_order(act: Told, world: World) -> bool:
    known = [name for name in FIELDS if name in act.spans]
    return all(
        world[act.name, one] <= world[act.name, other] or act.spans[one].first > act.spans[other].last
        for one, other in pairwise(known)
    )
