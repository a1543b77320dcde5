"""What sources say that the status was, beside what the record says."""

from typing import Annotated, TypedDict

from treaties.api.v1.shapes.days import Day, certain_day, day
from treaties.api.v1.shapes.knowledge import Corrects, KnowledgeGiven, corrects
from treaties.api.v1.shapes.references import AgreementRef, Cited, agreement_ref, cited
from treaties.models import Correction, StatusAssertion
from treaties.vocabulary import AgreementStatus, EndReason


class Assertion(TypedDict):
    """What a source says the status was. It changes nothing: it agrees or conflicts with what is derived."""

    slug: str
    status: AgreementStatus
    asserted_on: Annotated[Day, "The day on which, the source says, the status was so"]
    since: Day | None
    end_reason: EndReason | None
    borne_out: Annotated[bool, "Whether the record says the same of that day"]
    note: str
    corrects: Annotated[Corrects | None, "The assertion that it was put in the place of; null where there is none"]
    sources: list[Cited]


class AssertionInList(Assertion):
    """An assertion with its agreement."""

    agreement: AgreementRef


class AssertionList(TypedDict):
    """Those that stand, in the order of the last day that each is of."""

    known_at: KnowledgeGiven | None
    results: list[AssertionInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def assertion_given(said: StatusAssertion, borne_out: bool, correction: Correction | None) -> Assertion:
    assert said.asserted_on is not None
    return {
        "slug": said.slug,
        "status": AgreementStatus(said.status),
        "asserted_on": certain_day(said.asserted_on),
        "since": day(said.since),
        "end_reason": EndReason(said.reason) if said.reason else None,
        "borne_out": borne_out,
        "note": said.note,
        "corrects": corrects(correction) if correction else None,
        "sources": cited(said.citations.all()),
    }


def assertion_in_list(said: StatusAssertion, borne_out: bool, correction: Correction | None) -> AssertionInList:
    return {**assertion_given(said, borne_out, correction), "agreement": agreement_ref(said.agreement)}
