"""What answers about appeals look like. An appeal changes no status; it is shown beside it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypedDict

from django.urls import reverse

from appeals.api.v1.corrections import AppealCorrectionOnRecord, correction_on_record
from appeals.api.v1.if_granted import IfGrantedGiven, if_granted_given
from appeals.models import (
    Appeal,
    AppealCorrection,
    AppealParty,
    CaughtAgreement,
    Demand,
    Link,
    Outcome,
    Response,
    SignatoryCount,
    Target,
)
from appeals.queries.appeal_file import AppealFile
from appeals.queries.if_granted import ByTarget
from appeals.vocabulary import (
    AppealKind,
    AppealRelationKind,
    Caught,
    CountKind,
    DemandAction,
    Grade,
    LinkRelation,
    OutcomeKind,
    PartyRole,
    ResponseKind,
    TargetKind,
    TextHeld,
)
from treaties.api.v1.shapes.days import AgreementStatusBrief, Day, agreement_status, certain_day, day
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, act_url, known
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.models import StatusChange
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act


class AppealRef(TypedDict):
    slug: Annotated[str, "Never changes"]
    url: str
    title: str
    kind: AppealKind
    issued_on: Day


class PartyInAppeal(TypedDict):
    party: PartyRef
    role: PartyRole


class AppealRow(AppealRef):
    """An appeal in a list."""

    issuing_body: str
    addressee_office: Annotated[str, "The office held on that day"]
    addressee_name: Annotated[str, "May be empty"]
    text_held: Annotated[TextHeld, "What we hold of its text"]
    parties: list[PartyInAppeal]


class AppealList(TypedDict):
    """In the order of the day of issue."""

    known_at: KnowledgeGiven | None
    results: list[AppealRow]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class ActRef(TypedDict):
    slug: str
    url: str
    act: Act
    agreement: AgreementRef


class GradedLink(TypedDict):
    """An analyst's graded judgement on how an appeal relates to an act: no more than its relation and grade."""

    relation: LinkRelation
    grade: Grade
    in_part: bool
    quotation: Annotated[str, "May be empty"]
    note: Annotated[str, "May be empty"]
    sources: list[Cited]


class LinkToAct(GradedLink):
    """An analyst's graded judgement on how the appeal relates to an act: no more than its relation and grade."""

    status_change: Annotated[ActRef, "The act that was linked"]
    standing: Annotated[ActRef | None, "The act that stands: another where it was corrected; null if it was retracted"]


class Rule(TypedDict):
    """All agreements in force between the two on the day of the appeal."""

    one: PartyRef
    other: PartyRef


class TargetOfDemand(TypedDict):
    kind: TargetKind
    agreement: Annotated[AgreementRef | None, "Where one is named"]
    rule: Annotated[Rule | None, "Where a rule is named"]
    description: Annotated[str, "Of anything else; may be empty"]


class CaughtByDemand(TypedDict):
    """An agreement that the demand meant on the appeal's day, as then known: frozen."""

    agreement: AgreementRef
    how: Caught
    status: Annotated[AgreementStatusBrief, "On the appeal's day, as then known"]
    if_granted: Annotated[
        IfGrantedGiven | None, "Null where the demand asks for no end, or it is not exactly one party that is asked"
    ]


class OutcomeOnRecord(TypedDict):
    """What came of a demand, as somebody asserts."""

    kind: OutcomeKind
    asserted_by: str
    asserted_on: Day | None
    note: str
    sources: list[Cited]


class DemandOnRecord(TypedDict):
    """One thing asked, in our words."""

    ordinal: int
    action: DemandAction
    heading: str
    condition: Annotated[str, "May be empty"]
    deadline: Day | None
    locator: str
    targets: list[TargetOfDemand]
    expansion: Annotated[list[CaughtByDemand], "The agreements that its targets meant on the appeal's day"]
    outcomes: Annotated[list[OutcomeOnRecord], "Those that stand; empty where no outcome is on record"]
    links: list[LinkToAct]
    sources: list[Cited]


class ResponseOnRecord(TypedDict):
    """Somebody answered. A response is no outcome."""

    kind: ResponseKind
    by: str
    responded_on: Day | None
    summary: str
    sources: list[Cited]


class Signatories(TypedDict):
    """How many signed, according to these sources. Sources differ; each count stands."""

    kind: CountKind
    count: int
    breakdown: str
    sources: list[Cited]


class RelatedAppeal(TypedDict):
    kind: AppealRelationKind
    appeal: AppealRef


class AppealAnswer(AppealRow):
    """Everything on record about an appeal, as the record stood."""

    known_at: KnowledgeGiven | None
    received_on: Day | None
    published_on: Day | None
    language: Annotated[str, "BCP 47; may be empty"]
    grounds: Annotated[str, "The grounds it gives, in our words; may be empty"]
    summary: str
    signatory_counts: list[Signatories]
    demands: list[DemandOnRecord]
    links: Annotated[list[LinkToAct], "Of the appeal as a whole; those of a demand are with it"]
    responses: Annotated[list[ResponseOnRecord], "Those that stand"]
    corrections: Annotated[list[AppealCorrectionOnRecord], "Of responses and outcomes by then, the latest first"]
    relations: Annotated[list[RelatedAppeal], "This appeal KIND the other"]
    related_by: Annotated[list[RelatedAppeal], "The other appeal KIND this one"]
    sources: list[Cited]


