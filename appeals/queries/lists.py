"""Appeals for those who read them by program: the list, and what concerns agreements and acts.

``known_at`` is a block: as the record then stood. Without one it is as the record stands now.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import DateField, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce

from appeals.models import Appeal, AppealParty, CaughtAgreement, Link
from appeals.queries.appeals_of import known_by
from appeals.queries.citations import with_sources
from treaties.models import Agreement, Correction, Party, StatusChange


def appeals_in_order(*, parties: Sequence[Party] = (), known_at: int | None = None) -> QuerySet:
    """Those that all the parties have a part in; ``issued_day``, the first possible day of issue, orders them."""
    first_day = Coalesce("issued_on_earliest", "issued_on_latest", Value(date.max), output_field=DateField())
    taking_part = AppealParty.objects.filter(**known_by(known_at)).select_related("party").order_by("pk")
    appeals = Appeal.objects.about(*parties).filter(**known_by(known_at)).annotate(issued_day=first_day)
    return appeals.prefetch_related(Prefetch("parties", taking_part))


def appeals_between(one: Party, other: Party, *, known_at: int | None = None) -> list[Appeal]:
    """Appeals that both have a part in, first to last."""
    return list(appeals_in_order(parties=(one, other), known_at=known_at).order_by("issued_day", "pk"))


def demands_catching(agreement: Agreement, *, known_at: int | None = None) -> QuerySet[CaughtAgreement]:
    """How the agreement was caught, by demand, in the order of the appeals. One statement."""
    caught = CaughtAgreement.objects.filter(agreement=agreement, **known_by(known_at))
    ordered = caught.order_by("demand__appeal__issued_on_earliest", "demand__appeal", "demand__ordinal")
    return ordered.select_related("demand__appeal")


def links_to(changes: Collection[StatusChange], *, known_at: int | None = None) -> dict[str, list[Link]]:
    """By the slug of each act: graded links from appeals to it, or to one that it was put in the place of.

    In the order of the appeals. Three statements.
    """
    earlier = _earlier_acts(changes, known_at=known_at)
    links = Link.objects.filter(status_change__in=earlier, **known_by(known_at))
    related = links.select_related("appeal", "demand", "status_change").prefetch_related(with_sources())
    found: dict[str, list[Link]] = {change.slug: [] for change in changes}
    for link in related.order_by("appeal__issued_on_earliest", "pk"):
        for slug in earlier[link.status_change_id]:
            found[slug].append(link)
    return found


def _earlier_acts(changes: Collection[StatusChange], *, known_at: int | None) -> dict[int, list[str]]:
    """By the key of each of the acts, and of each that was corrected on the way to one: the slugs of those acts."""
    agreements = {change.agreement_id for change in changes}
    corrections = Correction.objects.filter(replacement_change__agreement__in=agreements, **known_by(known_at))
    replaced = dict(corrections.values_list("replacement_change", "status_change"))
    found = defaultdict(list)
    for change in changes:
        key: int | None = change.pk
        while key:
            found[key].append(change.slug)
            key = replaced.get(key)
    return dict(found)
