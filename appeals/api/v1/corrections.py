"""What corrections and retractions of responses and outcomes look like."""

from typing import Annotated, TypedDict

from appeals.models import AppealCorrection, Outcome, Response
from appeals.vocabulary import OutcomeKind, ResponseKind
from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.knowledge import Mending, mending
from treaties.api.v1.shapes.references import Cited, cited


class MendedResponse(TypedDict):
    kind: ResponseKind
    by: str
    responded_on: Day | None
    summary: str


class MendedOutcome(TypedDict):
    demand: Annotated[int, "The number of the demand"]
    kind: OutcomeKind
    asserted_by: str
    asserted_on: Day | None
    note: str


class AppealCorrectionOnRecord(Mending):
    """A correction or retraction. Exactly one of `response` and `outcome`, as it was recorded, is not null."""

    response: Annotated[MendedResponse | None, "The response that does not stand"]
    outcome: Annotated[MendedOutcome | None, "The outcome that does not stand"]
    instead: Annotated[MendedResponse | MendedOutcome | None, "What was put in its place; null where it was retracted"]
    sources: Annotated[list[Cited], "Of a retraction"]


def correction_on_record(correction: AppealCorrection) -> AppealCorrectionOnRecord:
    response, outcome, instead = correction.response, correction.outcome, correction.replacement
    return {
        "response": _mended_response(response) if response else None,
        "outcome": _mended_outcome(outcome) if outcome else None,
        "instead": _instead(instead) if instead else None,
        **mending(correction),
        "sources": cited(correction.citations.all()),
    }


def _instead(row: Response | Outcome) -> MendedResponse | MendedOutcome:
    return _mended_response(row) if isinstance(row, Response) else _mended_outcome(row)


def _mended_response(response: Response) -> MendedResponse:
    return {
        "kind": ResponseKind(response.kind),
        "by": response.by,
        "responded_on": day(response.responded_on),
        "summary": response.summary,
    }


def _mended_outcome(outcome: Outcome) -> MendedOutcome:
    return {
        "demand": outcome.demand.ordinal,
        "kind": OutcomeKind(outcome.kind),
        "asserted_by": outcome.asserted_by,
        "asserted_on": day(outcome.asserted_on),
        "note": outcome.note,
    }
