"""The elements of a drawing. The only place that writes SVG: every text is escaped, and nothing but numbers, texts and
the names of classes gets in. No style and no script: colours come from classes, patterns from the drawing's own defs.
"""

from html import escape
from typing import Literal

type Anchor = Literal["start", "middle", "end"]


class Svg(str):
    """Well-formed SVG, safe to put into a page."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def clean(words: str) -> str:
    """Escaped, and without the characters that XML cannot hold."""
    if not words.isprintable():
        words = "".join(character if character.isprintable() else " " for character in words)
    return escape(words)


def rect(cls: str, x: float, y: float, width: float, height: float, *, round_: float = 0, fill: str = "") -> str:
    corner = f' rx="{round_:g}"' if round_ else ""
    paint = f' fill="url(#{fill})"' if fill else ""
    box = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}"'
    return f'<rect class="{cls}" {box}{corner}{paint}/>'


def line(cls: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{cls}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def circle(cls: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{cls}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def path(cls: str, steps: str) -> str:
    """``steps`` is made of numbers and letters of path commands by the callers of this package."""
    return f'<path class="{cls}" d="{steps}"/>'


def text(cls: str, x: float, y: float, words: str, *, anchor: Anchor = "start", strong: str = "") -> str:
    """``strong`` opens it in bold."""
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    bold = f'<tspan class="t-b">{clean(strong)}</tspan> ' if strong else ""
    return f'<text class="{cls}" x="{x:.1f}" y="{y:.1f}"{end}>{bold}{clean(words)}</text>'


def symbol(name: str, tone: str, x: float, y: float, size: float) -> str:
    """A drawing of the page's own (``site/symbols.html``)."""
    return (
        f'<svg class="{clean(tone)}" x="{x:.1f}" y="{y:.1f}" width="{size:g}" height="{size:g}">'
        f'<use href="#s-{clean(name)}"/></svg>'
    )


def group(cls: str, parts: list[str]) -> str:
    return f'<g class="{cls}">{"".join(parts)}</g>' if parts else ""
