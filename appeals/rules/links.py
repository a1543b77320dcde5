"""The rules that a link is held to. The database guards the same chronology (``appeals/sql/guards.sql``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from appeals.vocabulary import ASKS_FOR, DemandAction, Grade, LinkRelation
from treaties.dates import PartialDate, in_words
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase:
    """A link that would be made: what an appeal has to do with an act, and the days of both."""

    relation: LinkRelation
    issued_on: PartialDate
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    grade: Grade = Grade.E
    quotation: str = ""
    demand_is_of_the_appeal: bool = True
    act: Act | None = None
    asked: DemandAction | None = None
    """What the linked demand asks for; ``None`` where no demand is named."""
    was_made_before: bool = False
    """A link that stands says the same of the same appeal or demand and act."""
    order_is_sourced: bool = False
    """A source that is cited for the link says which came first, where both were on one day."""


class DaysOfAct(Protocol):
    """A case of a link, or the status change itself."""

    @property
    def done_on(self) -> PartialDate | None: ...
    @property
    def received_on(self) -> PartialDate | None: ...
    @property
    def effective_on(self) -> PartialDate | None: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """The day of the decision as far as it is known; closed bounds, ``None`` where unbounded.

    It is the earliest known of the days the act was done and received; where neither is known, the effective day.
    """

    earliest: date | None
    latest: date | None

    @classmethod
    def of(cls, act: DaysOfAct) -> "Decision":
        dates = [known for known in (act.done_on, act.received_on) if known]
        if not dates and act.effective_on:
            dates = [act.effective_on]
        earliest = None if any(known.earliest is None for known in dates) else min_of(known.earliest for known in dates)
        return cls(earliest, min_of(known.latest for known in dates))


def min_of(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def chronology(case: LinkCase) -> Finding | None:
    """An appeal that came after the decision can only be *followed* or *supported*; one before it is not *followed*.

    On the same day neither came first, unless a source says so.
    """
    decision, issued = Decision.of(case), case.issued_on
    needs_earlier, is_followed = case.relation.needs_earlier_appeal, case.relation is LinkRelation.FOLLOWED
    if needs_earlier and decision.latest and issued.earliest and decision.latest <= issued.earliest:
        return _out_of_order(case, _APPEAL_IS_LATER, decision.latest, issued.earliest)
    if is_followed and issued.latest and decision.earliest and issued.latest <= decision.earliest:
        return _out_of_order(case, _APPEAL_IS_EARLIER, decision.earliest, issued.latest)
    return None


def _out_of_order(case: LinkCase, sentence: str, decision: date, appeal: date) -> Finding | None:
    if decision == appeal and case.order_is_sourced:
        return None
    words = (_ON_ONE_DAY if decision == appeal else sentence).format(
        decision=in_words(decision), appeal=in_words(appeal), label=case.relation.label
    )
    return Finding("chronology", words, field="relation")


_APPEAL_IS_LATER = (
    "The decision was taken by {decision}, the appeal was not issued before {appeal}: “{label}” needs an appeal that "
    "came first. It can only be “followed” or “supported”."
)
_APPEAL_IS_EARLIER = (
    "The appeal was issued by {appeal}, the decision was not taken before {decision}: the appeal did not follow it."
)
_ON_ONE_DAY = (
    "The appeal and the decision can only meet on one day, {decision}: neither came first on record, so it is not "
    "“{label}” unless a source says which did. It can be “supported”."
)


def ground(case: LinkCase) -> Finding | None:
    """*Cited as ground*: the instrument or the decision-maker says so (grade A or B), and we can quote it."""
    if case.relation is not LinkRelation.CITED_AS_GROUND:
        return None
    if case.grade not in (Grade.A, Grade.B):
        return Finding("cited_as_ground", "“Cited as ground” needs grade A or B.", field="grade")
    if not case.quotation.strip():
        return Finding("cited_as_ground", "“Cited as ground” needs a quotation.", field="quotation")
    return None


def own_demand(case: LinkCase) -> Finding | None:
    """The demand that is linked is one that the appeal makes."""
    if case.demand_is_of_the_appeal:
        return None
    return Finding("own_demand", "This demand is not one of this appeal.", field="demand")


def matching_demand(case: LinkCase) -> Finding | None:
    """*Requested*: a demand of the appeal asks for such an act."""
    if case.relation is not LinkRelation.REQUESTED or case.act is None:
        return None
    if case.asked is None:
        return Finding("matching_demand", "“Requested” needs the demand that asks for it.", field="demand")
    if case.act in ASKS_FOR[case.asked]:
        return None
    sentence = f"A demand to “{case.asked.label}” does not ask for this act ({case.act.label})."
    return Finding("matching_demand", sentence, field="demand")


def made_before(case: LinkCase) -> Finding | None:
    """Of the links that stand no two say the same."""
    if not case.was_made_before:
        return None
    return Finding("link_made_before", "This appeal is already linked to this act in this way.", field="relation")


def order_certain(case: LinkCase) -> Finding | None:
    """A warning: the days are known too imprecisely to say which came first."""
    decision, issued = Decision.of(case), case.issued_on
    appeal_first = bool(issued.latest and decision.earliest and issued.latest < decision.earliest)
    decision_first = bool(decision.latest and issued.earliest and decision.latest < issued.earliest)
    on_one_day = case.order_is_sourced and decision.latest == issued.earliest
    if case.relation is LinkRelation.SUPPORTED or on_one_day:
        return None
    if appeal_first if case.relation.needs_earlier_appeal else decision_first:
        return None
    sentence = "The days on record do not say for certain which came first, the appeal or the decision."
    return Finding("order_not_certain", sentence, field="relation")


REFUSING = (chronology, ground, own_demand, matching_demand, made_before)
WARNING = (order_certain,)


def check(case: LinkCase) -> tuple[Finding, ...]:
    """The warnings for a link that may be made. Raises Refused with every rule that forbids it."""
    refusals = [finding for rule in REFUSING if (finding := rule(case))]
    if refusals:
        raise Refused(*refusals)
    return tuple(finding for rule in WARNING if (finding := rule(case)))
