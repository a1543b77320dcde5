"""One party's standing under an agreement, derived from its own acts and those of the whole."""

from collections.abc import Iterator
from dataclasses import replace

from treaties.derivation.clauses import expiry_of_participation
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import EXISTENCE_RANK, LAW, PARTY_MAY_BECOME
from treaties.derivation.moves import moves_of
from treaties.derivation.timeline import Move, Timeline, fold
from treaties.vocabulary import Act, Flag, ParticipationStatus

P = ParticipationStatus
_WITHOUT_CONSENT = {P.NONE: Flag.CONSENT_NOT_ON_RECORD, P.SIGNATORY: Flag.CONSENT_NOT_ON_RECORD}


def derive_participation(facts: AgreementFacts, party: PartyFact) -> Timeline[ParticipationStatus]:
    """The standing of one party on every day. A recorded entry into force of a bilateral agreement binds both sides,
    even where a side's consent is not on record; of a multilateral one it binds those that have consented (Art. 24)."""
    moves = [move for fact in facts.acts if fact.by == party.code for move in _own(fact)]
    moves += [move for fact in facts.acts if fact.by is None for move in _of_the_whole(facts, fact)]
    moves += [move for fact in facts.acts if _is_notice_of_the_other_side(facts, fact, party) for move in _own(fact)]
    moves += expiry_of_participation(facts)
    return fold(P.NONE, [*_within_existence(moves, facts, party), *_end_of_existence(party)])


def _own(fact: ActFact) -> Iterator[Move[P]]:
    flags = _WITHOUT_CONSENT if fact.act is Act.ENTRY_INTO_FORCE_FOR_PARTY else None
    return moves_of(fact, LAW[fact.act].party, PARTY_MAY_BECOME, flags)


def _of_the_whole(facts: AgreementFacts, fact: ActFact) -> Iterator[Move[P]]:
    for move in moves_of(fact, LAW[fact.act].party, PARTY_MAY_BECOME, _WITHOUT_CONSENT if facts.is_bilateral else None):
        if facts.is_bilateral:
            yield replace(move, flags_by_origin=None) if move.to is not P.PARTY else move
        elif move.to is P.PARTY:
            yield replace(move, origins=frozenset({P.CONTRACTING}))
        else:
            yield replace(move, origins=move.origins - {P.NONE})


def _is_notice_of_the_other_side(facts: AgreementFacts, fact: ActFact, party: PartyFact) -> bool:
    """The end by the notice of a side that is one party closes every spell on that day."""
    return (
        facts.is_bilateral
        and fact.act is Act.NOTICE_OF_TERMINATION
        and fact.by != party.code
        and facts.is_alone_on_its_side(fact.by)
    )


def _within_existence(moves: list[Move[P]], facts: AgreementFacts, party: PartyFact) -> Iterator[Move[P]]:
    """Acts of the whole from before or after its life are not a party's own: it comes in by acts such as succession.

    An act of an imprecise day took place within its life, if that is possible at all.
    """
    own = {fact.ref for fact in facts.acts if fact.by == party.code}
    born = party.exists_from.earliest if party.exists_from else None
    died = party.exists_until.latest if party.exists_until else None
    for move in moves:
        before = born is not None and move.when.latest is not None and move.when.latest < born
        after = died is not None and move.when.possible_from >= died
        if not (before or after):
            yield replace(move, not_before=born) if born else move
        elif move.ref in own:
            yield move


def _end_of_existence(party: PartyFact) -> list[Move[P]]:
    if party.exists_until is None:
        return []
    bound = frozenset({P.PARTY})
    return [Move(f"end of {party.code}", P.FORMER, party.exists_until, bound, EXISTENCE_RANK)]
