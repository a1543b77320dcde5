"""Sources, and the citations that tie every fact to a place in one."""

from typing import ClassVar

from django.db import models

from treaties.models.agreements import Agreement, AgreementRelation, AgreementTitle, SeriesNumber
from treaties.models.arcs import points_to_one_of
from treaties.models.clauses import Clause
from treaties.models.corrections import Correction
from treaties.models.journal import Recorded
from treaties.models.judgements import Judgement
from treaties.models.memberships import Membership
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.participation import Participation
from treaties.models.parties import Party
from treaties.models.status_changes import StatusAssertion, StatusChange
from treaties.vocabulary import Evidence


class Source(Recorded):
    """A document: who published it, when, where, in which language, and what kind of evidence it is."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=400)
    publisher = models.CharField(max_length=200)
    evidence = models.CharField(max_length=10, choices=Evidence.choices())
    published_on = PartialDateField()
    language = models.CharField(max_length=12, blank=True)
    url = models.URLField(max_length=600, blank=True)
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the copy we hold, in hexadecimal")
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["title"]
        constraints = [
            *bounds_in_order("published_on"),
            models.CheckConstraint(condition=~models.Q(title=""), name="a_source_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(checksum="") | models.Q(checksum__regex=r"^[0-9a-f]{64}$"),
                name="a_checksum_is_sha_256_in_hexadecimal",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """Short, for a line under a fact: publisher and day."""
        return f"{self.publisher}, {self.published_on.words()}" if self.published_on else self.publisher


class BaseCitation(Recorded):
    """A place in a source that a fact rests on."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="%(app_label)s_%(class)ss")
    locator = models.CharField(max_length=200, blank=True, help_text="Article, page, row")
    about = models.CharField(max_length=24, blank=True, help_text="Which detail of the fact: nature, existence, names…")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.source_id}{', ' if self.locator else ''}{self.locator}"


CITED = {
    "party": Party,
    "agreement": Agreement,
    "title": AgreementTitle,
    "series_number": SeriesNumber,
    "relation": AgreementRelation,
    "participation": Participation,
    "clause": Clause,
    "status_change": StatusChange,
    "assertion": StatusAssertion,
    "correction": Correction,
    "membership": Membership,
    "judgement": Judgement,
}
"""The kinds of facts a citation may point to: the column, and its model."""
COLUMN_OF: dict[type[models.Model], str] = {model: column for column, model in CITED.items()}


class Citation(BaseCitation):
    """Points from exactly one fact to a place in a source."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="citations")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="citations")
    title = models.ForeignKey(AgreementTitle, on_delete=models.PROTECT, null=True, related_name="citations")
    series_number = models.ForeignKey(SeriesNumber, on_delete=models.PROTECT, null=True, related_name="citations")
    relation = models.ForeignKey(AgreementRelation, on_delete=models.PROTECT, null=True, related_name="citations")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, null=True, related_name="citations")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="citations")
    status_change = models.ForeignKey(StatusChange, on_delete=models.PROTECT, null=True, related_name="citations")
    assertion = models.ForeignKey(StatusAssertion, on_delete=models.PROTECT, null=True, related_name="citations")
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, null=True, related_name="citations")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="citations")
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, null=True, related_name="citations")

    class Meta:
        constraints = [models.CheckConstraint(condition=points_to_one_of(*CITED), name="a_citation_points_to_one_fact")]
