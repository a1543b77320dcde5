"""The pair page: the answer for two parties on a day, and all that is between them, narrowed and sorted as asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.queries.changes import NearestChanges, nearest_changes
from treaties.queries.country_pair import CountryPair, Counts, country_pair
from treaties.queries.knowledge import Knowledge
from treaties.queries.pair_counts import latest_counts
from treaties.queries.pair_details import OfPredecessor, pair_details
from treaties.queries.pair_opening import Opening, pair_opening
from treaties.queries.party_search import canonical_pair
from treaties.slots import PAIR_SECTIONS
from treaties.vocabulary import PairGroup
from treaties.web.absences import Absence, absences
from treaties.web.between_words import sentences_between
from treaties.web.days import AskedDay, Tense, knowledge_in_words, pinned, states_to_offer
from treaties.web.pair_answer import answer
from treaties.web.pair_asked import Query, as_query, asked_list, asked_words
from treaties.web.pair_explained import explanations
from treaties.web.pair_facets import BY_NAME
from treaties.web.pair_list import PairList, ShownList, pair_list
from treaties.web.pair_order import Sort
from treaties.web.pair_places import places_behind
from treaties.web.picture.window import AskedYears
from treaties.web.sentences import Piece, Sentence, plain
from treaties.web.signs import Sign, sign_of_code

MOST_OF_PREDECESSORS = 50


@dataclass(frozen=True, slots=True)
class FromBefore:
    """An agreement of a predecessor, with its status as a whole that day. Not shown to bind the successor."""

    one: OfPredecessor

    @property
    def sign(self) -> Sign:
        return sign_of_code(self.one.code)

    @property
    def slug(self) -> str:
        return canonical_pair(self.one.predecessor, self.one.other.code)


@dataclass(frozen=True)
class PairPage:
    """Everything that the template shows. Eight statements at most, with those of the picture."""

    pair: CountryPair
    day: AskedDay
    kept: Query
    opening: Opening
    changes: NearestChanges
    listed: PairList
    shown: ShownList
    typed_text: str
    sections: list[str]
    pinned: Knowledge | None
    """The state of knowledge that the page shows: that which was asked for, or the latest."""
    latest: Counts | None = None
    """Of the same two in the latest record, where another state of knowledge was asked for."""

    @property
    def status(self) -> int:
        return 400 if self.listed.asked.problems else 200

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return pinned(self.day.on, self.pinned)

    @property
    def known(self) -> str:
        """“1 March 2025, 12:00 UTC (block 1842)”."""
        return knowledge_in_words(self.pinned) if self.pinned else ""

    @property
    def states(self) -> list[Knowledge]:
        return states_to_offer(self.day, self.opening.states)

    @property
    def slug(self) -> str:
        return canonical_pair(self.pair.one.code, self.pair.other.code)

    @property
    def name(self) -> str:
        return f"{self.pair.one.name} – {self.pair.other.name}"

    @property
    def absences(self) -> list[Absence]:
        return absences(self.opening, self.day)

    @cached_property
    def answer(self) -> Sentence:
        found = answer(self.pair, self.day.tense, known=self.day.knowledge, latest=self.latest)
        return self._led(found)

    @property
    def quoted(self) -> str:
        """The answer as it is cited."""
        return plain(self.answer)

    @cached_property
    def explanations(self) -> list[Sentence]:
        found = [*explanations(self.pair, self.day.tense), *sentences_between(self.pair, self.day.tense)]
        return [self._led(sentence) for sentence in found]

    def _led(self, sentence: Sentence) -> Sentence:
        """Each number leads to its list: on this page where it is there, else to a page that shows nothing else."""
        return tuple(self._with_page(piece) for piece in sentence)

    def _with_page(self, piece: Piece) -> Piece:
        if not piece.anchor or piece.anchor in self.shown.anchors:
            return piece
        places, kind = places_behind(piece.anchor)
        return replace(piece, anchor="agreements", page=self.listed.asked.only(kind=[kind], status=places))

    @cached_property
    def on_record(self) -> int:
        """Bilateral agreements of which something was on record that day."""
        rows = self.pair.rows
        return len([row for row in rows if row.agreement.is_bilateral and row.group is not PairGroup.NOT_YET])

    @cached_property
    def not_yet(self) -> int:
        """Bilateral agreements with nothing between the two by that day."""
        return len(self.pair.bilateral(PairGroup.NOT_YET))

    @cached_property
    def binding(self) -> int:
        """Multilateral agreements that bind both."""
        return len(self.pair.multilateral(PairGroup.IN_FORCE))

    @property
    def not_yet_address(self) -> str:
        if "r-not_yet" in self.shown.anchors:
            return "#r-not_yet"
        return f"{self.listed.asked.only(kind=['bilateral'], status=['not_yet'])}#agreements"

    @property
    def keeps(self) -> Query:
        """What the form of the day keeps beside the day and the knowledge: the years, the filters and the order, never
        a place in the list."""
        years = [(name, value) for name, value in self.kept if name in ("from", "to")]
        return [*years, *self.listed.asked.further]

    @property
    def and_kept(self) -> str:
        """The same with the knowledge, for links that have named another day."""
        known = [(name, value) for name, value in self.kept if name == "known_at"]
        return f"&{urlencode([*known, *self.keeps])}" if known or self.keeps else ""

    @property
    def followed(self) -> str:
        """The two, as feeds and lists of the record ask for them."""
        return as_query([("party", self.pair.one.code), ("party", self.pair.other.code)])

    @property
    def unfiltered_csv(self) -> str:
        return self.listed.asked.only()

    @property
    def csv_query(self) -> str:
        return self.listed.asked.query()

    @property
    def sorts(self) -> Query:
        return [
            (Sort.STATUS, _("by status")),
            (Sort.OLDEST, _("oldest first")),
            (Sort.NEWEST, _("newest first")),
            (Sort.TITLE, _("by title")),
        ]

    @property
    def other_problems(self) -> Iterable[str]:
        """Those that no field of the form shows."""
        return [text for name, text in self.listed.asked.problems.items() if name not in ("text", *BY_NAME)]

    @property
    def shown_in_words(self) -> str:
        """“Showing 4 of 13 agreements; the answer above counts all.”"""
        total = len(self.pair.rows)
        if self.status == 400:
            return _("Nothing is listed until what was asked is understood.")
        words = ngettext(
            "Showing %(n)d of %(total)d agreement; the answer above counts all.",
            "Showing %(n)d of %(total)d agreements; the answer above counts all.",
            total,
        )
        return words % {"n": self.listed.found, "total": total}

    @property
    def multilateral_heading(self) -> str:
        """“10 multilateral agreements on record bound both”, in the tense of the day."""
        number = self.binding
        words = {
            Tense.PAST: ngettext(
                "%(n)d multilateral agreement on record bound both",
                "%(n)d multilateral agreements on record bound both",
                number,
            ),
            Tense.PRESENT: ngettext(
                "%(n)d multilateral agreement on record binds both",
                "%(n)d multilateral agreements on record bind both",
                number,
            ),
            Tense.FUTURE: ngettext(
                "%(n)d multilateral agreement on record will bind both",
                "%(n)d multilateral agreements on record will bind both",
                number,
            ),
        }
        none = {
            Tense.PAST: _("No multilateral agreement on record bound both"),
            Tense.PRESENT: _("No multilateral agreement on record binds both"),
            Tense.FUTURE: _("No multilateral agreement on record will bind both"),
        }
        return words[self.day.tense] % {"n": number} if number else none[self.day.tense]

    @cached_property
    def from_before(self) -> list[FromBefore]:
        return [FromBefore(one) for one in self.shown.details.of_predecessors]

    @property
    def from_before_shown(self) -> list[FromBefore]:
        return self.from_before[:MOST_OF_PREDECESSORS]

    @property
    def predecessors(self) -> list[tuple[str, int, str]]:
        """Each predecessor state with agreements with the other: its name, how many, and the address of that pair."""
        counts = Counter((one.one.name, one.slug) for one in self.from_before)
        return [(name, number, slug) for (name, slug), number in sorted(counts.items())]


def pair_page(codes: Iterable[str], day: AskedDay, years: AskedYears, request: HttpRequest) -> PairPage:
    """``codes`` in the order of the address."""
    opening = pair_opening(*codes, known_at=day.known_at)
    one, other = opening.one, opening.other
    pair = country_pair(one, other, on=day.on, known_at=day.known_at, words=asked_words(request))
    kept = kept_of(day, years)
    listed = pair_list(pair, asked_list(request, pair, kept))
    details = pair_details(pair, listed.shown, predecessors=opening.has_predecessors)
    return PairPage(
        pair=pair,
        day=day,
        kept=kept,
        opening=opening,
        changes=nearest_changes(pair),
        listed=listed,
        shown=ShownList(listed, details),
        typed_text=request.GET.get("text", "")[:120],
        sections=PAIR_SECTIONS(pair, day),
        pinned=day.knowledge or next(iter(opening.states), None),
        latest=None if day.is_latest else latest_counts(opening.belonging.between(one, other), on=day.on),
    )


def kept_of(day: AskedDay, years: AskedYears) -> Query:
    """What every link of the page says: the day and the knowledge where they were given, the years of the picture."""
    spans = (("from", years.first), ("to", years.end))
    return [*day.given, *((name, f"{year:04}") for name, year in spans if year is not None)]
