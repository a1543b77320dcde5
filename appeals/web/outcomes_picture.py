"""Demands by outcome, drawn: one bar for each outcome, with its word and its number. One ink for all, told apart by
pattern: no colour says what is good. Plain Python: places are in pixels of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.web.picture import shapes
from treaties.web.picture.frame import wrapped

WIDE, PHONE = 960, 326
LABELS = 250
"""Room for the words beside a bar; on a phone they stand above it."""
NUMBER = 56
BAR, LINE, GAP = 18, 16, 12

LINES = {
    "acknowledged": '<path class="o-ink" d="M2 0v8"/>',
    "under_consideration": '<path class="o-ink" d="M0 2h8"/>',
    "rejected": '<path class="o-ink" d="M0 0l8 8M8 0l-8 8"/>',
    "granted_in_part": '<path class="o-ink o-bold" d="M2 0v8"/>',
    "overtaken": '<path class="o-ink" d="M0 2h8M2 0v8"/>',
    "superseded": '<circle class="o-dot" cx="4" cy="4" r="2.4"/>',
    "withdrawn": '<path class="o-ink" d="M0 4h5"/>',
    "none": '<circle class="o-dot" cx="4" cy="4" r="1"/>',
}
"""What each is patterned with; *granted* is solid."""
TURNED = {"granted_in_part": 45}


@dataclass(frozen=True, slots=True)
class OutcomesDrawing:
    """``body`` is the inside of the svg element."""

    name: str
    width: int
    height: int
    body: shapes.Svg


@dataclass(frozen=True)
class OutcomesPicture:
    """Both drawings. ``found`` has value, words and number of each outcome, in order."""

    found: Sequence[tuple[str, str, int]]
    total: int

    @property
    def title(self) -> str:
        return _("Demands by outcome")

    @property
    def description(self) -> str:
        """“Of 7 demands: overtaken 1; no outcome on record 6.”"""
        told = "; ".join(f"{words} {number}" for _value, words, number in self.found)
        words = ngettext("Of %(n)d demand: %(outcomes)s.", "Of %(n)d demands: %(outcomes)s.", self.total)
        return words % {"n": self.total, "outcomes": told}

    @property
    def drawings(self) -> list[OutcomesDrawing]:
        return [self._drawn("wide", WIDE), self._drawn("phone", PHONE)]

    def _drawn(self, name: str, width: int) -> OutcomesDrawing:
        parts, y = [defs(name, [value for value, _words, _number in self.found])], GAP / 2
        for value, words, number in self.found:
            is_wide = name == "wide"
            lines = wrapped(words, LABELS - 16 if is_wide else width)
            left = LABELS if is_wide else 0
            top = y if is_wide else y + LINE * len(lines) + 2
            for at, line in enumerate(lines):
                parts.append(shapes.text("", 0, y + 14 + at * LINE, line))
            parts += self._bar(value, name, left, top, width, number)
            y = max(top + BAR, y + LINE * len(lines)) + GAP
        return OutcomesDrawing(name, width, round(y), shapes.Svg("".join(parts)))

    def _bar(self, value: str, name: str, left: float, top: float, width: int, number: int) -> list[str]:
        most = max(number for _value, _words, number in self.found)
        length = max((width - left - NUMBER) * number / most, 2)
        fill = f"o-{value}-{name}" if value in LINES else ""
        cls = "o-bar" if fill else "o-bar o-solid"
        label = shapes.text("t-b", left + length + 8, top + BAR - 4, str(number))
        return [shapes.rect(cls, left, top, length, BAR, fill=fill), label]


def defs(name: str, values: Sequence[str]) -> str:
    """The patterns of one drawing; each drawing needs its own, for the other may not be displayed."""
    return f"<defs>{''.join(_pattern(value, name) for value in values if value in LINES)}</defs>"


def _pattern(value: str, name: str) -> str:
    turned = f' patternTransform="rotate({TURNED[value]})"' if value in TURNED else ""
    box = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    ground = '<rect class="h-bg" width="8" height="8"/>'
    return f'<pattern id="o-{value}-{name}" {box}{turned}>{ground}{LINES[value]}</pattern>'
