"""Bars: one pattern for each phase, solid only where it is known well; fades, caps, and what lies beyond the edge."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from treaties.web.picture import shapes
from treaties.web.picture.frame import width_of
from treaties.web.picture.model import Lane, MarkKind, Phase, Spell
from treaties.web.picture.scale import Scale

FADE = 60.0
EDGE = 8.0
"""A fade never reaches the edge: that would look like a beginning before the window."""


@dataclass(slots=True)
class Row:
    """What is drawn in one row, and the places that are taken."""

    parts: list[str] = field(default_factory=list)
    taken: list[tuple[float, float]] = field(default_factory=list)
    marked: list[tuple[float, float]] = field(default_factory=list)
    """Those taken by marks."""
    dotted: list[tuple[float, float]] = field(default_factory=list)
    """Places on dots only, where words may stand with a halo."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Draws the bars of one drawing. ``line`` is the place of the chosen day, within the frame."""

    scale: Scale
    line: float
    height: float
    name: str
    """Of the drawing: its patterns carry it."""

    def draw(self, spell: Spell, row: Row, y: float) -> None:
        """``y`` is the middle of the bar."""
        ends = self._ends(spell)
        if ends is None:
            return
        x1, x2, fade = ends
        before, after = (x1, min(x2, self.line)), (max(x1, self.line), x2)
        parts = []
        if before[1] > before[0]:
            parts += self._ink(spell, *before, y)
        if after[1] > after[0]:
            parts.append(shapes.group("later", self._ink(spell, *after, y)))
        row.parts += [f'<g mask="url(#k-{fade}-{self.name})">{"".join(parts)}</g>'] if fade else parts
        row.taken.append((x1, x2))
        if spell.phase is Phase.SIGNED:
            row.dotted.append((x1, min(x2, self.line) if x1 < self.line else x2))
        if spell.is_over and spell.until and self.scale.left <= self.scale.x(spell.until) <= self.scale.right:
            row.parts.append(shapes.line("b-endcap", x2, y - self.height / 2 - 3, x2, y + self.height / 2 + 3))

    def _ends(self, spell: Spell) -> tuple[float, float, str] | None:
        """From where to where, and which end fades; nothing where it lies outside the window."""
        left, right = self.scale.left, self.scale.right
        end = self.scale.x(spell.until) if spell.until else None
        if spell.since is None:
            if end is None or end <= left + EDGE:
                return None
            return max(left + EDGE, min(end, right) - FADE), min(end, right), "in"
        start = self.scale.x(spell.since)
        if end is None and spell.phase.ends_at_the_line:
            if start >= self.line:
                return (start, min(start + FADE, right - EDGE), "out") if start < right - EDGE else None
            end = self.line
        end = right if end is None else end
        x1, x2 = max(start, left), min(end, right)
        return (x1, x2, "") if x2 > x1 else None

    def _ink(self, spell: Spell, x1: float, x2: float, y: float) -> list[str]:
        top, height, width = y - self.height / 2, self.height, x2 - x1
        ink = spell.ink
        if ink == "force":
            return [shapes.rect("b-force", x1, top, width, height)]
        if ink in ("wait", "soft"):
            return [shapes.line(f"b-{ink}", x1, y, x2, y)]
        if ink == "prov":
            return [shapes.rect("b-prov", x1, top + height / 4, width, height / 2)]
        return [shapes.rect(f"b-{ink}", x1, top, width, height, fill=f"p-{ink}-{self.name}")]

    def from_earlier(self, lane: Lane, row: Row, y: float) -> None:
        """Where something runs into the window: an arrow at the left edge, and since when, on a ground of its own."""
        until, since = _running_into(lane, self.scale.window.start)
        if since is None:
            return
        left, half = self.scale.left, self.height / 2 + 2
        row.parts.append(shapes.path("m-full", f"M{left + 9:.1f} {y - half:.1f}v{2 * half:.1f}l-10 {-half:.1f}z"))
        words = _("from %(year)s") % {"year": since.year}
        width = width_of(words) + 8
        x2 = self.scale.x(until) if until else self.scale.right
        if min(x2, self.line) - left > width + 24:
            row.marked.append((left, left + 14 + width))
            row.parts.append(shapes.rect("h-bg", left + 14, y - self.height / 2 + 1, width, self.height - 2))
            row.parts.append(shapes.text("t-s", left + 14 + width / 2, y + 4, words, anchor="middle"))


def _running_into(lane: Lane, day: date) -> tuple[date | None, date | None]:
    """Until and since when something runs without a break on that day; no ``since`` where it begins there.

    What is signed is so from the first day on which it may have been.
    """
    until, since, held = None, None, False
    for spell in sorted(lane.spells, key=lambda one: one.since or date.max, reverse=True):
        if spell.since is None:
            continue
        if since is None and spell.holds_on(day):
            until, since, held = spell.until, spell.since, spell.phase.is_before_force
        elif since is not None and spell.until == since and not spell.is_over and spell.phase.is_before_force is held:
            since = spell.since
    if held and since:
        signed = [mark.when.earliest for mark in lane.marks if mark.kind is MarkKind.SIGNED and mark.when]
        since = min([since, *(day for day in signed if day)])
    return until, since if since and since < day else None


def defs(name: str) -> str:
    """Patterns and masks of one drawing; each needs its own, for the other may not be displayed."""
    hatch = '<path class="h-force" d="M1.5 0v7"/>'
    cross = '<path class="h-contra" d="M0 0l7 7M7 0l-7 7"/>'
    patterns = [
        _pattern(f"p-said-{name}", 7, hatch, turn=45),
        _pattern(f"p-maybe-{name}", 14, '<path class="h-maybe" d="M3 0v14"/>', turn=-45),
        _pattern(f"p-contra-{name}", 7, cross),
        _pattern(f"p-unk-{name}", 7, '<circle class="h-dot" cx="3.5" cy="3.5" r="1"/>'),
        _pattern(f"p-susp-{name}", 6, '<path class="h-force" d="M2 0v6"/>'),
    ]
    masks = [_mask("in", name, "#000", "#fff"), _mask("out", name, "#fff", "#000")]
    return f"<defs>{''.join([*patterns, *masks])}</defs>"


def _pattern(name: str, size: int, ink: str, *, turn: int = 0) -> str:
    turned = f' patternTransform="rotate({turn})"' if turn else ""
    ground = f'<rect class="h-bg" width="{size}" height="{size}"/>'
    box = f'width="{size}" height="{size}" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{name}" {box}{turned}>{ground}{ink}</pattern>'


def _mask(way: str, name: str, first: str, last: str) -> str:
    """A fade from the left to the right, or back."""
    stops = f'<stop offset="0" stop-color="{first}"/><stop offset="1" stop-color="{last}"/>'
    cover = f'<rect width="1" height="1" fill="url(#g-{way}-{name})"/>'
    return (
        f'<linearGradient id="g-{way}-{name}">{stops}</linearGradient>'
        f'<mask id="k-{way}-{name}" maskContentUnits="objectBoundingBox">{cover}</mask>'
    )
