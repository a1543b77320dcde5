"""The life of an agreement, derived from its acts and clauses."""

from collections.abc import Iterator
from dataclasses import replace

from treaties.dates import first_of, last_of
from treaties.derivation.clauses import expiry_of_agreement
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.law import DONE, LAW, MAY_BECOME
from treaties.derivation.moves import moves_of
from treaties.derivation.timeline import Move, Timeline, fold, idle
from treaties.vocabulary import Act, AgreementStatus, Flag

_START_UNKNOWN = {AgreementStatus.NOT_YET: Flag.START_NOT_ON_RECORD}


def derive_agreement(facts: AgreementFacts) -> Timeline[AgreementStatus]:
    """The statuses of the agreement as a whole on every day. Total: whatever is on record, an answer comes out."""
    return fold(AgreementStatus.NOT_YET, [*moves_of_agreement(facts), *expiry_of_agreement(facts)])


def contradicting(facts: AgreementFacts) -> list[Move[AgreementStatus]]:
    """Entries into force and ends on record that cannot take place where the rest of the record puts them."""
    moves = idle(AgreementStatus.NOT_YET, moves_of_agreement(facts))
    return [move for move in moves if move.to in (AgreementStatus.IN_FORCE, AgreementStatus.ENDED)]


def moves_of_agreement(facts: AgreementFacts) -> list[Move[AgreementStatus]]:
    return [move for fact in _acts_of_the_whole(facts) for move in _moves(fact)]


def _moves(fact: ActFact) -> Iterator[Move[AgreementStatus]]:
    for move in moves_of(fact, LAW[fact.act].agreement, MAY_BECOME):
        yield replace(move, flags_by_origin=_START_UNKNOWN) if move.to is AgreementStatus.ENDED else move


def _acts_of_the_whole(facts: AgreementFacts) -> Iterator[ActFact]:
    """Acts that count for the agreement.

    Between two sides a signature counts once both have signed; a notice by a party alone on its side ends the whole
    (Art. 70). Under a multilateral agreement the first signature counts, and a notice closes only its maker's spell.
    """
    by_party: dict[Act, list[ActFact]] = {}
    for fact in facts.acts:
        if fact.by is None:
            yield fact
        else:
            by_party.setdefault(fact.act, []).append(fact)
    for fact in by_party.get(Act.NOTICE_OF_TERMINATION, []):
        if facts.is_bilateral and facts.is_alone_on_its_side(fact.by):
            yield fact
    yield from _signatures(facts, by_party.get(Act.SIGNATURE, []))


def _signatures(facts: AgreementFacts, signed: list[ActFact]) -> Iterator[ActFact]:
    dated = [(when, fact) for fact in signed if (when := fact.date(DONE))]
    if not facts.is_bilateral:
        yield from (fact for _, fact in dated)
        return
    side_of = {party.code: party.side for party in facts.parties}
    by_side = [[when for when, fact in dated if side_of.get(fact.by or "") == side] for side in (1, 2)]
    if all(by_side):
        _, last = max(dated, key=lambda given: (given[0].in_order, given[1].ref))
        yield replace(last, done_on=last_of(first_of(given) for given in by_side), received_on=None)
