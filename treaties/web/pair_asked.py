"""What the list of a pair is asked for: filters, words, an order, a place to go on from.

Nothing is guessed: what is not understood is said at its field, with what is accepted, and what was typed stays.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from treaties.dates import shorten
from treaties.models.search_keys import search_words
from treaties.queries.country_pair import CountryPair
from treaties.queries.search import MOST_WORDS
from treaties.web.pair_facets import BY_NAME, FACETS, UNKNOWN, Facet
from treaties.web.pair_order import Key, Order, PositionNotUnderstood, Sort
from treaties.web.record_filters import Filters
from treaties.web.sentences import filled

MOST_CHOICES = 40
"""Values that one facet takes at most."""
MOST_TYPED = 120
_DECADE = re.compile(r"[0-9]{3}0", re.ASCII)

type Query = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on: what it says, and the query that drops it."""

    words: str
    without: str


@dataclass(frozen=True)
class AskedList:
    """``kept`` is what else the address of the page holds: the day, the state of knowledge, the picture's years."""

    kept: Query
    text: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: Sort = Sort.STATUS
    after: Key | None = None
    after_multilateral: Key | None = None
    predecessors: bool = False
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def filters(self) -> Query:
        words = [("text", self.text)] if self.text else []
        return words + [(facet.name, value) for facet in FACETS for value in self.chosen.get(facet.name, ())]

    @property
    def is_usual(self) -> bool:
        """Nothing is narrowed, and the list begins at its beginning, in its usual order."""
        return not (self.filters or self.after or self.after_multilateral or self.sort is not Sort.STATUS)

    @property
    def further(self) -> Query:
        """What this page keeps beside the day: for links and forms that ask for another one."""
        order = [("sort", str(self.sort))] if self.sort is not Sort.STATUS else []
        return [*self.filters, *order, *([("predecessors", "yes")] if self.predecessors else [])]

    def query(self, **also: str) -> str:
        """The address of this list from its beginning, with more added. Never empty, so that it is a link."""
        return as_query([*self.kept, *self.further, *also.items()])

    def only(self, **filters: Iterable[str]) -> str:
        """The address of the list with these filters and no others."""
        return as_query([*self.kept, *((name, value) for name, values in filters.items() for value in values)])

    @property
    def unfiltered(self) -> str:
        return as_query([*self.kept, *(pair for pair in self.further if pair not in self.filters)])

    @property
    def with_predecessors(self) -> str:
        return self.query(predecessors="yes")

    @property
    def without_predecessors(self) -> str:
        return as_query([*self.kept, *(pair for pair in self.further if pair[0] != "predecessors")])

    @property
    def chips(self) -> list[Chip]:
        found = []
        for name, value in self.filters:
            left = [pair for pair in self.further if pair != (name, value)]
            label = _("Words: %(words)s") % {"words": value} if name == "text" else _labelled(BY_NAME[name], value)
            found.append(Chip(label, as_query([*self.kept, *left])))
        return found


def _labelled(facet: Facet, value: str) -> str:
    return filled(_("{facet}: {value}"), facet=str(facet.heading), value=facet.label(value))


def as_query(pairs: Query) -> str:
    return f"?{urlencode(pairs)}"


def asked_words(request: HttpRequest) -> str:
    """The words to look for, so that the one statement can look for them; empty where they are not understood."""
    return _text(Filters(request))


def asked_list(request: HttpRequest, pair: CountryPair, kept: Query) -> AskedList:
    """Reads the address. The values of the record's own facets (bodies) are held against the rows of the pair."""
    filters = Filters(request)
    text = _text(filters)
    chosen = {facet.name: _values(filters, facet, pair) for facet in FACETS}
    sort = _sort(filters)
    after = _after(filters, "after", Order(sort, is_bilateral=True))
    after_multilateral = _after(filters, "after_multilateral", Order(sort, is_bilateral=False))
    predecessors = _predecessors(filters)
    return AskedList(kept, text, chosen, sort, after, after_multilateral, predecessors, filters.problems)


def _text(filters: Filters) -> str:
    text = filters.once("text")
    if len(text) > MOST_TYPED:
        filters.problems["text"] = _("At most %(n)d characters.") % {"n": MOST_TYPED}
    elif text and not search_words(text):
        filters.problems["text"] = _("“%(text)s” holds no letter and no number.") % {"text": shorten(text)}
    elif len(search_words(text)) > MOST_WORDS:
        filters.problems["text"] = _("At most %(n)d words.") % {"n": MOST_WORDS}
    return "" if "text" in filters.problems else text


def _values(filters: Filters, facet: Facet, pair: CountryPair) -> list[str]:
    given = list(dict.fromkeys(filters.typed(facet.name)))
    if len(given) > MOST_CHOICES:
        filters.problems[facet.name] = _("At most %(n)d at a time.") % {"n": MOST_CHOICES}
        return []
    for value in given:
        if problem := _refused(facet, value, pair):
            filters.problems[facet.name] = problem
            return []
    return given


def _refused(facet: Facet, value: str, pair: CountryPair) -> str:
    typed = {"typed": shorten(value)}
    if facet.words is not None:
        if value in facet.words:
            return ""
        return _("“%(typed)s” is none of %(words)s.") % {**typed, "words": ", ".join(facet.words)}
    if value == UNKNOWN:
        return ""
    if facet.name == "decade":
        known = _DECADE.fullmatch(value) and value != "0000"
        return (
            "" if known else _("“%(typed)s” is no decade; write 1990, or %(unknown)s.") % {**typed, "unknown": UNKNOWN}
        )
    if any(value in row.bodies for row in pair.rows):
        return ""
    return _("No body called “%(typed)s” acted under an agreement between the two.") % typed


def _sort(filters: Filters) -> Sort:
    text = filters.once("sort")
    if text and text not in list(Sort):
        words = {"typed": shorten(text), "words": ", ".join(Sort)}
        filters.problems["sort"] = _("“%(typed)s” is none of %(words)s.") % words
        return Sort.STATUS
    return Sort(text) if text else Sort.STATUS


def _after(filters: Filters, name: str, order: Order) -> Key | None:
    text = filters.once(name)
    if not text or "sort" in filters.problems:
        return None
    try:
        return order.read(text)
    except PositionNotUnderstood:
        filters.problems[name] = _(
            "“%(typed)s” is no place in this list; begin at its beginning, and follow its links."
        ) % {"typed": shorten(text)}
        return None


def _predecessors(filters: Filters) -> bool:
    text = filters.once("predecessors")
    if text not in ("", "yes"):
        filters.problems["predecessors"] = _("“%(typed)s” is not understood; write yes, or leave it out.") % {
            "typed": shorten(text)
        }
    return text == "yes"
