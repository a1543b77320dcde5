"""What demands and links look like in lists, and what appeals in a list hold on request."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, NotRequired, TypedDict

from django.urls import reverse

from appeals.api.v1.shapes import (
    ActRef,
    AppealRef,
    AppealRow,
    DemandOnRecord,
    LinkToAct,
    OutcomeOnRecord,
    ResponseOnRecord,
    Signatories,
    act_ref,
    appeal_ref,
    demand_on_record,
    link_to_act,
    outcome_on_record,
)
from appeals.api.v1.signing import TextOnRecord
from appeals.api.v1.targets import TargetOfDemand, target_of_demand
from appeals.models import Demand, Link
from appeals.queries.appeal_file import AppealFile
from appeals.queries.demand_file import Clock
from appeals.queries.if_granted import ByTarget
from appeals.queries.later_knowledge import Since
from appeals.queries.outcomes import DemandRow
from appeals.vocabulary import Caught, DemandAction, OutcomeKind
from treaties.api.v1.shapes.days import AgreementStatusBrief, Day, agreement_status, day
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.models import StatusChange
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Word


class Answered(Word):
    """What came of a demand, as far as is known."""

    OUTCOME = "outcome", "somebody asserts what came of it: see `outcomes`"
    ANSWERED = "answered", "the appeal was answered; what came of the demand is not on record"
    NOT_YET = "not_yet", "no answer is on record, and the time for one has not run out"
    NONE = "none", "no answer is on record, and the time for one has run out"


class MeantAgreement(TypedDict):
    """An agreement that the demand meant on the appeal's day, as then known: frozen."""

    agreement: AgreementRef
    how: Caught
    status: Annotated[AgreementStatusBrief, "On the appeal's day, as then known"]


class DemandBrief(TypedDict):
    """One thing asked, in our words."""

    ordinal: int
    url: str
    action: DemandAction
    heading: str
    condition: Annotated[str, "May be empty"]
    deadline: Day | None
    locator: str
    targets: list[TargetOfDemand]
    expansion: Annotated[list[MeantAgreement], "The agreements that its targets meant on the appeal's day"]
    outcomes: Annotated[list[OutcomeOnRecord], "Those that stand; empty where no outcome is on record"]
    sources: list[Cited]


class DemandInList(DemandBrief):
    """One thing asked, with its appeal and with what came of it as of the day."""

    appeal: AppealRef
    outcome: Annotated[OutcomeKind | None, "The latest by `on`; null where none is on record"]
    answer: Annotated[Answered, "As of `on`"]
    first_answer_on: Annotated[Day | None, "Of the first answer to the appeal, where its day is known"]


