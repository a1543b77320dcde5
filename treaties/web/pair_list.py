"""The two lists of the pair page: what fits the filters, in groups or in a plain order, at most fifty rows of each."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from treaties.derivation.law import CONSENTS
from treaties.derivation.stories import path_from
from treaties.queries.briefs import ActBrief
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.queries.pair_details import PairDetails
from treaties.vocabulary import Act, ParticipationStatus
from treaties.web.between_words import concerning_the_two, through_unions, what_stands_between
from treaties.web.pair_asked import AskedList, Chip
from treaties.web.pair_facets import FACETS, Choices, Narrowed, Words, narrow
from treaties.web.pair_order import Order, RowPage, Sort
from treaties.web.pair_places import ANCHORS, HEADINGS, MULTILATERAL, UNCERTAIN, anchor_of, place_of
from treaties.web.pair_rows import RowView
from treaties.web.sentences import filled
from treaties.web.signs import overlays_of

CONSENT = CONSENTS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION, Act.ENTRY_INTO_FORCE_FOR_PARTY, Act.SIGNATURE}
TABLES = ("multi", "multi-possible")
"""Groups of multilateral agreements that show how each of the two came to be bound; the others name them only."""
NOTHING_YET = "r-not_yet"


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading. ``anchor`` is where the numbers of the answer lead; ``total`` counts all its pages."""

    anchor: str
    heading: Words
    rows: list[RowView]
    total: int

    @property
    def is_brief(self) -> bool:
        """Nothing is on record of that day: a line each, with the day of the first act."""
        return self.anchor == NOTHING_YET


@dataclass(frozen=True, slots=True)
class Consents:
    """A multilateral agreement, and the acts by which each of the two takes part in it."""

    row: PairRow
    one: list[ActBrief]
    other: list[ActBrief]

    @property
    def overlays(self) -> str:
        """What lies over the standing of either: “notice pending”; empty where nothing does."""
        paths = [path_from(story, ParticipationStatus.PARTY) for story in self.row.party_stories]
        shown = [concerning_the_two(self.row, path) for path in (self.row.path, *paths)]
        return ", ".join(dict.fromkeys(words for path in shown for words in overlays_of(path)))

    @property
    def notes(self) -> list[str]:
        """Through which union either is bound; what may stand between the two."""
        if self.row.is_certain_between:
            return through_unions(self.row)
        message = _("{what}; that day this is not certain.")
        return [*through_unions(self.row), filled(message, what=what_stands_between(self.row))]


@dataclass(frozen=True)
class PairList:
    """Without rows where what was asked is not understood: then ``asked`` says what."""

    pair: CountryPair
    asked: AskedList
    narrowed: Narrowed
    bilateral: RowPage
    multilateral: RowPage

    @property
    def shown(self) -> list[int]:
        """The ids of the agreements on the page."""
        return [row.agreement.pk for row in (*self.bilateral.rows, *self.multilateral.rows)]

    @property
    def found(self) -> int:
        return self.bilateral.total + self.multilateral.total

    @property
    def is_narrowed(self) -> bool:
        return bool(self.asked.filters)

    @cached_property
    def choices(self) -> list[Choices]:
        """Facets among which there is something to choose."""
        found = [
            self.narrowed.choices(facet, self.asked.chosen[facet.name], self.asked.problems.get(facet.name, ""))
            for facet in FACETS
        ]
        return [one for one in found if one.problem or len(one.choices) > 1 or self.asked.chosen[one.facet.name]]

    @property
    def ways_out(self) -> list[tuple[Chip, int]]:
        """Where nothing is left: each filter, with how many agreements there would be without its facet."""
        found = []
        for chip, (name, _value) in zip(self.asked.chips, self.asked.filters, strict=True):
            left = {other: values for other, values in self.asked.chosen.items() if other != name}
            without_words = CountryPair(self.pair.one, self.pair.other, self.pair.on, self.pair.rows)
            found.append((chip, len(narrow(without_words if name == "text" else self.pair, left).rows)))
        return found

    @property
    def next_query(self) -> str:
        return self.asked.query(after=self.bilateral.next) if self.bilateral.next else ""

    @property
    def next_multilateral_query(self) -> str:
        return self.asked.query(after_multilateral=self.multilateral.next) if self.multilateral.next else ""


def pair_list(pair: CountryPair, asked: AskedList) -> PairList:
    narrowed = narrow(pair, asked.chosen)
    rows = [] if asked.problems else narrowed.rows
    bilateral = [row for row in rows if row.agreement.is_bilateral]
    multilateral = [row for row in rows if not row.agreement.is_bilateral]
    return PairList(
        pair,
        asked,
        narrowed,
        Order(asked.sort, is_bilateral=True).page(bilateral, asked.after),
        Order(asked.sort, is_bilateral=False).page(multilateral, asked.after_multilateral),
    )


