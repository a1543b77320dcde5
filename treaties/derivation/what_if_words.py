"""What a hypothetical act would do, in words: conditional throughout, for nothing of it is on record."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from treaties.dates import PartialDate, in_words
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.periods import length_in_words
from treaties.derivation.timeline import Path, State
from treaties.derivation.transitions import OVER
from treaties.derivation.what_if import Change, Ground, Outcome
from treaties.derivation.what_if_bonds import BondChange
from treaties.derivation.why import Reason, why
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting, Flag, ParticipationStatus, Status

A, P = AgreementStatus, ParticipationStatus
OVERLAYS = frozenset(
    {
        Flag.NOTICE_PENDING,
        Flag.NON_RENEWAL_PENDING,
        Flag.SUSPENDED_IN_PART,
        Flag.SURVIVES,
        Flag.CONTESTED,
        Flag.COMPUTED,
    }
)
"""What is said beside a status that would be another one."""
_NAMED = 3
"""Parties named in one sentence; more are counted."""
_NO_CLAUSE = (
    "No clause on denunciation is on record: a treaty without one can be left only if the parties meant to allow it or "
    "its nature implies it, and then with twelve months’ notice"
)


_TERM_ONLY = (
    "No clause on denunciation is on record: it runs for a term, and before the end of one it can be left only with "
    "the consent of all."
)


def headline(outcome: Outcome, facts: AgreementFacts) -> str:
    """One sentence: what would come of it, and when."""
    names, by = facts.names, outcome.act.by
    ended = next((one for one in outcome.whole if set(one.after) <= OVER and not set(one.before) <= OVER), None)
    if ended:
        return f"It would end on {_on(outcome, ended.since)}{_reason(ended.after)}."
    begun = next((one for one in outcome.whole if A.IN_FORCE in one.after and A.IN_FORCE not in one.before), None)
    if begun:
        return f"It would be in force from {_on(outcome, begun.since)}."
    for change in outcome.parties.get(by or "", ()):
        name = _named(names, by)
        if P.FORMER in change.after and P.FORMER not in change.before:
            return (
                f"{name} would be a party no longer from {_on(outcome, change.since)}; it would bind the others still."
            )
        if P.PARTY in change.after and P.PARTY not in change.before:
            return f"It would bind {names.get(by or '', by)} from {_on(outcome, change.since)}."
    if outcome.effect.ground in (Ground.NO_CLAUSE, Ground.NO_TERM):
        return f"A notice would be pending. {capital(outcome.effect.ground.label)}, and nothing would have ended."
    return _plainly(outcome, names)


def _plainly(outcome: Outcome, names: Mapping[str, str]) -> str:
    if outcome.changes_nothing:
        return "No status would be another one."
    whole: tuple[Change[Any], ...] = outcome.whole
    own: tuple[Change[Any], ...] = outcome.parties.get(outcome.act.by or "", ())
    anybody: list[Change[Any]] = [one for many in outcome.parties.values() for one in many]
    if not (own or whole or anybody):
        return bond_in_words(outcome.bonds[0], names)
    first = min(own or whole or anybody, key=lambda one: one.since)
    return f"From {in_words(first.since)}: {' or '.join(told(first.after))}."


def told[S: Status](state: State[S]) -> list[str]:
    """The statuses that are possible, each with what lies over it: “in force, notice of termination pending”."""
    ordered = sorted(state.items(), key=lambda one: one[0].bit)
    return [
        ", ".join([status.label, *(flag.label for flag in sorted(path.flags & OVERLAYS))]) for status, path in ordered
    ]


def _on(outcome: Outcome, day: date) -> str:
    """The day of the effect as it is known; the first day of the change where the two are not the same."""
    effect = outcome.effect.day
    return effect.words() if effect and effect.possible_from == day else in_words(day)


def _reason(state: State) -> str:
    reason = next((path.reason for path in state.values() if path.reason), None)
    return f" ({reason.label})" if reason else ""


def reasons(outcome: Outcome, facts: AgreementFacts) -> list[Reason]:
    """Why then, and what else to know: the clauses with their articles, in order. ``facts`` are as on record."""
    return list(_reasons(outcome, completed(facts.with_acts((*facts.acts, outcome.act)))))


def _reasons(outcome: Outcome, facts: AgreementFacts) -> Iterator[Reason]:
    effect = outcome.effect
    yield from why(Path(because=effect.basis), facts, _day_before(effect.day))
    if effect.ground is Ground.NO_CLAUSE and effect.possibly_on:
        yield Reason("", f"{_NO_CLAUSE}; not before {effect.possibly_on.words()}, if at all.", "54, 56")
    elif effect.ground is Ground.NO_CLAUSE:
        yield Reason("", _TERM_ONLY, "54")
    if effect.ground is Ground.NO_TERM:
        yield Reason("", "No term on record is running that a notice could end.", "54(a)")
    if effect.missed:
        sentence = (
            f"It comes too late for the term that is over on {effect.missed.words()}, and ends the one that follows."
        )
        yield Reason("", sentence, "54(a)")
    for survival in outcome.survivals:
        yield from why(Path(because=survival.basis), facts, date.max)
        of = f" for {facts.names.get(survival.by, survival.by)}" if survival.by else ""
        yield Reason("", f"Some of its provisions would go on to apply{of} until {survival.until.words()}.", "70(1)")
    if outcome.ends_anyway_on:
        yield Reason("", f"Without it, this is over on {outcome.ends_anyway_on.words()}.")


def _day_before(day: PartialDate | None) -> date:
    return day.possible_from - timedelta(days=1) if day and day.possible_from > date.min else date.max


def notice_in_words(facts: AgreementFacts, act: Act) -> str:
    """The notice that a clause on record asks for: “6 months”, “6 months, to the end of a term”; else empty."""
    kind = ClauseKind.NON_RENEWAL_NOTICE if act is Act.NOTICE_OF_NON_RENEWAL else ClauseKind.NOTICE_PERIOD
    clause = facts.clause(kind)
    if clause is None:
        return ""
    length = length_in_words(clause)
    if kind is ClauseKind.NON_RENEWAL_NOTICE or clause.counting is Counting.END_OF_TERM:
        return f"{length} before the end of a term" if length else "until the end of a term"
    return length or "none"


def bond_in_words(bond: BondChange, names: Mapping[str, str]) -> str:
    """“From 7 January 2010 Switzerland and 3 others would no longer be bound to each other.”"""
    how = "be bound to each other" if bond.after.strength > bond.before.strength else "no longer be bound to each other"
    if bond.after.strength == 1:
        how = "only possibly be bound to each other"
    until = f" until {in_words(bond.until)}" if bond.until else ""
    span = f"From {in_words(bond.since)}{until}"
    if bond.ones == bond.others:
        return f"{span} {listed(bond.ones, names)} would {how}."
    one, other = sorted((bond.ones, bond.others), key=len)
    if len(one) == len(other) == 1:
        return f"{span} {listed((*one, *other), names)} would {how}."
    return f"{span} {listed(one, names)} on the one hand and {listed(other, names)} on the other would {how}."


def listed(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    """“Austria, Belgium and Switzerland”, “Austria, Belgium, Denmark and 12 others”."""
    shown = [names.get(code, code) for code in codes[:_NAMED]]
    left = len(codes) - len(shown)
    shown += [f"{left} other{'' if left == 1 else 's'}"] if left else []
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _named(names: Mapping[str, str], code: str | None) -> str:
    return capital(names.get(code or "", code or ""))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
