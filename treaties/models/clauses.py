"""Clauses: rules of an agreement as data."""

from typing import ClassVar

from django.db import models

from treaties.models.agreements import Agreement
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.vocabulary import ClauseKind


class Clause(Recorded):
    """A duration, or a notice period. A duration runs from its own sourced start, else from the entry into force."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    kind = models.CharField(max_length=16, choices=ClauseKind.choices())
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_from = PartialDateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["agreement", "kind"]
        constraints = [
            *bounds_in_order("counted_from"),
            models.UniqueConstraint(fields=["agreement", "kind"], name="a_clause_of_each_kind_once"),
            models.CheckConstraint(
                condition=models.Q(kind=ClauseKind.DURATION, months__gt=0, days__isnull=True)
                | models.Q(kind=ClauseKind.NOTICE_PERIOD, months__isnull=True, days__gt=0)
                | models.Q(kind=ClauseKind.NOTICE_PERIOD, months__gt=0, days__isnull=True),
                name="a_clause_has_the_length_its_kind_needs",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"clause:{self.kind}"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.length}"

    @property
    def length(self) -> str:
        """The length in words: ``five years`` as ``5 years``, ``60 days``."""
        if self.days:
            return f"{self.days} days"
        years, months = divmod(self.months or 0, 12)
        amounts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((years, "year"), (months, "month")) if n]
        return " and ".join(amounts)
