"""An agreement that ends because parties left it: by a clause on a minimum or on essential parties (Art. 55); or,
between two sides, when nobody is left on one of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Timeline
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, ParticipationStatus

_BOUND = frozenset({ParticipationStatus.PARTY, ParticipationStatus.SUSPENDED})
_RUNNING = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.SUSPENDED})

type Standings = dict[str, Timeline[ParticipationStatus]]
type Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Condition:
    """What must hold for the agreement to go on: of who is bound on a day, and of who ever was by then."""

    act: Act
    ref: str
    holds: Callable[[Codes, Codes], bool]
    clause: ClauseFact | None = None


def ends_by_departure(facts: AgreementFacts) -> Iterator[ActFact]:
    """The end that follows once a condition held and no longer does; from complete consents and notices."""
    conditions = list(_conditions(facts))
    if not conditions:
        return
    standings = {party.code: derive_participation(facts, party) for party in facts.parties}
    whole = derive_agreement(facts)
    acts = {fact.ref: fact for fact in facts.acts}
    for condition in conditions:
        end = _first_failure(condition, standings, whole)
        left = _last_departure(standings, end, acts) if end else None
        if not end or not (left or condition.clause):
            continue
        basis = tuple(ref for ref in (left, condition.clause and condition.clause.ref) if ref)
        evidence = condition.clause.evidence if condition.clause else acts[basis[0]].evidence
        yield ActFact(condition.ref, condition.act, effective_on=end, evidence=evidence, basis=basis)


def _conditions(facts: AgreementFacts) -> Iterator[_Condition]:
    for clause in facts.clauses:
        if clause.kind is ClauseKind.MINIMUM_PARTIES:
            yield _Condition(Act.FALL_BELOW_MINIMUM, clause.ref, _at_least(clause.count or 0), clause)
        elif clause.kind is ClauseKind.ESSENTIAL_PARTIES:
            yield _Condition(Act.ESSENTIAL_PARTY_LEAVES, clause.ref, _none_left(frozenset(clause.parties)), clause)
    ceased = {party.code for party in facts.parties if party.exists_until}
    for number, side in enumerate(facts.sides_of_several):
        if not side & ceased:  # who follows it under this agreement may not be on record
            yield _Condition(Act.NO_PARTY_LEFT, f"clause:sides:{number}", _somebody_of(side))


def _at_least(number: int) -> Callable[[Codes, Codes], bool]:
    return lambda bound, ever: len(bound) >= number


def _none_left(essential: Codes) -> Callable[[Codes, Codes], bool]:
    """Of the essential parties; of all that ever were party, where none is named."""
    return lambda bound, ever: bool(bound) and (essential or ever) <= bound


def _somebody_of(side: Codes) -> Callable[[Codes, Codes], bool]:
    return lambda bound, ever: bool(side & bound)


def _first_failure(condition: _Condition, standings: Standings, whole: Timeline) -> PartialDate | None:
    """From the first day on which the condition may no longer hold, until the first on which it certainly does not."""
    days = sorted({day for one in (*standings.values(), whole) for day in one.days})
    held, possible, ever = False, None, frozenset[str]()
    for day in days:
        step = whole.on(day)
        if not step or not set(step.state) & _RUNNING:
            continue
        certain, at_most = _bound_on(standings, day)
        ever |= certain
        holds = condition.holds(certain, ever)
        held = held or holds
        if not held:
            continue
        possible = None if holds else possible or day
        if not condition.holds(at_most, ever):
            return _from(possible or day, day)
    return _from(possible, None) if possible else None


def _from(first: date, last: date | None) -> PartialDate:
    if first == last:
        return PartialDate.of(first)
    return PartialDate.parse(f"{first}/{last or '..'}")


def _bound_on(standings: Standings, day: date) -> tuple[Codes, Codes]:
    """Who is bound for certain, and who may be."""
    states = {code: set(step.state) for code, one in standings.items() if (step := one.on(day))}
    return (
        frozenset(code for code, state in states.items() if state <= _BOUND),
        frozenset(code for code, state in states.items() if state & _BOUND),
    )


def _last_departure(standings: Standings, end: PartialDate, acts: dict[str, ActFact]) -> str | None:
    """The ref of the last act by which a party left by then; ``None`` where none of them left by an act."""
    steps = [(one.on(end.latest or end.possible_from), code) for code, one in sorted(standings.items())]
    found = []
    for step, code in steps:
        path = step.state.get(ParticipationStatus.FORMER) if step else None
        own = [ref for ref in path.because if ref in acts and acts[ref].is_on_record] if path else []
        if path and own:
            found.append((path.since, code, own[-1]))
    return max(found)[-1] if found else None
