"""Citations of the facts about appeals."""

from django.db import models

from appeals.models.appeals import Appeal, SignatoryCount
from appeals.models.corrections import AppealCorrection
from appeals.models.demands import Demand
from appeals.models.links import CounterEvidence, Link
from appeals.models.responses import Outcome, Response
from appeals.models.signatories import AppealText, Signatory, SignatureWithdrawal
from treaties.models.arcs import points_to_one_of
from treaties.models.sources import BaseCitation

CITED = {
    "appeal": Appeal,
    "signatory_count": SignatoryCount,
    "demand": Demand,
    "response": Response,
    "outcome": Outcome,
    "link": Link,
    "correction": AppealCorrection,
    "signatory": Signatory,
    "withdrawal": SignatureWithdrawal,
    "text": AppealText,
    "counter_evidence": CounterEvidence,
}
"""The kinds of facts a citation may point to: the column, and its model."""
ORDER = "order"
"""What a citation of a link is about, where the source says which came first on one day: the appeal or the decision."""


class AppealCitation(BaseCitation):
    """Points from exactly one fact about an appeal to a place in a source."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, null=True, related_name="citations")
    signatory_count = models.ForeignKey(SignatoryCount, on_delete=models.PROTECT, null=True, related_name="citations")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, null=True, related_name="citations")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, null=True, related_name="citations")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, related_name="citations")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, null=True, related_name="citations")
    correction = models.ForeignKey(AppealCorrection, on_delete=models.PROTECT, null=True, related_name="citations")
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, null=True, related_name="citations")
    withdrawal = models.ForeignKey(SignatureWithdrawal, on_delete=models.PROTECT, null=True, related_name="citations")
    text = models.ForeignKey(AppealText, on_delete=models.PROTECT, null=True, related_name="citations")
    counter_evidence = models.ForeignKey(CounterEvidence, on_delete=models.PROTECT, null=True, related_name="citations")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=points_to_one_of(*CITED), name="an_appeal_citation_points_to_one_fact")
        ]
