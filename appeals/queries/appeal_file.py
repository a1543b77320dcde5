"""One appeal with everything on record about it, now or as it was known at a block. A fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from appeals.models import (
    Appeal,
    AppealCorrection,
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
from appeals.queries.appeals_of import known_by
from appeals.queries.citations import with_sources
from treaties.models import Agreement, Correction, StatusChange
from treaties.queries.as_known import code_as_known, story_as_known


@dataclass(frozen=True)
class AppealFile:
    """An appeal, as known at a block (``None``: now). The agreements that its demands caught carry ``status_code`` and
    ``story_step`` of ``on``, and ``code_then`` and ``story_then`` of the day of the appeal, all as known."""

    appeal: Appeal
    on: date
    known_at: int | None = None

    @cached_property
    def links(self) -> list[Link]:
        return list(self.appeal.links.all())

    @cached_property
    def with_outcome(self) -> list[Demand]:
        return [demand for demand in self.appeal.demands.all() if demand.outcomes.all()]

    @cached_property
    def without_outcome(self) -> list[Demand]:
        return [demand for demand in self.appeal.demands.all() if not demand.outcomes.all()]


def appeal_file(slug: str, *, on: date, known_at: int | None = None) -> AppealFile:
    """Raises Appeal.DoesNotExist: no such appeal, or none yet at that block."""
    known = known_by(known_at)
    appeal = Appeal.objects.get(slug=slug, **known)
    cited = with_sources()
    then = (appeal.issued_on and appeal.issued_on.latest) or on
    relations = AppealRelation.objects.filter(**known).order_by("pk")
    prefetch_related_objects(
        [appeal],
        cited,
        Prefetch("parties", AppealParty.objects.filter(**known).select_related("party").order_by("pk")),
        Prefetch("signatory_counts", SignatoryCount.objects.filter(**known).prefetch_related(cited).order_by("pk")),
        Prefetch("demands", _demands(cited, on, then, known_at)),
        Prefetch("responses", Response.objects.standing(known_at).prefetch_related(cited)),
        Prefetch("links", _links(cited, known)),
        Prefetch("relations", relations.select_related("other")),
        Prefetch("relations_from", relations.select_related("appeal")),
    )
    return AppealFile(appeal, on, known_at)


def _demands(cited: Prefetch, on: date, then: date, known_at: int | None) -> QuerySet[Demand]:
    known = known_by(known_at)
    agreements = Agreement.objects.annotate(
        status_code=code_as_known(on, known_at),
        story_step=story_as_known(on, known_at),
        code_then=code_as_known(then, known_at),
        story_then=story_as_known(then, known_at),
    ).defer("days", "codes", "story")
    caught = CaughtAgreement.objects.filter(**known).order_by("agreement__slug")
    targets = Target.objects.filter(**known).select_related("agreement", "rule_one", "rule_other")
    return Demand.objects.filter(**known).prefetch_related(
        cited,
        Prefetch("targets", targets.order_by("pk")),
        Prefetch("caught", caught.prefetch_related(Prefetch("agreement", agreements))),
        Prefetch("outcomes", Outcome.objects.standing(known_at).prefetch_related(cited)),
    )


def _links(cited: Prefetch, known: dict[str, int]) -> QuerySet[Link]:
    links = Link.objects.filter(**known).select_related(
        "demand", "status_change__agreement", "status_change__participation__party"
    )
    return links.prefetch_related(cited).order_by("pk")


def corrections_of(appeal: Appeal, *, known_at: int | None = None) -> list[AppealCorrection]:
    """Corrections and retractions of responses to it and of outcomes of its demands, the latest first.

    Two statements.
    """
    of_it = Q(response__appeal=appeal) | Q(outcome__demand__appeal=appeal)
    rows = ("response", "replacement_response", "outcome__demand", "replacement_outcome__demand")
    found = AppealCorrection.objects.filter(of_it, **known_by(known_at)).select_related("block", *rows)
    return list(found.prefetch_related(with_sources()).order_by("-pk"))


def standing_acts(links: Iterable[Link], *, known_at: int | None = None) -> dict[int, StatusChange | None]:
    """By key, of the linked acts that no longer stand: what stands instead, ``None`` where nothing does.

    One statement.
    """
    agreements = {link.status_change.agreement_id for link in links}
    corrections = Correction.objects.filter(status_change__agreement__in=agreements, **known_by(known_at))
    related = corrections.select_related("replacement_change__participation__party", "replacement_change__agreement")
    answered = {one.status_change_id: one.replacement_change for one in related}
    found: dict[int, StatusChange | None] = {}
    for key in answered:
        standing = answered[key]
        while standing and standing.pk in answered:
            standing = answered[standing.pk]
        found[key] = standing  # type: ignore[index]
    return found


def latest_outcomes(appeal: Appeal) -> list[tuple[int, str]]:
    """In the latest record: the number of each demand with an outcome, and its last kind. One statement."""
    outcomes = Outcome.objects.standing().filter(demand__appeal=appeal).order_by("asserted_on_earliest", "pk")
    return sorted(dict(outcomes.values_list("demand__ordinal", "kind")).items())