def appeal_ref(appeal: Appeal) -> AppealRef:
    return {
        "slug": appeal.slug,
        "url": reverse("api-appeal", args=[appeal.slug]),
        "title": appeal.title,
        "kind": AppealKind(appeal.kind),
        "issued_on": _issued(appeal),
    }


def _issued(appeal: Appeal) -> Day:
    assert appeal.issued_on is not None
    return certain_day(appeal.issued_on)


def appeal_row(appeal: Appeal) -> AppealRow:
    return {
        **appeal_ref(appeal),
        "issuing_body": appeal.issuing_body,
        "addressee_office": appeal.addressee_office,
        "addressee_name": appeal.addressee_name,
        "text_held": TextHeld(appeal.text_held),
        "parties": [_party(one) for one in appeal.parties.all()],
    }


def _party(one: AppealParty) -> PartyInAppeal:
    return {"party": party_ref(one.party), "role": PartyRole(one.role)}


def appeal_answer(
    file: AppealFile,
    knowledge: Knowledge | None,
    standing: Mapping[int, StatusChange | None],
    corrections: Sequence[AppealCorrection],
    granted: ByTarget,
) -> AppealAnswer:
    """``standing`` says by key, of linked acts that do not stand, what stands instead."""
    appeal = file.appeal
    links = [(link, _link(link, standing)) for link in file.links]
    return {
        **appeal_row(appeal),
        "known_at": known(knowledge),
        "received_on": day(appeal.received_on),
        "published_on": day(appeal.published_on),
        "language": appeal.language,
        "grounds": appeal.grounds,
        "summary": appeal.summary,
        "signatory_counts": [_signatories(one) for one in appeal.signatory_counts.all()],
        "demands": [_demand(one, links, granted) for one in appeal.demands.all()],
        "links": [shaped for link, shaped in links if link.demand is None],
        "responses": [_response(one) for one in appeal.responses.all()],
        "corrections": [correction_on_record(one) for one in corrections],
        "relations": [_related(one.kind, one.other) for one in appeal.relations.all()],
        "related_by": [_related(one.kind, one.appeal) for one in appeal.relations_from.all()],
        "sources": cited(appeal.citations.all()),
    }


def _signatories(one: SignatoryCount) -> Signatories:
    return {
        "kind": CountKind(one.kind),
        "count": one.count,
        "breakdown": one.breakdown,
        "sources": cited(one.citations.all()),
    }


def _demand(demand: Demand, links: list[tuple[Link, LinkToAct]], granted: ByTarget) -> DemandOnRecord:
    return {
        "ordinal": demand.ordinal,
        "action": DemandAction(demand.action),
        "heading": demand.heading,
        "condition": demand.condition,
        "deadline": day(demand.deadline),
        "locator": demand.locator,
        "targets": [_target(one) for one in demand.targets.all()],
        "expansion": [_caught(one, granted) for one in demand.caught.all()],
        "outcomes": [_outcome(one) for one in demand.outcomes.all()],
        "links": [shaped for link, shaped in links if link.demand == demand],
        "sources": cited(demand.citations.all()),
    }


def _target(target: Target) -> TargetOfDemand:
    one, other = target.rule_one, target.rule_other
    return {
        "kind": TargetKind(target.kind),
        "agreement": agreement_ref(target.agreement) if target.agreement else None,
        "rule": {"one": party_ref(one), "other": party_ref(other)} if one and other else None,
        "description": target.description,
    }


def _caught(caught: CaughtAgreement, granted: ByTarget) -> CaughtByDemand:
    supposed = granted.get((caught.demand_id, caught.agreement_id))
    return {
        "agreement": agreement_ref(caught.agreement),
        "how": Caught(caught.how),
        "status": agreement_status(caught.status_code),
        "if_granted": if_granted_given(supposed) if supposed else None,
    }


def _outcome(outcome: Outcome) -> OutcomeOnRecord:
    return {
        "kind": OutcomeKind(outcome.kind),
        "asserted_by": outcome.asserted_by,
        "asserted_on": day(outcome.asserted_on),
        "note": outcome.note,
        "sources": cited(outcome.citations.all()),
    }


def _link(link: Link, standing: Mapping[int, StatusChange | None]) -> LinkToAct:
    act = link.status_change
    stands = standing.get(act.pk, act)
    return {
        "status_change": _act(act),
        "standing": _act(stands) if stands else None,
        **graded_link(link),
    }


def _act(act: StatusChange) -> ActRef:
    return {
        "slug": act.slug,
        "url": act_url(act.slug),
        "act": Act(act.act),
        "agreement": agreement_ref(act.agreement),
    }


def graded_link(link: Link) -> GradedLink:
    return {
        "relation": LinkRelation(link.relation),
        "grade": Grade(link.grade),
        "in_part": link.in_part,
        "quotation": link.quotation,
        "note": link.note,
        "sources": cited(link.citations.all()),
    }


def _response(response: Response) -> ResponseOnRecord:
    return {
        "kind": ResponseKind(response.kind),
        "by": response.by,
        "responded_on": day(response.responded_on),
        "summary": response.summary,
        "sources": cited(response.citations.all()),
    }


def _related(kind: str, other: Appeal) -> RelatedAppeal:
    return {"kind": AppealRelationKind(kind), "appeal": appeal_ref(other)}
