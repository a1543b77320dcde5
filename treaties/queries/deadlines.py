"""Deadlines: days that law computes and that nothing on record overtakes, from a day on, each with its reasons.

A day that nothing bounds from above (``2005/..``) is no deadline, and is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, pairwise
from typing import Any

from django.db.models import Q, QuerySet

from treaties.dates import PartialDate
from treaties.derivation.clause_words import clause_in_words
from treaties.derivation.completion import completed
from treaties.derivation.deadlines import LAST_YEAR, days_ahead
from treaties.derivation.facts import AgreementFacts, ClauseFact
from treaties.derivation.periods import last_day_before, length_in_words
from treaties.derivation.terms import Term, terms
from treaties.derivation.timeline import Path
from treaties.derivation.why import ARTICLES, Reason, why
from treaties.models import Agreement, ComputedDay, Participation, Party
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.as_known import kept_json
from treaties.queries.facts import facts_of
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.queries.keyset import Page, Position, page_of
from treaties.queries.shared_agreements import agreements_of
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting, DayKind, Word

RUNNING = AgreementStatus.IN_FORCE.bit | AgreementStatus.SUSPENDED.bit
OF_TERMS = (DayKind.END_OF_TERM, DayKind.LAST_DAY_FOR_NOTICE)


class AfterTerm(Word):
    """What comes after the term that a deadline is about, as the record stands."""

    RENEWED = "renewed", "it is renewed tacitly unless notice is given"
    ENDS = "ends", "it ends with this term, unless it is extended"
    NOT_RENEWED = "not_renewed", "notice against renewal was given: it ends with this term"
    EXTENDED = "extended", "another term follows, by an act on record"


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` is computed, unless ``is_stated``: then a source gives it. ``number`` counts the term, from 1.

    ``before`` is the last day for a notice against renewal (closed), of an end of term; ``party`` whose day it is,
    ``of`` the slug of the act whose day it is; empty for the whole and for none.
    """

    agreement: Any
    kind: DayKind
    day: PartialDate
    because: tuple[str, ...]
    party: Party | None = None
    of: str = ""
    is_stated: bool = False
    number: int | None = None
    after: AfterTerm | None = None
    renewed_for: str = ""
    before: PartialDate | None = None
    known_since: int = 0
    """The block of the latest of the acts and clauses that it rests on: since then the day is known."""
    by_leaving: bool = False
    """The notice is a denunciation at the end of the term: whoever gives it leaves, and the others go on."""
    reasons: tuple[Reason, ...] = ()

    @property
    def uid(self) -> str:
        """One name for ever, also where the day is computed anew: agreement, kind, and its term, act or party."""
        last = self.because[-1] if self.because else "whole"
        mark = self.of or (self.party.code if self.party else "") or (str(self.number) if self.number else last)
        leaving = "/denunciation" if self.by_leaving and self.kind is DayKind.LAST_DAY_FOR_NOTICE else ""
        return f"{self.agreement.slug}/{self.kind}/{mark}{leaving}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which deadlines: from a day on (closed), until a day (closed). ``parties`` is one, or two between which the
    agreement stands; under a multilateral agreement only what is of the whole, or of them."""

    since: date
    until: date | None = None
    agreement: Agreement | None = None
    parties: Sequence[Party] = field(default_factory=tuple)
    kind: DayKind | None = None


def deadlines_page(asked: Asked, *, size: int, after: Position | None = None) -> Page:
    """In the order of their last possible day. ``rows`` are ``Deadline``; two statements."""
    page = page_of(due(asked), by="computed_on_latest", size=size, after=after)
    return replace(page, rows=described(page.rows))


def due(asked: Asked) -> QuerySet[ComputedDay]:
    days = ComputedDay.objects.filter(is_due=True, computed_on_latest__gte=asked.since)
    if asked.until:
        days = days.filter(Q(computed_on_earliest=None) | Q(computed_on_earliest__lte=asked.until))
    if asked.kind:
        days = days.filter(kind=asked.kind)
    if asked.agreement:
        days = days.filter(agreement=asked.agreement)
    if asked.parties:
        agreements, theirs = agreements_of(asked.parties)
        whose = Q(participation=None) | Q(agreement__is_bilateral=True) | theirs
        days = days.filter(whose, agreement__in=agreements.values("pk"))
    return days.select_related("participation__party", "status_change").defer(
        "participation__days", "participation__codes", "participation__story"
    )


def described(days: Iterable[ComputedDay]) -> list[Deadline]:
    """With their reasons, in the same order. One statement, however many."""
    days = list(days)
    of_them = Agreement.objects.filter(pk__in={day.agreement_id for day in days})
    found = agreements_with_facts(of_them.annotate(whole=kept_json(None)))
    told = {one.pk: _Told.of(one, Kept.from_json(one.whole), facts_of(one)) for one in found}
    return [
        told[day.agreement_id].describe(
            Deadline(
                agreement=told[day.agreement_id].agreement,
                kind=DayKind(day.kind),
                day=day.computed_on,  # type: ignore[arg-type]  # the column is not null
                because=tuple(day.because),
                party=day.participation.party if day.participation else None,
                of=day.status_change.slug if day.status_change else "",
                is_stated=day.asserted_on is not None,
            )
        )
        for day in days
    ]


def deadlines_in(file: AgreementFile) -> list[Deadline]:
    """Of one agreement, due on the file's day or later, as known when the file is. No statement."""
    agreement = file.agreement
    facts = facts_of(agreement)
    told = _Told.of(agreement, file.whole, facts)
    files: dict[str, Participation] = {one.party.code: one for one in agreement.participations.all()}
    acts = {act.slug for act in agreement.standing_acts}
    found = [
        Deadline(
            agreement=agreement,
            kind=day.kind,
            day=day.computed,
            because=day.because,
            party=files[day.by].party if day.by in files else None,
            of=day.of if day.of in acts else "",
            is_stated=day.asserted is not None,
        )
        for day in days_ahead(facts, since=file.on)
    ]
    return [told.describe(one) for one in sorted(found, key=lambda one: one.day.in_order)]


