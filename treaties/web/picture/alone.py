"""The picture alone, as a file: with its title, key, day, state of knowledge and sources, and its own colours."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from treaties.dates import in_words
from treaties.web.picture import shapes
from treaties.web.picture.frame import WIDE, width_of
from treaties.web.picture.key import key_defs
from treaties.web.picture.view import LATEST, PictureView

MARGIN = 24
HEAD = 64
KEY_LINE = 24
GAP = 22
WIDTH = WIDE.width + 2 * MARGIN

STYLE = """\
.page,.h-bg,.m-open{fill:#fff}
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;fill:#18202c;font-size:13px}
.t-h{font-size:20px;font-weight:700}.t-s{font-size:11.5px;fill:#4b5565}.t-n{font-size:10.5px;font-weight:700}.t-b{font-weight:700}
.t-inv{fill:#fff;font-weight:700}.t-appeal{fill:#1f4fa6}
.halo{paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
.grid{stroke:#d8d4ca;stroke-width:1}.grid.dec{stroke-width:1.75}.after{fill:#f3f1eb}.later{opacity:.35}
.cursor{stroke:#18202c;stroke-width:1.5}.pill{fill:#18202c}
.b-force,.b-prov{fill:#0a6a60}.b-said,.b-susp{stroke:#0a6a60;stroke-width:1.25}
.b-maybe{stroke:#0a6a60;stroke-width:1.25;stroke-dasharray:4 3}
.b-unk{stroke:#566171;stroke-width:1.25;stroke-dasharray:4 3}
.b-contra{stroke:#944700;stroke-width:1.25}.b-wait{stroke:#0a6a60;stroke-width:2}
.b-soft{stroke:#6745a5;stroke-width:3;stroke-dasharray:3 4}.b-endcap{stroke:#18202c;stroke-width:2.5}
.h-force{stroke:#0a6a60;stroke-width:2.2}.h-maybe{stroke:#0a6a60;stroke-width:1.4}.h-contra{stroke:#944700;stroke-width:1.4}
.h-dot{fill:#566171}
.m-open{stroke:#18202c;stroke-width:1.75}.m-span{stroke-dasharray:3 2}.m-due{fill:#fff;stroke:#b0174b;stroke-width:2}
.m-full{fill:#18202c}.m-edge{stroke:#fff;stroke-width:1}
.m-tick{stroke:#18202c;stroke-width:1.75;fill:none}.m-gap{stroke:#fff;stroke-width:5}
.flag{fill:#1f4fa6}.pole{stroke:#1f4fa6;stroke-width:1.5}
.multi{fill:#d5e9e4;stroke:#0a6a60;stroke-width:1.25}
.multi-maybe{fill:none;stroke:#0a6a60;stroke-width:1;stroke-dasharray:3 3}
.force,.said{color:#0a6a60}.unk{color:#566171}.contra{color:#944700}.ended{color:#5b5e66}.soft{color:#6745a5}.appeal{color:#1f4fa6}
"""
"""The colours of the light pages: a file has no page around it to take them from."""


@dataclass(frozen=True)
class Alone:
    """``address`` is where the same can be asked again."""

    view: PictureView
    address: str

    @property
    def title(self) -> str:
        return self.view.picture.title

    @property
    def description(self) -> str:
        return self.view.description

    @property
    def style(self) -> shapes.Svg:
        return shapes.Svg(STYLE)

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return round(self._laid_out[1])

    @property
    def body(self) -> shapes.Svg:
        return self._laid_out[0]

    @cached_property
    def _laid_out(self) -> tuple[shapes.Svg, float]:
        drawing = self.view.wide
        words = _("On %(day)s; as known: %(known)s")
        on = words % {"day": in_words(self.view.picture.on), "known": self.view.known or LATEST}
        parts = [
            shapes.text("t-h", MARGIN, MARGIN + 14, self.title),
            shapes.text("t-s", MARGIN, MARGIN + 34, on),
            f'<svg x="{MARGIN}" y="{HEAD}" width="{drawing.width}" height="{drawing.height:g}">{drawing.body}</svg>',
            key_defs(),
        ]
        y = HEAD + drawing.height + MARGIN
        x = float(MARGIN)
        for entry in self.view.key:
            width = entry.width + 8 + width_of(entry.words, small=False) + GAP
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = float(MARGIN), y + KEY_LINE
            parts.append(f'<svg x="{x:.1f}" y="{y - 11:.1f}" width="{entry.width}" height="14">{entry.svg}</svg>')
            parts.append(shapes.text("t", x + entry.width + 8, y, entry.words))
            x += width
        y += KEY_LINE
        for line in self._foot():
            parts.append(shapes.text("t-s", MARGIN, y, line))
            y += 17
        return shapes.Svg("".join(parts)), y + 4

    def _foot(self) -> list[str]:
        """Sources and address, in lines that fit."""
        sources = "; ".join(self.view.picture.sources) or _("none on record")
        words = _("Sources: %(sources)s. Pacta, %(address)s") % {"sources": sources, "address": self.address}
        lines = [""]
        for word in words.split():
            joined = f"{lines[-1]} {word}".strip()
            lines = [*lines[:-1], joined] if width_of(joined) <= WIDE.width else [*lines, word]
        return lines
