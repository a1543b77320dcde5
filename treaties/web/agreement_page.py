"""The agreement page: the status on a day with its why, every act with its sources, and what sources say otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from treaties.dates import FIRST_DAY, PartialDate
from treaties.derivation.law import LAW
from treaties.derivation.stories import path_from
from treaties.derivation.why import GAPS, Reason
from treaties.models import Agreement, Citation, Clause, Participation, StatusChange
from treaties.queries.agreement_file import AgreementFile, Standing
from treaties.queries.party_search import canonical_pair
from treaties.slots import ACT_NOTES, AGREEMENT_SECTIONS
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Flag, Nature, RelationKind, Topic
from treaties.web.agreement_words import Said, agreement_answer, cited_status, said_about, settlement
from treaties.web.days import AskedDay
from treaties.web.sentences import Sentence, capitalised
from treaties.web.signs import INVERSE, Sign, sign_of_party, sign_of_standings


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """One line of the list: the agreement with ``status_code`` and ``story_step`` of the day."""

    agreement: Any

    @property
    def sign(self) -> Sign:
        statuses = AgreementStatus.possible_in(self.agreement.status_code)
        return sign_of_standings([(status, path_from(self.agreement.story_step, status)) for status in statuses])


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a why. ``kind`` is ``act``, ``clause``, ``gap`` (what is *not* on record) or ``result``."""

    kind: str
    heading: str
    text: str = ""
    article: str = ""
    citations: Iterable[Citation] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    heading: str
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as the list shows it. ``notes`` are safe HTML from other parts of the site."""

    change: StatusChange
    article: str
    has_effect: bool
    notes: list[str]

    @property
    def dates(self) -> list[tuple[str, PartialDate]]:
        change = self.change
        dates = (
            ("Done", change.done_on),
            ("Received", change.received_on),
            ("In effect", change.effective_on),
            ("Published", change.published_on),
        )
        return [(label, partial) for label, partial in dates if partial]


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party's standing on the day, and its own acts that led to it."""

    participation: Participation
    sign: Sign
    since: PartialDate | None
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class RelatedLine:
    words: str
    agreement: Agreement
    citations: Iterable[Citation]


