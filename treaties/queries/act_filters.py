"""What lists of acts are narrowed by, beside agreement, act and party."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from treaties.models import Citation, Party, Source
from treaties.models.status_changes import NO_DAY
from treaties.queries.knowledge import known_by
from treaties.queries.shared_agreements import agreements_between, sharing


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsWanted:
    """``since`` (closed) and ``until`` (open) are about ``first_day``, which the list is ordered by: an act without a
    day is in no span. ``pair`` keeps acts of agreements between the two."""

    pair: tuple[Party, Party] | None = None
    since: date | None = None
    until: date | None = None
    source: Source | None = None


def acts_narrowed(rows: QuerySet, wanted: ActsWanted, *, known_at: int | None = None) -> QuerySet:
    """Of ``lists.status_changes``; the span by the index on its order."""
    if wanted.since or wanted.until:
        rows = rows.exclude(first_day__in=(NO_DAY, date.min))
    if wanted.since:
        rows = rows.filter(first_day__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(first_day__lt=wanted.until)
    if wanted.pair:
        between = agreements_between(sharing(*wanted.pair, known_at))
        rows = rows.filter(agreement__in=between.order_by().values("pk"))
    if wanted.source:
        cited = Citation.objects.filter(source=wanted.source, status_change__isnull=False, **known_by(known_at))
        rows = rows.filter(pk__in=cited.order_by().values("status_change"))
    return rows
