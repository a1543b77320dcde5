"""What a link could be made between: demands that meant an agreement, and acts under what an appeal meant.

One statement each. What is proposed of them is in ``actions.suggesting``.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from appeals.models import Appeal, CaughtAgreement, Demand, Link, Outcome
from appeals.vocabulary import OutcomeKind
from treaties.models import Agreement, StatusChange
from treaties.queries.as_known import COLUMNS

GIVEN_UP = (OutcomeKind.WITHDRAWN, OutcomeKind.SUPERSEDED)
MOST = 200


def standing_demands() -> QuerySet[Demand]:
    """Those whose latest outcome does not say that they were withdrawn or superseded; each with ``number_meant``, of
    agreements in its frozen expansion."""
    outcomes = Outcome.objects.standing().filter(demand=OuterRef("pk"))
    last = outcomes.order_by(F("asserted_on_earliest").desc(nulls_first=True), "-pk").values("kind")[:1]
    meant = CaughtAgreement.objects.filter(demand=OuterRef("pk")).order_by().values("demand")
    demands = Demand.objects.annotate(
        last_outcome=Subquery(last), number_meant=Subquery(meant.annotate(n=Count("pk")).values("n"))
    )
    return demands.filter(Q(last_outcome=None) | ~Q(last_outcome__in=GIVEN_UP))


def demands_meaning(agreement: Agreement, *, not_linked_to: StatusChange | None = None) -> list[Demand]:
    """Standing demands whose frozen expansion holds the agreement, the newest appeals first; at most 200.

    Without those that are linked to the act already. One statement.
    """
    caught = CaughtAgreement.objects.filter(demand=OuterRef("pk"), agreement=agreement)
    demands = standing_demands().filter(Exists(caught))
    if not_linked_to is not None and not not_linked_to._state.adding:
        linked = Link.objects.standing().filter(_to(not_linked_to.pk), demand=OuterRef("pk"))
        demands = demands.filter(~Exists(linked))
    ordered = demands.select_related("appeal").order_by("-appeal__issued_on_latest", "appeal", "ordinal")
    return list(ordered[:MOST])


def acts_without_link(appeal: Appeal) -> list[StatusChange]:
    """Acts that stand, under agreements that its standing demands meant, and that no link from it covers; at most 200.

    Each has ``asked``: the keys of those demands with the number that each meant. One statement.
    """
    demands = standing_demands().filter(appeal=appeal)
    meaning = demands.filter(caught__agreement=OuterRef("agreement")).order_by("ordinal")
    told = JSONObject(pk="pk", ordinal="ordinal", action="action", heading="heading", number_meant="number_meant")
    linked = Link.objects.standing().filter(_to(OuterRef("pk")), appeal=appeal)
    acts: Any = StatusChange.objects.standing().annotate(asked=ArraySubquery(meaning.values(told=told)))
    related = ("agreement", "participation__party")
    timelines = [f"{of}__{column}" for of in ("agreement", "participation") for column in COLUMNS]
    acts = acts.filter(~Exists(linked), asked__len__gt=0).select_related(*related).defer(*timelines)
    return list(acts.order_by("-pk")[:MOST])


def _to(act: Any) -> Q:
    """A link to the act, or to the one in whose place it stands."""
    return Q(status_change=act) | Q(status_change__correction__replacement_change=act)