@dataclass(frozen=True)
class AgreementPage:
    """Everything that the template shows."""

    file: AgreementFile
    day: AskedDay

    @property
    def agreement(self) -> Agreement:
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

    @property
    def answer(self) -> Sentence:
        return agreement_answer(self.file, self.said, self.day.tense)

    @property
    def settlement(self) -> str:
        return settlement(self.file)

    @property
    def cited_status(self) -> str:
        return cited_status(self.file)

    @property
    def pair_slug(self) -> str | None:
        """The pair that a bilateral agreement of two single parties is between."""
        codes = [participation.party.code for participation, _ in self.file.participations]
        return canonical_pair(*codes) if self.agreement.is_bilateral and len(codes) == 2 else None

    @property
    def names(self) -> str:
        return " – ".join(participation.party.name for participation, _ in self.file.participations)

    @property
    def previous(self) -> date | None:
        """The last day before, on which the status or a party's standing changed; as far as known."""
        return max((day for day in self._days if day < self.day.on), default=None)

    @property
    def next(self) -> date | None:
        return min((day for day in self._days if day > self.day.on), default=None)

    @property
    def _days(self) -> set[date]:
        said = {one.asserted_on.possible_from for one in self.agreement.assertions.all() if one.asserted_on}
        standings = {day for participation, _ in self.file.participations for day in participation.days}
        return {day for day in (*self.agreement.days, *standings, *said) if day > FIRST_DAY}

    @cached_property
    def traces(self) -> list[Trace]:
        standings = self.file.standings
        sure = len(standings) == 1
        return [
            Trace("" if sure else f"Possibly {standing.status.label}", self._trace(standing)) for standing in standings
        ]

    def _trace(self, standing: Standing) -> list[Step]:
        steps = self._steps(standing.reasons)
        if not steps:
            return [Step("gap", "No act of that day or before is on record.")]
        if standing.status is AgreementStatus.SIGNED and self.binds and not self.entered:
            steps.append(Step("gap", "Entry into force is not on record."))
        if self.agreement.nature == Nature.CONTESTED:
            steps.append(Step("gap", "What it is in law is contested: no source settles whether it binds."))
        words = sign_of_standings([(standing.status, standing.path)]).words
        return [*steps, Step("result", f"So: {words[0].lower()}{words[1:]}")]

    def _steps(self, reasons: Iterable[Reason]) -> list[Step]:
        return [self._step(reason) for reason in reasons]

    def _step(self, reason: Reason) -> Step:
        if change := self._changes.get(reason.ref):
            return Step("act", _act_in_words(change), change.note, reason.article, change.citations.all())
        if clause := self._clauses.get(reason.ref):
            return Step("clause", reason.sentence, clause.note, reason.article, clause.citations.all())
        return Step("gap" if not reason.ref else "act", reason.sentence, article=reason.article)

    @cached_property
    def _changes(self) -> dict[str, StatusChange]:
        return {change.slug: change for change in self.agreement.status_changes.all()}

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.ref: clause for clause in self.agreement.clauses.all()}

    @cached_property
    def acts(self) -> list[ActLine]:
        """Every act on record, in the order of time; those whose day is unknown at the end."""
        notes: dict[str, list[str]] = {}
        for slug, note in chain.from_iterable(part.items() for part in ACT_NOTES(self.agreement)):
            notes.setdefault(slug, []).append(note)
        changes = sorted(self._changes.values(), key=_moment)
        return [_act_line(change, notes.get(change.slug, [])) for change in changes]

    @property
    def parties(self) -> list[PartyLine]:
        return [self._party(*found) for found in self.file.participations]

    def _party(self, participation: Participation, standings: list[Standing]) -> PartyLine:
        sign = sign_of_party([(standing.status, standing.path) for standing in standings])
        path = standings[-1].path
        own = {change.slug for change in self._changes.values() if change.participation_id == participation.pk}
        steps = self._steps(reason for reason in standings[-1].reasons if reason.ref in own)
        if Flag.CONSENT_NOT_ON_RECORD in path.flags:
            steps.append(Step("gap", GAPS[Flag.CONSENT_NOT_ON_RECORD]))
        return PartyLine(participation, sign, PartialDate.parse(path.since) if path.since else None, steps)

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
        return self._clauses.get(f"clause:{ClauseKind.DURATION}")

    @property
    def notice_period(self) -> Clause | None:
        return self._clauses.get(f"clause:{ClauseKind.NOTICE_PERIOD}")

    @property
    def topics(self) -> list[str]:
        return [Topic(topic).label for topic in self.agreement.topics]

    @property
    def nature_citations(self) -> list[Citation]:
        return [citation for citation in self.agreement.citations.all() if citation.about == "nature"]

    @property
    def other_citations(self) -> list[Citation]:
        return [citation for citation in self.agreement.citations.all() if citation.about != "nature"]

    @property
    def relations(self) -> list[RelatedLine]:
        to = [
            RelatedLine(RelationKind(one.kind).label, one.other, one.citations.all())
            for one in self.agreement.relations.all()
        ]
        back = [
            RelatedLine(INVERSE[RelationKind(one.kind)], one.agreement, one.citations.all())
            for one in self.agreement.relations_from.all()
        ]
        return [*to, *back]

    @cached_property
    def sections(self) -> list[str]:
        return AGREEMENT_SECTIONS(self.agreement)


def _act_line(change: StatusChange, notes: list[str]) -> ActLine:
    law = LAW[Act(change.act)]
    return ActLine(change, law.article, bool(law.agreement or law.party), notes)


def _moment(change: StatusChange) -> tuple[tuple[date, date, str], int, int]:
    when = change.done_on or change.received_on or change.effective_on or change.published_on
    return when.in_order if when else (date.max, date.max, ""), change.order_on_day, change.pk


def _act_in_words(change: StatusChange) -> str:
    """“28 September 1999: signature by Azerbaijan”."""
    label = Act(change.act).label
    when = change.effective_on if label.startswith("entry into force") else None
    when = when or change.done_on or change.received_on or change.effective_on
    whose = f" by {change.participation.party.sentence_name}" if change.participation else ""
    return f"{capitalised(when.words()) if when else 'Day not on record'}: {label}{whose}"
