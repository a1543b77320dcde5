"""The appeals that pages about agreements show: of a pair, of one agreement, and of its acts."""

from django.db.models import Count, QuerySet

from appeals.models import Appeal, CaughtAgreement, Link
from treaties.models import Agreement, Party

MOST = 50
"""Appeals shown at most in one list, the latest first."""


def appeals_of_pair(one: Party, other: Party) -> list[Appeal]:
    """Appeals that both have a part in, with ``demand_count`` and ``outcome_count`` (demands with an outcome).

    One statement.
    """
    return list(_counted(Appeal.objects.about(one, other))[:MOST])


def latest_appeals() -> list[Appeal]:
    """The same of all appeals. One statement."""
    return list(_counted(Appeal.objects.all())[:MOST])


def _counted(appeals: QuerySet[Appeal]) -> QuerySet[Appeal]:
    counted = appeals.annotate(
        demand_count=Count("demands", distinct=True),
        outcome_count=Count("demands__outcomes__demand", distinct=True),
    )
    return counted.order_by("-issued_on_latest", "slug")


def demands_on(agreement: Agreement) -> list[CaughtAgreement]:
    """Demands that name the agreement or caught it by a rule, the latest appeal first, with their outcomes.

    A named agreement is always caught. Two statements.
    """
    caught = CaughtAgreement.objects.filter(agreement=agreement).select_related("demand__appeal")
    ordered = caught.order_by("-demand__appeal__issued_on_latest", "demand__appeal__slug", "demand__ordinal")
    return list(ordered.prefetch_related("demand__outcomes")[:MOST])


def links_of(agreement: Agreement) -> list[Link]:
    """Links to the agreement's acts, in the order of the appeals. One statement."""
    links = Link.objects.filter(status_change__agreement=agreement).select_related("appeal", "demand", "status_change")
    return list(links.order_by("appeal__issued_on_earliest", "pk"))
