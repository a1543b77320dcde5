"""Parties: states past and present, territories, organisations, unions; their names over time and in many languages."""

from typing import ClassVar

from django.db import models

from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.vocabulary import NameKind, PartyKind, SuccessionKind


class Party(Recorded):
    """One that can take part in agreements. ``code`` holds no hyphen, so that ``AZ-US`` reads in one way only."""

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=PartyKind.choices())
    name = models.CharField(max_length=200, help_text="English, as a heading: United States")
    sentence_name = models.CharField(max_length=200, help_text="English, within a sentence: the United States")
    exists_from = PartialDateField()
    exists_until = PartialDateField(help_text="The first day on which it no longer exists")
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "parties"
        ordering: ClassVar = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z][A-Z0-9]{1,11}$"),
                name="a_party_code_holds_no_hyphen",
                violation_error_message="A party's code is 2 to 12 capital letters and digits, without a hyphen.",
            ),
            *bounds_in_order("exists_from", "exists_until"),
        ]

    def __str__(self) -> str:
        return self.name


class PartyCode(Recorded):
    """A code by which others know a party. A code may be ambiguous: CS was two states."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=24)
    code = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "scheme", "code"], name="a_party_has_a_code_once_per_scheme")
        ]

    def __str__(self) -> str:
        return self.code


class PartyName(Recorded):
    """A name in one language (BCP 47), in use from a day until a day (the first on which it is not) as far as known."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=NameKind.choices())
    used_from = PartialDateField()
    used_until = PartialDateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "language", "kind", "name"], name="a_party_has_a_name_once_per_language"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_party_name_is_not_empty"),
            *bounds_in_order("used_from", "used_until"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(Recorded):
    """One party follows another. That a treaty of the predecessor binds the successor is an act of its own."""

    predecessor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=12, choices=SuccessionKind.choices())
    happened_on = PartialDateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="a_party_succeeds_another_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="no_party_succeeds_itself"
            ),
            *bounds_in_order("happened_on"),
        ]

    def __str__(self) -> str:
        return f"{self.successor} after {self.predecessor}"
