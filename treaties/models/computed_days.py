"""Days that law computes: deadlines, and days that a source states otherwise. Derived, like timelines."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from treaties.models.agreements import Agreement
from treaties.models.partial_dates import PartialDateField
from treaties.models.participation import Participation
from treaties.models.status_changes import StatusChange
from treaties.vocabulary import DayKind


class ComputedDay(models.Model):
    """One day, as the record stands now. Not a fact: ``verify`` computes it again.

    ``asserted_on`` is what a source states of the same; ``differs`` that the two cannot be one day. ``because`` are the
    refs of the clauses and acts that it rests on, in order.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="computed_days")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="computed_days", null=True, blank=True
    )
    status_change = models.ForeignKey(
        StatusChange,
        on_delete=models.PROTECT,
        related_name="computed_days",
        null=True,
        blank=True,
        help_text="The act whose day it is",
    )
    kind = models.CharField(max_length=24, choices=DayKind.choices())
    computed_on = PartialDateField(null=False)
    asserted_on = PartialDateField()
    differs = models.BooleanField(default=False)
    is_due = models.BooleanField(default=True, help_text="Nothing on record overtakes it")
    because = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        ordering: ClassVar = ["computed_on_earliest", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in DayKind]),
                name="a_computed_day_is_of_the_vocabulary",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["computed_on_latest", "id"], name="deadlines_by_day", condition=models.Q(is_due=True)),
            models.Index(fields=["agreement"], name="days_that_differ", condition=models.Q(differs=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.computed_on}: {self.agreement_id}"
