"""What if: what one more act would do to an agreement. Nothing is written; the act is no fact.

The life of the agreement and the standing of each party are derived twice, without the act and with it, and compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import Reckoned, completed, reckonings
from treaties.derivation.effects import DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.law import LAW
from treaties.derivation.pairs import laws_between
from treaties.derivation.participation import derive_participation
from treaties.derivation.periods import after_months
from treaties.derivation.terms import end_for_notice, terms
from treaties.derivation.timeline import State, Timeline
from treaties.derivation.what_if_bonds import BOUND, RUNNING, BondChange, Lives, bond_changes, state_on
from treaties.vocabulary import (
    Act,
    AgreementStatus,
    By,
    ClauseKind,
    Evidence,
    Nature,
    ParticipationStatus,
    Status,
    Word,
)

A, P = AgreementStatus, ParticipationStatus
REF = "what if"
"""The ref of the hypothetical act: no act on record can have it."""
IMPLIED_NOTICE = 12
"""Months of notice where a right to withdraw is implied (Art. 56(2))."""


class Ground(Word):
    """What says when the act takes effect."""

    STATED = "stated", "the question itself says when"
    CLAUSE = "clause", "by the clauses of the agreement"
    OWN_DAY = "own_day", "from its own day"
    NO_CLAUSE = "no_clause", "no clause on record says when"
    NO_TERM = "no_term", "no term on record that it could end"
    NO_CHANGE = "no_change", "it changes no status"


@dataclass(frozen=True, slots=True)
class Change[S: Status]:
    """From ``since`` (closed) until ``until`` (open; ``None``: from then on) a status would be another one.

    Each side holds the statuses that are possible, with what they rest on; where both hold the same, an overlay (a
    pending notice) or the reason of an end differs.
    """

    since: date
    until: date | None
    before: State[S]
    after: State[S]


@dataclass(frozen=True, slots=True)
class Effect:
    """When the act takes effect, and what says so.

    ``day`` is ``None`` where nothing on record says when. ``possibly_on`` is the earliest day on which a notice without
    a clause may take effect at all (Art. 56(2)): possible, and never certain. ``basis`` are refs of clauses and acts.
    ``missed`` is the end of the term for which a notice of non-renewal comes too late, where one does.
    """

    ground: Ground
    day: PartialDate | None = None
    basis: tuple[str, ...] = ()
    possibly_on: PartialDate | None = None
    missed: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Survival:
    """What would go on to apply after the end: for the whole, or for the party that left (Art. 70(1))."""

    by: str | None
    since: PartialDate
    until: PartialDate
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would happen, and when: without the act (``before``), with it (``after``), and where the two differ."""

    act: ActFact
    before: Lives
    after: Lives
    effect: Effect
    whole: tuple[Change[AgreementStatus], ...]
    parties: Mapping[str, tuple[Change[ParticipationStatus], ...]]
    """By code; only parties whose standing would be another."""
    bonds: tuple[BondChange, ...]
    survivals: tuple[Survival, ...]
    ends_anyway_on: PartialDate | None
    """The next day after the act on which the agreement or the standing of its maker is over without it."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.whole or self.parties or self.bonds)

    @property
    def unbound(self) -> tuple[BondChange, ...]:
        """Those who would be bound to each other no longer, or less certainly."""
        return tuple(one for one in self.bonds if one.after.strength < one.before.strength)


def hypothetical(act: Act, by: str | None, on: date) -> ActFact:
    """An act of a day: received then, or done or effective, as its kind counts. An act of the whole has no maker."""
    law = LAW[act]
    fields = law.needs[:1] if law.needs[:1] == ("done_on",) else ("received_on", "done_on", "effective_on")
    field = next(name for name in fields if name in law.needs)
    maker = None if law.by is By.WHOLE else by
    dated: dict[str, Any] = {field: PartialDate.of(on)}
    return ActFact(REF, act, maker, evidence=Evidence.TEXT, **dated)


def what_if(facts: AgreementFacts, act: ActFact) -> Outcome:
    """What the act would change. From the facts as they are on record, not completed; none of them has its ref.

    Total for every act, and independent of the order of recording.
    """
    supposed = facts.with_acts((*facts.acts, act))
    without, with_it = completed(facts), completed(supposed)
    before = _lives(without, facts)
    after = _lives_with(with_it, supposed, without, before)
    whole = _changes(A.NOT_YET, before.whole, after.whole)
    parties = {
        code: changes
        for code in before.parties
        if (changes := _changes(P.NONE, before.parties[code], after.parties[code]))
    }
    found: list[Change[Any]] = [*whole, *(one for many in parties.values() for one in many)]
    first = min((one.since for one in found), default=None)
    bonds = bond_changes(facts, before, after, changed_on=first)
    return Outcome(
        act=act,
        before=before,
        after=after,
        effect=_effect(facts, act, changes_something=bool(found or bonds)),
        whole=whole,
        parties=parties,
        bonds=tuple(bonds),
        survivals=tuple(_survivals(without, with_it, act)),
        ends_anyway_on=_end_without(before, act),
    )


def _lives(facts: AgreementFacts, as_recorded: AgreementFacts) -> Lives:
    members = sorted(facts.parties, key=lambda party: party.code)
    own = _by_maker(facts)
    standings = {party.code: derive_participation(_bearing_on(party.code, facts, own), party) for party in members}
    return Lives(derive_agreement(facts), standings, laws_between(as_recorded))


def _lives_with(facts: AgreementFacts, as_recorded: AgreementFacts, without: AgreementFacts, before: Lives) -> Lives:
    """Under a multilateral agreement the acts of one party leave the others' standing as it was."""
    if facts.is_bilateral:
        return _lives(facts, as_recorded)
    own, earlier = _by_maker(facts), _by_maker(without)
    derived = {
        party.code: derive_participation(_bearing_on(party.code, facts, own), party)
        for party in facts.parties
        if any(set(own.get(code, ())) != set(earlier.get(code, ())) for code in (None, party.code))
    }
    standings = {code: derived.get(code, known) for code, known in before.parties.items()}
    return Lives(derive_agreement(facts), standings, laws_between(as_recorded))


