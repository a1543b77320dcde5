"""Who signed an appeal, as what; who took the signature back; who else is addressed; and what we hold of its text."""

from typing import ClassVar

from django.db import models

from appeals.models.appeals import Appeal
from appeals.vocabulary import SignatoryKind, TextHeld, TextVersion
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.status_changes import CorrectableQuerySet


class Signatory(Recorded):
    """One signature: the name as signed, and the public capacity in which it was signed on that day."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="signatories")
    kind = models.CharField(max_length=12, choices=SignatoryKind.choices())
    name = models.CharField(max_length=200, help_text="As signed")
    body = models.CharField(max_length=200, blank=True, help_text="The parliament, ministry or association")
    convocation = models.CharField(max_length=60, blank=True, help_text="VII convocation, 118th Congress")
    political_party = models.CharField(max_length=120, blank=True)
    constituency = models.CharField(max_length=120, blank=True)
    signed_on = PartialDateField()

    objects = CorrectableQuerySet["Signatory"].as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "signatories"
        constraints: ClassVar = [
            *bounds_in_order("signed_on"),
            models.CheckConstraint(
                condition=~models.Q(kind=SignatoryKind.PERSON) | ~models.Q(body=""),
                name="a_person_signs_in_a_public_capacity",
                violation_error_message="Say in which body the person signed: only public roles are kept.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_signatory_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.capacity}" if self.capacity else self.name

    @property
    def capacity(self) -> str:
        """“Milli Majlis, VII convocation; New Azerbaijan Party; Baku”; empty where nothing is on record."""
        body = ", ".join(filter(None, [self.body, self.convocation]))
        return "; ".join(filter(None, [body, self.political_party, self.constituency]))


class SignatureWithdrawal(Recorded):
    """Somebody who had signed says that the name no longer stands under the appeal."""

    signatory = models.OneToOneField(Signatory, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_on = PartialDateField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [*bounds_in_order("withdrawn_on")]

    def __str__(self) -> str:
        return f"withdrawn {self.withdrawn_on.words() if self.withdrawn_on else 'on an unknown day'}"


class Addressee(Recorded):
    """One more office that an appeal is addressed to, beside the first, and who held it that day."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="further_addressees")
    office = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appeal", "office", "name"], name="an_office_is_addressed_once")
        ]

    def __str__(self) -> str:
        return f"{self.office} ({self.name})" if self.name else self.office


class AppealText(Recorded):
    """One version of an appeal's text that this record has seen, in one language, and how much of it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="texts")
    version = models.CharField(max_length=24, choices=TextVersion.choices())
    language = models.CharField(max_length=12)
    held = models.CharField(max_length=10, choices=TextHeld.choices())
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(language=""), name="a_text_is_in_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.get_version_display()}, {self.language}: {self.get_held_display()}"
