"""A picture as the pages show it: two drawings, a key, zoom links, and the same as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from treaties.dates import in_words
from treaties.web.days import AskedDay
from treaties.web.picture.drawing import Drawing, draw
from treaties.web.picture.frame import PHONE, WIDE
from treaties.web.picture.key import KeyEntry, key_defs, key_of
from treaties.web.picture.model import AGREEMENT, Picture
from treaties.web.picture.shapes import Svg
from treaties.web.picture.table import Table, table_of
from treaties.web.picture.window import AskedYears, Window, near_of, read_years, usual_of, whole_of

LATEST = gettext_lazy("latest record")
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
    further: tuple[tuple[str, str], ...] = ()
    """What the address of the page holds beside the day and the years: links to other years keep it."""

    @property
    def is_empty(self) -> bool:
        return not self.picture.lanes and self.picture.strip is None

    @property
    def caption(self) -> str:
        """“Grouped by status on 5 October 2024; as known: latest record”."""
        grouped = _("Grouped by status on %(day)s; as known: %(known)s")
        words = grouped if self.picture.shape == AGREEMENT else _("Status on %(day)s; as known: %(known)s")
        return words % {"day": in_words(self.picture.on), "known": self.known or LATEST}

    @property
    def description(self) -> str:
        """For whoever does not see it: what it shows, with its counts."""
        groups = [f"{group.heading.lower()}: {len(group.lanes)}" for group in self.picture.groups]
        number, on = len(self.picture.lanes), in_words(self.picture.on)
        if self.picture.shape == AGREEMENT:
            words = ngettext("%(n)d agreement on %(day)s.", "%(n)d agreements on %(day)s.", number)
        else:
            words = ngettext("%(n)d line on %(day)s.", "%(n)d lines on %(day)s.", number)
        parts = [words % {"n": number, "day": on}, f"{'; '.join(groups)}."]
        if strip := self.picture.strip:
            words = _("%(what)s: %(n)d that day.")
            parts.append(words % {"what": strip.heading, "n": strip.on(self.picture.on).certain})
        if many := len(self.picture.flags):
            words = ngettext("%(n)d appeal above the axis.", "%(n)d appeals above the axis.", many)
            parts.append(words % {"n": many})
        if due := len(self.picture.deadlines):
            parts.append(ngettext("%(n)d deadline ahead.", "%(n)d deadlines ahead.", due) % {"n": due})
        return " ".join(parts)

    @property
    def description_before_table(self) -> str:
        return f"{self.description} {_('The same facts follow as a table.')}"

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
        more = _("; and %(n)d more") % {"n": rest} if rest > 0 else ""
        return "; ".join(names[:MOST_SOURCES]) + more

    @property
    def sources_line(self) -> str:
        words = _("Sources: %(sources)s. Pacta, as known: %(known)s.")
        return words % {"sources": self.sources or _("none on record"), "known": self.known or LATEST}

    @property
    def zooms(self) -> list[Zoom]:
        usual, whole = usual_of(self.picture), whole_of(self.picture)
        choices = [(_("Since %(year)s") % {"year": usual.start.year}, usual)] if usual != whole else []
        choices = [(_("All"), whole), *choices, (_("± 10 years"), near_of(self.picture))]
        return [
            Zoom(words, self._query(None if window == usual else window, self.further), window == self.window)
            for words, window in choices
        ]

    @property
    def query(self) -> str:
        """What asks for this very picture, the day and the years named."""
        return self._query(self.window if self.asked.is_given else None)

    def _query(self, window: Window | None, further: Iterable[tuple[str, str]] = ()) -> str:
        kept = [*parse_qsl(self.day.query.lstrip("?")), *further]
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
