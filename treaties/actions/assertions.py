"""Recording what sources say the status was. It changes nothing, and stands beside what is derived."""

from collections.abc import Sequence
from dataclasses import dataclass

from treaties.actions.sources import Cite, cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, StatusAssertion
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import AgreementStatus, EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionGiven:
    """A source says that on a day the status was so; since when and why, if it says so."""

    asserted_on: PartialDate
    status: AgreementStatus
    since: PartialDate | None = None
    reason: EndReason | None = None
    note: str = ""


def record_assertion(
    block: Block, *, agreement: Agreement, slug: str, given: AssertionGiven, cites: Sequence[Cite]
) -> StatusAssertion:
    """Raises Refused without a source."""
    if not cites:
        raise Refused(Finding("no_source", "An assertion is recorded with the source that makes it.", field="source"))
    assertion = StatusAssertion.objects.create(
        agreement=agreement,
        slug=slug,
        asserted_on=given.asserted_on,
        status=given.status,
        since=given.since,
        reason=given.reason or "",
        note=given.note,
    )
    cite(block, assertion, cites)
    return assertion
