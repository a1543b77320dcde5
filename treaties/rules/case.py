"""The case that a rule decides: an act that would be added to what is on record.

``Case`` holds the agreement's facts as they stand, and the act that would be added. Articles are of the VCLT.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.effects import Law
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import LAW
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Path, State, Timeline
from treaties.rules.findings import Strength
from treaties.vocabulary import AgreementStatus, Flag, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus
FORCE = frozenset({A.IN_FORCE, A.SUSPENDED, A.PROVISIONAL})
BOUND = frozenset({P.PARTY, P.SUSPENDED})
DATE_NAMES = {
    "done_on": "the day it was done",
    "received_on": "the day it was received",
    "effective_on": "the day it takes effect",
}


@dataclass(frozen=True)
class Case:
    """An act that would be added to what is on record."""

    facts: AgreementFacts
    act: ActFact
    complete: AgreementFacts | None = field(default=None, kw_only=True)
    """``complete_with_it``, where it is known: of acts that are added together it is the same."""

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
    def complete_with_it(self) -> AgreementFacts:
        return self.complete or completed(self.facts.with_acts((*self.facts.acts, self.act)))

    @cached_property
    def with_it(self) -> AgreementFacts:
        return self.complete_with_it.concerning(self.act.by)

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
    def is_ended(self) -> bool:
        return set(self.status) == {A.ENDED}

    @cached_property
    def is_surely_after_the_end(self) -> bool:
        """The agreement had ended on every day that the act may be of."""
        return self.when is not None and self.timeline.possible_within(self.when, A.NOT_YET) == {A.ENDED}

    @cached_property
    def end_is_disputed(self) -> bool:
        """The end on record is only computed, or an assessment."""
        path = self.status.get(A.ENDED)
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
