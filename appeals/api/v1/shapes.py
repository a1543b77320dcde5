"""What answers about appeals look like. An appeal changes no status; it is shown beside it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypedDict

from django.urls import reverse

from appeals.api.v1.corrections import AppealCorrectionOnRecord, correction_on_record
from appeals.api.v1.if_granted import IfGrantedGiven, if_granted_given
from appeals.api.v1.signing import (
    FurtherAddressee,
    SignatoryListed,
    TextOnRecord,
    further_addressee,
    signatory_listed,
    text_on_record,
)
from appeals.api.v1.targets import SinceFrozen, TargetOfDemand, since_frozen, target_of_demand
from appeals.models import (
    Appeal,
    AppealCorrection,
    AppealParty,
    CaughtAgreement,
    CounterEvidence,
    Demand,
    Link,
    Outcome,
    Response,
    SignatoryCount,
)
from appeals.queries.appeal_file import AppealFile
from appeals.queries.if_granted import ByTarget
from appeals.queries.later_knowledge import Since
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


class ActRef(TypedDict):
    slug: str
    url: str
    act: Act
    agreement: AgreementRef


class AgainstLink(TypedDict):
    statement: str
    sources: list[Cited]


class GradedLink(TypedDict):
    """An analyst's graded judgement on how an appeal relates to an act: no more than its relation and grade."""

    id: Annotated[int, "By which it is corrected or retracted; as in the public tables"]
    relation: LinkRelation
    grade: Grade
    in_part: bool
    quotation: Annotated[str, "May be empty"]
    note: Annotated[str, "May be empty"]
    counter_evidence: Annotated[list[AgainstLink], "What speaks against the link; it stands beside it"]
    sources: list[Cited]


class LinkToAct(GradedLink):
    """An analyst's graded judgement on how the appeal relates to an act: no more than its relation and grade."""

    status_change: Annotated[ActRef, "The act that was linked"]
    standing: Annotated[ActRef | None, "The act that stands: another where it was corrected; null if it was retracted"]


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

    id: Annotated[int, "By which it is corrected or retracted; as in the public tables"]
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
    since: Annotated[SinceFrozen | None, "Apart from the expansion: what the rules would catch; null without a rule"]
    outcomes: Annotated[list[OutcomeOnRecord], "Those that stand; empty where no outcome is on record"]
    links: list[LinkToAct]
    sources: list[Cited]


class ResponseOnRecord(TypedDict):
    """Somebody answered. A response is no outcome."""

    id: Annotated[int, "By which it is corrected or retracted; as in the public tables"]
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
    further_addressees: list[FurtherAddressee]
    texts: Annotated[list[TextOnRecord], "Versions and languages of the text that the record has seen"]
    signatory_counts: list[Signatories]
    signatories: Annotated[list[SignatoryListed], "Those that stand, in the order of the list; also names taken back"]
    demands: list[DemandOnRecord]
    links: Annotated[list[LinkToAct], "Of the appeal as a whole; those of a demand are with it"]
    responses: Annotated[list[ResponseOnRecord], "Those that stand"]
    corrections: Annotated[list[AppealCorrectionOnRecord], "By then, the latest first"]
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
    since: Mapping[int, Since],
) -> AppealAnswer:
    """``standing`` says by key, of linked acts that do not stand, what stands instead; ``since`` by demand, what its
    rules would catch."""
    appeal = file.appeal
    links = [(link, link_to_act(link, standing)) for link in file.links]
    return {
        **appeal_row(appeal),
        "known_at": known(knowledge),
        "received_on": day(appeal.received_on),
        "published_on": day(appeal.published_on),
        "language": appeal.language,
        "grounds": appeal.grounds,
        "summary": appeal.summary,
        "further_addressees": [further_addressee(one) for one in appeal.further_addressees.all()],
        "texts": [text_on_record(one) for one in appeal.texts.all()],
        "signatory_counts": [signatories_counted(one) for one in appeal.signatory_counts.all()],
        "signatories": [signatory_listed(one) for one in file.signatories],
        "demands": [demand_on_record(one, links, granted, since) for one in appeal.demands.all()],
        "links": [shaped for link, shaped in links if link.demand is None],
        "responses": [response_on_record(one) for one in appeal.responses.all()],
        "corrections": [correction_on_record(one) for one in corrections],
        "relations": [_related(one.kind, one.other) for one in appeal.relations.all()],
        "related_by": [_related(one.kind, one.appeal) for one in appeal.relations_from.all()],
        "sources": cited(appeal.citations.all()),
    }