def _by_maker(facts: AgreementFacts) -> dict[str | None, list[ActFact]]:
    found: dict[str | None, list[ActFact]] = {}
    for fact in facts.acts:
        found.setdefault(fact.by, []).append(fact)
    return found


def _bearing_on(code: str, facts: AgreementFacts, own: Mapping[str | None, list[ActFact]]) -> AgreementFacts:
    """As ``concerning``, without looking at every act for every party: of some agreements these are hundreds each."""
    return facts if facts.is_bilateral else facts.with_acts((*own.get(None, ()), *own.get(code, ())))


def _changes[S: Status](start: S, before: Timeline[S], after: Timeline[S]) -> tuple[Change[S], ...]:
    days = sorted({*before.days, *after.days})
    steps = [(day, state_on(before, day, start), state_on(after, day, start)) for day in days]
    found: list[Change[S]] = []
    last = None
    for number, (day, one, other) in enumerate(steps):
        seen = _seen(one), _seen(other)
        if seen[0] != seen[1] and seen != last:
            rest = steps[number + 1 :]
            until = next((later for later, *two in rest if tuple(map(_seen, two)) != seen), None)
            found.append(Change(day, until, one, other))
        last = seen
    return tuple(found)


def _seen[S: Status](state: State[S]) -> object:
    """What people see of it: the statuses, their overlays and the reason of an end."""
    return {status: (path.flags, path.reason) for status, path in state.items()}