@dataclass(frozen=True, slots=True)
class _Told:
    """One agreement's facts, for saying what its deadlines rest on and what comes after a term."""

    agreement: Any
    whole: Kept
    facts: AgreementFacts
    terms: tuple[tuple[Term, Term | None], ...]
    """Each with the one that follows."""

    @classmethod
    def of(cls, agreement: Any, whole: Kept, facts: AgreementFacts) -> "_Told":
        told = completed(facts)
        return cls(agreement, whole, told, tuple(_with_next(_terms(told))))

    def describe(self, one: Deadline) -> Deadline:
        one = replace(one, reasons=tuple(self._reasons(one)), known_since=self._known_since(one))
        if one.kind not in OF_TERMS:
            return one
        against = self._against(one)
        for number, (term, following) in enumerate(self.terms, 1):
            before = last_day_before(term.ends, against) if term.ends and against else None
            if one.day == (term.ends if one.kind is DayKind.END_OF_TERM else before):
                after = self._after(term, following)
                length = self._renewed_for() if after is AfterTerm.RENEWED else ""
                by_leaving = against is not None and against.kind is ClauseKind.NOTICE_PERIOD
                return replace(
                    one, number=number, after=after, renewed_for=length, before=before, by_leaving=by_leaving
                )
        return one

    def _known_since(self, one: Deadline) -> int:
        acts = {act.slug: act.block_id for act in self.agreement.standing_acts}
        blocks = acts | {clause.ref: clause.block_id for clause in self.agreement.clauses.all()}
        rests_on = {*one.because, one.of, *self._start(one)}
        return max((blocks[ref] for ref in rests_on if ref in blocks), default=self.agreement.block_id)

    def _start(self, one: Deadline) -> Iterator[str]:
        """The act that the term counts from, where its clause names no day of its own."""
        duration = self.facts.clause(ClauseKind.DURATION)
        if one.kind in OF_TERMS and duration and not duration.counted_from:
            yield from (act.slug for act in self.agreement.standing_acts if act.act == Act.ENTRY_INTO_FORCE)

    def _against(self, one: Deadline) -> ClauseFact | None:
        """The clause on notice that the day rests on; for the end of a term, the one by which a notice ends it."""
        if one.kind is DayKind.LAST_DAY_FOR_NOTICE:
            return next((clause for clause in self.facts.clauses if clause.ref == one.because[-1]), None)
        of_notice = self.facts.clauses_of(ClauseKind.NOTICE_PERIOD)
        at_end = next((clause for clause in of_notice if clause.counting is Counting.END_OF_TERM), None)
        return self.facts.clause(ClauseKind.NON_RENEWAL_NOTICE) or at_end

    def _renewed_for(self) -> str:
        """The length of a renewed term: its own, else that of the first term."""
        clauses = (self.facts.clause(ClauseKind.TACIT_RENEWAL), self.facts.clause(ClauseKind.DURATION))
        return next((words for clause in clauses if clause and (words := length_in_words(clause))), "")

    def _after(self, term: Term, following: Term | None) -> AfterTerm:
        if following is None:
            return AfterTerm.ENDS
        if not following.is_tacit:
            return AfterTerm.EXTENDED
        code = self.whole.code_on(term.ends.latest) if term.ends and term.ends.latest else None
        return AfterTerm.RENEWED if code and code & RUNNING else AfterTerm.NOT_RENEWED

    def _reasons(self, one: Deadline) -> Iterator[Reason]:
        clauses = {clause.ref: clause for clause in self.facts.clauses}
        for ref in one.because:
            if ref in clauses:
                clause = clauses[ref]
                place = f"{clause.article}: " if clause.article else ""
                words = clause_in_words(clause, self.facts.names)
                yield Reason(ref, f"{place}{words}", ARTICLES.get(clause.kind, "54(a)"))
            else:
                yield from why(Path(because=(ref,)), self.facts, one.day.latest or date.max)


def _terms(facts: AgreementFacts) -> Iterator[Term]:
    for term in islice(terms(facts), 1000):
        yield term
        if term.ends and term.ends.possible_from.year > LAST_YEAR:
            return


def _with_next(found: Iterable[Term]) -> Iterator[tuple[Term, Term | None]]:
    for one, following in pairwise([*found, None]):
        if one is not None:
            yield one, following
