"""Terms: how long an agreement is to last, how it is renewed, and what a notice against renewal ends (Art. 54(a))."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from treaties.dates import PartialDate, between
from treaties.derivation.effects import EFFECT_OR_DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.law import TERM_RANK
from treaties.derivation.periods import HORIZON, after_months, last_day_before, over
from treaties.derivation.timeline import Move
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, EndReason, Flag, ParticipationStatus, Status

_RENEWALS = (Act.TACIT_RENEWAL, Act.EXTENSION)


@dataclass(frozen=True, slots=True)
class Term:
    """From ``begins`` (closed) until ``ends`` (open); ``ends`` is ``None`` where an extension does not say until when.

    ``basis`` are the refs of the clauses and acts that give it. It ``is_tacit`` where no act on record renews it.
    """

    begins: PartialDate
    ends: PartialDate | None
    basis: tuple[str, ...]
    is_tacit: bool = False


def term_start(facts: AgreementFacts, clause: ClauseFact) -> PartialDate | None:
    """A term runs from its own sourced start, else from the entry into force."""
    return clause.counted_from or entered(facts)


def entered(facts: AgreementFacts) -> PartialDate | None:
    """When the agreement entered into force; ``None`` where that is not on record and no clause computes it."""
    known = [fact.effective_on for fact in facts.of_act(Act.ENTRY_INTO_FORCE) if fact.effective_on]
    return min(known, key=lambda day: day.in_order, default=None)


def terms(facts: AgreementFacts) -> Iterator[Term]:
    """The first term, the renewals and extensions on record, and those that the clause on renewal adds.

    As if no notice against renewal were given. Terms that renew themselves without limit are followed to the horizon.
    """
    duration = facts.clause(ClauseKind.DURATION)
    start = term_start(facts, duration) if duration else None
    if duration is None or start is None:
        return
    term = Term(start, over(start, duration), (duration.ref,))
    yield term
    for act in _renewals_on_record(facts):
        if term.ends is None and not act.ends_on:
            continue
        term = Term(term.ends or term.begins, _renewed_until(term, act, duration), (duration.ref, act.ref))
        yield term
    yield from _tacit_renewals(facts, term, duration)


def last_term(facts: AgreementFacts) -> Term | None:
    """The last one, where the terms come to an end at all."""
    renewal = facts.clause(ClauseKind.TACIT_RENEWAL)
    if renewal and renewal.count is None:
        return None
    *_, last = [None, *terms(facts)]
    return last


def _renewals_on_record(facts: AgreementFacts) -> list[ActFact]:
    dated = [
        (when.in_order, fact.ref, fact) for fact in facts.of_act(*_RENEWALS) if (when := fact.date(EFFECT_OR_DEPOSIT))
    ]
    return [fact for *_, fact in sorted(dated, key=lambda given: given[:2])]


def _renewed_until(term: Term, act: ActFact, duration: ClauseFact) -> PartialDate | None:
    if act.ends_on:
        return act.ends_on
    if act.act is Act.TACIT_RENEWAL and term.ends:
        return after_months(term.ends, duration.months) if duration.months else over(term.ends, duration)
    return None


def _tacit_renewals(facts: AgreementFacts, term: Term, duration: ClauseFact) -> Iterator[Term]:
    renewal = facts.clause(ClauseKind.TACIT_RENEWAL)
    if renewal is None:
        return
    length = renewal if renewal.months or renewal.days else duration
    left = None if renewal.count is None else renewal.count - len(facts.of_act(Act.TACIT_RENEWAL))
    while term.ends and term.ends.possible_from < HORIZON and (left is None or left > 0):
        term = Term(term.ends, over(term.ends, length), (duration.ref, renewal.ref), is_tacit=True)
        yield term
        left = left if left is None else left - 1


def end_for_notice(
    facts: AgreementFacts, given: PartialDate, clause: ClauseFact | None
) -> tuple[PartialDate, Term] | None:
    """The end of the first term that a notice is in time for. A late one ends the term that follows (Rulings).

    Where the notice may have been in time and may have been late, either end is possible.
    """
    first: PartialDate | None = None
    for term in terms(facts):
        if term.ends is None:
            return None
        in_time = _in_time(given, term.ends, clause)
        if in_time and first:
            return between([], first.possible_from, term.ends.latest or date.max), term
        if in_time:
            return term.ends, term
        if in_time is None and first is None:
            first = term.ends
    return None


def _in_time(given: PartialDate, end: PartialDate, clause: ClauseFact | None) -> bool | None:
    """Whether a notice of that day is in time for that end; ``None`` where that cannot be said."""
    last = last_day_before(end, clause) if clause else end
    latest = given.latest or date.max
    if (clause and latest <= last.possible_from) or latest < last.possible_from:
        return True
    return None if given.possible_from <= (last.latest or date.max) else False


def term_moves_of_agreement(facts: AgreementFacts) -> list[Move[AgreementStatus]]:
    """A term that ran out with no extension on record: ended (expired), *computed, unconfirmed*, never silently."""
    status = AgreementStatus
    return _moves(facts, status.ENDED, frozenset({status.IN_FORCE, status.SUSPENDED}))


def term_moves_of_participation(facts: AgreementFacts) -> list[Move[ParticipationStatus]]:
    status = ParticipationStatus
    return _moves(facts, status.FORMER, frozenset({status.PARTY, status.SUSPENDED}))


def _moves[S: Status](facts: AgreementFacts, to: S, running: frozenset[S]) -> list[Move[S]]:
    moves = []
    tacit = next((term for term in terms(facts) if term.is_tacit), None)
    if tacit:
        moves += [
            _move(facts, tacit.basis, status, tacit.begins, frozenset({status}), Flag.RENEWED) for status in running
        ]
    last = last_term(facts)
    expired = any(fact.effective_on for fact in facts.of_act(Act.EXPIRY))  # a sourced end beats the computed one
    if last and last.ends and not expired:
        moves.append(_move(facts, last.basis, to, last.ends, running, Flag.COMPUTED))
    return moves


def _move[S: Status](
    facts: AgreementFacts, basis: tuple[str, ...], to: S, when: PartialDate, origins: frozenset[S], flag: Flag
) -> Move[S]:
    clauses = {clause.ref: clause for clause in facts.clauses}
    return Move(
        ref=basis[-1],
        to=to,
        when=when,
        origins=origins,
        rank=TERM_RANK,
        reason=EndReason.EXPIRED,
        flags=frozenset({flag}),
        evidence=clauses[basis[0]].evidence,
        also=basis,
    )
