"""Numbers over time: the stepped strip of many agreements or many parties, and the row of a folded group."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from treaties.web.picture import shapes
from treaties.web.picture.model import Group, Lane, Phase, Step, Strip
from treaties.web.picture.scale import Scale

A_DIGIT, AFTER_A_LABEL = 7.0, 8.0
_COUNTED = frozenset({Phase.IN_FORCE, Phase.NON_BINDING, Phase.SUSPENDED, Phase.PROVISIONAL, Phase.POSSIBLE})


def draw(strip: Strip, scale: Scale, line: float, top: float, height: float) -> list[str]:
    """Certain steps filled, what is possible beyond them as a dashed outline; after the chosen day pale."""
    most = max((step.certain + step.possible for step in strip.steps), default=0)
    if not most:
        return []
    unit, bottom = (height - 12) / most, top + height
    certain = [(step.day, step.certain) for step in strip.steps]
    possible = [(step.day, step.certain + step.possible) for step in strip.steps]
    parts = []
    if any(step.possible for step in strip.steps):
        parts.append(shapes.path("multi-maybe", _stair(possible, scale, bottom, unit, scale.left, scale.right)))
    if line > scale.left:
        parts.append(shapes.path("multi", _stair(certain, scale, bottom, unit, scale.left, line)))
    if line < scale.right:
        later = _stair(certain, scale, bottom, unit, max(line, scale.left), scale.right)
        parts.append(shapes.group("later", [shapes.path("multi", later)]))
    return [*parts, *_labels(certain, scale, bottom, unit)]


def _stair(steps: Sequence[tuple[date, int]], scale: Scale, bottom: float, unit: float, x1: float, x2: float) -> str:
    """A closed path from ``x1`` to ``x2``."""
    path = [f"M{x1:.1f} {bottom:.1f}"]
    level = 0
    for day, number in steps:
        x = scale.x(day)
        if x <= x1:
            level = number
            continue
        if x >= x2:
            break
        if level != number:
            path.append(f"V{bottom - level * unit:.1f}H{x:.1f}")
        level = number
    return "".join([*path, f"V{bottom - level * unit:.1f}H{x2:.1f}V{bottom:.1f}z"])


def _labels(steps: Sequence[tuple[date, int]], scale: Scale, bottom: float, unit: float) -> list[str]:
    """The number after each step, where there is room before the next; of those that stand close, the last."""
    placed: list[tuple[float, int]] = []
    free_until = scale.right
    for day, number in reversed(_as_shown(steps, scale)):
        x = max(scale.x(day), scale.left)
        width = A_DIGIT * len(str(number)) + AFTER_A_LABEL
        if x + width <= free_until:
            placed.append((x, number))
            free_until = x
    return [shapes.text("t-s halo", x + 3, bottom - number * unit - 3, str(number)) for x, number in reversed(placed)]


def _as_shown(steps: Sequence[tuple[date, int]], scale: Scale) -> list[tuple[date, int]]:
    """Where the number becomes another one within the window, and that at its beginning."""
    before = [step for step in steps if scale.x(step[0]) <= scale.left][-1:]
    found = [*before, *(step for step in steps if scale.left < scale.x(step[0]) <= scale.right)]
    return [step for step, last in zip(found, [None, *found], strict=False) if last is None or last[1] != step[1]]


def density_of(group: Group) -> Strip:
    """Of a folded group: how many of its lanes had a bar that says more than signed; of none, how many were signed."""
    if running := _steps(group.lanes, _COUNTED):
        return Strip(group.heading, _("number of them in operation"), running)
    return Strip(group.heading, _("number of them signed"), _steps(group.lanes, frozenset(Phase)))


def _steps(lanes: Sequence[Lane], counted: frozenset[Phase]) -> tuple[Step, ...]:
    changes: Counter[date] = Counter()
    for lane in lanes:
        for spell in lane.spells:
            if spell.since and spell.phase in counted:
                changes[spell.since] += 1
                if spell.until:
                    changes[spell.until] -= 1
    steps, number = [], 0
    for day in sorted(changes):
        number += changes[day]
        steps.append(Step(day, number))
    return tuple(steps)
