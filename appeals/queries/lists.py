"""Lists of appeals, for people and for programs, and what concerns agreements and acts.

``known_at`` is a block: as the record then stood. Without one it is as the record stands now.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from appeals.models import Appeal, AppealParty, CaughtAgreement, CounterEvidence, Demand, Link, Outcome
from appeals.queries.citations import cited_by
from treaties.models import Agreement, Correction, Party, StatusChange
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, in_columns, put_all


def appeals_in_order(
    *, parties: Sequence[Party] = (), words: Sequence[str] = (), known_at: int | None = None
) -> QuerySet:
    """Those that all the parties have a part in, with all the words in them; ``issued_day``, the first possible day of
    issue, orders them."""
    first_day = Coalesce("issued_on_earliest", "issued_on_latest", Value(date.max), output_field=DateField())
    taking_part = AppealParty.objects.filter(**known_by(known_at)).select_related("party").order_by("pk")
    appeals = Appeal.objects.about(*parties).filter(**known_by(known_at)).annotate(issued_day=first_day)
    demands = Demand.objects.filter(appeal=OuterRef("pk"), **known_by(known_at))
    for word in words:
        appeals = appeals.filter(_holding(word, demands))
    return appeals.prefetch_related(Prefetch("parties", taking_part))


@dataclass(frozen=True, slots=True)
class AppealsAsked:
    """Appeals that all the ``parties`` have a part in, with all the ``words`` in them; as known at a block."""

    parties: tuple[Party, ...] = ()
    words: tuple[str, ...] = ()
    known_at: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An appeal's place in the list: the last day that it may be of, and its key."""

    day: date
    id: int


def appeals_listed(asked: AppealsAsked, *, size: int, after: Place | None) -> tuple[list[Any], Place | None]:
    """The newest first, and where the next page begins. Each has ``demand_count``, ``outcome_count`` (demands with an
    outcome) and ``party_names``. One statement.
    """
    known = known_by(asked.known_at)
    taking_part = AppealParty.objects.filter(**known).order_by("pk")
    demands = Demand.objects.filter(appeal=OuterRef("pk"), **known)
    with_outcome = demands.filter(Exists(Outcome.objects.standing(asked.known_at).filter(demand=OuterRef("pk"))))
    parts = {"parties": Nested(taking_part, "appeal", ("party",))}
    last_day = Coalesce("issued_on_latest", "issued_on_earliest", Value(date.min), output_field=DateField())
    appeals: Any = Appeal.objects.about(*asked.parties).filter(**known).annotate(last_day=last_day)
    for word in asked.words:
        appeals = appeals.filter(_holding(word, demands))
    if after:
        appeals = appeals.filter(Q(last_day__lt=after.day) | Q(last_day=after.day, pk__lt=after.id))
    counts = {"demand_count": _number_of(demands), "outcome_count": _number_of(with_outcome)}
    found = list(appeals.annotate(**counts, **in_columns(parts)).order_by("-last_day", "-pk")[: size + 1])
    for appeal in found:
        put_all(appeal, parts)
        appeal.party_names = list(dict.fromkeys(one.party.name for one in appeal.parties.all()))
    shown = found[:size]
    return shown, Place(shown[-1].last_day, shown[-1].pk) if len(found) > size else None


def _number_of(rows: QuerySet) -> Any:
    counted = rows.order_by().values("appeal").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _holding(word: str, demands: QuerySet) -> Q:
    """In what it is called, who writes to whom, what it says, or what it asks; small and capital letters alike."""
    columns = ("title", "issuing_body", "addressee_name", "addressee_office", "grounds", "summary")
    found = Q(Exists(demands.filter(heading__icontains=word)))
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def appeals_between(one: Party, other: Party, *, known_at: int | None = None) -> list[Appeal]:
    """Appeals that both have a part in, first to last."""
    return list(appeals_in_order(parties=(one, other), known_at=known_at).order_by("issued_day", "pk"))


def demands_catching(agreement: Agreement, *, known_at: int | None = None) -> QuerySet[CaughtAgreement]:
    """How the agreement was caught, by demand, in the order of the appeals. One statement."""
    return demands_catching_any([agreement.pk], known_at=known_at)


def demands_catching_any(agreements: Collection[int], *, known_at: int | None = None) -> QuerySet[CaughtAgreement]:
    """The same of several agreements, by their keys. One statement."""
    caught = CaughtAgreement.objects.filter(agreement__in=agreements, **known_by(known_at))
    ordered = caught.order_by("demand__appeal__issued_on_earliest", "demand__appeal", "demand__ordinal")
    return ordered.select_related("demand__appeal")


def links_to(changes: Collection[StatusChange], *, known_at: int | None = None) -> dict[str, list[Link]]:
    """By the slug of each act: graded links from appeals to it, or to one that it was put in the place of; those that
    stand, with what speaks against each.

    In the order of the appeals. Two statements.
    """
    earlier = _earlier_acts(changes, known_at=known_at)
    against = CounterEvidence.objects.filter(**known_by(known_at)).order_by("pk")
    parts = {
        "citations": cited_by("link", known_at=known_at),
        "counter_evidence": Nested(
            against, "link", children={"citations": cited_by("counter_evidence", known_at=known_at)}
        ),
    }
    links: Any = Link.objects.standing(known_at).filter(status_change__in=earlier)
    links = links.select_related("appeal", "demand", "status_change").annotate(**in_columns(parts))
    found: dict[str, list[Link]] = {change.slug: [] for change in changes}
    for link in links.order_by("appeal__issued_on_earliest", "pk"):
        put_all(link, parts)
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
