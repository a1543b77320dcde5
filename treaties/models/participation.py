"""One party's file under one agreement: its side, the body that acted for it, and its standing over time."""

from typing import ClassVar

from django.db import models

from treaties.models.agreements import Agreement
from treaties.models.journal import Recorded
from treaties.models.parties import Party
from treaties.models.timelines import DatedStatus, timeline_constraints


class Participation(DatedStatus, Recorded):
    """``side`` is 1 or 2 under a bilateral agreement, NULL under a multilateral one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="participations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="participations")
    side = models.SmallIntegerField(null=True, blank=True)
    acting_body = models.CharField(max_length=200, blank=True, help_text="The ministry or agency that acted for it")

    class Meta:
        ordering: ClassVar = ["side", "party__name"]
        constraints = [
            *timeline_constraints("participation"),
            models.UniqueConstraint(
                fields=["agreement", "party"],
                name="a_party_takes_part_once",
                violation_error_message="This party already takes part in this agreement.",
            ),
            models.CheckConstraint(
                condition=models.Q(side__isnull=True) | models.Q(side__in=[1, 2]), name="a_side_is_one_or_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} under {self.agreement}"
