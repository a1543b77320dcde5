"""Demands and links of all appeals, for lists: unordered and unsliced. ``known_at`` is a block."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from appeals.models import (
    Appeal,
    AppealCitation,
    AppealText,
    CaughtAgreement,
    CounterEvidence,
    Demand,
    Link,
    Outcome,
    Response,
    SignatoryCount,
    Target,
)
from appeals.queries.appeal_file import AIMED_AT
from appeals.queries.citations import cited_by
from appeals.queries.outcomes import OutcomesAsked, demands_asked
from appeals.vocabulary import AppealKind, Grade, LinkRelation
from treaties.models import Agreement, Party, Source, StatusChange
from treaties.queries.as_known import COLUMNS
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, in_columns, put_all
from treaties.vocabulary import Act

NO_DAY = date.max
"""Where an appeal stands whose day has no bound."""
OF_AN_APPEAL = (
    "appeal",
    *(f"{fact}__appeal" for fact in ("signatory_count", "demand", "response", "link", "signatory", "text")),
    "outcome__demand__appeal",
    "counter_evidence__link__appeal",
)
"""From a citation to the appeal that the fact is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Issued, as far as it may have been, from a day (closed) until a day (open)."""

    since: date | None = None
    until: date | None = None


def issued_day(of: str = "") -> Coalesce:
    """The first possible day of issue, of an appeal or of one at the end of a path."""
    bounds = [F(f"{of}issued_on_{end}") for end in ("earliest", "latest")]
    return Coalesce(*bounds, Value(NO_DAY), output_field=DateField())


def issued_within(span: Within, of: str = "") -> Q:
    found = Q()
    if span.since:
        late = Q(**{f"{of}issued_on_latest": None}) | Q(**{f"{of}issued_on_latest__gte": span.since})
        found &= late
    if span.until:
        early = Q(**{f"{of}issued_on_earliest": None}) | Q(**{f"{of}issued_on_earliest__lt": span.until})
        found &= early
    return found


def demands_of_lists(
    asked: OutcomesAsked,
    *,
    span: Within,
    appeal: Appeal | None = None,
    agreement: Agreement | None = None,
) -> QuerySet:
    """``agreement`` keeps the demands that meant it on the appeal's day. Each has what ``DemandRow`` reads."""
    rows = demands_asked(asked).filter(issued_within(span, "appeal__")).annotate(issued_day=issued_day("appeal__"))
    if appeal:
        rows = rows.filter(appeal=appeal)
    if agreement:
        meant = CaughtAgreement.objects.filter(agreement=agreement, **known_by(asked.known_at))
        rows = rows.filter(pk__in=meant.order_by().values("demand"))
    return rows.annotate(**in_columns(parts_of_demand(asked.known_at)))


def parts_of_demand(known_at: int | None) -> dict[str, Nested]:
    known = known_by(known_at)
    targets = Target.objects.filter(**known).order_by("pk")
    caught = CaughtAgreement.objects.filter(**known).order_by("agreement__slug")
    return {
        "citations": cited_by("demand", known_at=known_at),
        "targets": Nested(targets, "demand", AIMED_AT, without=COLUMNS),
        "caught": Nested(caught, "demand", ("agreement",), without=COLUMNS),
        "outcomes": Nested(
            Outcome.objects.standing(known_at), "demand", children={"citations": cited_by("outcome", known_at=known_at)}
        ),
    }


