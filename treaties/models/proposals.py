"""Proposals: what somebody would write to the record, and nobody has accepted yet. They are no part of the record."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from treaties.models.agreements import Agreement
from treaties.models.journal import Block
from treaties.vocabulary import Decision

ACCEPTING = (Decision.ACCEPTED, Decision.AMENDED)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(decision="")

    def waiting_for(self, user_id: int) -> Self:
        """Those that this person may decide: nobody decides on their own."""
        return self.waiting().exclude(proposed_by=user_id)


class Proposal(models.Model):
    """One form of the desk as it was filled in, by whom and why. The database keeps it as it was proposed, and lets it
    be decided once.

    To accept it is to fill in the same form with the same words, as the person who accepts; amended, with other words.
    """

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    screen = models.CharField(max_length=300, help_text="The address of the form")
    title = models.CharField(max_length=300, help_text="What it would record, in words")
    filled = models.JSONField(help_text="The form as it was filled in: the values of each field, by its name")
    reason = models.TextField()
    overrides = ArrayField(
        models.CharField(max_length=64), default=list, blank=True, help_text="Codes of the rules that it is against"
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    decision = models.CharField(max_length=10, choices=Decision.choices(), blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_proposals"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    amended = models.JSONField(null=True, blank=True, help_text="The form as it was accepted, where that differs")
    recorded_in = models.ForeignKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        permissions: ClassVar = [("decide_proposal", "Can accept, amend or refuse proposals of others")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_proposal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", Decision.WITHDRAWN]) | ~Q(decided_by=F("proposed_by")),
                name="nobody_decides_on_their_own_proposal",
                violation_error_message="Nobody decides on their own proposal: another editor does.",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.WITHDRAWN) | Q(decided_by=F("proposed_by")),
                name="only_its_proposer_withdraws_a_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REFUSED) | ~Q(decision_reason=""),
                name="a_refusal_has_a_reason",
                violation_error_message="Say why it is refused: the proposer reads it.",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=ACCEPTING, recorded_in__isnull=False)
                | (~Q(decision__in=ACCEPTING) & Q(recorded_in__isnull=True)),
                name="what_was_accepted_is_in_the_journal",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.AMENDED, amended__isnull=False)
                | (~Q(decision=Decision.AMENDED) & Q(amended__isnull=True)),
                name="an_amended_proposal_says_what_was_recorded",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["decision", "-id"], name="proposals_by_decision")]

    def __str__(self) -> str:
        return self.title
