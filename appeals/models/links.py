"""Links: an analyst's graded judgement on how an appeal or a demand relates to a status change."""

from django.db import models

from appeals.models.appeals import Appeal
from appeals.models.demands import Demand
from appeals.vocabulary import Grade, LinkRelation
from treaties.models import StatusChange
from treaties.models.journal import Recorded
from treaties.models.status_changes import CorrectableQuerySet


class Link(Recorded):
    """The chronology is guarded by the database: an appeal later than the decision can only have *followed* or
    *supported* it.

    Of those that stand, no two say the same of the same act (``appeals/sql/depth.sql``); a link that was made wrongly
    is corrected or retracted by a further row. The decision is the earliest known of the act's done and received days;
    where neither is known, its effective day.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="links")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    status_change = models.ForeignKey(StatusChange, on_delete=models.PROTECT, related_name="appeal_links")
    relation = models.CharField(max_length=16, choices=LinkRelation.choices())
    grade = models.CharField(max_length=1, choices=Grade.choices(), default=Grade.E)
    in_part = models.BooleanField(default=False)
    quotation = models.TextField(blank=True)
    note = models.TextField(blank=True)

    objects = CorrectableQuerySet["Link"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(relation=LinkRelation.CITED_AS_GROUND)
                | (models.Q(grade__in=[Grade.A, Grade.B]) & ~models.Q(quotation="")),
                name="cited_as_ground_needs_grade_a_or_b_and_a_quotation",
                violation_error_message="“Cited as ground” needs grade A or B and a quotation.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}, grade {self.grade}"


class CounterEvidence(Recorded):
    """What speaks against a link, in our own words, with its sources. It stands beside the link and removes nothing."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="counter_evidence")
    statement = models.TextField()

    class Meta:
        verbose_name_plural = "counter-evidence"
        constraints = [
            models.CheckConstraint(condition=~models.Q(statement=""), name="counter_evidence_says_something")
        ]

    def __str__(self) -> str:
        return self.statement
