"""Judging a contradiction: what an analyst concludes, on what, and why. It edits nothing and changes no status."""

from collections.abc import Sequence

from treaties.actions.sources import Cite, cite
from treaties.actions.timelines import lock_agreement
from treaties.models import Agreement, Block, Judgement, StatusAssertion, StatusChange
from treaties.queries.contradictions import contradictions_on
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import Verdict


def record_judgement(
    block: Block,
    *,
    agreement: Agreement,
    assertion: StatusAssertion | None = None,
    change: StatusChange | None = None,
    verdict: Verdict,
    reason: str,
    cites: Sequence[Cite],
) -> Judgement:
    """On one thing that a source says: an assertion, or an act with its day. A later judgement on it counts instead.

    Raises Refused: without a reason or a source; on both or neither; on what is of another agreement, no longer stands,
    or is contradicted by nothing.
    """
    lock_agreement(agreement)
    findings = [*_incomplete(reason, cites), *_not_to_be_judged(agreement, assertion, change)]
    if findings:
        raise Refused(*findings)
    judgement = Judgement.objects.create(
        agreement=agreement, assertion=assertion, status_change=change, verdict=verdict, reason=reason.strip()
    )
    cite(block, judgement, cites)
    return judgement


def _incomplete(reason: str, cites: Sequence[Cite]) -> list[Finding]:
    found = []
    if not reason.strip():
        found.append(Finding("no_reason", "Say what the judgement rests on.", field="reason"))
    if not cites:
        found.append(Finding("no_source", "A judgement is recorded with the source that it rests on.", field="source"))
    return found


def _not_to_be_judged(
    agreement: Agreement, assertion: StatusAssertion | None, change: StatusChange | None
) -> list[Finding]:
    row = assertion or change
    if row is None or (assertion and change):
        return [Finding("judges_one_thing", "A judgement is on one assertion, or on one act.")]
    if row.agreement_id != agreement.pk:
        return [Finding("judges_another_agreement", "What is judged is of another agreement.")]
    if not type(row)._default_manager.filter(pk=row.pk, correction=None).exists():
        sentence = "This was corrected or retracted; judge what stands instead."
        return [Finding("stands_no_longer", sentence)]
    if not any(one.row == row for one in contradictions_on(row)):
        sentence = "Neither the record, nor the law, nor another source says otherwise: there is nothing to judge."
        return [Finding("nothing_to_judge", sentence)]
    return []
