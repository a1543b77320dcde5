"""Which link an analyst might look at: proposed by what is asked, what was done, and which came first. Never made."""

from dataclasses import dataclass

from appeals.rules.links import Decision
from appeals.vocabulary import ASKS_FOR, DemandAction, LinkRelation
from treaties.dates import PartialDate
from treaties.vocabulary import Act

_ENDING = frozenset(
    {
        DemandAction.TERMINATE,
        DemandAction.DENOUNCE,
        DemandAction.NOT_RENEW,
        DemandAction.NOT_EXTEND,
        DemandAction.SUSPEND,
        DemandAction.STOP_NEGOTIATING,
        DemandAction.END_PROJECT,
        DemandAction.END_PROGRAMME,
    }
)
_JOINING = frozenset({DemandAction.SIGN, DemandAction.RATIFY, DemandAction.ACCEDE})
_GOING_ON = (
    frozenset(act for action in _JOINING for act in ASKS_FOR[action])
    | frozenset({Act.EXCHANGE, Act.ENTRY_INTO_FORCE, Act.ENTRY_INTO_FORCE_FOR_PARTY, Act.EXTENSION, Act.TACIT_RENEWAL})
    | frozenset({Act.RESUMPTION, Act.REVOCATION_OF_NOTICE, Act.PROLONGATION_OF_NOTICE, Act.REVIVAL})
)
"""Acts by which an agreement comes about or goes on."""
_ENDS = frozenset(act for action in _ENDING for act in ASKS_FOR[action])


@dataclass(frozen=True, slots=True)
class Proposal:
    """``relation`` is ``None`` where both are of one day: which came first would need a source of its own."""

    relation: LinkRelation | None
    asks_for_it: bool
    order_is_certain: bool
    days: int | None
    """At least so many between the two; ``None`` where an end of it is not on record."""


def propose(asked: DemandAction, act: Act, decision: Decision, issued: PartialDate) -> Proposal:
    """By the order in time first: what came after the decision can only have followed it."""
    asks = asked is not DemandAction.OTHER and act in ASKS_FOR[asked]
    if decision.latest and issued.earliest and decision.latest < issued.earliest:
        return Proposal(LinkRelation.FOLLOWED, asks, True, (issued.earliest - decision.latest).days)
    if decision.latest and decision.latest == issued.earliest:
        return Proposal(None, asks, False, 0)
    certain = bool(decision.earliest and issued.latest and issued.latest < decision.earliest)
    days = (decision.earliest - issued.latest).days if certain and decision.earliest and issued.latest else None
    return Proposal(_of_an_earlier_one(asked, act, asks_for_it=asks), asks, certain, days)


def _of_an_earlier_one(asked: DemandAction, act: Act, *, asks_for_it: bool) -> LinkRelation:
    if asks_for_it:
        return LinkRelation.REQUESTED
    opposes = (asked in _ENDING and act in _GOING_ON) or (asked in _JOINING and act in _ENDS)
    return LinkRelation.OPPOSED if opposes else LinkRelation.PRECEDED
