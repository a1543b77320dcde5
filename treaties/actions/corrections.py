"""Mending the record in the open: a further row says that an earlier one no longer stands, and why.

What was known before stays answerable: every earlier state of knowledge still holds the earlier row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.slugs import free_slug
from treaties.actions.sources import Cite, cite
from treaties.actions.status_changes import (
    ActGiven,
    ActToRecord,
    check_acts,
    facts_now,
    free_act_slug,
    write_acts,
)
from treaties.actions.timelines import derive_timelines, lock_agreement
from treaties.models import Agreement, Block, Correction, StatusAssertion, StatusChange
from treaties.queries.in_words import act_in_words
from treaties.rules.findings import Finding, Refused, Strictness


@dataclass(frozen=True, slots=True)
class Mending:
    """The correction, the agreement with its new status, what stands instead (``None``: retracted), and warnings."""

    correction: Correction
    agreement: Agreement
    change: StatusChange | None = None
    warnings: tuple[Finding, ...] = ()


def correct_status_change(
    block: Block,
    *,
    change: StatusChange,
    given: ActGiven,
    reason: str,
    cites: Sequence[Cite],
    strictness: Strictness = Strictness.PERSON,
    slug: str = "",
) -> Mending:
    """Put another act in the place of one that was recorded wrongly, under the same agreement.

    Raises Refused: without a reason or a source, where the act no longer stands, or where a rule forbids the new one.
    """
    agreement = lock_agreement(change.agreement)
    check_mendable(change, reason)
    act = ActToRecord(given=given, cites=cites, slug=slug or free_act_slug(agreement, given))
    facts = facts_now(agreement)
    without = facts.with_acts(tuple(fact for fact in facts.acts if fact.ref != change.slug))
    warnings = check_acts(without, [act], strictness=strictness)[act.slug]
    replacement = write_acts(block, [(agreement, [act])])[act.slug]
    correction = Correction.objects.create(status_change=change, replacement_change=replacement, reason=reason.strip())
    return Mending(correction, derive_timelines(block, agreement), replacement, warnings)


def retract_status_change(block: Block, *, change: StatusChange, reason: str, cites: Sequence[Cite] = ()) -> Mending:
    """Say that an act did not take place, or is not of this agreement. Raises Refused: no reason, or mended before."""
    agreement = lock_agreement(change.agreement)
    check_mendable(change, reason)
    correction = Correction.objects.create(status_change=change, reason=reason.strip())
    cite(block, correction, cites)
    return Mending(correction, derive_timelines(block, agreement))


def correct_assertion(
    block: Block,
    *,
    assertion: StatusAssertion,
    given: AssertionGiven,
    reason: str,
    cites: Sequence[Cite],
    slug: str = "",
) -> StatusAssertion:
    """The source says something else than we had recorded. Raises Refused."""
    agreement = lock_agreement(assertion.agreement)
    check_mendable(assertion, reason)
    slug = slug or free_slug(assertion.slug, StatusAssertion.objects.all())
    replacement = record_assertion(block, agreement=agreement, slug=slug, given=given, cites=cites)
    Correction.objects.create(assertion=assertion, replacement_assertion=replacement, reason=reason.strip())
    return replacement


def retract_assertion(
    block: Block, *, assertion: StatusAssertion, reason: str, cites: Sequence[Cite] = ()
) -> Correction:
    """The source does not say so. Raises Refused."""
    lock_agreement(assertion.agreement)
    check_mendable(assertion, reason)
    correction = Correction.objects.create(assertion=assertion, reason=reason.strip())
    cite(block, correction, cites)
    return correction


def check_mendable(row: Model, reason: str) -> None:
    """Raises Refused: a row is answered once, and with a reason. Call it under the lock of what the row belongs to."""
    if not reason.strip():
        raise Refused(Finding("no_reason", "Say why the earlier row no longer stands.", field="reason"))
    if not type(row)._default_manager.filter(pk=row.pk, correction=None).exists():
        sentence = "This was already corrected or retracted; mend what stands instead."
        raise Refused(Finding("stands_no_longer", sentence))


def answered_by_others(change: StatusChange) -> list[Finding]:
    """A warning for each act that stands and answers this one, which will not."""
    answers = change.answers.standing().select_related("participation__party")
    sentence = "Another act answers this one, and may have to be corrected too: {}."
    return [Finding("answered_by_others", sentence.format(act_in_words(one))) for one in answers]
