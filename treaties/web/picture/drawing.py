"""A drawing: the model laid out in a frame, as SVG. What it leaves out for want of room, the table says."""

from dataclasses import dataclass, field

from treaties.dates import PartialDate
from treaties.web.picture import bars, flags, marks, notes, shapes, strip
from treaties.web.picture.bars import Bars, Row
from treaties.web.picture.frame import Frame, width_of
from treaties.web.picture.model import Group, Lane, Picture, Strip
from treaties.web.picture.scale import Scale
from treaties.web.picture.window import Window

STRIP_HEIGHT = 52.0
FOLDED_HEIGHT = 44.0
YEARS_HEIGHT = 26.0
FOOT = 32.0
NEAR_THE_LINE = 26.0
NEAR_A_POLE = 18.0
PILL_HEIGHT = 22.0


@dataclass(slots=True)
class Drawing:
    """``body`` is the inside of the svg element, patterns and all. ``drawn`` counts the marks, merged ones each."""

    name: str
    width: int
    height: float = 0
    parts: list[str] = field(default_factory=list)
    drawn: int = 0

    @property
    def body(self) -> shapes.Svg:
        return shapes.Svg("".join(self.parts))

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height:g}"


def draw(picture: Picture, window: Window, frame: Frame) -> Drawing:
    return _Pen(picture, window, frame).draw()


