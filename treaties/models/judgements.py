"""What an analyst concludes where sources contradict each other or the law: a sourced judgement. It edits nothing."""

from typing import ClassVar

from django.db import models

from treaties.models.agreements import Agreement
from treaties.models.arcs import points_to_one_of
from treaties.models.journal import Recorded
from treaties.models.status_changes import StatusAssertion, StatusChange
from treaties.vocabulary import Verdict


class Judgement(Recorded):
    """On what a source asserts, or on an act whose day differs from what law computes. The latest one counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="judgements")
    assertion = models.ForeignKey(
        StatusAssertion, on_delete=models.PROTECT, related_name="judgements", null=True, blank=True
    )
    status_change = models.ForeignKey(
        StatusChange, on_delete=models.PROTECT, related_name="judgements", null=True, blank=True
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices())
    reason = models.TextField(help_text="Why, for readers")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=points_to_one_of("assertion", "status_change"), name="a_judgement_is_on_one_contradiction"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=[str(verdict) for verdict in Verdict]),
                name="a_verdict_is_of_the_vocabulary",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_judgement_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.agreement_id}"
