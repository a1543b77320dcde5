"""Demands: what an appeal asks, of what, and what its rules caught on the appeal's day."""

from typing import ClassVar

from django.db import models

from appeals.models.appeals import Appeal
from appeals.vocabulary import Caught, DemandAction, TargetKind
from treaties.models import Agreement, Participation, Party
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.vocabulary import Form, Topic


class Demand(Recorded):
    """One thing an appeal asks, in the appeal's order, worded by us."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="demands")
    ordinal = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=20, choices=DemandAction.choices())
    heading = models.CharField(max_length=300)
    condition = models.CharField(max_length=300, blank=True)
    deadline = PartialDateField()
    locator = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["appeal", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "ordinal"], name="demands_of_an_appeal_are_numbered_once"),
            models.CheckConstraint(condition=models.Q(ordinal__gt=0), name="demands_are_numbered_from_one"),
            *bounds_in_order("deadline"),
        ]

    def __str__(self) -> str:
        return f"Demand {self.ordinal}: {self.heading}"


NO_RULE = models.Q(rule_one__isnull=True, rule_other__isnull=True)
NO_PART = models.Q(participation__isnull=True)
NAMED = NO_RULE & NO_PART & models.Q(kind=TargetKind.AGREEMENT, agreement__isnull=False)
OF_A_RULE = NO_PART & models.Q(
    kind=TargetKind.RULE, agreement__isnull=True, rule_one__isnull=False, rule_other__isnull=False
)
OF_A_PART = NO_RULE & models.Q(kind=TargetKind.PARTICIPATION, agreement__isnull=True, participation__isnull=False)
DESCRIBED = (
    NO_RULE
    & NO_PART
    & ~models.Q(kind__in=[TargetKind.AGREEMENT, TargetKind.RULE, TargetKind.PARTICIPATION])
    & ~models.Q(description="")
    & models.Q(agreement__isnull=True)
)


class Target(Recorded):
    """What a demand is aimed at: a named agreement, a rule, one party's part in an agreement, or other.

    A rule means all agreements in force between two; of one topic and of one form, where it says so.
    """

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="targets")
    kind = models.CharField(max_length=16, choices=TargetKind.choices())
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="targets")
    rule_one = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rule_other = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rule_topic = models.CharField(max_length=24, choices=Topic.choices(), blank=True, default="", db_default="")
    rule_form = models.CharField(max_length=24, choices=Form.choices(), blank=True, default="", db_default="")
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=NAMED | OF_A_RULE | OF_A_PART | DESCRIBED, name="a_target_has_what_its_kind_needs"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=TargetKind.RULE) | models.Q(rule_topic="", rule_form=""),
                name="only_a_rule_has_a_topic_or_a_form",
            ),
        ]

    def __str__(self) -> str:
        return self.description or f"{self.get_kind_display()}"


class CaughtAgreement(Recorded):
    """One agreement in the expansion of a demand, frozen as of the appeal's day, with its status code of that day."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="caught")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="caught_by")
    how = models.CharField(max_length=24, choices=Caught.choices())
    status_code = models.IntegerField(null=True, help_text="The statuses possible on the appeal's day, as then known")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["demand", "agreement"], name="a_demand_catches_an_agreement_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.how}"