class _Pen:
    """Draws from top to bottom; ``y`` is how far it has come."""

    def __init__(self, picture: Picture, window: Window, frame: Frame) -> None:
        self.picture, self.frame = picture, frame
        self.scale = Scale(window, frame.left, frame.right)
        self.line = self.scale.inside(self.scale.x(picture.on))
        self.bars = Bars(self.scale, self.line, frame.bar, frame.name)
        self.drawing = Drawing(frame.name, frame.width)
        self.flags = flags.shown(picture.flags, self.scale)
        self.top = flags.height_of(self.flags) + YEARS_HEIGHT
        self.y = self.top

    def draw(self) -> Drawing:
        rows: list[str] = []
        for group in self.picture.groups:
            rows += self._folded(group) if self.picture.folds(group) else self._open(group)
        if self.picture.strip:
            rows += self._strip(self.picture.strip)
        bottom = self.y + 6
        self.drawing.height = round(bottom + FOOT)
        ground = [*self._ground(bottom), *self._years(bottom)]
        above = flags.draw(self.flags, self.scale, self.frame, self.top)
        self.drawing.parts = [bars.defs(self.frame.name), *ground, *above, *rows, *self._pill(bottom)]
        return self.drawing

    def _ground(self, bottom: float) -> list[str]:
        """Tinted after the chosen day; the line itself only where the window holds that day."""
        height = bottom - self.top
        parts = [shapes.rect("after", self.line, self.top, self.scale.right - self.line, height)]
        years = self.scale.years(apart=self.frame.years_apart / 2)
        parts += [shapes.line("grid dec" if year % 10 == 0 else "grid", x, self.top, x, bottom) for year, x in years]
        if self.scale.window.holds(self.picture.on):
            parts.append(shapes.line("cursor", self.line, self.top, self.line, bottom + 6))
        return parts

    def _years(self, bottom: float) -> list[str]:
        """Above and below; none near the line, and none on the pill."""
        parts = []
        pill = self._pill_extent()
        poles = [self.scale.x(flag.when.possible_from) for flag in self.flags]
        for year, x in self.scale.years(apart=self.frame.years_apart, coarsest=self.frame.coarsest):
            at = min(max(x, 15), self.frame.width - 15)
            if abs(x - self.line) >= NEAR_THE_LINE:
                if all(abs(at - pole) >= NEAR_A_POLE for pole in poles):
                    parts.append(shapes.text("t-s", at, self.top - 6, str(year), anchor="middle"))
                if at + 16 < pill[0] or at - 16 > pill[1]:
                    parts.append(shapes.text("t-s", at, bottom + 18, str(year), anchor="middle"))
        return parts

    def _pill_words(self) -> str:
        on, window = self.picture.on, self.scale.window
        words = flags.short(PartialDate.of(on))
        if on < window.start:
            return f"← {words}"
        return f"{words} →" if on >= window.end else words

    def _pill_extent(self) -> tuple[float, float]:
        width = width_of(self._pill_words(), small=False) + 16
        start = min(max(self.line - width / 2, 0), self.frame.width - width)
        return start, start + width

    def _pill(self, bottom: float) -> list[str]:
        start, end = self._pill_extent()
        y = bottom + 6
        words = shapes.text("t-inv", (start + end) / 2, y + 15.5, self._pill_words(), anchor="middle")
        return [shapes.rect("pill", start, y, end - start, PILL_HEIGHT, round_=3), words]

    def _heading(self, words: str, number: int) -> list[str]:
        lines = self.frame.lines(words) if self.frame.is_stacked else [words]
        self.y += self.frame.head - 6
        parts = []
        for line in lines:
            parts.append(shapes.text("t-b", self.frame.left if self.frame.is_stacked else 0, self.y - 8, line))
            self.y += self.frame.line_height
        self.y -= self.frame.line_height
        parts += [
            shapes.text("t-b", self.frame.count_at, self.y - 8, str(number), anchor="end"),
            shapes.line("grid", 0, self.y, self.frame.width, self.y),
        ]
        self.y += 6
        return parts

    def _open(self, group: Group) -> list[str]:
        parts = self._heading(group.heading, len(group.lanes))
        for lane in group.lanes:
            parts += self._lane(lane)
        return parts

    def _lane(self, lane: Lane) -> list[str]:
        frame = self.frame
        lines = frame.lines(lane.title)
        height = frame.row_height(len(lines))
        bar_top = frame.bar_at + (len(lines) - 1) * frame.line_height * (1 if frame.is_stacked else 0.5)
        middle = self.y + bar_top + frame.bar / 2
        parts = [shapes.symbol(lane.symbol, lane.tone, 6 if frame.is_stacked else 2, self.y + 4, 15)]
        cls = "t halo" if frame.is_stacked else "t"
        for number, words in enumerate(lines):
            parts.append(
                shapes.text(cls, frame.title_at, self.y + frame.title_line + number * frame.line_height, words)
            )
        row = Row()
        for spell in lane.spells:
            self.bars.draw(spell, row, middle)
        placed = marks.place(lane.marks, self.scale)
        for one in placed:
            row.parts += marks.draw(one, middle, frame.bar, count_below=frame.is_stacked)
            row.taken.append(one.extent)
            row.marked.append(one.extent)
            self.drawing.drawn += one.count
        self.bars.from_earlier(lane, row, middle)
        if frame.has_notes and lane.notes:
            row.parts.append(self._note(row, lane, middle))
        self.y += height
        return [*parts, *row.parts]

    def _note(self, row: Row, lane: Lane, middle: float) -> str:
        scale = self.scale
        return notes.note(row, lane.notes, left=scale.left, right=scale.right, line=self.line, y=middle)

    def _folded(self, group: Group) -> list[str]:
        """One row for the whole group: how many of it ran, or were signed, day by day."""
        parts = self._heading(group.heading, len(group.lanes))
        density = strip.density_of(group)
        if density.steps:
            parts += self._explained(density.explanation)
            parts += strip.draw(density, self.scale, self.line, self.y, FOLDED_HEIGHT)
            self.y += FOLDED_HEIGHT
        else:
            self.y += 4
        return parts

    def _strip(self, of: Strip) -> list[str]:
        parts = self._heading(of.heading, of.on(self.picture.on).certain)
        if not any(step.certain or step.possible for step in of.steps):
            return parts
        parts += self._explained(of.explanation)
        parts += strip.draw(of, self.scale, self.line, self.y, STRIP_HEIGHT)
        self.y += STRIP_HEIGHT
        return parts

    def _explained(self, words: str) -> list[str]:
        """Small words in the left column; above the strip where there is none."""
        if self.frame.is_stacked:
            self.y += 16
            return [shapes.text("t-s halo", self.frame.left, self.y - 3, words)]
        lines = self.frame.lines(words)
        return [shapes.text("t-s", 0, self.y + 14 + 14 * number, line) for number, line in enumerate(lines)]
