"""Acts that would be refused today, whoever did them, and why. A guide for the eye: an act may be of another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from treaties.dates import PartialDate
from treaties.derivation.agreement import contradicting, derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.law import CONSENTS, LAW
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Timeline
from treaties.queries.facts import facts_of
from treaties.rules.acts import RULES
from treaties.rules.any_act import ContradictsTheRecord, NeedsItsDay
from treaties.rules.case import Case
from treaties.rules.findings import Finding, Strength
from treaties.vocabulary import Act, AgreementStatus, By, Evidence, ParticipationStatus

OF_THE_RECORD = [rule for rule in RULES if rule.strength is not Strength.NOTABLE and not isinstance(rule, NeedsItsDay)]

ANSWERED = {kind for law in LAW.values() for kind in law.answers}


class Known:
    """What cases of one day share: each thing is derived once, however many acts are looked at."""

    def __init__(self, facts: AgreementFacts) -> None:
        self.facts = facts
        self.completed = completed(facts)
        self.of = {party.code: party for party in facts.parties}
        self._whole: dict[str | None, Timeline[AgreementStatus]] = {}
        self._standings: dict[str, Timeline[ParticipationStatus]] = {}
        self._unplaced: dict[str | None, set[str]] = {}

    def concerning(self, by: str | None, act: ActFact | None = None) -> AgreementFacts:
        """Of a multilateral agreement, for an act of the whole, the acts of the whole alone: those of 190 parties bear
        little on it."""
        acts = self.completed.acts if act is None else (*self.completed.acts, act)
        return self.completed.with_acts(acts).concerning(by if by or self.facts.is_bilateral else "")

    def whole(self, by: str | None) -> Timeline[AgreementStatus]:
        """Of a multilateral agreement it hangs on all its parties, and is the same whoever asks."""
        by = by if self.facts.is_bilateral else None
        if by not in self._whole:
            self._whole[by] = derive_agreement(self.completed.concerning(by))
        return self._whole[by]

    def standing(self, by: str) -> Timeline[ParticipationStatus]:
        if by not in self._standings:
            self._standings[by] = derive_participation(self.completed.concerning(by), self.of[by])
        return self._standings[by]

    def unplaced(self, by: str | None) -> set[str]:
        """What contradicts the record already."""
        if by not in self._unplaced:
            self._unplaced[by] = {move.ref for move in contradicting(self.concerning(by))}
        return self._unplaced[by]


@dataclass(frozen=True)
class CaseNow(Case):
    """A case that shares with others what does not hang on its act; what the act itself would complete is left out."""

    known: Known

    @cached_property
    def completed(self) -> AgreementFacts:
        return self.known.completed

    @cached_property
    def timeline(self) -> Timeline[AgreementStatus]:
        return self.known.whole(self.act.by)

    @cached_property
    def standing(self) -> Timeline[ParticipationStatus] | None:
        return self.known.standing(self.act.by) if self.act.by else None

    @property
    def finds_no_place(self) -> bool:
        after = contradicting(self.known.concerning(self.act.by, self.act))
        return any(move.ref not in self.known.unplaced(self.act.by) for move in after)


def refused_today(agreement: Any, today: date) -> dict[Act, Finding]:
    """The acts that nobody could do today, each with the first reason; of an agreement ``with_facts``. No statement."""
    known = Known(facts_of(agreement))
    actors = _unlike(agreement, known.facts, today)
    found = {}
    for act in Act:
        by: Iterable[str | None] = {By.WHOLE: [None], By.PARTY: actors, By.EITHER: [None, *actors]}[LAW[act].by]
        reasons = []
        for one in by:
            reason = _refusal(known, act, one, today)
            if reason is None:
                break
            reasons.append(reason)
        else:
            if reasons:
                found[act] = reasons[-1]
    return found


def _unlike(agreement: Any, facts: AgreementFacts, today: date) -> Sequence[str]:
    """One party for each way in which parties differ before the rules: how they stand today, whether they exist, and
    what they have done that matters."""
    done: dict[str, set[Act]] = {party.code: set() for party in facts.parties}
    for fact in facts.acts:
        if fact.by in done:
            done[fact.by].add(fact.act)
    codes = {one.party.code: one.code_on(today) for one in agreement.participations.all()}
    over = {party.code for party in facts.parties if party.exists_until}
    alike = {
        (codes[code], code in over, bool(acts & CONSENTS), frozenset(acts & ANSWERED)): code
        for code, acts in done.items()
    }
    return list(alike.values())


def _refusal(known: Known, act: Act, by: str | None, today: date) -> Finding | None:
    days: dict[str, Any] = {LAW[act].needs[0]: PartialDate.of(today)}
    case = CaseNow(known.facts, ActFact("new", act, by, evidence=Evidence.PRESS, **days), known)
    for rule in OF_THE_RECORD:
        if isinstance(rule, ContradictsTheRecord):
            disputed = case.end_is_disputed and case.is_ended and case.law.by is By.PARTY
            settled = disputed or act in (Act.SUSPENSION, Act.RESUMPTION)
            broken = not settled and case.finds_no_place
        else:
            broken = rule.is_broken(case)
        if broken:
            return Finding(rule.code, rule.sentence(case), rule.article)
    return None
