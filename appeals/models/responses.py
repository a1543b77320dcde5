"""What came back: responses to an appeal, and outcomes per demand. Append-only, each with who asserts it."""

from typing import ClassVar

from django.db import models

from appeals.models.appeals import Appeal
from appeals.models.demands import Demand
from appeals.vocabulary import OutcomeKind, ResponseKind
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.status_changes import CorrectableQuerySet


class Response(Recorded):
    """Somebody answers an appeal. A response is not an outcome."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=16, choices=ResponseKind.choices())
    by = models.CharField(max_length=200, help_text="The office that answers")
    responded_on = PartialDateField()
    summary = models.TextField()

    objects = CorrectableQuerySet["Response"].as_manager()

    class Meta:
        ordering: ClassVar = ["responded_on_earliest", "pk"]
        constraints = [*bounds_in_order("responded_on")]

    def __str__(self) -> str:
        return f"{self.by}: {self.summary}"


class Outcome(Recorded):
    """What came of a demand, as somebody asserts. *No outcome on record* is the absence of a row, never stored."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=OutcomeKind.choices())
    asserted_by = models.CharField(max_length=200)
    asserted_on = PartialDateField()
    note = models.TextField(blank=True)

    objects = CorrectableQuerySet["Outcome"].as_manager()

    class Meta:
        ordering: ClassVar = ["asserted_on_earliest", "pk"]
        constraints = [*bounds_in_order("asserted_on")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"
