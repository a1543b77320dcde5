"""What sources call parties: questions that somebody answered once, and that no import of that source asks again."""

from typing import ClassVar

from django.db import models

from treaties.models.journal import Recorded
from treaties.models.parties import Party
from treaties.models.sources import Source


class NameInSource(Recorded):
    """In this source, this name means this party: an analyst's answer, for this source alone. The latest one counts."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="party_names")
    name = models.CharField(max_length=200)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "names in sources"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["source", "name"], name="names_by_source")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_name_in_a_source_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.party_id}"
