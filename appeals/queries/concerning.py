"""The appeals that may have to do with an agreement."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from appeals.models import Appeal, CaughtAgreement, Demand
from appeals.vocabulary import Caught
from treaties.models import Agreement

MOST = 50


def appeals_concerning(agreement: Agreement) -> list[Appeal]:
    """Appeals that caught the agreement, by name or by a rule, or have two of its parties in them; most recent first.

    At most the last 50, each with its demands, in four statements.
    """
    caught = CaughtAgreement.objects.filter(demand__appeal=OuterRef("pk"), agreement=agreement)
    among = Count("parties__party", filter=Q(parties__party__in=agreement.party_ids), distinct=True)
    appeals = Appeal.objects.annotate(among=among).filter(Exists(caught) | Q(among__gte=2))
    of_this = Prefetch("caught", CaughtAgreement.objects.filter(agreement=agreement), to_attr="caught_here")
    demands = Prefetch("demands", Demand.objects.prefetch_related(of_this))
    return list(appeals.order_by("-issued_on_latest", "-pk").prefetch_related(demands)[:MOST])


def touches(demand: Demand) -> Caught | None:
    """How a demand from ``appeals_concerning`` came to mean that agreement, on the appeal's day."""
    return next((Caught(one.how) for one in demand.caught_here), None)  # type: ignore[attr-defined]
