"""What came of demands: each with its latest outcome that stands, and with the first answer to its appeal.

As of a day, and as the record stood at a block. Nothing is weighed: an outcome is what somebody asserts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject

from appeals.models import Appeal, AppealParty, Demand, Outcome, Response
from appeals.queries.unanswered import DAYS_TO_ANSWER
from appeals.vocabulary import AppealKind, DemandAction, OutcomeKind, ResponseKind
from treaties.dates import PartialDate
from treaties.models import Party
from treaties.queries.knowledge import known_by


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesAsked:
    """Demands of appeals that all the ``parties`` have a part in, as of the day ``on``. ``outcome`` is the latest that
    stands; ``NO_OUTCOME`` asks for demands without any. ``body`` and ``office`` are as the appeal has them."""

    on: date
    known_at: int | None = None
    parties: tuple[Party, ...] = ()
    action: DemandAction | None = None
    kind: AppealKind | None = None
    outcome: str = ""
    year: int | None = None
    body: str = ""
    office: str = ""


NO_OUTCOME = "none"


@dataclass(frozen=True)
class DemandRow:
    """One demand. Days are counted from the appeal's day, the last that it may be of."""

    demand: Demand
    on: date

    @property
    def appeal(self) -> Appeal:
        return self.demand.appeal

    @property
    def outcome(self) -> OutcomeKind | None:
        """The latest; ``None`` where no outcome is on record."""
        found = self._latest
        return OutcomeKind(found["kind"]) if found else None

    @property
    def asserted_by(self) -> str:
        return self._latest["by"] if self._latest else ""

    @property
    def asserted_on(self) -> PartialDate | None:
        found = self._latest
        return PartialDate.parse(found["day"]) if found and found["day"] else None

    @property
    def parties(self) -> list[tuple[str, str]]:
        """Code and name of each that has a part in the appeal, by code."""
        return [(one["code"], one["name"]) for one in self._read["having_part"]]

    @property
    def is_answered(self) -> bool:
        return bool(self._read["answered_on"])

    @cached_property
    def first_answer_on(self) -> PartialDate | None:
        """``None`` also where an answer is on record without its day."""
        days = [PartialDate.parse(one["day"]) for one in self._read["answered_on"] if one["day"]]
        return min(days, key=lambda day: day.in_order, default=None)

    @property
    def days_to_answer(self) -> int | None:
        """``None`` unless the days of the appeal and of its first answer are both known exactly."""
        issued, first = self.appeal.issued_on, self.first_answer_on
        if issued and first and issued.is_exact and first.is_exact and issued.latest and first.latest:
            return (first.latest - issued.latest).days
        return None

    @property
    def days_without_answer(self) -> int | None:
        """``None`` where an answer is on record."""
        issued = self.appeal.issued_on
        if self.is_answered or not issued or not issued.latest:
            return None
        return max((self.on - issued.latest).days, 0)

    @property
    def is_overdue(self) -> bool:
        """No outcome and no answer, and the clock has run out: the demand's deadline, or the usual days."""
        waited, deadline = self.days_without_answer, self.demand.deadline
        if waited is None or self.outcome:
            return False
        return deadline.latest < self.on if deadline and deadline.latest else waited > DAYS_TO_ANSWER

    @property
    def _latest(self) -> dict[str, Any] | None:
        return self._read["latest_outcome"]

    @property
    def _read(self) -> dict[str, Any]:
        return vars(self.demand)


def demands_with_outcomes(asked: OutcomesAsked, *, most: int | None = None) -> Sequence[DemandRow]:
    """Those asked for, the newest appeals first, and each appeal's in their order. One statement."""
    ordered = demands_asked(asked).order_by("-appeal__issued_on_latest", "appeal__slug", "ordinal")
    return [DemandRow(one, asked.on) for one in (ordered if most is None else ordered[:most])]


def demands_asked(asked: OutcomesAsked) -> QuerySet[Demand]:
    """Unordered and unsliced: what ``DemandRow`` is made of, each with its appeal."""
    demands = _meant(asked).annotate(
        latest_outcome=_latest_outcome(asked), answered_on=_answers(asked), having_part=_parties(asked)
    )
    if asked.outcome == NO_OUTCOME:
        demands = demands.filter(latest_outcome__isnull=True)
    elif asked.outcome:
        demands = demands.filter(latest_outcome__kind=asked.outcome)
    return demands.select_related("appeal")


def _meant(asked: OutcomesAsked) -> QuerySet[Demand]:
    issued = Q(issued_on_earliest__isnull=True) | Q(issued_on_earliest__lte=asked.on)
    appeals = Appeal.objects.about(*asked.parties).filter(issued, **known_by(asked.known_at))
    exact = {"kind": asked.kind, "issuing_body": asked.body, "addressee_office": asked.office}
    appeals = appeals.filter(**{name: value for name, value in exact.items() if value})
    if asked.year:
        appeals = appeals.filter(issued_on_latest__year=asked.year)
    demands = Demand.objects.filter(appeal__in=appeals, **known_by(asked.known_at))
    return demands.filter(action=asked.action) if asked.action else demands


def _latest_outcome(asked: OutcomesAsked) -> Subquery:
    asserted = Q(asserted_on_earliest__isnull=True) | Q(asserted_on_earliest__lte=asked.on)
    outcomes = Outcome.objects.standing(asked.known_at).filter(asserted, demand=OuterRef("pk"))
    last = outcomes.order_by(F("asserted_on_earliest").desc(nulls_first=True), "-pk")
    told = JSONObject(kind="kind", by="asserted_by", day=Cast("asserted_on", CharField()))
    return Subquery(last.values(told=told)[:1])


def _answers(asked: OutcomesAsked) -> ArraySubquery:
    """The days of the answers, as far as they are known. A public statement by somebody is no answer."""
    given = Q(responded_on_earliest__isnull=True) | Q(responded_on_earliest__lte=asked.on)
    answers = Response.objects.standing(asked.known_at).filter(given, appeal=OuterRef("appeal"))
    answers = answers.exclude(kind=ResponseKind.STATEMENT).order_by("pk")
    return ArraySubquery(answers.values(day=JSONObject(day=Cast("responded_on", CharField()))))


def _parties(asked: OutcomesAsked) -> ArraySubquery:
    parties = AppealParty.objects.filter(appeal=OuterRef("appeal"), **known_by(asked.known_at))
    named = JSONObject(code="party__code", name="party__name")
    return ArraySubquery(parties.order_by("party__code").values(named=named).distinct())
