"""One party's standing under an agreement, derived from its own acts and those of the whole."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from datetime import date

from treaties.dates import PartialDate, first_of, last_of
from treaties.derivation.effects import DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import CONSENTS, EXISTENCE_RANK, LAW
from treaties.derivation.moves import moves_of
from treaties.derivation.notices import settled
from treaties.derivation.terms import term_moves_of_participation
from treaties.derivation.timeline import Move, Timeline, fold
from treaties.vocabulary import Act, Flag, ParticipationStatus

P = ParticipationStatus
_WITHOUT_CONSENT = {P.NONE: Flag.CONSENT_NOT_ON_RECORD, P.SIGNATORY: Flag.CONSENT_NOT_ON_RECORD}
_CONSENT_STANDS = CONSENTS | {Act.WITHDRAWAL_OF_CONSENT}
_OVER = frozenset({P.FORMER, P.RELEASED})
_AFTER_THE_NOTICE = 80
"""A new consent that waits for the end of the old spell comes after it on that day."""


def derive_participation(facts: AgreementFacts, party: PartyFact) -> Timeline[ParticipationStatus]:
    """The standing of one party on every day. A recorded entry into force of a bilateral agreement binds both sides,
    even where a side's consent is not on record; of a multilateral one it binds those that have consented (Art. 24).

    From ``completed`` facts."""
    facts = settled(facts.concerning(party.code))
    own = [fact for fact in facts.acts if fact.by == party.code]
    bearing = [fact for fact in facts.acts if fact.by == party.code or (facts.is_bilateral and fact.by is None)]
    moves = [move for fact in own for move in _own(fact, own, bearing)]
    for fact in facts.acts:
        if fact.by is None:
            moves += _of_the_whole(facts, fact, own)
        elif fact.by != party.code and LAW[fact.act].reaches_whole and facts.speaks_for_a_side(fact.by):
            moves += moves_of(fact, tuple(effect for effect in LAW[fact.act].party if not effect.own))
    moves += term_moves_of_participation(facts)
    moves = [*_within_existence(moves, own, party), *_end_of_existence(party)]
    over = [move for move in moves if move.to in _OVER]
    moves = [replace(move, is_end=True) if move.to is P.FORMER else _back(move, bearing) for move in moves]
    takes_effect = {fact.ref for fact in own if fact.effective_on}
    return fold(P.NONE, (part for move in moves for part in _anew(move, over, takes_effect)))


def _own(fact: ActFact, own: list[ActFact], bearing: list[ActFact]) -> Iterator[Move[P]]:
    flags = _WITHOUT_CONSENT if fact.act is Act.ENTRY_INTO_FORCE_FOR_PARTY else None
    waits_for = _pending_notice(fact, own) if fact.act in CONSENTS else None
    for move in _consenting(moves_of(fact, LAW[fact.act].party, flags), fact):
        if waits_for and waits_for.effective_on:
            when = last_of([waits_for.effective_on, move.when]) if move.to is P.CONTRACTING else move.when
            yield replace(move, when=when, rank=_AFTER_THE_NOTICE)
        elif fact.act is Act.WITHDRAWAL_OF_CONSENT and not _by_then(bearing, {Act.SIGNATURE}, move.when.possible_from):
            yield replace(move, to=P.NONE)
        else:
            yield move


def _consenting(moves: Iterable[Move[P]], fact: ActFact) -> Iterator[Move[P]]:
    """A consent was given before it took effect, if its days allow it; where they do not, it binds retroactively, and
    its deposit adds nothing."""
    given, effect = fact.date(DEPOSIT), fact.effective_on
    if fact.act not in CONSENTS or not given or not effect:
        yield from moves
        return
    is_retroactive = bool(effect.latest and effect.latest < given.possible_from)
    again = frozenset({P.FORMER, P.RELEASED} if is_retroactive and effect.is_exact else ())
    for move in moves:
        if move.to is P.PARTY:
            yield replace(move, origins=move.origins | again)
        elif not is_retroactive:
            yield replace(move, when=_given(given, effect))


def _given(given: PartialDate, effect: PartialDate) -> PartialDate:
    begins_first = given.possible_from <= effect.possible_from
    ends_last = (given.latest or date.max) > (effect.latest or date.max)
    return first_of([given, effect]) if begins_first and ends_last else given


def _back(move: Move[P], bearing: list[ActFact]) -> Move[P]:
    """The end of provisional application leaves a party where its own acts had brought it (Art. 25(2))."""
    if not (move.to is P.SIGNATORY and move.origins == {P.PROVISIONAL}):
        return move
    day = move.when.possible_from
    consents = [(when, fact) for fact in bearing if fact.act in _CONSENT_STANDS and (when := fact.date(DEPOSIT))]
    by_then = [(when.in_order, fact.ref, fact.act) for when, fact in consents if when.possible_from <= day]
    if by_then and max(by_then)[-1] is not Act.WITHDRAWAL_OF_CONSENT:
        return replace(move, to=P.CONTRACTING)
    return move if _by_then(bearing, {Act.SIGNATURE}, day) else replace(move, to=P.NONE)


def _anew(move: Move[P], over: list[Move[P]], takes_effect: Set[str]) -> Iterator[Move[P]]:
    """An act that may be of before or after the end of a spell may belong to that spell, or begin a new one: the latter
    is possible, and never certain. Where a consent says when it takes effect, that decides."""
    again = move.origins & _OVER
    is_later = any((one.when.latest or date.max) <= move.possible_from for one in over)
    may_be_later = any(_may_come_first(one, move) for one in over)
    if not again or is_later or not may_be_later or (move.to is not P.SIGNATORY and move.ref in takes_effect):
        yield move
        return
    yield replace(move, origins=move.origins - again)
    yield replace(move, origins=again, when=PartialDate.parse(f"{move.possible_from}/.."))


def _may_come_first(end: Move[P], move: Move[P]) -> bool:
    """Whether the end may be of an earlier day; or of the same one, in the order of that day."""
    last = move.when.latest or date.max
    same_day = (end.order_on_day, end.rank) < (move.order_on_day, move.rank)
    return end.possible_from < last or (end.possible_from == last and same_day)


def _pending_notice(consent: ActFact, own: list[ActFact]) -> ActFact | None:
    """The party's notice during whose period it consents anew: the new spell begins when the old one is over."""
    given = consent.date(DEPOSIT)
    if given is None or given.earliest is None:
        return None
    for notice in own:
        received, effect = notice.date(DEPOSIT), notice.effective_on
        if notice.act is not Act.NOTICE_OF_TERMINATION or not (received and received.latest and effect):
            continue
        if effect.earliest and received.latest <= given.earliest < effect.earliest:
            return notice
    return None


