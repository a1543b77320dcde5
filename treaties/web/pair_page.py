"""The pair page: the answer for two parties on a day, in the groups of the record, nothing hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from treaties.dates import PartialDate
from treaties.derivation.law import CONSENTS
from treaties.derivation.stories import path_from
from treaties.models import Party
from treaties.queries.briefs import ActBrief
from treaties.queries.changes import NearestChanges, nearest_changes
from treaties.queries.country_pair import CountryPair, PairRow, country_pair
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.queries.pair_details import PairDetails, pair_details
from treaties.queries.party_search import canonical_pair
from treaties.slots import PAIR_SECTIONS
from treaties.vocabulary import Act, PairGroup, ParticipationStatus
from treaties.web.absences import Absence, absences
from treaties.web.between_words import concerning_the_two, sentences_between, through_unions, what_stands_between
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.pair_rows import RowView
from treaties.web.sentences import Sentence, answer, explanations
from treaties.web.signs import overlays_of

CONSENT = CONSENTS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION, Act.ENTRY_INTO_FORCE_FOR_PARTY, Act.SIGNATURE}


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading. ``anchor`` is where the numbers of the answer lead."""

    anchor: str
    heading: str
    rows: list[RowView]


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
        return [*through_unions(self.row), f"{what_stands_between(self.row)}; that day this is not certain."]


