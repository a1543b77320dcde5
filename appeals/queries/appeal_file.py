"""One appeal with everything on record about it. A fixed number of statements."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from appeals.models import (
    Appeal,
    AppealParty,
    AppealRelation,
    CaughtAgreement,
    Demand,
    Link,
    Outcome,
    Response,
    SignatoryCount,
    Target,
)
from appeals.queries.citations import with_sources
from treaties.models import Agreement, Clause
from treaties.models.timelines import StatusOn, StoryOn
from treaties.vocabulary import ClauseKind


@dataclass(frozen=True)
class AppealFile:
    """An appeal. The agreements that its demands caught carry ``status_code`` and ``story_step`` of ``on``, and
    ``code_then`` and ``story_then`` of the day of the appeal, all as they are known today."""

    appeal: Appeal
    on: date

    @cached_property
    def links(self) -> list[Link]:
        return list(self.appeal.links.all())

    @cached_property
    def with_outcome(self) -> list[Demand]:
        return [demand for demand in self.appeal.demands.all() if demand.outcomes.all()]

    @cached_property
    def without_outcome(self) -> list[Demand]:
        return [demand for demand in self.appeal.demands.all() if not demand.outcomes.all()]


def appeal_file(slug: str, *, on: date) -> AppealFile:
    """Raises Appeal.DoesNotExist."""
    appeal = Appeal.objects.get(slug=slug)
    cited = with_sources()
    prefetch_related_objects(
        [appeal],
        cited,
        Prefetch("parties", AppealParty.objects.select_related("party").order_by("pk")),
        Prefetch("signatory_counts", SignatoryCount.objects.prefetch_related(cited).order_by("pk")),
        Prefetch("demands", _demands(cited, on, then=(appeal.issued_on and appeal.issued_on.latest) or on)),
        Prefetch("responses", Response.objects.prefetch_related(cited)),
        Prefetch("links", _links(cited)),
        Prefetch("relations", AppealRelation.objects.select_related("other").order_by("pk")),
        Prefetch("relations_from", AppealRelation.objects.select_related("appeal").order_by("pk")),
    )
    return AppealFile(appeal, on)


def _demands(cited: Prefetch, on: date, *, then: date) -> QuerySet[Demand]:
    notice = Prefetch("clauses", Clause.objects.filter(kind=ClauseKind.NOTICE_PERIOD), to_attr="notice_clauses")
    agreements = (
        Agreement.objects.with_status(on=on)
        .annotate(story_step=StoryOn(on), code_then=StatusOn(then), story_then=StoryOn(then))
        .defer("days", "codes", "story")
        .prefetch_related(notice)
    )
    caught = CaughtAgreement.objects.order_by("agreement__slug").prefetch_related(Prefetch("agreement", agreements))
    return Demand.objects.prefetch_related(
        cited,
        Prefetch("targets", Target.objects.select_related("agreement", "rule_one", "rule_other").order_by("pk")),
        Prefetch("caught", caught),
        Prefetch("outcomes", Outcome.objects.prefetch_related(cited)),
    )


def _links(cited: Prefetch) -> QuerySet[Link]:
    links = Link.objects.select_related("demand", "status_change__agreement", "status_change__participation__party")
    return links.prefetch_related(cited).order_by("pk")
