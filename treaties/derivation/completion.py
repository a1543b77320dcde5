"""What clauses add to the acts on record: days of effect that no source states, and acts that nobody needs to do.

An act whose day a source states keeps it; what law computes then stands beside it, and the two are compared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from treaties.dates import PartialDate, last_of
from treaties.derivation.effects import DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.law import CONSENTS
from treaties.derivation.leavers import ends_by_departure
from treaties.derivation.notices import answered
from treaties.derivation.periods import after_months, over
from treaties.derivation.survivals import survivals
from treaties.derivation.terms import end_for_notice, entered
from treaties.derivation.thresholds import threshold
from treaties.vocabulary import Act, ClauseKind, Counting, DayKind, Evidence


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that law computes. ``of`` is the ref of the act whose day it is; empty where no such act is on record.

    ``asserted`` is what a source states of the same. ``basis`` are the refs of the clauses and acts it rests on.
    """

    kind: DayKind
    act: Act
    of: str
    by: str | None
    computed: PartialDate
    basis: tuple[str, ...]
    asserted: PartialDate | None = None

    @property
    def differs(self) -> bool:
        """A source states another day, and the two cannot be the same."""
        return self.asserted is not None and not self.asserted.overlaps(self.computed)


def completed(facts: AgreementFacts) -> AgreementFacts:
    """The facts with all that their clauses add. Total, and independent of the order of recording; complete facts stay
    as they are."""
    return complete(facts)[0]


def reckonings(facts: AgreementFacts) -> list[Reckoned]:
    """Every day that law computes from these facts, whether a source states it or not."""
    return complete(facts)[1]


def complete(facts: AgreementFacts) -> tuple[AgreementFacts, list[Reckoned]]:
    """Both at once."""
    if any(fact.basis for fact in facts.acts) or not (facts.clauses or facts.sides_of_several):
        return facts, []
    found: list[Reckoned] = []
    for stage in _STAGES:
        reckoned = list(stage(facts))
        facts = _with(facts, reckoned)
        found += reckoned
    for clauses_add in (ends_by_departure, survivals):
        facts = facts.with_acts((*facts.acts, *clauses_add(facts)))
    return facts, found


def _with(facts: AgreementFacts, reckoned: Iterable[Reckoned]) -> AgreementFacts:
    unstated = [one for one in reckoned if not one.asserted]
    if not unstated:
        return facts
    acts = {fact.ref: fact for fact in facts.acts}
    for one in unstated:
        known = acts.get(one.of)
        ref = known.ref if known else one.basis[-1]
        blank = known or ActFact(ref, one.act, one.by, evidence=_evidence(facts, one))
        acts[ref] = replace(blank, effective_on=one.computed, basis=one.basis)
    return facts.with_acts(tuple(acts.values()))


def _evidence(facts: AgreementFacts, one: Reckoned) -> Evidence:
    return next(clause.evidence for clause in facts.clauses if clause.ref == one.basis[-1])


def _entry(facts: AgreementFacts) -> Iterator[Reckoned]:
    """Entry into force, once the agreement's own conditions are met (Art. 24(1))."""
    reached = threshold(facts)
    if reached is None:
        return
    day, basis = reached
    entries = facts.of_act(Act.ENTRY_INTO_FORCE)
    recorded = min(entries, key=lambda fact: (fact.effective_on is None, fact.ref), default=None)
    yield Reckoned(
        DayKind.ENTRY_INTO_FORCE,
        Act.ENTRY_INTO_FORCE,
        recorded.ref if recorded else "",
        None,
        day,
        basis,
        entered(facts),
    )


def _consents(facts: AgreementFacts) -> Iterator[Reckoned]:
    """When a consent binds that was given after the threshold was met: its own day and the clause's delay (Art. 24(3)).

    Where that is not after the entry into force, the entry into force binds, and nothing is computed.
    """
    clause, entry = facts.clause(ClauseKind.LATER_PARTIES), entered(facts)
    if clause is None or entry is None:
        return
    for fact in facts.acts:
        given = fact.date(DEPOSIT)
        if fact.act not in CONSENTS or fact.by is None or given is None:
            continue
        day = last_of([entry, over(given, clause)])
        if day != entry:
            yield Reckoned(
                DayKind.ENTRY_FOR_PARTY,
                fact.act,
                fact.ref,
                fact.by,
                day,
                (clause.ref,),
                _stated_for(facts, fact, given),
            )


def _stated_for(facts: AgreementFacts, consent: ActFact, given: PartialDate) -> PartialDate | None:
    """When a source says that the consent binds: with it, or as an entry into force for the party."""
    entries = [fact for fact in facts.of_act(Act.ENTRY_INTO_FORCE_FOR_PARTY) if fact.by == consent.by]
    days = [fact.effective_on for fact in entries if fact.effective_on]
    later = [day for day in days if (day.latest or given.possible_from) >= given.possible_from]
    return consent.effective_on or min(later, key=lambda day: day.in_order, default=None)


def _notices(facts: AgreementFacts) -> Iterator[Reckoned]:
    """When a notice takes effect: so long after its receipt, or at the end of the term that it is in time for."""
    for fact in facts.of_act(Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL):
        given = fact.date(DEPOSIT)
        reached = effect_of_notice(facts, fact.act, given) if given else None
        if reached is None:
            continue
        day, basis = reached
        effects = [one for one in facts.of_act(Act.WITHDRAWAL_TAKES_EFFECT) if answered(one, facts.acts) == fact]
        stated = next((one.effective_on for one in effects if one.effective_on), fact.effective_on)
        yield Reckoned(DayKind.NOTICE_TAKES_EFFECT, fact.act, fact.ref, fact.by, day, basis, stated)


def effect_of_notice(facts: AgreementFacts, act: Act, given: PartialDate) -> tuple[PartialDate, tuple[str, ...]] | None:
    """When a notice received on a day takes effect by the clauses, and what that rests on; ``None`` if none rules it.

    A notice given before the clause allows one counts from the first day on which it is allowed.
    """
    if act is Act.NOTICE_OF_NON_RENEWAL:
        clause = facts.clause(ClauseKind.NON_RENEWAL_NOTICE)
        if clause is None and facts.clause(ClauseKind.TACIT_RENEWAL) is None:
            return None
        ended = end_for_notice(facts, given, clause)
        return (ended[0], (*ended[1].basis, *([clause.ref] if clause else []))) if ended else None
    clause = facts.clause(ClauseKind.NOTICE_PERIOD)
    if clause is None:
        return None
    if clause.counting is Counting.END_OF_TERM:
        ended = end_for_notice(facts, given, clause)
        return (ended[0], (*ended[1].basis, clause.ref)) if ended else None
    return over(_counts_from(facts, given, clause), clause), (clause.ref,)


def first_allowed(facts: AgreementFacts, clause: ClauseFact) -> PartialDate | None:
    """The first day on which the clause allows a notice; ``None`` where it allows one at any time."""
    entry = entered(facts) if clause.not_before else None
    return after_months(entry, clause.not_before) if entry else None


def _counts_from(facts: AgreementFacts, given: PartialDate, clause: ClauseFact) -> PartialDate:
    first = first_allowed(facts, clause)
    return last_of([given, first]) if first else given


_STAGES: tuple[Callable[[AgreementFacts], Iterator[Reckoned]], ...] = (_entry, _consents, _notices)
"""Each builds on the one before: terms and later consents count from the entry into force."""
