"""What came back: responses to an appeal, and outcomes of its demands. A later row answers an earlier one."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.actions.citations import cite_appeal
from appeals.models import Appeal, Demand, Outcome, Response
from appeals.vocabulary import OutcomeKind, ResponseKind
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Block
from treaties.rules.findings import Finding, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseGiven:
    """Who answered, in which way, and what they said, in our own words."""

    kind: ResponseKind
    by: str
    summary: str
    responded_on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGiven:
    """What came of a demand, as somebody asserts."""

    kind: OutcomeKind
    asserted_by: str
    asserted_on: PartialDate | None = None
    note: str = ""


def record_response(block: Block, *, appeal: Appeal, given: ResponseGiven, cites: Sequence[Cite] = ()) -> Response:
    """Somebody answered, in whatever way. It is no outcome. Raises Refused without a source."""
    if not cites:
        raise Refused(Finding("no_source", "A response is recorded with the source that says so.", field="source"))
    response = Response.objects.create(
        appeal=appeal, kind=given.kind, by=given.by, responded_on=given.responded_on, summary=given.summary
    )
    cite_appeal(block, response, cites)
    return response


def record_outcome(block: Block, *, demand: Demand, given: OutcomeGiven, cites: Sequence[Cite] = ()) -> Outcome:
    """What came of a demand, as somebody asserts. Raises Refused where nobody does."""
    if not given.asserted_by.strip():
        raise Refused(Finding("asserted_by_nobody", "An outcome says who asserts it.", field="asserted_by"))
    outcome = Outcome.objects.create(
        demand=demand,
        kind=given.kind,
        asserted_by=given.asserted_by,
        asserted_on=given.asserted_on,
        note=given.note,
    )
    cite_appeal(block, outcome, cites)
    return outcome