@dataclass(frozen=True)
class PairPage:
    """Everything that the template shows. Eight statements at most."""

    pair: CountryPair
    day: AskedDay
    changes: NearestChanges
    details: PairDetails
    absences: list[Absence]
    sections: list[str]

    pinned: Knowledge | None
    """The state of knowledge that the page shows: that which was asked for, or the latest."""
    latest: CountryPair | None = None
    """The same two in the latest record, where another state of knowledge was asked for."""

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return pinned(self.day.on, self.pinned)

    @property
    def known(self) -> str:
        """“1 March 2025, 12:00 UTC (block 1842)”."""
        return knowledge_in_words(self.pinned) if self.pinned else ""

    @property
    def slug(self) -> str:
        return canonical_pair(self.pair.one.code, self.pair.other.code)

    @property
    def name(self) -> str:
        return f"{self.pair.one.name} – {self.pair.other.name}"

    @property
    def answer(self) -> Sentence:
        return answer(self.pair, self.day.tense, known=self.day.knowledge, latest=self.latest)

    @property
    def explanations(self) -> list[Sentence]:
        return [*explanations(self.pair, self.day.tense), *sentences_between(self.pair, self.day.tense)]

    @property
    def certain(self) -> list[RowGroup]:
        groups = (PairGroup.IN_FORCE, "In force"), (PairGroup.OPERATIVE, "Non-binding, operative")
        return self._shown(RowGroup(f"r-{group}", heading, self._bilateral(group)) for group, heading in groups)

    @property
    def uncertain(self) -> list[RowGroup]:
        """What a careful answer counts as uncertain; one of them may be said otherwise too."""
        signed = [view for view in self._bilateral(PairGroup.SIGNED) if view.row.entry_into_force is None]
        possible = self._bilateral(PairGroup.POSSIBLY_IN_FORCE)
        return self._shown(
            [
                RowGroup("r-possibly_in_force", "Possibly in force", possible),
                RowGroup("r-signed", "Signed; entry into force not on record", signed),
            ]
        )

    @property
    def otherwise(self) -> list[RowView]:
        """Shown beside their own group: what the record says, and what a source says."""
        return [self._view(row) for row in self.pair.asserted_otherwise if row.agreement.is_bilateral]

    @property
    def settled(self) -> list[RowGroup]:
        later = [view for view in self._bilateral(PairGroup.SIGNED) if view.row.entry_into_force]
        return self._shown(
            [
                RowGroup("r-not_between", "Not in force between the two", self._bilateral(PairGroup.NOT_BETWEEN)),
                RowGroup("r-suspended", "In force but suspended", self._bilateral(PairGroup.SUSPENDED)),
                RowGroup("r-provisional", "Provisionally applied", self._bilateral(PairGroup.PROVISIONAL)),
                RowGroup("r-not_yet_in_force", "Signed; in force only later", later),
                RowGroup("r-possibly_signed", "Possibly signed", self._bilateral(PairGroup.POSSIBLY_SIGNED)),
                RowGroup("r-ended", "Ended", self._bilateral(PairGroup.ENDED)),
                RowGroup("r-never_in_force", "Never in force", self._bilateral(PairGroup.NEVER_IN_FORCE)),
            ]
        )

    @property
    def on_record(self) -> int:
        """Bilateral agreements of which something was on record that day."""
        return len([row for row in self.pair.rows if row.agreement.is_bilateral and row.group is not PairGroup.NOT_YET])

    @property
    def not_yet(self) -> list[tuple[PairRow, PartialDate | None]]:
        """Nothing between the two by that day: each with the day of its first act, as far as known."""
        found = [(row, _first_day(row)) for row in self.pair.bilateral(PairGroup.NOT_YET)]
        return sorted(found, key=lambda pair: pair[1].in_order if pair[1] else (date.max, date.max, ""))

    @property
    def multilateral(self) -> list[Consents]:
        return self._consents(PairGroup.IN_FORCE)

    @property
    def multilateral_possible(self) -> list[Consents]:
        return self._consents(PairGroup.POSSIBLY_IN_FORCE)

    @property
    def multilateral_not_between(self) -> list[RowView]:
        """Though each of the two is party to it."""
        return [self._view(row) for row in self.pair.multilateral(PairGroup.NOT_BETWEEN)]

    @property
    def multilateral_others(self) -> list[tuple[str, list[RowView]]]:
        """In force between the two not, or not certainly: each kind with its words."""
        kinds = (
            ("In force but suspended", (PairGroup.SUSPENDED,)),
            ("Applied provisionally only", (PairGroup.PROVISIONAL,)),
            (
                "Signed by both, in force for one only or for neither",
                (PairGroup.SIGNED, PairGroup.OPERATIVE, PairGroup.POSSIBLY_SIGNED),
            ),
            ("Ended, or left by one of the two", (PairGroup.ENDED,)),
            ("Never in force", (PairGroup.NEVER_IN_FORCE,)),
            ("With no act of both on record by that day", (PairGroup.NOT_YET,)),
        )
        found = [(words, self.pair.multilateral(*groups)) for words, groups in kinds]
        return [(words, [self._view(row) for row in rows]) for words, rows in found if rows]

    def _bilateral(self, group: PairGroup) -> list[RowView]:
        return [self._view(row) for row in self.pair.bilateral(group)]

    def _view(self, row: PairRow) -> RowView:
        key = row.agreement.pk
        return RowView(row, self.details.numbers.get(key, []), self.details.related.get(key, []))

    def _consents(self, group: PairGroup) -> list[Consents]:
        two = self.pair.one, self.pair.other
        return [
            Consents(
                row,
                *(consents_of(row, via.code if via else party.code) for party, via in zip(two, row.vias, strict=True)),
            )
            for row in self.pair.multilateral(group)
        ]

    @staticmethod
    def _shown(groups: Iterable[RowGroup]) -> list[RowGroup]:
        return [group for group in groups if group.rows]


def _first_day(row: PairRow) -> PartialDate | None:
    return min((act.when for act in row.acts if act.when), key=lambda when: when.in_order, default=None)


def consents_of(row: PairRow, code: str) -> list[ActBrief]:
    """The acts of one party up to the day that was asked for: its consents, or its signature while that is all."""
    own = [act for act in row.acts if act.by == code and act.act in CONSENT]
    by_then = [act for act in own if act.when is None or act.when.possible_from <= row.on]
    return [act for act in by_then if act.act is not Act.SIGNATURE] or by_then


def pair_page(one: Party, other: Party, day: AskedDay) -> PairPage:
    pair = country_pair(one, other, on=day.on, known_at=day.known_at)
    return PairPage(
        pair=pair,
        day=day,
        changes=nearest_changes(pair),
        details=pair_details(pair),
        absences=absences(one, other, day),
        sections=PAIR_SECTIONS(pair, day),
        pinned=day.knowledge or latest_knowledge(),
        latest=None if day.is_latest else country_pair(one, other, on=day.on),
    )