def signatories_counted(one: SignatoryCount) -> Signatories:
    return {
        "kind": CountKind(one.kind),
        "count": one.count,
        "breakdown": one.breakdown,
        "sources": cited(one.citations.all()),
    }


def demand_on_record(
    demand: Demand, links: list[tuple[Link, LinkToAct]], granted: ByTarget, since: Mapping[int, Since]
) -> DemandOnRecord:
    known = since.get(demand.pk)
    return {
        "ordinal": demand.ordinal,
        "action": DemandAction(demand.action),
        "heading": demand.heading,
        "condition": demand.condition,
        "deadline": day(demand.deadline),
        "locator": demand.locator,
        "targets": [target_of_demand(one) for one in demand.targets.all()],
        "expansion": [_caught(one, granted) for one in demand.caught.all()],
        "since": since_frozen(known) if known is not None else None,
        "outcomes": [outcome_on_record(one) for one in demand.outcomes.all()],
        "links": [shaped for link, shaped in links if link.demand == demand],
        "sources": cited(demand.citations.all()),
    }


def _caught(caught: CaughtAgreement, granted: ByTarget) -> CaughtByDemand:
    supposed = granted.get((caught.demand_id, caught.agreement_id))
    return {
        "agreement": agreement_ref(caught.agreement),
        "how": Caught(caught.how),
        "status": agreement_status(caught.status_code),
        "if_granted": if_granted_given(supposed) if supposed else None,
    }


def outcome_on_record(outcome: Outcome) -> OutcomeOnRecord:
    return {
        "id": outcome.pk,
        "kind": OutcomeKind(outcome.kind),
        "asserted_by": outcome.asserted_by,
        "asserted_on": day(outcome.asserted_on),
        "note": outcome.note,
        "sources": cited(outcome.citations.all()),
    }


def link_to_act(link: Link, standing: Mapping[int, StatusChange | None]) -> LinkToAct:
    act = link.status_change
    stands = standing.get(act.pk, act)
    return {
        "status_change": act_ref(act),
        "standing": act_ref(stands) if stands else None,
        **graded_link(link),
    }


def act_ref(act: StatusChange) -> ActRef:
    return {
        "slug": act.slug,
        "url": act_url(act.slug),
        "act": Act(act.act),
        "agreement": agreement_ref(act.agreement),
    }


def graded_link(link: Link) -> GradedLink:
    return {
        "id": link.pk,
        "relation": LinkRelation(link.relation),
        "grade": Grade(link.grade),
        "in_part": link.in_part,
        "quotation": link.quotation,
        "note": link.note,
        "counter_evidence": [_against(one) for one in link.counter_evidence.all()],
        "sources": cited(link.citations.all()),
    }


def _against(one: CounterEvidence) -> AgainstLink:
    return {"statement": one.statement, "sources": cited(one.citations.all())}


def response_on_record(response: Response) -> ResponseOnRecord:
    return {
        "id": response.pk,
        "kind": ResponseKind(response.kind),
        "by": response.by,
        "responded_on": day(response.responded_on),
        "summary": response.summary,
        "sources": cited(response.citations.all()),
    }


def _related(kind: str, other: Appeal) -> RelatedAppeal:
    return {"kind": AppealRelationKind(kind), "appeal": appeal_ref(other)}