@dataclass(frozen=True)
class ShownList:
    """The lists with what stands beside each row: what the templates show."""

    listed: PairList
    details: PairDetails

    @cached_property
    def groups(self) -> list[RowGroup]:
        """The bilateral rows of this page; one group without a heading where they are not sorted by status."""
        if self.listed.asked.sort is not Sort.STATUS:
            views = self._views(self.listed.bilateral.rows)
            return [RowGroup("", "", views, self.listed.bilateral.total)] if views else []
        totals = Counter(place_of(row) for row in self.listed.narrowed.rows if row.agreement.is_bilateral)
        shown = [(place, [row for row in self.listed.bilateral.rows if place_of(row) == place]) for place in HEADINGS]
        return [
            RowGroup(f"r-{place}", HEADINGS[place], self._views(rows), totals[place]) for place, rows in shown if rows
        ]

    @property
    def certain(self) -> list[RowGroup]:
        return [group for group in self.groups if group.anchor in ("r-in_force", "r-operative")]

    @property
    def uncertain(self) -> list[RowGroup]:
        """What a careful answer counts as uncertain; one of them may be said otherwise too."""
        return [group for group in self.groups if group.anchor in [f"r-{place}" for place in UNCERTAIN]]

    @property
    def settled(self) -> list[RowGroup]:
        shown = [*self.certain, *self.uncertain]
        return [group for group in self.groups if group not in shown]

    @cached_property
    def otherwise(self) -> list[RowView]:
        """Shown beside their own group, on the first page: what the record says, and what a source says."""
        if self.listed.asked.sort is not Sort.STATUS or self.listed.asked.after or self.listed.asked.problems:
            return []
        rows = [row for row in self.listed.narrowed.rows if row.agreement.is_bilateral and row.asserted_otherwise]
        return self._views(rows[: len(self.listed.bilateral.rows)])

    @property
    def refs(self) -> set[int]:
        """The ids of the agreements that have a row of their own on this page."""
        return {row.agreement.pk for row in self.listed.bilateral.rows}

    @cached_property
    def multilateral(self) -> list[tuple[str, Words, int, list[Consents], list[RowView]]]:
        """By group: anchor, heading, total, and either how each of the two is bound, or the agreements alone."""
        totals = Counter(anchor_of(row) for row in self.listed.narrowed.rows if not row.agreement.is_bilateral)
        found: list[tuple[str, Words, int, list[Consents], list[RowView]]] = []
        for anchor in ANCHORS:
            rows = [row for row in self.listed.multilateral.rows if anchor_of(row) == anchor]
            if rows:
                lines = [self._consents(row) for row in rows] if anchor in TABLES else []
                views = [] if anchor in TABLES else self._views(rows)
                found.append((anchor, MULTILATERAL[anchor][0], totals[anchor], lines, views))
        return found

    @cached_property
    def anchors(self) -> set[str]:
        """Where the numbers of the answer can lead on this page; none where it does not show its whole beginning."""
        if not self.listed.asked.is_usual or self.listed.asked.problems:
            return set()
        found = {group.anchor for group in self.groups} | {anchor for anchor, *_ in self.multilateral}
        found |= {"r-otherwise"} if self.otherwise else set()
        return found | ({"uncertain"} if self.uncertain or self.otherwise else set())

    def _views(self, rows: Iterable[PairRow]) -> list[RowView]:
        numbers, related = self.details.numbers, self.details.related
        return [RowView(row, numbers.get(row.agreement.pk, []), related.get(row.agreement.pk, [])) for row in rows]

    def _consents(self, row: PairRow) -> Consents:
        codes = (self.listed.pair.one.code, self.listed.pair.other.code)
        found = (consents_of(row, via.code if via else code) for code, via in zip(codes, row.vias, strict=True))
        return Consents(row, *found)


def sorted_views(
    pair: CountryPair, asked: AskedList, details_of: Callable[[Iterable[int]], PairDetails]
) -> list[RowView]:
    """Every row that fits, of both lists and not by pages: the bilateral ones, then the others."""
    fitting = narrow(pair, asked.chosen).rows
    details = details_of(row.agreement.pk for row in fitting)
    ordered = [
        row
        for is_bilateral in (True, False)
        for row in Order(asked.sort, is_bilateral=is_bilateral).sorted(
            row for row in fitting if row.agreement.is_bilateral is is_bilateral
        )
    ]
    return [RowView(row, details.numbers.get(row.agreement.pk, []), []) for row in ordered]


def consents_of(row: PairRow, code: str) -> list[ActBrief]:
    """The acts of one party up to the day that was asked for: its consents, or its signature while that is all."""
    own = [act for act in row.acts if act.by == code and act.act in CONSENT]
    by_then = [act for act in own if act.when is None or act.when.possible_from <= row.on]
    return [act for act in by_then if act.act is not Act.SIGNATURE] or by_then
