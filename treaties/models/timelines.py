"""Timelines: the derived status as one value, a step function of days that can neither overlap nor leave a gap.

Two sorted arrays: ``days`` strictly ascending, and ``codes``, each the sum of the bits of the statuses possible from
its day (closed) until the next (open). ``story`` keeps, step by step, the acts and clauses that each status rests on.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import NullIf

from treaties.models.journal import Block, CurrentBlock


class StepOn(models.Func):
    """The number, from 1, of the step that a day falls into; 0 before the first day."""

    function = "width_bucket"
    output_field = models.IntegerField()

    def __init__(self, days: str, on: date | models.F) -> None:
        super().__init__(models.Value(on) if isinstance(on, date) else on, models.F(days))


class StatusOn(models.Func):
    """The code on a day: ``(codes)[width_bucket(day, days)]``; NULL before the first day on record."""

    template = "(%(expressions)s]"
    arg_joiner = ")["
    output_field = models.IntegerField()

    def __init__(self, on: date | models.F, *, of: str = "") -> None:
        super().__init__(models.F(f"{of}codes"), StepOn(f"{of}days", on))


class StoryOn(models.Func):
    """What the status on a day rests on: one step of ``story``; NULL before the first day."""

    template = "((%(expressions)s - 1))"
    arg_joiner = ") -> ("
    output_field = models.JSONField()

    def __init__(self, on: date | models.F, *, of: str = "") -> None:
        step = NullIf(StepOn(f"{of}days", on), models.Value(0))  # -1 would count from the end
        super().__init__(models.F(f"{of}story"), step)


def at_step[T](day: date, days: Sequence[date], values: Sequence[T]) -> T | None:
    """The value of the step that a day falls into, of a timeline in memory; ``None`` before the first day."""
    number = bisect_right(days, day)
    return values[number - 1] if number else None


@dataclass(frozen=True, slots=True)
class Kept:
    """One timeline as it was known at some time: the same three columns, in memory."""

    days: Sequence[date] = ()
    codes: Sequence[int] = ()
    story: Sequence[dict[str, Any]] = ()

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> "Kept":
        """From ``TIMELINE_JSON``; empty where there is none."""
        if not stored:
            return cls()
        return cls([date.fromisoformat(day) for day in stored["days"]], stored["codes"], stored["story"])

    def code_on(self, day: date) -> int | None:
        return at_step(day, self.days, self.codes)

    def story_on(self, day: date) -> dict[str, Any] | None:
        return at_step(day, self.days, self.story)


class DatedStatus(models.Model):
    """The current timeline, beside what it is the timeline of. Written by derivation only."""

    days = ArrayField(models.DateField(), default=list, editable=False)
    codes = ArrayField(models.IntegerField(), default=list, editable=False)
    story = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    def code_on(self, day: date) -> int | None:
        return at_step(day, self.days, self.codes)

    def story_on(self, day: date) -> dict[str, Any] | None:
        return at_step(day, self.days, self.story)


class DaysAscend(models.Func):
    function = "pacta_days_ascend"
    output_field = models.BooleanField()


class Cardinality(models.Func):
    function = "cardinality"
    output_field = models.IntegerField()


def timeline_constraints(of: str) -> list[models.CheckConstraint]:
    """A timeline's days strictly ascend and are finite, and each has its code."""
    return [
        models.CheckConstraint(condition=models.Q(DaysAscend("days")), name=f"{of}_days_strictly_ascend"),
        models.CheckConstraint(
            condition=models.Q(models.lookups.Exact(Cardinality("days"), Cardinality("codes"))),
            name=f"{of}_days_each_have_a_code",
        ),
    ]


class TimelineQuerySet[M: models.Model](models.QuerySet[M]):
    def known_at(self, block: int | None) -> Self:
        """The versions that were current when that block was the last one; those that are current now, without one."""
        if block is None:
            return self.filter(known_until=None)
        return self.filter(models.Q(known_until=None) | models.Q(known_until__gt=block), known_from__lte=block)


class Timeline(DatedStatus):
    """One version of a timeline: what was known from a block (closed) until a block (open; NULL while it is current).

    Of the agreement itself where ``participation`` is NULL, otherwise of one party's standing.
    """

    agreement = models.ForeignKey("Agreement", on_delete=models.PROTECT, related_name="timelines")
    participation = models.ForeignKey("Participation", on_delete=models.PROTECT, related_name="timelines", null=True)
    known_from = models.ForeignKey(
        Block, on_delete=models.PROTECT, related_name="+", editable=False, db_default=CurrentBlock()
    )
    known_until = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+", null=True, editable=False)

    objects = TimelineQuerySet["Timeline"].as_manager()

    class Meta:
        ordering: ClassVar = ["known_from"]
        constraints = [
            *timeline_constraints("timeline"),
            models.UniqueConstraint(
                fields=["agreement", "participation"],
                condition=models.Q(known_until__isnull=True),
                nulls_distinct=False,
                name="one_current_timeline",
            ),
            models.UniqueConstraint(
                fields=["agreement", "participation", "known_from"],
                nulls_distinct=False,
                name="one_timeline_per_change_of_knowledge",
            ),
            models.CheckConstraint(
                condition=models.Q(known_until__isnull=True) | models.Q(known_until__gt=models.F("known_from")),
                name="a_timeline_was_known_before_it_was_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"timeline of {self.participation_id or self.agreement_id} from block {self.known_from_id}"


class PairTimeline(DatedStatus):
    """What stands between two parties to one agreement, over time (``Between``): kept only where something ever does.

    ``one`` is the participation with the lower id. Versions are kept as of ``Timeline``.
    """

    agreement = models.ForeignKey("Agreement", on_delete=models.PROTECT, related_name="pair_timelines")
    one = models.ForeignKey("Participation", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("Participation", on_delete=models.PROTECT, related_name="+")
    known_from = models.ForeignKey(
        Block, on_delete=models.PROTECT, related_name="+", editable=False, db_default=CurrentBlock()
    )
    known_until = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+", null=True, editable=False)

    objects = TimelineQuerySet["PairTimeline"].as_manager()

    class Meta:
        ordering: ClassVar = ["known_from"]
        constraints = [
            *timeline_constraints("pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="a_pair_is_kept_once"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=models.Q(known_until__isnull=True), name="one_current_pair_timeline"
            ),
            models.UniqueConstraint(
                fields=["one", "other", "known_from"], name="one_pair_timeline_per_change_of_knowledge"
            ),
            models.CheckConstraint(
                condition=models.Q(known_until__isnull=True) | models.Q(known_until__gt=models.F("known_from")),
                name="a_pair_timeline_was_known_before_it_was_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"between {self.one_id} and {self.other_id} from block {self.known_from_id}"
