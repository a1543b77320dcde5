"""Corrections and retractions of what came back to an appeal: of responses and of outcomes."""

from django.db import models

from appeals.models.responses import Outcome, Response
from treaties.models.corrections import BaseCorrection, correction_constraints


class AppealCorrection(BaseCorrection):
    """The replacement answers the same appeal, or tells of the same demand, and is of the same block."""

    response = models.OneToOneField(
        Response, on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    replacement_response = models.OneToOneField(
        Response, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )
    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    replacement_outcome = models.OneToOneField(
        Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )

    class Meta:
        constraints = correction_constraints(("response", "replacement_response"), ("outcome", "replacement_outcome"))

    @property
    def row(self) -> Response | Outcome:
        row = self.response or self.outcome
        assert row, "a correction is of one row"
        return row

    @property
    def replacement(self) -> Response | Outcome | None:
        return self.replacement_response or self.replacement_outcome
