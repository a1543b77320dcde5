"""Appeals: letters and other texts that ask somebody to do something about agreements."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from appeals.vocabulary import AppealKind, AppealRelationKind, CountKind, PartyRole, TextHeld
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.parties import Party


class AppealQuerySet(models.QuerySet["Appeal"]):
    def about(self, *parties: Party) -> Self:
        """Appeals that each of the parties has a part in: they are written with it, and so known as early."""
        parts = AppealParty.objects.filter(appeal=models.OuterRef("pk"))
        return self.filter(*(models.Exists(parts.filter(party=party)) for party in parties))


class Appeal(Recorded):
    """One appeal: who issued it, when, to whom, and what we hold of its text. The summary is in our own words."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=24, choices=AppealKind.choices())
    issuing_body = models.CharField(max_length=300)
    addressee_name = models.CharField(max_length=200, blank=True)
    addressee_office = models.CharField(max_length=200, help_text="The office held on that day")
    issued_on = PartialDateField(null=False)
    received_on = PartialDateField()
    published_on = PartialDateField()
    language = models.CharField(max_length=12, blank=True)
    text_held = models.CharField(max_length=10, choices=TextHeld.choices())
    grounds = models.TextField(blank=True, help_text="The grounds it gives, in our own words")
    summary = models.TextField(blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-issued_on_latest", "slug"]
        constraints = [*bounds_in_order("issued_on", "received_on", "published_on")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("appeal", args=[self.slug])


class AppealParty(Recorded):
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="appeals")
    role = models.CharField(max_length=10, choices=PartyRole.choices())

    class Meta:
        verbose_name_plural = "appeal parties"
        constraints = [
            models.UniqueConstraint(fields=["appeal", "party", "role"], name="a_party_has_a_role_in_an_appeal_once")
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.role}"


class SignatoryCount(Recorded):
    """How many signed, according to one source. Sources differ; each count stands."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="signatory_counts")
    kind = models.CharField(max_length=10, choices=CountKind.choices())
    count = models.PositiveIntegerField()
    breakdown = models.CharField(max_length=200, blank=True, help_text="10 senators and 48 representatives")

    def __str__(self) -> str:
        return str(self.count)


class AppealRelation(Recorded):
    """``appeal`` KIND ``other``."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="relations_from")
    kind = models.CharField(max_length=16, choices=AppealRelationKind.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "other", "kind"], name="two_appeals_relate_once_per_kind"),
            models.CheckConstraint(condition=~models.Q(appeal=models.F("other")), name="no_appeal_relates_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.kind} {self.other_id}"
