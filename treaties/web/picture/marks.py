"""Where marks go. Those less than eight pixels apart become one with a count; a day that is not known exactly is drawn
over all the days it can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from treaties.dates import PartialDate
from treaties.web.picture import shapes
from treaties.web.picture.model import Mark, MarkKind
from treaties.web.picture.scale import Scale

APART = 8.0
STUB = 12.0
"""How far a mark reaches towards the side on which its day is not bounded."""
_ORDER = list(MarkKind)


@dataclass(frozen=True, slots=True)
class Placed:
    """One drawn mark, which stands for ``count`` of them. ``x1`` and ``x2`` differ where the day is imprecise."""

    kind: MarkKind
    x1: float
    x2: float
    is_open: bool
    is_contrary: bool = False
    count: int = 1

    @property
    def x(self) -> float:
        return (self.x1 + self.x2) / 2

    @property
    def is_stretched(self) -> bool:
        return self.x2 - self.x1 >= APART

    @property
    def extent(self) -> tuple[float, float]:
        count = 9 if self.count > 1 else 0
        return min(self.x1, self.x - 6) - 2, max(self.x2, self.x + 6 + count) + 2


def place(marks: Iterable[Mark], scale: Scale) -> list[Placed]:
    """The marks that the window holds, merged. The others are said at the edge, and in the table."""
    found = [_placed(mark, mark.when, scale) for mark in marks if mark.when and is_inside(mark.when, scale)]
    alone = _without_twins([one for one in found if one.is_stretched])
    return [*alone, *_merged([one for one in found if not one.is_stretched])]


def is_inside(when: PartialDate, scale: Scale) -> bool:
    """Whether some day that it can be lies in the window."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return first is not None and last is not None and first < scale.window.end and last >= scale.window.start


def _placed(mark: Mark, when: PartialDate, scale: Scale) -> Placed:
    if mark.kind is MarkKind.ENTERED and when.certain_from:
        x1 = x2 = scale.inside(scale.x(when.certain_from))  # the bar before it shows the days that are possible
    elif when.earliest and when.latest:
        x1, x2 = scale.x(when.earliest), scale.x(_day_after(when.latest))
        if x2 - x1 < APART:
            x1 = x2 = x1 if when.is_exact else (x1 + x2) / 2
    elif when.latest:
        x1, x2 = scale.x(when.latest) - STUB, scale.x(when.latest)
    else:
        x1 = scale.x(when.earliest or scale.window.start)
        x2 = x1 + STUB
    return Placed(mark.kind, scale.inside(x1), scale.inside(x2), mark.is_open, mark.is_contrary)


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _without_twins(stretched: list[Placed]) -> list[Placed]:
    """Of one kind over the same days: one with a count."""
    found: dict[tuple[MarkKind, float, float], Placed] = {}
    for one in stretched:
        key = one.kind, one.x1, one.x2
        found[key] = _together(found[key], one) if key in found else one
    return list(found.values())


def _merged(points: list[Placed]) -> list[Placed]:
    """Until no two are less than ``APART`` from each other."""
    result = sorted(points, key=lambda one: one.x)
    while True:
        merged: list[Placed] = []
        for one in result:
            near = merged and one.x - merged[-1].x < APART
            merged = [*merged[:-1], _together(merged[-1], one)] if near else [*merged, one]
        if len(merged) == len(result):
            return merged
        result = merged


def _together(one: Placed, other: Placed) -> Placed:
    """In the shape of the more telling kind, and at its place."""
    first, second = sorted((one, other), key=lambda each: _ORDER.index(each.kind))
    return Placed(
        first.kind,
        first.x1,
        first.x2,
        first.is_open,
        first.is_contrary or second.is_contrary,
        first.count + second.count,
    )


def draw(one: Placed, y: float, height: float, *, count_below: bool = False) -> list[str]:
    """``y`` is the middle of the row's bar, ``height`` the bar's. A count stands clear of it."""
    parts = []
    if one.is_stretched:
        parts.append(shapes.rect("m-open m-span", one.x1, y - 4.5, one.x2 - one.x1, 9, round_=4.5))
    if not (one.is_stretched and one.kind is MarkKind.SIGNED):
        parts += glyph(one.kind, one.x, y, height, is_open=one.is_open, is_contrary=one.is_contrary)
    if one.count > 1:
        at = y + height / 2 + (8.5 if count_below else -height - 1.5)
        parts.append(shapes.text("t-n halo", max(one.x2, one.x + 4) + 1, at, str(one.count)))
    return parts


def glyph(
    kind: MarkKind, x: float, y: float, height: float, *, is_open: bool = False, is_contrary: bool = False
) -> list[str]:
    """The shape alone, as in the key."""
    half = height / 2 + 3
    match kind:
        case MarkKind.ENTERED:
            steps = f"M{x - 1:.1f} {y - half:.1f}v{2 * half:.1f}l8 {-half:.1f}z"
            return [shapes.path("m-open" if is_open else "m-full", steps)]
        case MarkKind.NOTICE:
            return [shapes.path("m-tick", f"M{x - 4:.1f} {y - 4:.1f}l8 8M{x + 4:.1f} {y - 4:.1f}l-8 8")]
        case MarkKind.ENDING:
            return [shapes.line("b-endcap", x, y - half, x, y + half)]
        case MarkKind.DEADLINE:
            return [shapes.path("m-due", f"M{x:.1f} {y - 6.5:.1f}l6.5 6.5l-6.5 6.5l-6.5 -6.5z")]
        case MarkKind.SIGNED:
            return [shapes.circle("m-open", x, y, 4.5)]
        case MarkKind.CONSENTED:
            return [shapes.circle("m-open" if is_open else "m-full m-edge", x, y, 4)]
        case MarkKind.SAID:
            return [shapes.symbol("say", "contra" if is_contrary else "unk", x - 8, y - 11, 16)]
        case MarkKind.AT_HOME:
            return [shapes.rect("m-open", x - 4, y - 4, 8, 8)]
        case MarkKind.CHANGED:
            top, bottom = y - half + 1, y + half - 1
            return [shapes.line("m-gap", x, top, x, bottom), shapes.line("m-tick", x, top, x, bottom)]
    return [shapes.circle("m-full m-edge", x, y, 2.5)]