class DemandList(TypedDict):
    """In the order asked for: of the day of the appeal, unless another is."""

    on: date
    known_at: KnowledgeGiven | None
    results: list[DemandInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class ActSince(ActRef):
    """An act under an agreement that the demand meant, on the appeal's day or later."""

    by: Annotated[PartyRef | None, "Whose act it is; null for the agreement as a whole"]
    done_on: Day | None
    received_on: Day | None
    effective_on: Day | None


class DemandAnswer(DemandOnRecord):
    """One demand with everything on record about it."""

    url: str
    appeal: AppealRef
    on: date
    known_at: KnowledgeGiven | None
    answer: Annotated[Answered, "As of `on`"]
    first_answer_on: Annotated[Day | None, "Of the first answer to the appeal, where its day is known"]
    waited: Annotated[int, "Days from the appeal's day to `on`"]
    answer_due_by: Annotated[date, "The demand's deadline, or without one the usual days after the appeal's day"]
    acts_since: Annotated[
        list[ActSince], "Under the agreements that it meant, in the order of time; no link is implied. The first 300"
    ]


class LinkInList(LinkToAct):
    """An analyst's graded judgement on how an appeal relates to an act: no more than its relation and grade."""

    appeal: AppealRef
    demand: Annotated[int | None, "The number of the demand; null for the appeal as a whole"]


class LinkList(TypedDict):
    """In the order of the day of the appeal."""

    known_at: KnowledgeGiven | None
    results: list[LinkInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class LinkOfAppeal(LinkToAct):
    """A link with the number of its demand."""

    demand: Annotated[int | None, "The number of the demand; null for the appeal as a whole"]


class AppealInList(AppealRow):
    """An appeal in a list, with what was asked to be included."""

    demands: NotRequired[Annotated[list[DemandBrief], "With `include=demands`"]]
    links: NotRequired[Annotated[list[LinkOfAppeal], "With `include=links`: of the appeal and of its demands"]]
    responses: NotRequired[Annotated[list[ResponseOnRecord], "With `include=responses`: those that stand"]]
    signatory_counts: NotRequired[Annotated[list[Signatories], "With `include=signatory_counts`"]]
    texts: NotRequired[Annotated[list[TextOnRecord], "With `include=texts`"]]
    sources: NotRequired[Annotated[list[Cited], "With `include=sources`: of the appeal as such"]]


class AppealList(TypedDict):
    """In the order asked for: of the day of issue, unless another is."""

    known_at: KnowledgeGiven | None
    results: list[AppealInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def demand_url(slug: str, ordinal: int) -> str:
    return reverse("api-demand", args=[slug, ordinal])


def demand_brief(demand: Any, slug: str) -> DemandBrief:
    """``slug`` is of its appeal."""
    return {
        "ordinal": demand.ordinal,
        "url": demand_url(slug, demand.ordinal),
        "action": DemandAction(demand.action),
        "heading": demand.heading,
        "condition": demand.condition,
        "deadline": day(demand.deadline),
        "locator": demand.locator,
        "targets": [target_of_demand(one) for one in demand.targets.all()],
        "expansion": [
            {
                "agreement": agreement_ref(one.agreement),
                "how": Caught(one.how),
                "status": agreement_status(one.status_code),
            }
            for one in demand.caught.all()
        ],
        "outcomes": [outcome_on_record(one) for one in demand.outcomes.all()],
        "sources": cited(demand.citations.all()),
    }


def demand_in_list(demand: Demand, on: date) -> DemandInList:
    row = DemandRow(demand, on)
    return {
        **demand_brief(demand, row.appeal.slug),
        "appeal": appeal_ref(row.appeal),
        "outcome": row.outcome,
        "answer": _answer(bool(row.outcome), row.is_answered, row.is_overdue),
        "first_answer_on": day(row.first_answer_on),
    }


def _answer(has_outcome: bool, is_answered: bool, is_overdue: bool) -> Answered:
    if has_outcome:
        return Answered.OUTCOME
    if is_answered:
        return Answered.ANSWERED
    return Answered.NONE if is_overdue else Answered.NOT_YET


def demand_answer(
    file: AppealFile,
    demand: Demand,
    knowledge: Knowledge | None,
    *,
    clock: Clock,
    acts: Sequence[StatusChange],
    standing: Mapping[int, StatusChange | None],
    granted: ByTarget,
    since: Mapping[int, Since],
) -> DemandAnswer:
    links = [(link, link_to_act(link, standing)) for link in file.links]
    asserted = [one for one in demand.outcomes.all() if not one.asserted_on or one.asserted_on.possible_from <= file.on]
    return {
        **demand_on_record(demand, links, granted, since),
        "url": demand_url(file.appeal.slug, demand.ordinal),
        "appeal": appeal_ref(file.appeal),
        "on": file.on,
        "known_at": known(knowledge),
        "answer": _answer(bool(asserted), clock.answered, clock.is_over(file.on)),
        "first_answer_on": day(clock.first.responded_on) if clock.first else None,
        "waited": clock.waited,
        "answer_due_by": clock.runs_out_on,
        "acts_since": [_since(act, demand) for act in acts],
    }


def _since(act: StatusChange, demand: Demand) -> ActSince:
    agreements = {one.agreement_id: one.agreement for one in demand.caught.all()}
    act.agreement = agreements[act.agreement_id]
    return {
        **act_ref(act),
        "by": party_ref(act.participation.party) if act.participation else None,
        "done_on": day(act.done_on),
        "received_on": day(act.received_on),
        "effective_on": day(act.effective_on),
    }


def link_in_list(link: Link, standing: Mapping[int, StatusChange | None]) -> LinkInList:
    return {
        **link_of_appeal(link, standing),
        "appeal": appeal_ref(link.appeal),
    }


def link_of_appeal(link: Link, standing: Mapping[int, StatusChange | None]) -> LinkOfAppeal:
    return {**link_to_act(link, standing), "demand": link.demand.ordinal if link.demand else None}
