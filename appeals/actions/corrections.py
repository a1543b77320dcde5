"""Mending what is on record about appeals: a further row says what no longer stands, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from appeals.actions.citations import cite_appeal, cites_again
from appeals.actions.links import make_link
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.actions.signatories import SignatoryGiven, add_signatory_instead
from appeals.models import AppealCorrection, CounterEvidence, Demand, Link, Outcome, Response, Signatory
from appeals.vocabulary import Grade, LinkRelation
from treaties.actions.corrections import check_mendable
from treaties.actions.sources import Cite
from treaties.models import Block, StatusChange
from treaties.rules.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGiven:
    """What a link says, before it is put in the place of another of the same appeal."""

    status_change: StatusChange
    relation: LinkRelation
    demand: Demand | None = None
    grade: Grade = Grade.E
    in_part: bool = False
    quotation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LinkCorrected:
    """The correction, and what the rules only warn of in the new link."""

    correction: AppealCorrection
    warnings: tuple[Finding, ...]


def correct_response(
    block: Block, *, response: Response, given: ResponseGiven, reason: str, cites: Sequence[Cite]
) -> AppealCorrection:
    """Put another response in the place of one that was recorded wrongly. Raises Refused."""
    check_mendable(response, reason)
    replacement = record_response(block, appeal=response.appeal, given=given, cites=cites)
    return AppealCorrection.objects.create(response=response, replacement_response=replacement, reason=reason.strip())


def retract_response(block: Block, *, response: Response, reason: str, cites: Sequence[Cite] = ()) -> AppealCorrection:
    """Say that nobody answered so. Raises Refused."""
    return _retract(block, response, AppealCorrection(response=response), reason, cites)


def correct_outcome(
    block: Block, *, outcome: Outcome, given: OutcomeGiven, reason: str, cites: Sequence[Cite] = ()
) -> AppealCorrection:
    """Put another outcome in the place of one that was recorded wrongly. Raises Refused."""
    check_mendable(outcome, reason)
    replacement = record_outcome(block, demand=outcome.demand, given=given, cites=cites)
    return AppealCorrection.objects.create(outcome=outcome, replacement_outcome=replacement, reason=reason.strip())


def retract_outcome(block: Block, *, outcome: Outcome, reason: str, cites: Sequence[Cite] = ()) -> AppealCorrection:
    """Say that this did not come of the demand. Raises Refused."""
    return _retract(block, outcome, AppealCorrection(outcome=outcome), reason, cites)


def correct_link(
    block: Block, *, link: Link, given: LinkGiven, reason: str, cites: Sequence[Cite] = ()
) -> LinkCorrected:
    """Put another link in the place of one that was judged wrongly. What speaks against it stays beside the new one.

    Raises Refused: without a reason, where the link no longer stands, or where a rule forbids the new one.
    """
    check_mendable(link, reason)
    made = make_link(
        block,
        appeal=link.appeal,
        status_change=given.status_change,
        relation=given.relation,
        demand=given.demand,
        grade=given.grade,
        in_part=given.in_part,
        quotation=given.quotation,
        note=given.note,
        cites=cites,
        instead_of=link,
    )
    for against in CounterEvidence.objects.filter(link=link).order_by("pk"):
        again = CounterEvidence.objects.create(link=made.link, statement=against.statement)
        cite_appeal(block, again, cites_again(against))
    correction = AppealCorrection.objects.create(link=link, replacement_link=made.link, reason=reason.strip())
    return LinkCorrected(correction, made.warnings)


def retract_link(block: Block, *, link: Link, reason: str, cites: Sequence[Cite] = ()) -> AppealCorrection:
    """Say that the appeal has not this to do with the act. Raises Refused."""
    return _retract(block, link, AppealCorrection(link=link), reason, cites)


def correct_signatory(
    block: Block, *, signatory: Signatory, given: SignatoryGiven, reason: str, cites: Sequence[Cite] = ()
) -> AppealCorrection:
    """Put another name or capacity in the place of one that was recorded wrongly. Raises Refused."""
    check_mendable(signatory, reason)
    replacement = add_signatory_instead(block, signatory=signatory, given=given, cites=cites)
    return AppealCorrection.objects.create(
        signatory=signatory, replacement_signatory=replacement, reason=reason.strip()
    )


def retract_signatory(
    block: Block, *, signatory: Signatory, reason: str, cites: Sequence[Cite] = ()
) -> AppealCorrection:
    """Say that this was not signed so: an error of our record, not a signature taken back. Raises Refused."""
    return _retract(block, signatory, AppealCorrection(signatory=signatory), reason, cites)


def _retract(
    block: Block, row: Model, correction: AppealCorrection, reason: str, cites: Sequence[Cite]
) -> AppealCorrection:
    check_mendable(row, reason)
    correction.reason = reason.strip()
    correction.save()
    cite_appeal(block, correction, cites)
    return correction
