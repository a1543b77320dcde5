"""The appeals that pages about agreements show: of a pair, of one agreement, and of its acts; as known at a block."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

from appeals.models import Appeal, AppealParty, CaughtAgreement, CounterEvidence, Link, Outcome
from treaties.models import Agreement, Party
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, in_columns, put, put_all

MOST = 50
"""Appeals shown at most in one list, the latest first."""


def appeals_of_pair(
    one: Party, other: Party, *, known_at: int | None = None, beside: dict[str, Any] | None = None
) -> list[Appeal]:
    """Appeals that both have a part in, with ``demand_count`` and ``outcome_count`` (demands with an outcome).

    One statement; none where ``beside`` holds what was read for the same pair and block.
    """
    if beside is not None and "appeals" in beside:
        return beside["appeals"]
    found = list(_counted(Appeal.objects.about(one, other), known_at)[:MOST])
    if beside is not None:
        beside["appeals"] = found
    return found


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


def parts_of_party(party: Party, *, known_at: int | None = None) -> list[AppealParty]:
    """What the party is in which appeals, the latest first; at most 150 parts. One statement."""
    parts = AppealParty.objects.filter(party=party, **known_by(known_at)).select_related("appeal")
    return list(parts.order_by("-appeal__issued_on_latest", "appeal__slug", "pk")[: 3 * MOST])


@dataclass(frozen=True, slots=True)
class AppealsOn:
    """Appeals to do with one agreement, first to last: the demands that mean it, and the links to its acts."""

    appeals: list[Appeal]
    caught: list[CaughtAgreement]
    """Of each demand that names the agreement or caught it by a rule, with the outcomes that stand. A named agreement
    is always caught."""
    links: list[Link]
    """Those that stand, each with what speaks against it."""

    @property
    def that_mean_it(self) -> list[Appeal]:
        meant = {one.demand.appeal_id for one in self.caught}
        return [appeal for appeal in self.appeals if appeal.pk in meant]


def appeals_on(agreement: Agreement, *, known_at: int | None = None, beside: dict[str, Any] | None = None) -> AppealsOn:
    """One statement; none where ``beside`` holds what was read for the same agreement and block."""
    if beside is not None and "appeals" in beside:
        return beside["appeals"]
    caught = CaughtAgreement.objects.filter(agreement=agreement, **known_by(known_at))
    links = Link.objects.standing(known_at).filter(status_change__agreement=agreement)
    ids = caught.values("demand__appeal").union(links.values("appeal"))
    outcomes = Outcome.objects.standing(known_at).order_by("asserted_on_earliest", "pk")
    against = CounterEvidence.objects.filter(**known_by(known_at)).order_by("pk")
    parts = {
        "caught_by_it": Nested(
            caught.order_by("demand__ordinal"),
            "demand__appeal",
            ("demand",),
            {"outcomes": Nested(outcomes.filter(demand=OuterRef("demand")))},
        ),
        "linked_by_it": Nested(
            links.order_by("pk"), "appeal", ("demand", "status_change"), {"counter_evidence": Nested(against, "link")}
        ),
    }
    appeals: Any = Appeal.objects.filter(pk__in=ids, **known_by(known_at)).annotate(**in_columns(parts))
    last = list(appeals.order_by("-issued_on_latest", "-pk")[:MOST])[::-1]
    for appeal in last:
        put_all(appeal, parts)
        for one in appeal.caught_by_it:
            one.demand.appeal = appeal
            put(one.demand, "outcomes", one.outcomes)
        for link in appeal.linked_by_it:
            link.appeal = appeal
    found = AppealsOn(
        last,
        [one for appeal in last for one in appeal.caught_by_it],
        [link for appeal in last for link in appeal.linked_by_it],
    )
    if beside is not None:
        beside["appeals"] = found
    return found
