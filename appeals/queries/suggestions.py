"""What a link could be made from: demands that meant an agreement. What is proposed of them is in
``actions.suggesting``."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from appeals.models import CaughtAgreement, Demand, Outcome
from appeals.vocabulary import OutcomeKind
from treaties.models import Agreement

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


def demands_meaning(agreement: Agreement) -> list[Demand]:
    """Standing demands whose frozen expansion holds the agreement, the newest appeals first; at most 200.

    One statement.
    """
    caught = CaughtAgreement.objects.filter(demand=OuterRef("pk"), agreement=agreement)
    demands = standing_demands().filter(Exists(caught))
    return list(demands.select_related("appeal").order_by("-appeal__issued_on_latest", "appeal", "ordinal")[:MOST])
