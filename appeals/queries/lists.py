"""Appeals for those who read them by program: the list, and what concerns agreements and acts."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import DateField, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce

from appeals.models import Appeal, AppealParty, CaughtAgreement, Link
from appeals.queries.citations import with_sources
from treaties.models import Agreement, Party, StatusChange


def appeals_in_order(*, parties: Sequence[Party] = ()) -> QuerySet:
    """Those that all the parties have a part in; ``issued_day``, the first possible day of issue, orders them."""
    first_day = Coalesce("issued_on_earliest", "issued_on_latest", Value(date.max), output_field=DateField())
    taking_part = Prefetch("parties", AppealParty.objects.select_related("party").order_by("pk"))
    return Appeal.objects.about(*parties).annotate(issued_day=first_day).prefetch_related(taking_part)


def appeals_between(one: Party, other: Party) -> list[Appeal]:
    """Appeals that both have a part in, first to last."""
    return list(appeals_in_order(parties=(one, other)).order_by("issued_day", "pk"))


def demands_catching(agreement: Agreement) -> QuerySet[CaughtAgreement]:
    """How the agreement was caught, by demand, in the order of the appeals. One statement."""
    caught = CaughtAgreement.objects.filter(agreement=agreement).select_related("demand__appeal")
    return caught.order_by("demand__appeal__issued_on_earliest", "demand__appeal", "demand__ordinal")


def links_to(changes: Iterable[StatusChange]) -> QuerySet[Link]:
    """Graded links from appeals to these acts, in the order of the appeals. Two statements."""
    links = Link.objects.filter(status_change__in=[change.pk for change in changes])
    related = links.select_related("appeal", "demand", "status_change").prefetch_related(with_sources())
    return related.order_by("appeal__issued_on_earliest", "pk")
