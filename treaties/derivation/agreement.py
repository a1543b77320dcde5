"""The life of an agreement, derived from its acts and clauses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from treaties.dates import first_of, last_of
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.law import LAW, SIGNS
from treaties.derivation.moves import moves_of
from treaties.derivation.notices import settled
from treaties.derivation.terms import term_moves_of_agreement
from treaties.derivation.timeline import Move, Timeline, fold, idle
from treaties.vocabulary import Act, AgreementStatus, Flag

A = AgreementStatus
_START_UNKNOWN = {A.NOT_YET: Flag.START_NOT_ON_RECORD}
_ENDS = frozenset({A.ENDED, A.DISCONTINUED, A.REPLACED})
DECISIVE = frozenset({A.PROVISIONAL, A.IN_FORCE, A.SUSPENDED, A.NEVER_IN_FORCE, A.VOID}) | _ENDS
"""Statuses of which a recorded history can hold only so many, in an order."""


def derive_agreement(facts: AgreementFacts) -> Timeline[AgreementStatus]:
    """The statuses of the agreement as a whole on every day. Total: whatever is on record, an answer comes out.

    From ``completed`` facts: clauses count only as far as they have added to the acts.
    """
    return fold(A.NOT_YET, [*moves_of_agreement(facts), *term_moves_of_agreement(facts)])


def contradicting(facts: AgreementFacts) -> list[Move[AgreementStatus]]:
    """Decisive moves on record that cannot take place where the rest of the record puts them.

    What an invalidity undoes contradicts nothing; nor does an overlay, a notice that comes too late to end anything, or
    the end of a suspension that something else ended before.
    """
    moves: list[Move[A]] = moves_of_agreement(facts)
    if any(move.to is A.VOID for move in moves):
        return []
    harmless = {fact.ref for fact in facts.of_act(Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL)}
    over = {(fact.ref, fact.ends_on) for fact in facts.acts if fact.ends_on}
    return [
        unmoved
        for unmoved in idle(A.NOT_YET, moves)
        if unmoved.to in DECISIVE
        and not (unmoved.is_overlay or unmoved.ref in harmless or (unmoved.ref, unmoved.when) in over)
    ]


def moves_of_agreement(facts: AgreementFacts) -> list[Move[AgreementStatus]]:
    moves = [move for fact in _acts_of_the_whole(settled(facts)) for move in _moves(fact)]
    over = [move for move in moves if move.to is A.NEVER_IN_FORCE]
    return [_reopening(move, over) for move in moves]


def _reopening(move: Move[A], over: list[Move[A]]) -> Move[A]:
    """A text is signed first, and then given up; a signature reopens it only where it certainly came later."""
    if move.to is not A.SIGNED or any((one.when.latest or date.max) <= move.possible_from for one in over):
        return move
    return replace(move, origins=move.origins - {A.NEVER_IN_FORCE})


def _moves(fact: ActFact) -> Iterator[Move[AgreementStatus]]:
    moves: Iterator[Move[A]] = moves_of(fact, LAW[fact.act].agreement)
    for move in moves:
        yield replace(move, flags_by_origin=_START_UNKNOWN, is_end=True) if move.to in _ENDS else move


def _acts_of_the_whole(facts: AgreementFacts) -> Iterator[ActFact]:
    """Acts that count for the agreement.

    Between two sides a signature counts once both have signed; a notice by a party alone on its side ends the whole
    (Art. 70). Under a multilateral agreement the first signature counts, and a notice closes only its maker's spell.
    """
    signed = []
    for fact in facts.acts:
        if fact.by is None or (LAW[fact.act].reaches_whole and facts.speaks_for_a_side(fact.by)):
            yield fact
        elif fact.act in SIGNS:
            signed.append(fact)
    yield from _signatures(facts, signed)


def _signatures(facts: AgreementFacts, signed: list[ActFact]) -> Iterator[ActFact]:
    dated = [(when, fact) for fact in signed if (when := fact.date(LAW[fact.act].agreement[0].counts))]
    if not facts.is_bilateral:
        yield from (fact for _, fact in dated)
        return
    side_of = {party.code: party.side for party in facts.parties}
    by_side = [[when for when, fact in dated if side_of.get(fact.by or "") == side] for side in (1, 2)]
    if all(by_side):
        _, last = max(dated, key=lambda given: (given[0].in_order, given[1].ref))
        yield replace(last, done_on=last_of(first_of(given) for given in by_side), received_on=None)
