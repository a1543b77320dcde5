"""The appeals that pages about agreements show: of a pair, of one agreement, and of its acts."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from appeals.models import Appeal, CaughtAgreement, Demand, Link, Target
from treaties.models import Agreement, Party

MOST = 50
"""Appeals shown at most in one list, the latest first."""


def appeals_of_pair(one: Party, other: Party) -> list[Appeal]:
    """Appeals that both have a part in, with ``demand_count`` and ``outcome_count`` (demands with an outcome).

    One statement.
    """
    return list(_counted(Appeal.objects.about_pair(one, other))[:MOST])


def latest_appeals() -> list[Appeal]:
    """The same of all appeals. One statement."""
    return list(_counted(Appeal.objects.all())[:MOST])


def _counted(appeals: QuerySet[Appeal]) -> QuerySet[Appeal]:
    counted = appeals.annotate(
        demand_count=Count("demands", distinct=True),
        outcome_count=Count("demands__outcomes__demand", distinct=True),
    )
    return counted.order_by("-issued_on_latest", "slug")


def demands_on(agreement: Agreement) -> list[Demand]:
    """Demands that name the agreement or caught it by a rule, the latest appeal first, with their outcomes.

    ``how`` says which; NULL where the demand was not expanded. Two statements.
    """
    caught = CaughtAgreement.objects.filter(demand=OuterRef("pk"), agreement=agreement)
    named = Target.objects.filter(demand=OuterRef("pk"), agreement=agreement)
    demands = Demand.objects.annotate(how=Subquery(caught.values("how"))).filter(Exists(named) | Q(how__isnull=False))
    ordered = demands.select_related("appeal").order_by("-appeal__issued_on_latest", "appeal__slug", "ordinal")
    return list(ordered.prefetch_related("outcomes")[:MOST])


def links_of(agreement: Agreement) -> list[Link]:
    """Links to the agreement's acts, in the order of the appeals. One statement."""
    links = Link.objects.filter(status_change__agreement=agreement).select_related("appeal", "demand", "status_change")
    return list(links.order_by("appeal__issued_on_earliest", "pk"))
