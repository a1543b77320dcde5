"""The agreement page: the status on a day with its why, every act with its sources, and what sources say otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from treaties.dates import FIRST_DAY, PartialDate
from treaties.derivation.why import GAPS, Reason
from treaties.models import Citation, Clause, StatusChange
from treaties.queries.agreement_file import AgreementFile, Member, Standing
from treaties.queries.contradictions import contradictions_in
from treaties.queries.deadlines import deadlines_in
from treaties.queries.knowledge import Knowledge
from treaties.queries.party_search import canonical_pair
from treaties.slots import ACT_NOTES, AGREEMENT_SECTIONS
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Flag, Nature, Topic
from treaties.web.act_words import act_in_words
from treaties.web.agreement_acts import ActGroup, ActLine, act_groups, act_lines, notes_by_slug
from treaties.web.agreement_between import BetweenParties, between_parties
from treaties.web.agreement_clauses import ClauseLine, clause_lines, conditions
from treaties.web.agreement_family import RelatedLine, family_of
from treaties.web.agreement_history import History, history_of
from treaties.web.agreement_parties import MOST_IN_FULL, PartyGroup, PartyLine, party_groups, party_line
from treaties.web.agreement_spells import MOST_UNFOLDED, Spell, spells
from treaties.web.agreement_words import Said, agreement_answer, cited_status, said_about
from treaties.web.contradictions_page import ContradictionView
from treaties.web.corrected import Mended, Mending
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.deadlines_page import DeadlineView
from treaties.web.sentences import Sentence
from treaties.web.signs import Sign, sign_of_standings
from treaties.web.steps import Step, Trace

MOST_NAMES = 4
"""Other names under the heading."""


@dataclass(frozen=True)
class AgreementPage:
    """Everything that the template shows."""

    file: AgreementFile
    day: AskedDay
    pinned: Knowledge | None
    """The state of knowledge that the page shows: that which was asked for, or the latest."""
    latest: Sign | None = None
    """What the latest record says of the day, where another state of knowledge was asked for."""

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return pinned(self.day.on, self.pinned)

    @property
    def known(self) -> str:
        """“1 March 2025, 12:00 UTC (block 1842)”."""
        return knowledge_in_words(self.pinned) if self.pinned else ""

    @property
    def agreement(self) -> Any:
        return self.file.agreement

    @cached_property
    def sign(self) -> Sign:
        return sign_of_standings([(standing.status, standing.path) for standing in self.file.standings])

    @cached_property
    def said(self) -> list[Said]:
        return said_about(self.file)

    @property
    def since(self) -> PartialDate | None:
        since = self.file.standings[-1].path.since
        return PartialDate.parse(since) if since else None

    @property
    def deciding(self) -> Iterable[Citation]:
        """The sources of the last act or clause that the status rests on."""
        refs = self.file.standings[-1].path.because
        last = (self._changes.get(refs[-1]) or self._clauses.get(refs[-1])) if refs else None
        return last.citations.all() if last else ()

    @property
    def otherwise(self) -> list[Said]:
        return [one for one in self.said if one.contradicts and one.still_stands]

    @cached_property
    def contradictions(self) -> list[ContradictionView]:
        """As known then: of the day and before, and of the days of acts. No statement."""
        return [ContradictionView(one) for one in contradictions_in(self.file, self.file.judgements)]

    @property
    def of_the_day(self) -> list[ContradictionView]:
        """Those that head the page: what sources call it otherwise on the day."""
        said = {one.assertion.pk for one in self.otherwise}
        return [view for view in self.contradictions if view.asserted in said]

    @property
    def further_contradictions(self) -> list[ContradictionView]:
        shown = self.of_the_day
        return [view for view in self.contradictions if view not in shown]

    @cached_property
    def deadlines(self) -> list[DeadlineView]:
        """What is due on the day or later, as known then. No statement."""
        return [DeadlineView(one) for one in deadlines_in(self.file)]

    @property
    def answer(self) -> Sentence:
        latest = self.latest.words if self.latest and self.latest != self.sign else ""
        latest = f"{latest[:1].lower()}{latest[1:]}"
        return agreement_answer(self.file, self.said, self.day.tense, known=self.day.knowledge, latest=latest)

    @property
    def cited_status(self) -> str:
        return cited_status(self.file)

    @property
    def pair_slug(self) -> str | None:
        """The pair that a bilateral agreement of two single parties is between."""
        codes = [member.participation.party.code for member in self.file.participations]
        return canonical_pair(*codes) if self.agreement.is_bilateral and len(codes) == 2 else None

    @property
    def names(self) -> str:
        return " – ".join(member.participation.party.name for member in self.file.participations)

    @property
    def previous(self) -> date | None:
        """The last day before, on which the status or a party's standing changed; as far as known."""
        return max((day for day in self._days if day < self.day.on), default=None)

    @property
    def next(self) -> date | None:
        return min((day for day in self._days if day > self.day.on), default=None)

    @property
    def _days(self) -> set[date]:
        said = {one.asserted_on.possible_from for one in self.agreement.standing_assertions if one.asserted_on}
        standings = {day for member in self.file.participations for day in member.kept.days}
        return {day for day in (*self.file.whole.days, *standings, *said) if day > FIRST_DAY}

    @cached_property
    def traces(self) -> list[Trace]:
        standings, possibly = self.file.standings, _("Possibly %(status)s")
        sure = len(standings) == 1
        return [
            Trace("" if sure else possibly % {"status": standing.status.label}, self._trace(standing))
            for standing in standings
        ]

    def _trace(self, standing: Standing) -> list[Step]:
        steps = self._steps(standing.reasons)
        if not steps:
            return [Step("gap", _("No act of that day or before is on record."))]
        if standing.status is AgreementStatus.SIGNED and self.binds and not self.entered:
            steps.append(Step("gap", _("Entry into force is not on record.")))
        if self.agreement.nature == Nature.CONTESTED:
            steps.append(Step("gap", _("What it is in law is contested: no source settles whether it binds.")))
        words = sign_of_standings([(standing.status, standing.path)]).words
        return [*steps, Step("result", _("So: %(status)s") % {"status": f"{words[:1].lower()}{words[1:]}"})]

    def _steps(self, reasons: Iterable[Reason]) -> list[Step]:
        return [self._step(reason) for reason in reasons]

    def _step(self, reason: Reason) -> Step:
        if change := self._changes.get(reason.ref):
            return Step("act", act_in_words(change), change.note, reason.article, change.citations.all())
        if clause := self._clauses.get(reason.ref):
            return Step("clause", reason.sentence, clause.note, reason.article, clause.citations.all())
        return Step("gap" if not reason.ref else "act", reason.sentence, article=reason.article)

    @cached_property
    def _changes(self) -> dict[str, StatusChange]:
        return {change.slug: change for change in self.file.acts}

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.ref: clause for clause in self.agreement.clauses.all()}

    @cached_property
    def mending(self) -> Mending:
        return Mending(self.file.corrections, self.day)

    @cached_property
    def acts(self) -> list[ActLine]:
        """Every act that stands, in the order of time; those whose day is unknown at the end."""
        return act_lines(self.file.acts, self._notes, self.mending)

    @property
    def corrected(self) -> list[tuple[Mended, list[str]]]:
        """What was mended, the latest first; with the notes under acts in whose place nothing stands."""
        return [(one, [] if one.standing else self._notes.get(one.slug, [])) for one in self.mending.lines]

    @cached_property
    def _notes(self) -> dict[str, list[str]]:
        return notes_by_slug(ACT_NOTES(self.agreement, self.day.known_at, self.day.query, self.file.beside))

    @property
    def act_groups(self) -> list[ActGroup]:
        return act_groups(self.acts)

    @cached_property
    def parties(self) -> list[PartyLine]:
        members = self.file.participations
        return [party_line(one, self._own_steps(one) if len(members) <= MOST_IN_FULL else []) for one in members]

    @cached_property
    def between(self) -> BetweenParties:
        """The pairs of parties between whom it is not in force, or suspended."""
        return between_parties(self.file, self.file.acts)

    @property
    def party_groups(self) -> list[PartyGroup]:
        """By standing, where there are too many to show each in full."""
        return party_groups(self.parties)

    def _own_steps(self, member: Member) -> list[Step]:
        own = {act.slug for act in self.file.acts if act.participation_id == member.participation.pk}
        steps = self._steps(reason for reason in member.standings[-1].reasons if reason.ref in own)
        if Flag.CONSENT_NOT_ON_RECORD in member.standings[-1].path.flags:
            steps.append(Step("gap", GAPS[Flag.CONSENT_NOT_ON_RECORD]))
        return steps

    @property
    def signed(self) -> list[StatusChange]:
        return [line.change for line in self.acts if line.change.act in (Act.SIGNATURE, Act.ISSUED)]

    @property
    def entered(self) -> list[StatusChange]:
        return [line.change for line in self.acts if line.change.act == Act.ENTRY_INTO_FORCE]

    @property
    def binds(self) -> bool:
        """Whether entry into force and a term can apply at all."""
        return self.agreement.nature != Nature.NON_BINDING

    @property
    def term(self) -> Clause | None:
        return self._of_kind(ClauseKind.DURATION)

    @property
    def notice_period(self) -> Clause | None:
        return self._of_kind(ClauseKind.NOTICE_PERIOD)

    @property
    def renewal(self) -> ClauseLine | None:
        """How it goes on after its term, in words."""
        return next((line for line in self.clauses if line.clause.kind == ClauseKind.TACIT_RENEWAL), None)

    def _of_kind(self, kind: ClauseKind) -> Clause | None:
        return next((clause for clause in self.agreement.clauses.all() if clause.kind == kind), None)

    @cached_property
    def clauses(self) -> list[ClauseLine]:
        """Those that stand, as known then."""
        return clause_lines(self.agreement.clauses.all())

    @property
    def conditions(self) -> int:
        return conditions(self.clauses)

    @property
    def topics(self) -> list[str]:
        return [Topic(topic).label for topic in self.agreement.topics]

    @property
    def nature_citations(self) -> list[Citation]:
        return [citation for citation in self.agreement.citations.all() if citation.about == "nature"]

    @property
    def other_citations(self) -> list[Citation]:
        return [citation for citation in self.agreement.citations.all() if citation.about != "nature"]

    @cached_property
    def family(self) -> list[RelatedLine]:
        return family_of(self.file)

    @property
    def also_known_as(self) -> list[str]:
        """Other titles and numbers, for the line under the heading; the titles of sources are listed in full below."""
        titles = [title.title for title in self.agreement.titles.all() if title.language.startswith("en")]
        names = [self.agreement.short_title, *titles, *map(str, self.agreement.series_numbers.all())]
        heading = self.agreement.title.casefold()
        return [name for name in dict.fromkeys(names) if name.casefold() != heading][:MOST_NAMES]

    @cached_property
    def history(self) -> History:
        return history_of(self.file, self.day)

    @cached_property
    def spells(self) -> list[Spell]:
        """How each party stood over time."""
        return spells(self.file.participations, self._changes, self._clauses, on=self.day.on)

    @property
    def spells_are_folded(self) -> bool:
        return len(self.spells) > MOST_UNFOLDED

    @cached_property
    def sections(self) -> list[str]:
        return AGREEMENT_SECTIONS(self.file, self.day)


def agreement_page(file: AgreementFile, day: AskedDay) -> AgreementPage:
    if day.is_latest:
        return AgreementPage(file, day, day.knowledge or file.last_block)
    return AgreementPage(file, day, day.knowledge, sign_of_standings(file.latest))
