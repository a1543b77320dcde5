"""What lists of agreements are narrowed and put in order by, beside parties, status and words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from treaties.models import Citation, Source, StatusChange
from treaties.models.status_changes import NO_DAY, SIGNED, first_day_of_act
from treaties.queries.knowledge import known_by
from treaties.vocabulary import Act, Form, Nature, Topic

OF_A_DAY = ("done_on", "received_on", "effective_on")
CITING = ("agreement", "title", "series_number", "relation", "participation", "clause", "status_change", "assertion")
"""The kinds of facts of an agreement that cite a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Signed from a day (closed) until a day (open): the first signature on record counts, as far as it may have been.
    ``act`` keeps those with an act of that kind that stands, ``source`` those of which a fact cites it."""

    nature: Nature | None = None
    form: Form | None = None
    topic: Topic | None = None
    signed_after: date | None = None
    signed_before: date | None = None
    act: Act | None = None
    source: Source | None = None


def narrowed(rows: QuerySet, by: Narrowed, *, known_at: int | None = None) -> QuerySet:
    """Of agreements, as known at a block; by indexes on the acts where the days of signing narrow."""
    plain: dict[str, Any] = {"nature": by.nature, "form": by.form}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if by.topic:
        rows = rows.filter(topics__contains=[str(by.topic)])
    if by.act:
        acts = StatusChange.objects.standing(known_at).filter(act=by.act)
        rows = rows.filter(pk__in=acts.order_by().values("agreement"))
    if by.source:
        rows = rows.filter(pk__in=citing(by.source, known_at=known_at))
    signings = _signings(known_at).alias(last_day=_last_day())
    if by.signed_after:
        rows = rows.filter(pk__in=signings.filter(last_day__gte=by.signed_after).values("agreement"))
        rows = rows.exclude(pk__in=signings.filter(last_day__lt=by.signed_after).values("agreement"))
    if by.signed_before:
        rows = rows.filter(pk__in=signings.filter(first_day__lt=by.signed_before).values("agreement"))
    return rows


def citing(source: Source, *, known_at: int | None = None) -> QuerySet:
    """The ids of the agreements of which a fact cites the source."""
    ids = [f"{kind}__agreement" if kind != "agreement" else "agreement" for kind in CITING]
    cited = Citation.objects.filter(source=source, **known_by(known_at)).annotate(of=Coalesce(*ids))
    return cited.exclude(of=None).order_by().values("of")


def _signings(known_at: int | None) -> QuerySet:
    acts = StatusChange.objects.standing(known_at).filter(act__in=SIGNED)
    return acts.alias(first_day=first_day_of_act()).order_by()


def _last_day() -> Coalesce:
    """The last possible day of the first date known of an act."""
    bounds = [F(f"{name}_{end}") for name in OF_A_DAY for end in ("latest", "earliest")]
    return Coalesce(*bounds, Value(NO_DAY), output_field=DateField())


def signed_on(known_at: int | None) -> Subquery:
    """Of an agreement: the day of its first signature on record, as EDTF text; NULL where there is none."""
    first = _first_signing(known_at)
    return Subquery(first.values(text=Cast(Coalesce(*OF_A_DAY), CharField()))[:1])


def signed_day(known_at: int | None, *, without: date) -> Coalesce:
    """The first possible day of that; ``without`` where no signature, or no day of it, is on record."""
    day = Subquery(_first_signing(known_at).values(day=first_day_of_act())[:1], output_field=DateField())
    return Coalesce(day, Value(without), output_field=DateField())


def _first_signing(known_at: int | None) -> QuerySet:
    return _signings(known_at).filter(agreement=OuterRef("pk"), first_day__lt=NO_DAY).order_by("first_day", "pk")
