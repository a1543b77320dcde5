"""Mending what came back to appeals: a further row says what no longer stands, and why."""

from collections.abc import Sequence

from django.db.models import Model

from appeals.actions.citations import cite_appeal
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.models import AppealCorrection, Outcome, Response
from treaties.actions.corrections import check_mendable
from treaties.actions.sources import Cite
from treaties.models import Block


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


def _retract(
    block: Block, row: Model, correction: AppealCorrection, reason: str, cites: Sequence[Cite]
) -> AppealCorrection:
    check_mendable(row, reason)
    correction.reason = reason.strip()
    correction.save()
    cite_appeal(block, correction, cites)
    return correction
