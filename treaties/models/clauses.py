"""Clauses: rules of an agreement as data. A clause entered wrongly is corrected or retracted, like an act."""

from typing import ClassVar

from django.db import models

from treaties.models.agreements import Agreement
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.parties import Party
from treaties.models.status_changes import CorrectableQuerySet
from treaties.vocabulary import ClauseKind, Counting

LENGTHS = [
    str(kind)
    for kind in (ClauseKind.DURATION, ClauseKind.NOTICE_PERIOD, ClauseKind.NON_RENEWAL_NOTICE, ClauseKind.SURVIVAL)
]
"""Kinds that are nothing without a length."""
WITHOUT_LENGTH = [
    str(kind)
    for kind in (
        ClauseKind.RETROACTIVE_FORCE,
        ClauseKind.CONSENT_WITHOUT_SIGNATURE,
        ClauseKind.ACCESSION_BY_ACCEPTANCE,
        ClauseKind.NO_RESERVATIONS,
        ClauseKind.TERRITORIAL_SCOPE,
        ClauseKind.PARTIAL_DENUNCIATION,
        ClauseKind.MINIMUM_PARTIES,
        ClauseKind.ESSENTIAL_PARTIES,
    )
]


class Clause(Recorded):
    """One rule. Several clauses of entry into force are conditions that must all be met.

    A duration runs from its own sourced start, else from the entry into force. The article is its citation's locator.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    kind = models.CharField(max_length=28, choices=ClauseKind.choices())
    ordinal = models.PositiveSmallIntegerField(default=1, db_default=1, editable=False)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    counting = models.CharField(
        max_length=16, choices=Counting.choices(), default=Counting.SAME_DAY, db_default=Counting.SAME_DAY
    )
    count = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many consents, parties or renewals; empty: all, or without limit"
    )
    percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="The share that the consents must reach"
    )
    of_what = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Which parties, or the share of what"
    )
    not_before = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Months from entry into force before which no notice may be given"
    )
    counted_from = PartialDateField()
    note = models.TextField(blank=True)

    objects = CorrectableQuerySet["Clause"].as_manager()

    class Meta:
        ordering: ClassVar = ["agreement", "kind", "ordinal"]
        constraints = [
            *bounds_in_order("counted_from"),
            models.UniqueConstraint(fields=["agreement", "kind", "ordinal"], name="a_clause_has_a_number_of_its_own"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in ClauseKind]), name="a_clause_is_of_the_vocabulary"
            ),
            models.CheckConstraint(
                condition=models.Q(counting__in=[str(counting) for counting in Counting]),
                name="a_counting_is_of_the_vocabulary",
            ),
            models.CheckConstraint(
                condition=models.Q(months__isnull=True) | models.Q(days__isnull=True),
                name="a_clause_counts_in_months_or_in_days",
                violation_error_message="Give the length in months or in days, not in both.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=LENGTHS)
                | models.Q(months__isnull=False, months__gt=0)
                | models.Q(days__isnull=False, days__gt=0),
                name="a_clause_has_the_length_its_kind_needs",
                violation_error_message="A clause of this kind needs a length, in months or in days.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=WITHOUT_LENGTH) | models.Q(months__isnull=True, days__isnull=True),
                name="a_clause_has_no_length_its_kind_does_not_know",
                violation_error_message="A clause of this kind has no length.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=str(ClauseKind.MINIMUM_PARTIES)) | models.Q(count__isnull=False, count__gt=0),
                name="a_minimum_of_parties_is_a_number",
                violation_error_message="Say how many parties it needs.",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__gt=0, percent__lte=100),
                name="a_share_is_more_than_none_and_at_most_all",
                violation_error_message="A share is more than 0 and at most 100 per cent.",
            ),
        ]

    @property
    def ref(self) -> str:
        """How a why names it: ``clause:duration``, ``clause:entry_into_force:2``."""
        return f"clause:{self.kind}" if self.ordinal == 1 else f"clause:{self.kind}:{self.ordinal}"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.length}" if self.length else self.get_kind_display()

    @property
    def length(self) -> str:
        """The length in words: ``5 years``, ``60 days``; empty where it has none."""
        if self.days:
            return f"{self.days} day{'' if self.days == 1 else 's'}"
        years, months = divmod(self.months or 0, 12)
        amounts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((years, "year"), (months, "month")) if n]
        return " and ".join(amounts)


class ClauseParty(Recorded):
    """A party that a clause names: its consent is needed, it is essential, or it has this share of what is counted."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True, help_text="Per cent")

    class Meta:
        verbose_name_plural = "clause parties"
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "party"], name="a_clause_names_a_party_once"),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=100),
                name="a_party_has_at_most_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}" if self.share is None else f"{self.party_id}: {self.share} %"
