"""Suggesting links, the verb that writes nothing: an analyst judges, and makes a link or does not."""

from dataclasses import dataclass
from typing import Any

from appeals.models import Demand
from appeals.queries.suggestions import demands_meaning
from appeals.rules.links import DaysOfAct, Decision
from appeals.rules.suggestions import Proposal, propose
from appeals.vocabulary import DemandAction, Grade, LinkRelation
from treaties.models import Agreement
from treaties.vocabulary import Act

MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that could be looked at: grade E, the same target and time only."""

    demand: Demand
    proposal: Proposal
    in_part: bool
    """The demand meant more than this agreement."""
    grade: Grade = Grade.E

    @property
    def relation(self) -> LinkRelation | None:
        return self.proposal.relation


def suggest_appeals(*, agreement: Agreement, act: Act, days: DaysOfAct) -> list[Suggestion]:
    """For an act, recorded or about to be: the demands that ask for it, the nearest in time first; then those that can
    only have preceded, followed or opposed it. At most 20; one statement."""
    decision = Decision.of(days)
    found = []
    for demand in demands_meaning(agreement):
        issued = demand.appeal.issued_on
        assert issued is not None, "the column is NOT NULL"
        proposal = propose(DemandAction(demand.action), act, decision, issued)
        found.append(Suggestion(demand, proposal, _in_part(proposal, demand)))
    return _nearest(found)


def _in_part(proposal: Proposal, demand: Any) -> bool:
    return proposal.relation is LinkRelation.REQUESTED and demand.number_meant > 1


def _nearest(found: list[Suggestion]) -> list[Suggestion]:
    """Requested first, then by nearness in time; where that is not known, last."""

    def order(one: Suggestion) -> tuple[bool, bool, int, int]:
        days = one.proposal.days
        is_asked = one.relation is LinkRelation.REQUESTED
        return not is_asked, days is None, days or 0, one.demand.ordinal

    return sorted(found, key=order)[:MOST]
