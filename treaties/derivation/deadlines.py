"""The days that law computes and people must know: ends of terms, last days for a notice, effects of notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import Reckoned, complete
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.notices import settled
from treaties.derivation.periods import last_day_before
from treaties.derivation.terms import Term, terms
from treaties.derivation.timeline import Timeline
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting, DayKind

_RUNNING = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.SUSPENDED})
_NOTICES = (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL)
LAST_YEAR = 2060
"""Terms that renew themselves are listed until then."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """``of`` is the ref of the act whose day it is, ``by`` the code of the party concerned; empty for the whole.

    ``asserted`` is what a source states of the same, and ``differs`` that both cannot be right. It ``is_due`` where
    nothing on record overtakes it.
    """

    kind: DayKind
    computed: PartialDate
    because: tuple[str, ...]
    of: str = ""
    by: str | None = None
    asserted: PartialDate | None = None
    differs: bool = False
    is_due: bool = True


def computed_days(facts: AgreementFacts) -> list[DueDay]:
    """From the facts as they are on record: every day that is due, or that a source states otherwise."""
    if not facts.clauses and not facts.of_act(*_NOTICES, Act.SURVIVAL):
        return []
    whole, reckoned = complete(facts)
    timeline = derive_agreement(whole)
    left = {fact.ref: fact for fact in settled(whole).acts}
    found = [
        *_reckoned(reckoned, left),
        *_noticed(facts, left),
        *_of_terms(whole, timeline),
        *_stated_ends(whole),
        *_of_survivals(whole),
    ]
    return sorted(
        (day for day in found if day.is_due or day.differs),
        key=lambda day: (day.computed.in_order, day.kind, day.of, day.by or ""),
    )


def days_ahead(facts: AgreementFacts, *, since: date) -> list[DueDay]:
    """Those due on a day or later (closed), in order."""
    return [day for day in computed_days(facts) if day.is_due and day.computed.latest and day.computed.latest >= since]


def _reckoned(reckoned: list[Reckoned], left: dict[str, ActFact]) -> Iterator[DueDay]:
    for one in reckoned:
        effect = left[one.of].effective_on if one.of else one.computed
        yield DueDay(
            kind=one.kind,
            computed=one.computed,
            because=(*([one.of] if one.of else []), *one.basis),
            of=one.of,
            by=one.by,
            asserted=one.asserted,
            differs=one.differs,
            is_due=effect == one.computed,
        )


def _noticed(facts: AgreementFacts, left: dict[str, ActFact]) -> Iterator[DueDay]:
    """Notices whose effect a source states: that day is due, whatever a clause would make of it."""
    for fact in facts.of_act(*_NOTICES):
        effect = left[fact.ref].effective_on
        if effect and not left[fact.ref].basis:
            yield DueDay(DayKind.NOTICE_TAKES_EFFECT, effect, (fact.ref,), fact.ref, fact.by, asserted=effect)


def _of_terms(facts: AgreementFacts, timeline: Timeline[AgreementStatus]) -> Iterator[DueDay]:
    notices = [clause for clause in facts.clauses if _is_given_before_the_end(clause)]
    for term in _terms_until_listed(facts):
        if term.ends is None or not _runs_until(timeline, term.ends):
            continue
        yield DueDay(DayKind.END_OF_TERM, term.ends, term.basis)
        for clause in notices:
            last_day = last_day_before(term.ends, clause)
            yield DueDay(DayKind.LAST_DAY_FOR_NOTICE, last_day, (*term.basis, clause.ref))


def _is_given_before_the_end(clause: ClauseFact) -> bool:
    """A notice against renewal, or one of denunciation that takes effect at the end of a term."""
    at_the_end = clause.kind is ClauseKind.NOTICE_PERIOD and clause.counting is Counting.END_OF_TERM
    return at_the_end or clause.kind is ClauseKind.NON_RENEWAL_NOTICE


def _stated_ends(facts: AgreementFacts) -> Iterator[DueDay]:
    """Expiries and renewals that a source states on another day than that on which a term ends by the clauses."""
    stated = [fact for fact in facts.of_act(Act.EXPIRY, Act.TACIT_RENEWAL) if fact.effective_on]
    for fact in stated:
        day = fact.effective_on
        ends = [
            (term.ends, term.basis) for term in _terms_until_listed(facts) if term.ends and fact.ref not in term.basis
        ]
        if not day or not ends or any(end.overlaps(day) for end, _ in ends):
            continue
        nearest, basis = min(ends, key=lambda end: abs(end[0].possible_from - day.possible_from))
        yield DueDay(
            DayKind.END_OF_TERM, nearest, (fact.ref, *basis), fact.ref, asserted=day, differs=True, is_due=False
        )


def _terms_until_listed(facts: AgreementFacts) -> Iterator[Term]:
    return takewhile(lambda term: bool(term.ends and term.ends.possible_from.year <= LAST_YEAR), terms(facts))


def _runs_until(timeline: Timeline[AgreementStatus], end: PartialDate) -> bool:
    """It may still have been running on the day before."""
    day = end.possible_from
    step = timeline.on(day - timedelta(days=1)) if day > date.min else None
    return bool(step and _RUNNING & set(step.state))


def _of_survivals(facts: AgreementFacts) -> Iterator[DueDay]:
    for fact in facts.of_act(Act.SURVIVAL):
        if fact.ends_on:
            on_record = () if fact.basis else (fact.ref,)
            yield DueDay(DayKind.END_OF_SURVIVAL, fact.ends_on, (*on_record, *fact.basis), "".join(on_record), fact.by)
