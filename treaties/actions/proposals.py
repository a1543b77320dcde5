"""Proposing what somebody else is to accept, and deciding on it. A proposal is no write to the record, and needs no
block; accepting one happens in the block that records it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Now

from treaties.models import Agreement, Block, Proposal
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import Decision

type Filled = dict[str, list[str]]
"""A form as it was filled in: the values of each field, by its name."""
LONGEST = 300
"""Characters of a title."""


def propose(
    *,
    by: Any,
    screen: str,
    title: str,
    filled: Filled,
    reason: str,
    overrides: Sequence[str] = (),
    agreement: Agreement | None = None,
) -> Proposal:
    """Keep a form for somebody else to accept; ``overrides`` are the codes of the rules that it is against.

    Raises Refused: without a reason, where the same person proposed the same form before and it still waits, and where
    as many forms of theirs wait as may.
    """
    if not reason.strip():
        raise Refused(Finding("no_reason", "Say why you propose it: whoever decides reads it.", field="reason"))
    with transaction.atomic():
        get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)  # one person's forms, one after another
        if Proposal.objects.waiting().filter(proposed_by=by.pk, screen=screen, filled=filled).exists():
            sentence = "You have proposed exactly this before, and it still waits; it was not proposed a second time."
            raise Refused(Finding("proposed_before", sentence))
        _refuse_too_many(Proposal.objects.waiting().filter(proposed_by=by.pk).count())
        return Proposal.objects.create(
            proposed_by_id=by.pk,
            screen=screen,
            title=_clipped(title),
            filled=filled,
            reason=reason.strip(),
            overrides=list(dict.fromkeys(overrides)),
            agreement=agreement,
        )


def _refuse_too_many(waiting: int) -> None:
    if waiting >= settings.PROPOSALS_WAITING:
        sentence = (
            f"{waiting:,} proposals of yours wait, and no more may: an editor must decide on some, or you withdraw "
            "some, before you propose another."
        )
        raise Refused(Finding("too_many_waiting", sentence))


def _clipped(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"


def accept_proposal(block: Block, *, proposal: Proposal, by: Any, filled: Filled) -> Proposal:
    """Say that what this block records was proposed; with changes, where the form was filled in otherwise. Call it
    before anything is recorded: it holds the proposal, so that of two people who decide at once the second is told.

    Raises Refused: on one's own proposal, and on one that was decided.
    """
    waiting = _waiting(proposal, by)
    is_amended = filled != waiting.filled
    waiting.decision = Decision.AMENDED if is_amended else Decision.ACCEPTED
    waiting.amended = filled if is_amended else None
    waiting.recorded_in = block
    return _decided(waiting, by)


def refuse_proposal(*, proposal: Proposal, by: Any, reason: str) -> Proposal:
    """Nothing is recorded, and the proposer reads why. Raises Refused: without a reason, and as above."""
    if not reason.strip():
        raise Refused(Finding("no_reason", "Say why it is refused: the proposer reads it.", field="decision_reason"))
    with transaction.atomic():
        waiting = _waiting(proposal, by)
        waiting.decision, waiting.decision_reason = Decision.REFUSED, reason.strip()
        return _decided(waiting, by)


def withdraw_proposal(*, proposal: Proposal, by: Any) -> Proposal:
    """The proposer takes it back. Raises Refused: on another's proposal, and on one that was decided."""
    with transaction.atomic():
        waiting = _locked(proposal)
        if waiting.proposed_by_id != by.pk:
            raise Refused(Finding("not_own_proposal", "Only who made a proposal withdraws it."))
        waiting.decision = Decision.WITHDRAWN
        return _decided(waiting, by)


def _waiting(proposal: Proposal, by: Any) -> Proposal:
    waiting = _locked(proposal)
    if waiting.proposed_by_id == by.pk:
        sentence = "Nobody decides on their own proposal: another editor does."
        raise Refused(Finding("own_proposal", sentence))
    return waiting


def _locked(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, held until the transaction ends."""
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.decision:
        decision, who = Decision(locked.decision).label, locked.decided_by
        sentence = f"This proposal was {decision} before, by {who.get_username() if who else 'somebody'}."
        raise Refused(Finding("decided_before", sentence))
    return locked


def _decided(proposal: Proposal, by: Any) -> Proposal:
    proposal.decided_by_id, proposal.decided_at = by.pk, Now()
    fields = ["decision", "decided_by", "decided_at", "decision_reason", "amended", "recorded_in"]
    proposal.save(update_fields=fields)
    return proposal
