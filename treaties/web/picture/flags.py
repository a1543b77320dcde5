"""Appeals above the axis: two tiers, the newest on top, their words to the left of the flag."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.dates import PartialDate
from treaties.web.picture import shapes
from treaties.web.picture.frame import Frame, width_of
from treaties.web.picture.model import Flag
from treaties.web.picture.scale import Scale

TIER = 20.0
TIERS = 2
TOP = 4.0
_BESIDE = 8.0


def shown(flags: Sequence[Flag], scale: Scale) -> list[Flag]:
    """Those that the window holds, the newest first."""
    inside = [flag for flag in flags if (day := flag.when.possible_from) and scale.window.holds(day)]
    return sorted(inside, key=lambda flag: flag.when.in_order, reverse=True)


def height_of(flags: Sequence[Flag]) -> float:
    """What the tiers take above the years."""
    return TIER * min(len(flags), TIERS) + (TOP if flags else 0)


def draw(flags: Sequence[Flag], scale: Scale, frame: Frame, axis: float) -> list[str]:
    """``flags`` as ``shown``. From the third on they are a number after the words of the second."""
    parts = []
    rest = len(flags) - TIERS
    for number, flag in enumerate(flags[:TIERS]):
        y = TOP + number * TIER
        letters = ngettext("+ %(n)d letter", "+ %(n)d letters", rest) % {"n": rest}
        more = f" {letters}" if number == TIERS - 1 and rest > 0 else ""
        parts += _flag(flag, more, scale.x(flag.when.possible_from), y, frame, axis)
    for flag in flags[TIERS:]:
        x = scale.x(flag.when.possible_from)
        parts.append(shapes.line("pole", x, axis - 8, x, axis))
    return parts


def _flag(flag: Flag, more: str, x: float, y: float, frame: Frame, axis: float) -> list[str]:
    cloth = 15 if x + 15 <= frame.width else -15
    dent = 4 if cloth > 0 else -4
    parts = [
        shapes.line("pole", x, y, x, axis),
        shapes.path("flag", f"M{x:.1f} {y:.1f}h{cloth}l{-dent} 5.5 {dent} 5.5h{-cloth}z"),
    ]
    day = short(flag.when)
    left, right = x - _BESIDE - max(-cloth, 0), x + _BESIDE + max(cloth, 0)
    for words in (f"{flag.words}{more}", f"{_('appeal')}{more}", ""):
        width = width_of(f"{day} {words}", small=False)
        if width <= left:
            return [*parts, shapes.text("t-appeal", left, y + 11, words, anchor="end", strong=day)]
        if width <= frame.width - right:
            return [*parts, shapes.text("t-appeal", right, y + 11, words, strong=day)]
    return parts


def short(when: PartialDate) -> str:
    """“5 Oct 2024”."""
    return " ".join(word[:3] if word.isalpha() and word[:1].isupper() else word for word in when.words().split())
