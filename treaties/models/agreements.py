"""Agreements: any instrument we follow, with its titles, numbers, topics and relations."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from treaties.models.journal import Recorded
from treaties.models.parties import Party
from treaties.models.search_keys import SearchKeyField, search_index
from treaties.models.timelines import DatedStatus, StatusOn, timeline_constraints
from treaties.vocabulary import AgreementStatus, Form, Nature, RelationKind, Topic


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def of(self, party: Party, *, known_at: int | None = None) -> Self:
        """Agreements that the party takes part in, as known at a block, or now; by the GIN index."""
        found = self.known_at(known_at).filter(party_ids__contains=[party.pk])
        if known_at is None:
            return found
        return found.filter(participations__party=party, participations__block__lte=known_at)

    def known_at(self, block: int | None) -> Self:
        """Those on record by that block; all, without one."""
        return self if block is None else self.filter(block__lte=block)

    def between(self, one: Party, other: Party, *, known_at: int | None = None) -> Self:
        """Agreements that both take part in, on different sides where there are sides; as known at a block, or now.

        Joins their participations as ``one`` and ``other``, for statements that ask for their standing too.
        """
        known = {} if known_at is None else {"participations__block__lte": known_at}
        joined = self.known_at(known_at).filter(party_ids__contains=[one.pk, other.pk])
        joined = joined.annotate(
            one=models.FilteredRelation("participations", condition=models.Q(participations__party=one, **known)),
            other=models.FilteredRelation("participations", condition=models.Q(participations__party=other, **known)),
        )
        sides_differ = models.Q(one__side__lt=models.F("other__side")) | models.Q(one__side__gt=models.F("other__side"))
        without_sides = models.Q(one__side__isnull=True, one__isnull=False, other__isnull=False)
        return joined.filter(sides_differ | without_sides)

    def with_status(self, *, on: date) -> Self:
        """Adds ``status_code``: the statuses possible on that day, NULL before the first day on record."""
        return self.annotate(status_code=StatusOn(on))

    def in_force(self, *, on: date) -> Self:
        """Those that on that day were in force for certain."""
        return self.with_status(on=on).filter(status_code=AgreementStatus.IN_FORCE.bit)


class Agreement(DatedStatus, Recorded):
    """An instrument. Its status is never typed: the timeline columns are derived from its acts and clauses."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=400, help_text="How we head its page; its sourced titles are rows of their own")
    short_title = models.CharField(max_length=80, help_text="For lists and tables")
    form = models.CharField(max_length=20, choices=Form.choices())
    is_bilateral = models.BooleanField(help_text="Exactly two sides; a side may hold several parties")
    nature = models.CharField(max_length=12, choices=Nature.choices())
    nature_note = models.TextField(blank=True)
    topics = ArrayField(models.CharField(max_length=24, choices=Topic.choices()), default=list, blank=True)
    summary = models.TextField(blank=True)
    party_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    search_key = SearchKeyField(of=("title", "short_title"))

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints = [
            *timeline_constraints("agreement"),
            models.CheckConstraint(condition=~models.Q(title=""), name="an_agreement_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(topics__contained_by=[str(topic) for topic in Topic]),
                name="topics_are_of_the_vocabulary",
            ),
        ]
        indexes = [
            GinIndex(fields=["party_ids"], name="agreements_by_party"),
            search_index("agreements_by_words"),
            models.Index(fields=["title", "id"], name="agreements_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.slug])


class AgreementTitle(Recorded):
    """A title as a source gives it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="titles")
    title = models.CharField(max_length=400)
    language = models.CharField(max_length=12)
    search_key = SearchKeyField(of=("title",))

    class Meta:
        indexes = [search_index("titles_by_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "language", "title"], name="an_agreement_has_a_title_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SeriesNumber(Recorded):
    """A number in a treaty series: TIAS 13093."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="series_numbers")
    series = models.CharField(max_length=24)
    number = models.CharField(max_length=40)
    search_key = SearchKeyField(of=("series", "number"))

    class Meta:
        indexes = [search_index("series_numbers_by_words")]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="a_series_number_is_given_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


class AgreementRelation(Recorded):
    """``agreement`` KIND ``other``: amends, replaces, is a protocol to."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="relations_from")
    kind = models.CharField(max_length=12, choices=RelationKind.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "other", "kind"], name="two_agreements_relate_once_per_kind"),
            models.CheckConstraint(
                condition=~models.Q(agreement=models.F("other")), name="no_agreement_relates_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.kind} {self.other_id}"
