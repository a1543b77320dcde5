"""From recorded acts to moves of the fold, by the table of ``law``."""

from collections.abc import Iterator, Mapping

from treaties.derivation.effects import Effect
from treaties.derivation.facts import ActFact
from treaties.derivation.law import LAW
from treaties.derivation.timeline import Move
from treaties.vocabulary import Flag, Status


def moves_of[S: Status](
    fact: ActFact, effects: tuple[Effect, ...], flags_by_origin: Mapping[S, Flag] | None = None
) -> Iterator[Move[S]]:
    """One move per effect whose date is on record; without a date, an effect has no place in time."""
    for effect in effects:
        when = fact.date(effect.counts)
        if when is None or fact.scope not in effect.scopes:
            continue
        yield Move(
            ref=fact.named,
            to=effect.to,
            when=when,
            origins=effect.origins,
            rank=LAW[fact.act].rank,
            order_on_day=fact.order_on_day,
            reason=effect.reason,
            flags=effect.flags | _computed(fact, effect),
            clears=effect.clears,
            keeps=effect.keeps,
            flags_by_origin=flags_by_origin,
            evidence=fact.evidence,
            also=fact.basis if _counts_computed(fact, effect) else (),
        )


def _computed(fact: ActFact, effect: Effect) -> frozenset[Flag]:
    """Where the day of the effect is computed from a clause."""
    by_clause = any(ref.startswith("clause:") for ref in fact.basis) and _counts_computed(fact, effect)
    return frozenset({Flag.BY_CLAUSE}) if by_clause else frozenset()


def _counts_computed(fact: ActFact, effect: Effect) -> bool:
    """It changes a status, on a day that the act has from its basis."""
    changes = effect.origins != {effect.to}
    return bool(fact.basis) and changes and not {"effective_on", "ends_on"}.isdisjoint(effect.counts)
