"""What the record held when, and how it mends itself: by a further row, which leaves the earlier one readable."""

from datetime import datetime
from typing import Annotated, Any, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.references import Cited, cited
from treaties.models import Clause, Correction, StatusAssertion, StatusChange
from treaties.models.corrections import BaseCorrection
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act, AgreementStatus


class KnowledgeGiven(TypedDict):
    """A state of knowledge: what the record held when this block of the journal was the last one."""

    block: int
    at: Annotated[datetime, "When the block was written (UTC)"]


class Mending(KnowledgeGiven):
    """When, and why, a row of the record was answered by another."""

    reason: Annotated[str, "Why the earlier row does not stand"]


class CorrectedBy(Mending):
    """The row does not stand: it was corrected, or retracted. A replacement may have been corrected in its turn."""

    slug: Annotated[str | None, "Of what was put in its place; null where it was retracted"]
    url: Annotated[str | None, "The address of what was put in its place, where it has one"]
    sources: Annotated[list[Cited], "Of a retraction; those of a correction are with what was put in its place"]


class Corrects(Mending):
    """The row was put in the place of an earlier one."""

    slug: Annotated[str, "Of the earlier row"]
    url: Annotated[str | None, "The address of the earlier row, where it has one"]


class MendedAct(TypedDict):
    """An act as it was recorded, in brief; the whole of it is at its address."""

    slug: str
    url: str
    act: Act
    by: Annotated[str | None, "The code of the party whose act it was; null for the agreement as a whole"]
    done_on: Day | None
    received_on: Day | None
    effective_on: Day | None


class MendedAssertion(TypedDict):
    """An assertion as it was recorded."""

    slug: str
    status: AgreementStatus
    asserted_on: Day | None
    since: Day | None


class CorrectionOnRecord(TypedDict):
    """One correction or retraction: exactly one of `status_change`, `assertion` and `clause` is not null."""

    status_change: Annotated[MendedAct | None, "The act that does not stand"]
    assertion: Annotated[MendedAssertion | None, "The assertion that does not stand"]
    clause: Annotated[str | None, "The reference of the clause that does not stand"]
    corrected_by: CorrectedBy


def known(knowledge: Knowledge | None) -> KnowledgeGiven | None:
    """``None`` while the record is empty."""
    return {"block": knowledge.no, "at": knowledge.at} if knowledge else None


def mending(correction: BaseCorrection) -> Mending:
    return {"block": correction.block.no, "at": correction.block.at, "reason": correction.reason}


def corrected_by(correction: Correction) -> CorrectedBy:
    replacement = correction.replacement
    return {
        "slug": _slug(replacement) if replacement else None,
        "url": _address(replacement),
        **mending(correction),
        "sources": cited(correction.citations.all()),
    }


def corrects(correction: Correction) -> Corrects:
    """Of the row that the correction put in the place of another."""
    earlier = correction.status_change or correction.assertion
    assert earlier, "a correction is of one row"
    return {"slug": earlier.slug, "url": _address(earlier), **mending(correction)}


def correction_on_record(correction: Correction) -> CorrectionOnRecord:
    act, said = correction.status_change, correction.assertion
    return {
        "status_change": _act(act) if act else None,
        "assertion": _assertion(said) if said else None,
        "clause": correction.clause.ref if correction.clause else None,
        "corrected_by": corrected_by(correction),
    }


def _slug(row: StatusChange | StatusAssertion | Clause) -> str:
    """A clause is known by its reference."""
    return row.ref if isinstance(row, Clause) else row.slug


def _act(change: StatusChange) -> MendedAct:
    return {
        "slug": change.slug,
        "url": act_url(change.slug),
        "act": Act(change.act),
        "by": change.participation.party.code if change.participation else None,
        "done_on": day(change.done_on),
        "received_on": day(change.received_on),
        "effective_on": day(change.effective_on),
    }


def _assertion(said: StatusAssertion) -> MendedAssertion:
    return {
        "slug": said.slug,
        "status": AgreementStatus(said.status),
        "asserted_on": day(said.asserted_on),
        "since": day(said.since),
    }


def act_url(slug: str) -> str:
    return reverse("api-status-change", args=[slug])


def _address(row: Any) -> str | None:
    """An assertion has no address of its own: it is part of its agreement's."""
    return act_url(row.slug) if isinstance(row, StatusChange) else None
