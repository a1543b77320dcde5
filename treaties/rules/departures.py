"""Rules about ends that need a clause or another ground: parties that leave, numbers that fall, relations severed."""

from datetime import date
from itertools import islice

from treaties.derivation.facts import AgreementFacts
from treaties.derivation.notices import settled
from treaties.derivation.participation import derive_participation
from treaties.rules.case import BOUND, Case, Rule
from treaties.rules.findings import Strength
from treaties.vocabulary import Act, Chapter, ClauseKind

MINIMUM = 2


class EndsByDeparture(Rule):
    """A multilateral agreement does not end because a party leaves or numbers fall, unless a clause says so."""

    code, article, field = "ends_by_departure", "55", "act"
    CLAUSES = {
        Act.FALL_BELOW_MINIMUM: ClauseKind.MINIMUM_PARTIES,
        Act.ESSENTIAL_PARTY_LEAVES: ClauseKind.ESSENTIAL_PARTIES,
    }

    def is_broken(self, case: Case) -> bool:
        kind = self.CLAUSES.get(case.act.act)
        return kind is not None and case.facts.clause(kind) is None


class PartiesAreLeft(Rule):
    """An agreement has no party left only when each has ceased to be one; somebody was bound on that day."""

    code, article, field = "parties_are_left", "54, 55", "effective_on"

    def is_broken(self, case: Case) -> bool:
        if case.act.act is not Act.NO_PARTY_LEFT or case.day is None:
            return False
        steps = [derive_participation(case.completed, party).on(case.day) for party in case.facts.parties]
        return any(step and set(step.state) <= BOUND for step in steps)


class EndsBySeverance(Rule):
    """Severed relations end no agreement by themselves, except where relations are indispensable to it."""

    code, article, field = "ends_by_severance", "63", "act"
    ENDS = (Act.LAPSE, Act.FULFILMENT, Act.TERMINATION_FOR_CHANGE)

    def is_broken(self, case: Case) -> bool:
        effect = case.act.effective_on
        if case.act.act not in self.ENDS or not effect or not effect.is_exact:
            return False
        severed = [fact.done_on for fact in case.facts.of_act(Act.SEVERANCE_OF_RELATIONS)]
        return any(day == effect for day in severed)


class FewPartiesLeft(Rule):
    """Of the parties on record here, fewer than two stay bound after it; that alone ends no agreement."""

    code, article, strength = "few_parties_left", "55", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        if case.facts.is_bilateral or case.law.chapter is not Chapter.LEAVING or case.act.by is None:
            return False
        facts = case.complete_with_it
        left = next(fact.effective_on for fact in settled(facts).acts if fact.ref == case.act.ref)
        if left is None or left.certain_from is None:
            return False
        day = left.certain_from
        return not _are_enough(facts, day) and _are_enough(case.completed, day)


def _are_enough(facts: AgreementFacts, day: date) -> bool:
    """Whether so many parties may be bound on a day."""
    steps = (derive_participation(facts, party).on(day) for party in facts.parties)
    bound = (step for step in steps if step and set(step.state) & BOUND)
    return len(list(islice(bound, MINIMUM))) == MINIMUM
