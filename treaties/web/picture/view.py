"""A picture as the pages show it: two drawings, a key, zoom links, and the same as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

from treaties.dates import in_words
from treaties.web.days import AskedDay
from treaties.web.picture.drawing import Drawing, draw
from treaties.web.picture.frame import PHONE, WIDE
from treaties.web.picture.key import KeyEntry, key_defs, key_of
from treaties.web.picture.model import AGREEMENT, Picture
from treaties.web.picture.shapes import Svg
from treaties.web.picture.table import Table, table_of
from treaties.web.picture.window import AskedYears, Window, near_of, read_years, usual_of, whole_of

LATEST = "latest record"
MOST_SOURCES = 12


@dataclass(frozen=True, slots=True)
class Zoom:
    """A link to other years of the same picture."""

    words: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class PictureView:
    """Everything that the templates show. ``known`` says which state of knowledge it is; empty for the latest."""

    picture: Picture
    window: Window
    day: AskedDay
    known: str
    asked: AskedYears

    @property
    def is_empty(self) -> bool:
        return not self.picture.lanes and self.picture.strip is None

    @property
    def caption(self) -> str:
        """“Grouped by status on 5 October 2024; as known: latest record”."""
        what = "Grouped by status" if self.picture.shape == AGREEMENT else "Status"
        return f"{what} on {in_words(self.picture.on)}; as known: {self.known or LATEST}"

    @property
    def description(self) -> str:
        """For whoever does not see it: what it shows, with its counts."""
        groups = [f"{group.heading.lower()}: {len(group.lanes)}" for group in self.picture.groups]
        shape = f"{len(self.picture.lanes)} {self.picture.shape}{'' if len(self.picture.lanes) == 1 else 's'}"
        parts = [f"{shape} on {in_words(self.picture.on)}. {'; '.join(groups)}."]
        if self.picture.strip:
            number = self.picture.strip.on(self.picture.on).certain
            parts.append(f"{self.picture.strip.heading}: {number} that day.")
        if self.picture.flags:
            many = len(self.picture.flags)
            parts.append(f"{many} appeal{'' if many == 1 else 's'} above the axis.")
        return " ".join([*parts, "The same facts follow as a table."])

    @cached_property
    def wide(self) -> Drawing:
        return draw(self.picture, self.window, WIDE)

    @cached_property
    def phone(self) -> Drawing:
        return draw(self.picture, self.window, PHONE)

    @cached_property
    def key(self) -> list[KeyEntry]:
        return key_of(self.picture)

    @property
    def key_defs(self) -> Svg:
        return key_defs()

    @cached_property
    def table(self) -> Table:
        return table_of(self.picture)

    @property
    def sources(self) -> str:
        """Publishers, as many as a line under a figure bears."""
        names = self.picture.sources
        rest = len(names) - MOST_SOURCES
        return "; ".join(names[:MOST_SOURCES]) + (f"; and {rest} more" if rest > 0 else "")

    @property
    def zooms(self) -> list[Zoom]:
        usual, whole = usual_of(self.picture), whole_of(self.picture)
        choices = [(f"Since {usual.start.year}", usual)] if usual != whole else []
        choices = [("All", whole), *choices, ("± 10 years", near_of(self.picture))]
        return [
            Zoom(words, self._query(None if window == usual else window), window == self.window)
            for words, window in choices
        ]

    @property
    def query(self) -> str:
        """What asks for this very picture, the day and the years named."""
        return self._query(self.window if self.asked.is_given else None)

    def _query(self, window: Window | None) -> str:
        kept = parse_qsl(self.day.query.lstrip("?"))
        years = [("from", f"{window.start.year:04}"), ("to", f"{window.end.year:04}")] if window else []
        return f"?{urlencode([*kept, *years])}" if kept or years else "?"

    @property
    def and_years(self) -> str:
        """For links that have named another day already."""
        kept = [(name, f"{year:04}") for name, year in self.years_to_keep]
        return f"&{urlencode(kept)}" if kept else ""

    @property
    def years_to_keep(self) -> Iterator[tuple[str, int]]:
        """For a form that asks for another day of the same years."""
        asked = (("from", self.asked.first), ("to", self.asked.end))
        return ((name, year) for name, year in asked if year is not None)


def asked_years(request: HttpRequest) -> AskedYears:
    """The years of ``?from=`` and ``?to=``. Raises YearsNotUnderstood."""
    return read_years(request.GET.getlist("from"), request.GET.getlist("to"))
