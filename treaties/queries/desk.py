"""What waits on the desk: deadlines, proposals, facts that are imprecise or rest on little, and what came last.

Each is asked for a few rows and how many there are; the numbers are computed, and kept nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from treaties.models import Agreement, Block, Citation, Proposal, StatusChange
from treaties.models.agreements import AgreementQuerySet
from treaties.models.status_changes import first_day_of_act
from treaties.queries.as_known import COLUMNS
from treaties.queries.deadlines import Asked, Deadline, described, due
from treaties.vocabulary import Act, AgreementStatus, Decision, Evidence, Nature

HORIZON = timedelta(days=365)
"""How far ahead a deadline waits on the desk; later ones are in the list of all."""
LATELY = timedelta(days=30)
"""How long a proposal that was refused is shown to who made it."""
MOST_COUNTED = 500
"""Rows are counted up to here; beyond, the desk says “more than”."""
DAYS = ("done_on", "received_on", "effective_on")
ONE_DAY = r"^\d{4}-\d{2}-\d{2}$"
ENTRIES = (Act.ENTRY_INTO_FORCE, Act.ENTRY_INTO_FORCE_FOR_PARTY)


@dataclass(frozen=True, slots=True)
class Some[T]:
    """The first of several, and how many there are; at most one more than ``MOST_COUNTED`` where that is costly."""

    rows: Sequence[T]
    count: int


def total() -> Window:
    """Beside each row of a page: how many rows there are without the page."""
    return Window(Count("pk"))


def paged(rows: QuerySet[Any], most: int) -> Some[Any]:
    """One statement, for lists that are short by nature."""
    found = list(rows.annotate(total=total())[:most])
    return Some(found, found[0].total if found else 0)


def paged_and_capped(rows: QuerySet[Any], most: int) -> Some[Any]:
    """Two statements, which both stop early: for lists that may be as long as the record. The latest rows first."""
    found = list(rows.order_by("-pk")[:most])
    if len(found) < most:
        return Some(found, len(found))
    return Some(found, rows.order_by()[: MOST_COUNTED + 1].count())


def deadlines_near(*, on: date, most: int) -> Some[Deadline]:
    """From that day (closed) to the end of the horizon (closed), in the order of days. Two statements."""
    until = min(on, date.max - HORIZON) + HORIZON
    days = paged(due(Asked(since=on, until=until)).order_by("computed_on_latest", "pk"), most)
    return Some(described(days.rows) if days.rows else [], days.count)


def proposals_to_decide(user_id: int, *, most: int) -> Some[Proposal]:
    """Those of others, the oldest first. One statement."""
    return paged(_read(Proposal.objects.waiting_for(user_id)).order_by("pk"), most)


def proposals_of(user_id: int, *, now: datetime, most: int) -> Some[Proposal]:
    """Somebody's own that wait, or that were refused lately; the latest first. One statement."""
    refused = Q(decision=Decision.REFUSED, decided_at__gte=now - LATELY)
    return paged(_read(Proposal.objects.filter(Q(decision="") | refused, proposed_by=user_id)).order_by("-pk"), most)


def _read(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    read = proposals.select_related("proposed_by", "decided_by", "agreement")
    return read.defer("filled", "amended", "agreement__search_key", *(f"agreement__{name}" for name in COLUMNS))


def imprecise_acts(*, most: int) -> Some[StatusChange]:
    """Those that ``are_thin``, each with ``evidence``: the kinds of its sources."""
    acts = are_thin(StatusChange.objects.standing())
    evidence = _kinds(Citation.objects.filter(status_change=OuterRef("pk")))
    read = acts.annotate(evidence=evidence).select_related("agreement", "participation__party")
    return paged_and_capped(read.defer(*_columns("agreement"), *_columns("participation")), most)


def are_thin(acts: QuerySet[Any]) -> QuerySet[Any]:
    """Acts of which no day is known, or only a year, a month or a span; or that rest on the press alone or nothing."""
    known_only_roughly = Q()
    for name in DAYS:
        known_only_roughly |= Q(**{f"{name}__isnull": False}) & ~Q(**{f"{name}__regex": ONE_DAY})
    without_a_day = Q(**{f"{name}__isnull": True for name in DAYS})
    better = Citation.objects.filter(status_change=OuterRef("pk")).exclude(source__evidence=Evidence.PRESS)
    return acts.filter(known_only_roughly | without_a_day | ~Q(Exists(better)))


def agreements_without_entry(*, on: date, most: int) -> Some[Agreement]:
    """Those that ``lack_an_entry``, each with ``status_code``, and as ``evidence`` the kinds of its acts' sources."""
    found = lack_an_entry(Agreement.objects.all(), on=on)
    evidence = _kinds(Citation.objects.filter(status_change__agreement=OuterRef("pk")))
    return paged_and_capped(found.annotate(evidence=evidence).defer(*COLUMNS, "search_key"), most)


def lack_an_entry(agreements: AgreementQuerySet, *, on: date) -> AgreementQuerySet:
    """Agreements in force on that day, or bilateral and signed, whose entry into force is not on record."""
    entered = StatusChange.objects.standing().filter(agreement=OuterRef("pk"), act__in=ENTRIES)
    in_force, signed = AgreementStatus.IN_FORCE.bit, AgreementStatus.SIGNED.bit
    found = agreements.with_status(on=on).exclude(nature=Nature.NON_BINDING)
    return found.filter(Q(status_code=in_force) | Q(status_code=signed, is_bilateral=True), ~Exists(entered))


def _kinds(cited: QuerySet[Citation]) -> ArraySubquery:
    return ArraySubquery(cited.order_by("source__evidence").values("source__evidence").distinct())


def _columns(of: str) -> list[str]:
    return [f"{of}__{name}" for name in COLUMNS]


def latest_acts(*, on: date, most: int) -> list[StatusChange]:
    """The acts that stand whose day came last, up to a day (closed). One statement."""
    acts = StatusChange.objects.standing().annotate(first_day=first_day_of_act()).filter(first_day__lte=on)
    related = acts.select_related("agreement", "participation__party")
    return list(related.defer(*_columns("agreement"), *_columns("participation")).order_by("-first_day", "-pk")[:most])


def latest_blocks(*, most: int) -> list[Block]:
    """What was written last, by whom and why. One statement."""
    return list(Block.objects.order_by("-no")[:most])
