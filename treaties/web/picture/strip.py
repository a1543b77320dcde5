"""Numbers over time: the stepped strip of many agreements or many parties, and the row of a folded group."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from treaties.web.picture import shapes
from treaties.web.picture.model import Group, Lane, Phase, Step, Strip
from treaties.web.picture.scale import Scale

LABELS_APART = 14.0
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
    """The number after each step, where there is room; the last one of those that stand too close."""
    places: list[tuple[float, int]] = []
    for day, number in steps:
        x = max(scale.x(day), scale.left)
        if x > scale.right - LABELS_APART:
            break
        if places and x - places[-1][0] < LABELS_APART:
            places.pop()
        places.append((x, number))
    return [
        shapes.text("t-s halo", x + 3, bottom - number * unit - 3, str(number))
        for (x, number), before in zip(places, [None, *places], strict=False)
        if before is None or before[1] != number
    ]


def density_of(group: Group) -> Strip:
    """Of a folded group: how many of its lanes had a bar that says more than signed."""
    return Strip(group.heading, "", _steps(group.lanes))


def _steps(lanes: Sequence[Lane]) -> tuple[Step, ...]:
    changes: Counter[date] = Counter()
    for lane in lanes:
        for spell in lane.spells:
            if spell.since and spell.phase in _COUNTED:
                changes[spell.since] += 1
                if spell.until:
                    changes[spell.until] -= 1
    steps, number = [], 0
    for day in sorted(changes):
        number += changes[day]
        steps.append(Step(day, number))
    return tuple(steps)
