"""The chain drawn: time runs down, one row for each station, so that nothing can overlap. Wide: a lane for letters, one
for responses, one for acts, and between them how each stands to the appeal. On a phone: one line of stations.

Plain Python: places are in pixels of the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appeals.web.chain import Lane, Station
from treaties.web.picture import shapes
from treaties.web.picture.flags import short
from treaties.web.picture.frame import width_of, wrapped

MOST = 12
"""Stations drawn, the appeal of the page among them: the newest. The list has all."""
WIDTH = 1116
PHONE_WIDTH = 326
LANES = {Lane.LETTER: (0, 372), Lane.RESPONSE: (590, 848), Lane.ACT: (858, 1116)}
"""Left and right."""
HEADINGS = {
    Lane.LETTER: gettext_lazy("Letters"),
    Lane.RESPONSE: gettext_lazy("Responses"),
    Lane.ACT: gettext_lazy("Acts"),
}
TRUNK, LABELS = 388, (408, 582)
PAD, TOP, BETWEEN, LINE = 12, 30, 14, 16
SPINE, BESIDE = 12, 34


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the drawing that nothing else may take."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def meets(self, other: "Box") -> bool:
        apart = self.x + self.width <= other.x or other.x + other.width <= self.x
        return not (apart or self.y + self.height <= other.y or other.y + other.height <= self.y)


@dataclass(frozen=True, slots=True)
class Placed:
    """A station with its words in lines: its box, and the box of the words on its arrow."""

    station: Station
    box: Box
    title: tuple[str, ...]
    second: tuple[str, ...]
    label: Box | None = None
    relation: tuple[str, ...] = ()


@dataclass(slots=True)
class ChainDrawing:
    """``body`` is the inside of the svg element."""

    name: str
    width: int
    height: float
    parts: list[str] = field(default_factory=list)

    @property
    def body(self) -> shapes.Svg:
        return shapes.Svg("".join(self.parts))


@dataclass(frozen=True)
class ChainPicture:
    """Both drawings of a chain, and what is said of them."""

    stations: Sequence[Station]

    @property
    def drawn(self) -> list[Station]:
        """The newest, and the appeal itself in any case."""
        others = [one for one in self.stations if not one.is_this]
        kept = others[max(len(others) - MOST + 1, 0) :]
        return [one for one in self.stations if one.is_this or one in kept]

    @property
    def left_out(self) -> int:
        return len(self.stations) - len(self.drawn)

    @property
    def more(self) -> str:
        """What is not drawn; empty where all is."""
        if not self.left_out:
            return ""
        words = ngettext("+ %(n)d earlier, in the list below", "+ %(n)d earlier, in the list below", self.left_out)
        return words % {"n": self.left_out}

    @property
    def title(self) -> str:
        return _("The chain of this appeal")

    @property
    def description(self) -> str:
        """Every station in words, in the order of time."""
        told = [
            f"{one.day}, {one.kind}: {one.name}{f' ({one.relation})' if one.relation and not one.is_this else ''}"
            for one in self.drawn
        ]
        return ". ".join([*told, *([self.more] if self.more else [])]) + "."

    @property
    def drawings(self) -> list[ChainDrawing]:
        return [draw_wide(self.drawn, self.more), draw_phone(self.drawn, self.more)]


def place_wide(stations: Sequence[Station], top: float = TOP) -> list[Placed]:
    """One row for each, from the top; the row is as high as the higher of its box and of the words beside it."""
    placed, y = [], top
    for station in stations:
        left, right = LANES[station.lane]
        room = right - left - 4 * PAD
        title = wrapped(station.name, room, bold=True)
        second = wrapped(station.second, room, small=True)
        height = PAD + LINE * (1 + len(title) + len(second)) + PAD / 2
        relation = () if station.is_this else _lines_of(station.relations, LABELS[1] - LABELS[0] - 16)
        label_height = LINE * len(relation) + 8
        row = max(height, label_height if relation else 0)
        box = Box(left + PAD, y + (row - height) / 2, right - left - 2 * PAD, height)
        label = None
        if relation:
            width = max(width_of(line, small=True) for line in relation) + 16
            label = Box(LABELS[0], y + (row - label_height) / 2, min(width, LABELS[1] - LABELS[0]), label_height)
        placed.append(Placed(station, box, title, second, label, relation))
        y += row + BETWEEN
    return placed


def _lines_of(relations: Sequence[str], room: float) -> tuple[str, ...]:
    return tuple(line for words in relations for line in wrapped(words, room, small=True))


def draw_wide(stations: Sequence[Station], more: str = "") -> ChainDrawing:
    placed = place_wide(stations, TOP + (LINE if more else 0))
    bottom = max(box.y + box.height for one in placed for box in (one.box, one.label) if box) + BETWEEN
    drawing = ChainDrawing("wide", WIDTH, round(bottom))
    for lane, (left, right) in LANES.items():
        drawing.parts.append(shapes.rect("c-lane", left, 0, right - left, bottom, round_=4))
        drawing.parts.append(shapes.text("t-s t-b", left + PAD, 19, str(HEADINGS[lane])))
    if more:
        drawing.parts.append(shapes.text("t-s", PAD, TOP + 8, more))
    drawing.parts += _trunk(placed)
    for one in placed:
        drawing.parts += [*_branch(one), *_box(one)]
    return drawing


def _trunk(placed: Sequence[Placed]) -> list[str]:
    """From the appeal to the rows of all that it is tied to."""
    rows = [one.box.middle for one in placed]
    this = next(one for one in placed if one.station.is_this)
    if len(rows) < 2:
        return []
    stem = shapes.line("c-line", this.box.x + this.box.width, this.box.middle, TRUNK, this.box.middle)
    return [shapes.line("c-line", TRUNK, min(rows), TRUNK, max(rows)), stem]


def _branch(one: Placed) -> list[str]:
    """From the trunk to the box, through the words; the arrow as the relation runs."""
    if one.label is None:
        return []
    y, cls = one.box.middle, "c-line c-weak" if one.station.is_weak else "c-line"
    is_left = one.station.lane is Lane.LETTER
    near = one.box.x + one.box.width if is_left else one.box.x
    parts = [shapes.line(cls, TRUNK, y, near, y)]
    if is_left:
        parts.append(shapes.line(cls, TRUNK, y, one.label.x, y))
    if one.station.points_here:
        parts.append(_head(TRUNK, y, to_the_right=is_left))
    else:
        parts.append(_head(near, y, to_the_right=not is_left))
    parts.append(shapes.rect("c-pill", one.label.x, one.label.y, one.label.width, one.label.height, round_=10))
    for number, words in enumerate(one.relation):
        y = one.label.y + 16 + number * LINE
        parts.append(shapes.text("t-s c-words", one.label.x + one.label.width / 2, y, words, anchor="middle"))
    return parts


def _head(x: float, y: float, *, to_the_right: bool) -> str:
    back = -8 if to_the_right else 8
    return shapes.path("c-head", f"M{x:.1f} {y:.1f}l{back} -4.5v9z")


def _box(one: Placed) -> list[str]:
    box, cls = one.box, "c-box c-this" if one.station.is_this else "c-box"
    x, y = box.x + PAD, box.y + PAD + 8
    parts = [
        shapes.rect(cls, box.x, box.y, box.width, box.height, round_=4),
        shapes.text("t-s", x, y, _day(one.station)),
    ]
    for number, words in enumerate(one.title, 1):
        parts.append(shapes.text("t-b", x, y + number * LINE, words))
    for number, words in enumerate(one.second, 1 + len(one.title)):
        parts.append(shapes.text("t-s", x, y + number * LINE, words))
    return parts


def _day(station: Station) -> str:
    words = short(station.when) if station.when else _("day not on record")
    return f"{words} · {station.kind}" if station.is_this else words


def place_phone(stations: Sequence[Station], top: float = 8) -> list[Placed]:
    """Words beside a spine: the day and the kind, the name, and how it stands to the appeal."""
    placed, y, room = [], top, PHONE_WIDTH - BESIDE
    for station in stations:
        title = wrapped(station.name, room, bold=True)
        second = _lines_of(station.relations, room) if station.lane is not Lane.RESPONSE else ()
        if station.lane is not Lane.LETTER or station.is_this:
            second += wrapped(station.second, room, small=True)
        height = LINE * (1 + len(title) + len(second)) + 4
        placed.append(Placed(station, Box(BESIDE, y, room, height), title, second))
        y += height + BETWEEN
    return placed


def draw_phone(stations: Sequence[Station], more: str = "") -> ChainDrawing:
    placed = place_phone(stations, 8 + (LINE if more else 0))
    bottom = max(one.box.y + one.box.height for one in placed)
    drawing = ChainDrawing("phone", PHONE_WIDTH, round(bottom + 4))
    if more:
        drawing.parts.append(shapes.text("t-s", BESIDE, 14, more))
    for one, following in pairwise(placed):
        weak = _ties(one, following)
        drawing.parts.append(shapes.line(weak, SPINE, one.box.y + 8, SPINE, following.box.y + 8))
    for one in placed:
        drawing.parts += _words_beside(one)
    return drawing


def _ties(one: Placed, following: Placed) -> str:
    return "c-line c-weak" if one.station.is_weak or following.station.is_weak else "c-line"


def _words_beside(one: Placed) -> list[str]:
    x, y = one.box.x, one.box.y + 12
    day = short(one.station.when) if one.station.when else _("day not on record")
    parts = [*_dot(one), shapes.text("t-s", x, y, f"{day} · {one.station.kind}")]
    for number, words in enumerate(one.title, 1):
        parts.append(shapes.text("t-b", x, y + number * LINE, words))
    for number, words in enumerate(one.second, 1 + len(one.title)):
        is_quiet = one.station.is_this or one.station.lane is Lane.RESPONSE
        parts.append(shapes.text("t-s" if is_quiet else "t-s c-words", x, y + number * LINE, words))
    return parts


def _dot(one: Placed) -> list[str]:
    """This appeal large, letters as discs, responses as rings, acts as squares."""
    y = one.box.y + 8
    if one.station.is_this:
        return [shapes.circle("c-head", SPINE, y, 8)]
    match one.station.lane:
        case Lane.LETTER:
            return [shapes.circle("c-head", SPINE, y, 5)]
        case Lane.RESPONSE:
            return [shapes.circle("m-open", SPINE, y, 4.5)]
    return [shapes.rect("m-full", SPINE - 5, y - 5, 10, 10)]