def _effect(facts: AgreementFacts, act: ActFact, *, changes_something: bool) -> Effect:
    if not changes_something:
        return Effect(Ground.NO_CHANGE)
    given, is_notice = act.date(DEPOSIT), act.act in (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL)
    missed = _missed(facts, act, given) if given else None
    if act.effective_on:
        return Effect(Ground.STATED, act.effective_on, missed=missed)
    reckoned = reckonings(facts.with_acts((*facts.acts, act)))
    found = _of_it(reckoned, act)
    if found:
        return Effect(Ground.CLAUSE, found.computed, tuple(ref for ref in found.basis if ref != act.ref), missed=missed)
    if is_notice and facts.nature is not Nature.NON_BINDING:
        return _effect_without_clause(facts, act, given)
    return Effect(Ground.OWN_DAY, act.date(LAW[act.act].needs))


def _of_it(reckoned: Iterable[Reckoned], act: ActFact) -> Reckoned | None:
    """What law computes of the act itself; else the entry into force that it brings about."""
    found = list(reckoned)
    own = (one for one in found if one.of == act.ref)
    return next(own, None) or next((one for one in found if act.ref in one.basis and not one.asserted), None)


def _effect_without_clause(facts: AgreementFacts, act: ActFact, given: PartialDate | None) -> Effect:
    """Without a clause on denunciation, nor on a term, a treaty is subject to denunciation only if the parties meant to
    allow it, or if its nature implies it, and then with twelve months' notice (Art. 56). One with a term says itself
    how it ends (Art. 54(a))."""
    if act.act is Act.NOTICE_OF_NON_RENEWAL:
        return Effect(Ground.NO_TERM)
    notice, term = facts.clause(ClauseKind.NOTICE_PERIOD), facts.clause(ClauseKind.DURATION)
    if notice:  # until the end of a term, of which none is on record
        return Effect(Ground.NO_TERM, basis=(notice.ref,))
    if term:
        return Effect(Ground.NO_CLAUSE, basis=(term.ref,))
    return Effect(Ground.NO_CLAUSE, possibly_on=after_months(given, IMPLIED_NOTICE) if given else None)


def _missed(facts: AgreementFacts, act: ActFact, given: PartialDate) -> PartialDate | None:
    """The end of the running term, where a notice against renewal comes too late for it and ends the one after."""
    if act.act is not Act.NOTICE_OF_NON_RENEWAL:
        return None
    whole, day = completed(facts), given.latest or date.max
    ended = end_for_notice(whole, given, facts.clause(ClauseKind.NON_RENEWAL_NOTICE))
    running = next((term for term in terms(whole) if term.ends and day < term.ends.possible_from), None)
    return running.ends if ended and running and ended[1] != running else None


def _survivals(without: AgreementFacts, with_it: AgreementFacts, act: ActFact) -> Iterator[Survival]:
    known = set(without.of_act(Act.SURVIVAL))
    for fact in with_it.of_act(Act.SURVIVAL):
        if fact not in known and fact.ref != act.ref and fact.effective_on and fact.ends_on:
            yield Survival(fact.by, fact.effective_on, fact.ends_on, fact.basis)


def _end_without(before: Lives, act: ActFact) -> PartialDate | None:
    when = act.date(("received_on", "done_on", "effective_on"))
    own = before.parties.get(act.by or "")
    found = [_over_after(before.whole, RUNNING, when)] if when else []
    found += [_over_after(own, BOUND, when)] if when and own else []
    return min((day for day in found if day), key=lambda day: day.in_order, default=None)


def _over_after[S: Status](timeline: Timeline[S], running: frozenset[S], when: PartialDate) -> PartialDate | None:
    """The next end of what still ran on the day of the act."""
    now = timeline.on(when.possible_from)
    if not now or not set(now.state) & running:
        return None
    step = next((one for one in timeline.steps if one.day > now.day and not set(one.state) & running), None)
    since = next((path.since for path in step.state.values() if path.since), "") if step else ""
    return PartialDate.parse(since) if since else None
