"""The appeals that pages about agreements show: of a pair, of one agreement, and of its acts; as known at a block."""

from django.db.models import Count, Prefetch, Q, QuerySet

from appeals.models import Appeal, CaughtAgreement, Link, Outcome
from treaties.models import Agreement, Party

MOST = 50
"""Appeals shown at most in one list, the latest first."""


def known_by(block: int | None) -> dict[str, int]:
    """A filter for facts on record by that block; none without one."""
    return {} if block is None else {"block__lte": block}


def appeals_of_pair(one: Party, other: Party, *, known_at: int | None = None) -> list[Appeal]:
    """Appeals that both have a part in, with ``demand_count`` and ``outcome_count`` (demands with an outcome).

    One statement.
    """
    return list(_counted(Appeal.objects.about(one, other), known_at)[:MOST])


def appeals_that_mean(agreement: Agreement, *, known_at: int | None = None) -> list[Appeal]:
    """Appeals with a demand that names the agreement or caught it by a rule. One statement."""
    meaning = Appeal.objects.filter(demands__caught__agreement=agreement, **known_by(known_at)).distinct()
    return list(meaning.order_by("-issued_on_latest", "slug")[:MOST])


def latest_appeals(*, known_at: int | None = None) -> list[Appeal]:
    """The same of all appeals. One statement."""
    return list(_counted(Appeal.objects.all(), known_at)[:MOST])


def _counted(appeals: QuerySet[Appeal], known_at: int | None) -> QuerySet[Appeal]:
    standing = Q(demands__outcomes__in=Outcome.objects.standing(known_at))
    demanded = Q() if known_at is None else Q(demands__block__lte=known_at)
    counted = appeals.filter(**known_by(known_at)).annotate(
        demand_count=Count("demands", filter=demanded, distinct=True),
        outcome_count=Count("demands__outcomes__demand", filter=standing, distinct=True),
    )
    return counted.order_by("-issued_on_latest", "slug")


def demands_on(agreement: Agreement, *, known_at: int | None = None) -> list[CaughtAgreement]:
    """Demands that name the agreement or caught it by a rule, the latest appeal first, with the outcomes that stand.

    A named agreement is always caught. Two statements.
    """
    caught = CaughtAgreement.objects.filter(agreement=agreement, **known_by(known_at))
    ordered = caught.order_by("-demand__appeal__issued_on_latest", "demand__appeal__slug", "demand__ordinal")
    outcomes = Prefetch("demand__outcomes", Outcome.objects.standing(known_at))
    return list(ordered.select_related("demand__appeal").prefetch_related(outcomes)[:MOST])


def links_of(agreement: Agreement, *, known_at: int | None = None) -> list[Link]:
    """Links to the agreement's acts, in the order of the appeals. One statement."""
    links = Link.objects.filter(status_change__agreement=agreement, **known_by(known_at))
    related = links.select_related("appeal", "demand", "status_change")
    return list(related.order_by("appeal__issued_on_earliest", "pk"))