def _of_the_whole(facts: AgreementFacts, fact: ActFact, own: list[ActFact]) -> Iterator[Move[P]]:
    if fact.act is Act.SURVIVAL and fact.basis and not facts.is_bilateral:
        return  # computed for each party from its own end
    effects = tuple(effect for effect in LAW[fact.act].party if not effect.own)
    enters = fact.act is Act.ENTRY_INTO_FORCE
    moves = moves_of(fact, effects, _WITHOUT_CONSENT if enters and facts.is_bilateral else None)
    for move in _consenting(moves, fact):
        if facts.is_bilateral:
            if not (enters and _enters_later(own, move.when)):
                yield move
        elif enters:
            if _by_then(own, CONSENTS, move.when.latest or date.max):
                when = _when_it_binds(own, move.when)
                yield replace(move, when=when, origins=frozenset({P.CONTRACTING, P.PROVISIONAL}))
        else:
            yield replace(move, origins=move.origins - {P.NONE})


def _enters_later(own: list[ActFact], entry: PartialDate) -> bool:
    """One of several on a side that joined later: a source says when it entered into force for that party."""
    entries = [fact.effective_on for fact in own if fact.act is Act.ENTRY_INTO_FORCE_FOR_PARTY and fact.effective_on]
    return bool(entries and entry.latest and all(day.possible_from > entry.latest for day in entries))


def _when_it_binds(own: list[ActFact], entry: PartialDate) -> PartialDate:
    """When entry into force binds who has consented: that day, or when its consents take effect, if that is later.

    A consent of a day that may be before or after the entry into force, and that does not say when it takes effect, may
    have been bound by it, and may wait for an entry into force of its own: never certain.
    """
    last = entry.latest or date.max
    dated = [(when, fact.effective_on) for fact in own if fact.act in CONSENTS and (when := fact.date(DEPOSIT))]
    by_then = [(when, effect) for when, effect in dated if when.possible_from <= last]
    effects = [effect for _, effect in by_then if effect]
    if by_then and len(effects) == len(by_then):
        return last_of([entry, first_of(effects)])
    if by_then and all((when.latest or date.max) > entry.possible_from for when, _ in by_then):
        earliest = max(entry.possible_from, min(when.possible_from for when, _ in by_then))
        return PartialDate.parse(f"{earliest}/..")
    return entry


def _by_then(acts_on_record: list[ActFact], acts: Set[Act], day: date) -> bool:
    """Whether one of these acts had been done by that day, as far as is possible."""
    done = [fact.date(LAW[fact.act].needs) for fact in acts_on_record if fact.act in acts]
    return any(when.possible_from <= day for when in done if when)


def _within_existence(moves: list[Move[P]], own: list[ActFact], party: PartyFact) -> Iterator[Move[P]]:
    """Acts of the whole from before or after its life are not a party's own: it comes in by acts such as succession.

    An act of an imprecise day took place within its life, if that is possible at all.
    """
    refs = {fact.ref for fact in own}
    born = party.exists_from.earliest if party.exists_from else None
    died = party.exists_until.latest if party.exists_until else None
    for move in moves:
        before = born is not None and move.when.latest is not None and move.when.latest < born
        after = died is not None and move.when.possible_from >= died
        if not (before or after):
            yield replace(move, not_before=born) if born else move
        elif move.ref in refs:
            yield move


def _end_of_existence(party: PartyFact) -> list[Move[P]]:
    if party.exists_until is None:
        return []
    bound = frozenset({P.PARTY, P.SUSPENDED})
    return [Move(f"end of {party.code}", P.FORMER, party.exists_until, bound, EXISTENCE_RANK)]