def read_demands(demands: Iterable[Any], known_at: int | None) -> None:
    """Of ``demands_of_lists``: read what came with them."""
    parts = parts_of_demand(known_at)
    for demand in demands:
        put_all(demand, parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksAsked:
    """Links that stand: of appeals that all the ``parties`` have a part in, to acts of ``agreement``."""

    parties: tuple[Party, ...] = ()
    appeal: Appeal | None = None
    status_change: StatusChange | None = None
    agreement: Agreement | None = None
    act: Act | None = None
    relation: LinkRelation | None = None
    grade: Grade | None = None
    source: Source | None = None
    known_at: int | None = None


def links_asked(asked: LinksAsked) -> QuerySet:
    acts = ("demand", "status_change__agreement", "status_change__participation__party", "appeal")
    rows: Any = Link.objects.standing(asked.known_at).select_related(*acts)
    unread = [f"status_change__{of}__{column}" for of in ("agreement", "participation") for column in COLUMNS]
    rows = rows.defer(*unread)
    exact = {
        "appeal": asked.appeal,
        "status_change": asked.status_change,
        "status_change__agreement": asked.agreement,
        "status_change__act": asked.act,
        "relation": asked.relation,
        "grade": asked.grade,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.parties:
        rows = rows.filter(appeal__in=Appeal.objects.about(*asked.parties).values("pk"))
    if asked.source:
        rows = rows.filter(pk__in=facts_resting_on(asked.source, "link", asked.known_at))
    return rows.annotate(issued_day=issued_day("appeal__"), **in_columns(parts_of_link(asked.known_at)))


def parts_of_link(known_at: int | None) -> dict[str, Nested]:
    against = CounterEvidence.objects.filter(**known_by(known_at)).order_by("pk")
    return {
        "citations": cited_by("link", known_at=known_at),
        "counter_evidence": Nested(
            against, "link", children={"citations": cited_by("counter_evidence", known_at=known_at)}
        ),
    }


def read_links(links: Iterable[Any], known_at: int | None) -> None:
    parts = parts_of_link(known_at)
    for link in links:
        put_all(link, parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsWanted:
    """``agreement`` keeps the appeals with a demand that meant it, ``source`` those of which a fact rests on it."""

    kind: AppealKind | None = None
    agreement: Agreement | None = None
    source: Source | None = None
    span: Within = Within()
    known_at: int | None = None


def appeals_narrowed(rows: QuerySet, wanted: AppealsWanted) -> QuerySet:
    """Of ``lists.appeals_in_order``, as known at the same block."""
    rows = rows.filter(issued_within(wanted.span))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.agreement:
        meant = CaughtAgreement.objects.filter(agreement=wanted.agreement, **known_by(wanted.known_at))
        rows = rows.filter(pk__in=meant.order_by().values("demand__appeal"))
    if wanted.source:
        rows = rows.filter(pk__in=facts_resting_on(wanted.source, "appeal", wanted.known_at))
    return rows


def facts_resting_on(source: Source, kind: str, known_at: int | None) -> QuerySet:
    """The keys of facts of one kind; of ``appeal``, those of the appeals of which any fact rests on it."""
    cited = AppealCitation.objects.filter(source=source, **known_by(known_at)).order_by()
    if kind != "appeal":
        return cited.filter(**{f"{kind}__isnull": False}).values(kind)
    return cited.annotate(of=Coalesce(*OF_AN_APPEAL)).exclude(of=None).values("of")


def demands_at_once(appeals: Iterable[int], known_at: int | None) -> list[Any]:
    """Of several appeals, in their order. One statement."""
    rows = Demand.objects.filter(appeal__in=appeals, **known_by(known_at)).order_by("appeal", "ordinal")
    demands = list(rows.annotate(**in_columns(parts_of_demand(known_at))))
    read_demands(demands, known_at)
    return demands


def links_at_once(appeals: Iterable[int], known_at: int | None) -> list[Any]:
    rows = list(links_asked(LinksAsked(known_at=known_at)).filter(appeal__in=appeals).order_by("pk"))
    read_links(rows, known_at)
    return rows


def responses_at_once(appeals: Iterable[int], known_at: int | None) -> list[Any]:
    rows = Response.objects.standing(known_at).filter(appeal__in=appeals)
    return _read(rows, {"citations": cited_by("response", known_at=known_at)})


def counts_at_once(appeals: Iterable[int], known_at: int | None) -> list[Any]:
    rows = SignatoryCount.objects.filter(appeal__in=appeals, **known_by(known_at)).order_by("pk")
    return _read(rows, {"citations": cited_by("signatory_count", known_at=known_at)})


def texts_at_once(appeals: Iterable[int], known_at: int | None) -> list[Any]:
    rows = AppealText.objects.filter(appeal__in=appeals, **known_by(known_at)).order_by("pk")
    return _read(rows, {"citations": cited_by("text", known_at=known_at)})


def sources_at_once(appeals: Iterable[int], known_at: int | None) -> list[Any]:
    rows = AppealCitation.objects.filter(appeal__in=appeals, **known_by(known_at))
    return list(rows.select_related("source").order_by("pk"))


def _read(rows: QuerySet, parts: dict[str, Nested]) -> list[Any]:
    found = list(rows.annotate(**in_columns(parts)))
    for row in found:
        put_all(row, parts)
    return found
