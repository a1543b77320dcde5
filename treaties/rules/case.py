"""The case that a rule decides: an act that would be added to what is on record.

``Case`` holds the agreement's facts as they stand, and the act that would be added. Articles are of the VCLT.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from treaties.dates import PartialDate
from treaties.derivation.agreement import contradicting, derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.effects import Law
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import LAW
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Path, State, Timeline
from treaties.rules.findings import Strength
from treaties.vocabulary import AgreementStatus, ClauseKind, Flag, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus
FORCE = frozenset({A.IN_FORCE, A.SUSPENDED, A.PROVISIONAL})
BOUND = frozenset({P.PARTY, P.SUSPENDED})
ENDING_ACTS = frozenset(act for act, law in LAW.items() if any(effect.to is A.ENDED for effect in law.agreement))
ENDING_CLAUSES = frozenset({ClauseKind.DURATION, ClauseKind.MINIMUM_PARTIES, ClauseKind.ESSENTIAL_PARTIES})
"""From which an end is computed."""
DATE_NAMES = {
    "done_on": "the day it was done",
    "received_on": "the day it was received",
    "effective_on": "the day it takes effect",
}


class Together:
    """Facts with acts that are added together, complete: what follows from them is the same for each of these acts."""

    def __init__(self, facts: AgreementFacts) -> None:
        self.complete = completed(facts)
        self._contradicted: dict[str | None, frozenset[str]] = {}

    def contradicted(self, by: str | None) -> frozenset[str]:
        """The refs of the acts that contradict each other, of those that bear on a party."""
        of = None if self.complete.is_bilateral else by
        if of not in self._contradicted:
            moves = contradicting(self.complete.concerning(of))
            self._contradicted[of] = frozenset(move.ref for move in moves)
        return self._contradicted[of]


@dataclass(frozen=True)
class Case:
    """An act that would be added to what is on record."""

    facts: AgreementFacts
    act: ActFact
    together: Together | None = field(default=None, kw_only=True)
    """The facts with the act, and with those that are added together with it."""

    @cached_property
    def law(self) -> Law:
        return LAW[self.act.act]

    @cached_property
    def completed(self) -> AgreementFacts:
        """The facts with what clauses add to them, without this act."""
        return completed(self.facts)

    @cached_property
    def concerned(self) -> AgreementFacts:
        """The facts that bear on the act's maker."""
        return self.completed.concerning(self.act.by)

    @cached_property
    def with_it(self) -> Together:
        return self.together or Together(self.facts.with_acts((*self.facts.acts, self.act)))

    @property
    def complete_with_it(self) -> AgreementFacts:
        return self.with_it.complete

    @property
    def contradicted_with_it(self) -> frozenset[str]:
        return self.with_it.contradicted(self.act.by)

    @cached_property
    def answered(self) -> ActFact | None:
        """The act on record that this one is about."""
        return next((fact for fact in self.facts.acts if fact.ref == self.act.about), None)

    @cached_property
    def party(self) -> PartyFact | None:
        return next((party for party in self.facts.parties if party.code == self.act.by), None)

    @cached_property
    def when(self) -> PartialDate | None:
        return self.act.date(self.law.needs)

    @cached_property
    def day(self) -> date | None:
        """The latest day that the act may be of; the earliest where none bounds it."""
        return self.when.latest or self.when.earliest if self.when else None

    @cached_property
    def timeline(self) -> Timeline[AgreementStatus]:
        """Of the agreement, without this act."""
        return derive_agreement(self.concerned)

    @cached_property
    def status(self) -> State[AgreementStatus]:
        """The statuses of the agreement that are possible on that day."""
        step = self.timeline.on(self.day) if self.day else None
        return step.state if step else {A.NOT_YET: Path()}

    @cached_property
    def standing(self) -> Timeline[ParticipationStatus] | None:
        """Of the acting party, without this act."""
        return derive_participation(self.concerned, self.party) if self.party else None

    @cached_property
    def standings(self) -> set[ParticipationStatus]:
        """The standings of the acting party that are possible on some day that the act may be of, without this act."""
        if self.when is None:
            return {P.NONE}
        return self.standing.possible_within(self.when, P.NONE) if self.standing else {P.NONE}

    @cached_property
    def may_have_ended(self) -> bool:
        """Something is on record that can end an agreement; where nothing is, no timeline needs to be looked at."""
        if any(clause.kind in ENDING_CLAUSES for clause in self.facts.clauses) or self.facts.sides_of_several:
            return True
        whole = not self.facts.is_bilateral  # there, nothing that one party does ends it for all
        return any(fact.act in ENDING_ACTS and not (whole and fact.by) for fact in self.facts.acts)

    @cached_property
    def is_ended(self) -> bool:
        return self.may_have_ended and set(self.status) == {A.ENDED}

    @cached_property
    def is_surely_after_the_end(self) -> bool:
        """The agreement had ended on every day that the act may be of."""
        if self.when is None or not self.may_have_ended:
            return False
        return self.timeline.possible_within(self.when, A.NOT_YET) == {A.ENDED}

    @cached_property
    def end_is_disputed(self) -> bool:
        """The end on record is only computed, or an assessment."""
        path = self.status.get(A.ENDED) if self.may_have_ended else None
        return bool(path and path.flags & {Flag.COMPUTED, Flag.CONTESTED})


class Rule(ABC):
    """A rule of the record: the docstring of each is the sentence that it protects."""

    code: str
    article: str = ""
    field: str = ""
    strength = Strength.UNLAWFUL

    @abstractmethod
    def is_broken(self, case: Case) -> bool: ...

    def sentence(self, case: Case) -> str:
        return " ".join((self.__doc__ or "").split())
