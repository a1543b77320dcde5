"""Corrections and retractions of facts about appeals: of responses, outcomes, links and signatories."""

from django.db import models

from appeals.models.links import Link
from appeals.models.responses import Outcome, Response
from appeals.models.signatories import Signatory
from treaties.models.corrections import BaseCorrection, correction_constraints


class AppealCorrection(BaseCorrection):
    """The replacement answers the same appeal, or tells of the same demand, and is of the same block;
    that of a link or a signatory is of the same appeal."""

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

    link = models.OneToOneField(Link, on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    replacement_link = models.OneToOneField(
        Link, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )
    signatory = models.OneToOneField(
        Signatory, on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    replacement_signatory = models.OneToOneField(
        Signatory, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )

    class Meta:
        constraints = correction_constraints(
            ("response", "replacement_response"),
            ("outcome", "replacement_outcome"),
            ("link", "replacement_link"),
            ("signatory", "replacement_signatory"),
        )

    @property
    def row(self) -> Response | Outcome | Link | Signatory:
        row = self.response or self.outcome or self.link or self.signatory
        assert row, "a correction is of one row"
        return row

    @property
    def replacement(self) -> Response | Outcome | Link | Signatory | None:
        return (
            self.replacement_response or self.replacement_outcome or self.replacement_link or self.replacement_signatory
        )
