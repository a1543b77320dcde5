"""A picture as pixels, for where an SVG cannot go. Drawn from the same SVG, with a font that comes along: it looks
alike on every machine, also on one that has no fonts."""

from functools import cache
from importlib import resources

import resvg_py

FONT = "Source Sans Pro"
_PACKAGE, _WEIGHTS = "font_source_sans_pro", ("Regular", "Bold")
MOST_SHARP = 4000
"""The height, in pixels of the drawing, above which it is drawn one to one; up to it twice as fine."""


def png_of(svg: str, *, height: int) -> bytes:
    """``svg`` is one of ours, as a file; ``height`` is that of the drawing in pixels."""
    return resvg_py.svg_to_bytes(
        svg_string=svg.replace('"Canvas"', '"#fff"'),  # a colour that only browsers know
        background="#fff",
        zoom=2 if height <= MOST_SHARP else 1,
        skip_system_fonts=True,
        font_files=list(_font_files()),
        font_family=FONT,
        sans_serif_family=FONT,
    )


@cache
def _font_files() -> tuple[str, ...]:
    folder = resources.files(_PACKAGE) / "files"
    return tuple(str(folder / f"SourceSansPro-{weight}.ttf") for weight in _WEIGHTS)
