"""What corrections and retractions of responses, outcomes, links and signatories look like."""

from typing import Annotated, TypedDict

from appeals.models import AppealCorrection, Link, Outcome, Response, Signatory
from appeals.vocabulary import Grade, LinkRelation, OutcomeKind, ResponseKind, SignatoryKind
from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.knowledge import Mending, mending
from treaties.api.v1.shapes.references import Cited, cited


class MendedResponse(TypedDict):
    id: int
    kind: ResponseKind
    by: str
    responded_on: Day | None
    summary: str


class MendedOutcome(TypedDict):
    id: int
    demand: Annotated[int, "The number of the demand"]
    kind: OutcomeKind
    asserted_by: str
    asserted_on: Day | None
    note: str


class MendedLink(TypedDict):
    id: int
    demand: Annotated[int | None, "The number of the demand; null for the appeal as a whole"]
    status_change: Annotated[str, "The slug of the act"]
    relation: LinkRelation
    grade: Grade
    in_part: bool
    quotation: str
    note: str


class MendedSignatory(TypedDict):
    kind: SignatoryKind
    name: str
    body: str
    convocation: str
    political_party: str
    constituency: str
    signed_on: Day | None


class AppealCorrectionOnRecord(Mending):
    """A correction or retraction. Exactly one of `response`, `outcome`, `link` and `signatory`, as it was recorded, is
    not null."""

    response: Annotated[MendedResponse | None, "The response that does not stand"]
    outcome: Annotated[MendedOutcome | None, "The outcome that does not stand"]
    link: Annotated[MendedLink | None, "The link that does not stand"]
    signatory: Annotated[MendedSignatory | None, "The signatory that does not stand"]
    instead: Annotated[
        MendedResponse | MendedOutcome | MendedLink | MendedSignatory | None,
        "What was put in its place; null where it was retracted",
    ]
    sources: Annotated[list[Cited], "Of a retraction"]


def correction_on_record(correction: AppealCorrection) -> AppealCorrectionOnRecord:
    response, outcome, instead = correction.response, correction.outcome, correction.replacement
    link, signatory = correction.link, correction.signatory
    return {
        "response": _mended_response(response) if response else None,
        "outcome": _mended_outcome(outcome) if outcome else None,
        "link": _mended_link(link) if link else None,
        "signatory": _mended_signatory(signatory) if signatory else None,
        "instead": _instead(instead) if instead else None,
        **mending(correction),
        "sources": cited(correction.citations.all()),
    }


def _instead(
    row: Response | Outcome | Link | Signatory,
) -> MendedResponse | MendedOutcome | MendedLink | MendedSignatory:
    match row:
        case Response():
            return _mended_response(row)
        case Outcome():
            return _mended_outcome(row)
        case Link():
            return _mended_link(row)
    return _mended_signatory(row)


def _mended_response(response: Response) -> MendedResponse:
    return {
        "id": response.pk,
        "kind": ResponseKind(response.kind),
        "by": response.by,
        "responded_on": day(response.responded_on),
        "summary": response.summary,
    }


def _mended_outcome(outcome: Outcome) -> MendedOutcome:
    return {
        "id": outcome.pk,
        "demand": outcome.demand.ordinal,
        "kind": OutcomeKind(outcome.kind),
        "asserted_by": outcome.asserted_by,
        "asserted_on": day(outcome.asserted_on),
        "note": outcome.note,
    }


def _mended_link(link: Link) -> MendedLink:
    return {
        "id": link.pk,
        "demand": link.demand.ordinal if link.demand else None,
        "status_change": link.status_change.slug,
        "relation": LinkRelation(link.relation),
        "grade": Grade(link.grade),
        "in_part": link.in_part,
        "quotation": link.quotation,
        "note": link.note,
    }


def _mended_signatory(signatory: Signatory) -> MendedSignatory:
    return {
        "kind": SignatoryKind(signatory.kind),
        "name": signatory.name,
        "body": signatory.body,
        "convocation": signatory.convocation,
        "political_party": signatory.political_party,
        "constituency": signatory.constituency,
        "signed_on": day(signatory.signed_on),
    }
