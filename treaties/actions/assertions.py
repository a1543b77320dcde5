"""Recording what sources say the status was. It changes nothing, and stands beside what is derived."""

from collections.abc import Sequence
from dataclasses import dataclass

from treaties.actions.sources import Cite, cite_each
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionToRecord:
    """An assertion with the sources that make it, and the slug that it is to have."""

    agreement: Agreement
    slug: str
    given: AssertionGiven
    cites: Sequence[Cite]


def record_assertion(
    block: Block, *, agreement: Agreement, slug: str, given: AssertionGiven, cites: Sequence[Cite]
) -> StatusAssertion:
    """Raises Refused without a source."""
    to_record = AssertionToRecord(agreement=agreement, slug=slug, given=given, cites=cites)
    return record_assertions(block, [to_record])[0]


def record_assertions(block: Block, given: Sequence[AssertionToRecord]) -> list[StatusAssertion]:
    """In two statements, in the order given. Raises Refused where one is without a source; then none is written."""
    if any(not one.cites for one in given):
        raise Refused(Finding("no_source", "An assertion is recorded with the source that makes it.", field="source"))
    rows = StatusAssertion.objects.bulk_create(_row(one) for one in given)
    cite_each(block, [(row, one.cites) for row, one in zip(rows, given, strict=True)])
    return rows


def _row(one: AssertionToRecord) -> StatusAssertion:
    return StatusAssertion(
        agreement=one.agreement,
        slug=one.slug,
        asserted_on=one.given.asserted_on,
        status=one.given.status,
        since=one.given.since,
        reason=one.given.reason or "",
        note=one.given.note,
    )
