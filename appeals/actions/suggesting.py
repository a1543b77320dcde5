"""Suggesting links, the verb that writes nothing: an analyst judges, and makes a link or does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from appeals.models import Appeal, Demand
from appeals.queries.suggestions import acts_without_link, demands_meaning
from appeals.rules.links import DaysOfAct, Decision
from appeals.rules.suggestions import Proposal, propose
from appeals.vocabulary import DemandAction, Grade, LinkRelation
from treaties.models import Agreement, StatusChange
from treaties.vocabulary import Act

MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that could be looked at: grade E, the same target and time only. ``act`` is ``None`` while it is about to
    be recorded."""

    demand: Demand
    proposal: Proposal
    in_part: bool
    """The demand meant more than this agreement."""
    act: StatusChange | None = None
    grade: Grade = Grade.E

    @property
    def relation(self) -> LinkRelation | None:
        return self.proposal.relation


def suggest_appeals(
    *, agreement: Agreement, act: Act, days: DaysOfAct, recorded: StatusChange | None = None
) -> list[Suggestion]:
    """For an act, recorded or about to be: the demands that ask for it, the nearest in time first; then those that can
    only have preceded, followed or opposed it. At most 20; one statement."""
    decision = Decision.of(days)
    found = []
    for demand in demands_meaning(agreement, not_linked_to=recorded):
        issued = demand.appeal.issued_on
        assert issued is not None, "the column is NOT NULL"
        proposal = propose(DemandAction(demand.action), act, decision, issued)
        found.append(Suggestion(demand, proposal, _in_part(proposal, demand), recorded))
    return _nearest(found)


def suggest_acts(appeal: Appeal) -> list[Suggestion]:
    """For an appeal: acts under the agreements that it meant, and that no link from it covers; one for each demand that
    meant the agreement. At most 20; one statement."""
    issued = appeal.issued_on
    assert issued is not None, "the column is NOT NULL"
    found = []
    for act in acts_without_link(appeal):
        for told in _asked(act):
            demand = Demand(**{name: told[name] for name in ("pk", "ordinal", "action", "heading")}, appeal=appeal)
            demand.number_meant = told["number_meant"]  # type: ignore[attr-defined]
            proposal = propose(DemandAction(demand.action), Act(act.act), Decision.of(act), issued)
            if proposal.asks_for_it or proposal.relation is not LinkRelation.FOLLOWED:
                found.append(Suggestion(demand, proposal, _in_part(proposal, demand), act))
    return _nearest(found)


def _asked(act: Any) -> Iterable[dict[str, Any]]:
    return act.asked


def _in_part(proposal: Proposal, demand: Any) -> bool:
    return proposal.relation is LinkRelation.REQUESTED and demand.number_meant > 1


def _nearest(found: list[Suggestion]) -> list[Suggestion]:
    """Requested first, then by nearness in time; where that is not known, last."""

    def order(one: Suggestion) -> tuple[bool, bool, int, int]:
        days = one.proposal.days
        is_asked = one.relation is LinkRelation.REQUESTED
        return not is_asked, days is None, days or 0, one.demand.ordinal

    return sorted(found, key=order)[:MOST]
