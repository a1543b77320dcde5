"""One appeal with everything on record about it, now or as it was known at a block. A fixed number of statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce

from appeals.models import (
    Addressee,
    Appeal,
    AppealCorrection,
    AppealParty,
    AppealRelation,
    AppealText,
    CaughtAgreement,
    CounterEvidence,
    Demand,
    Link,
    Outcome,
    Response,
    Signatory,
    SignatoryCount,
    SignatureWithdrawal,
    Target,
)
from appeals.queries.citations import cited_by
from treaties.models import Agreement, Correction, StatusChange
from treaties.queries.as_known import COLUMNS, code_as_known, story_as_known
from treaties.queries.json_rows import JsonRows
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, in_columns, put, put_all
from treaties.queries.shared_agreements import memberships

IN_THEIR_PLACES = (Coalesce("corrects__signatory__corrects__signatory", "corrects__signatory", "pk"), "pk")
"""The order of the lists: a name that was put right stands where the wrong one stood."""
AIMED_AT = ("agreement", "rule_one", "rule_other", "participation__agreement", "participation__party")


@dataclass(frozen=True)
class AppealFile:
    """An appeal, as known at a block (``None``: now). The agreements that its demands caught carry ``status_code`` and
    ``story_step`` of ``on``, and ``code_then`` and ``story_then`` of the day of the appeal, all as known."""

    appeal: Appeal
    on: date
    known_at: int | None = None

    @cached_property
    def signatories(self) -> list[Signatory]:
        """In the order of the lists; each has ``withdrawals``: none, or one."""
        return list(self.appeal.signatories.all())

    @cached_property
    def links(self) -> list[Link]:
        return list(self.appeal.links.all())

    @cached_property
    def with_outcome(self) -> list[Demand]:
        return [demand for demand in self.appeal.demands.all() if demand.outcomes.all()]

    @cached_property
    def without_outcome(self) -> list[Demand]:
        return [demand for demand in self.appeal.demands.all() if not demand.outcomes.all()]


def appeal_file(slug: str, *, on: date, known_at: int | None = None, ordinal: int | None = None) -> AppealFile:
    """Of one demand only, where its number is given. Four statements at most.

    Raises Appeal.DoesNotExist: no such appeal, or none yet at that block.
    """
    known = known_by(known_at)
    parts = _parts_of_appeal(known, known_at)
    appeal: Any = Appeal.objects.annotate(**in_columns(parts)).get(slug=slug, **known)
    put_all(appeal, parts)
    demands = _demands(appeal, known, known_at, ordinal)
    put(appeal, "demands", demands)
    put(appeal, "links", _links(appeal, known_at))
    file = AppealFile(appeal, on, known_at)
    _give_statuses([one for demand in demands for one in demand.caught.all()], on, issued_day(file), known_at)
    return file


def issued_day(file: AppealFile) -> date:
    """The appeal's day; the last one that it may be of, where it is known in part."""
    issued = file.appeal.issued_on
    return (issued and issued.latest) or file.on


def _parts_of_appeal(known: dict[str, int], known_at: int | None) -> dict[str, Nested]:
    parties = AppealParty.objects.filter(**known).order_by("pk")
    counts = SignatoryCount.objects.filter(**known).order_by("pk")
    responses = Response.objects.standing(known_at)
    relations = AppealRelation.objects.filter(**known).order_by("pk")
    withdrawals = SignatureWithdrawal.objects.filter(**known).order_by("pk")
    texts = AppealText.objects.filter(**known).order_by("pk")
    return {
        "citations": cited_by("appeal", known_at=known_at),
        "parties": Nested(parties, "appeal", ("party",)),
        "signatory_counts": Nested(
            counts, "appeal", children={"citations": cited_by("signatory_count", known_at=known_at)}
        ),
        "responses": Nested(responses, "appeal", children={"citations": cited_by("response", known_at=known_at)}),
        "signatories": Nested(
            Signatory.objects.standing(known_at).order_by(*IN_THEIR_PLACES),
            "appeal",
            children={
                "citations": cited_by("signatory", known_at=known_at),
                "withdrawals": Nested(
                    withdrawals, "signatory", children={"citations": cited_by("withdrawal", known_at=known_at)}
                ),
            },
        ),
        "further_addressees": Nested(Addressee.objects.filter(**known).order_by("pk"), "appeal"),
        "texts": Nested(texts, "appeal", children={"citations": cited_by("text", known_at=known_at)}),
        "relations": Nested(relations, "appeal", ("other",)),
        "relations_from": Nested(relations, "other", ("appeal",)),
    }


def _demands(appeal: Appeal, known: dict[str, int], known_at: int | None, ordinal: int | None) -> list[Any]:
    """Each with the ``memberships`` in unions of those between whom its rules are."""
    wanted = {} if ordinal is None else {"ordinal": ordinal}
    targets = Target.objects.filter(**known).order_by("pk")
    caught = CaughtAgreement.objects.filter(**known).order_by("agreement__slug")
    parts = {
        "citations": cited_by("demand", known_at=known_at),
        "targets": Nested(targets, "demand", AIMED_AT, without=COLUMNS),
        "caught": Nested(caught, "demand"),
        "outcomes": Nested(
            Outcome.objects.standing(known_at), "demand", children={"citations": cited_by("outcome", known_at=known_at)}
        ),
    }
    between = Target.objects.filter(demand=OuterRef(OuterRef("pk")))
    ruled = Q(member__in=between.values("rule_one")) | Q(member__in=between.values("rule_other"))
    parts_of_each = {"memberships": JsonRows(memberships(known_at).filter(ruled)), **in_columns(parts)}
    demands = list(Demand.objects.filter(appeal=appeal, **known, **wanted).annotate(**parts_of_each))
    for demand in demands:
        demand.appeal = appeal
        put_all(demand, parts)
        for outcome in demand.outcomes.all():
            outcome.demand = demand
    return demands


def _links(appeal: Appeal, known_at: int | None) -> list[Any]:
    against = CounterEvidence.objects.filter(**known_by(known_at)).order_by("pk")
    parts = {
        "citations": cited_by("link", known_at=known_at),
        "counter_evidence": Nested(
            against, "link", children={"citations": cited_by("counter_evidence", known_at=known_at)}
        ),
    }
    acts = ("demand", "status_change__agreement", "status_change__participation__party")
    standing = Link.objects.standing(known_at).filter(appeal=appeal)
    links = list(standing.select_related(*acts).annotate(**in_columns(parts)))
    for link in links:
        put_all(link, parts)
        link.appeal = appeal
    return sorted(links, key=lambda one: one.pk)


def _give_statuses(caught: list[CaughtAgreement], on: date, then: date, known_at: int | None) -> None:
    """To each caught agreement its statuses of both days."""
    meant = {one.agreement_id for one in caught}
    agreements = Agreement.objects.annotate(
        status_code=code_as_known(on, known_at),
        story_step=story_as_known(on, known_at),
        code_then=code_as_known(then, known_at),
        story_then=story_as_known(then, known_at),
    )
    found = agreements.defer(*COLUMNS).in_bulk(meant) if meant else {}
    for one in caught:
        one.agreement = found[one.agreement_id]


def corrections_of(appeal: Appeal, *, known_at: int | None = None) -> list[AppealCorrection]:
    """Corrections and retractions of responses to it, of outcomes of its demands, of its links and its signatories;
    the latest first. One statement.
    """
    of_it = Q(response__appeal=appeal) | Q(outcome__demand__appeal=appeal)
    of_it |= Q(link__appeal=appeal) | Q(signatory__appeal=appeal)
    rows = ("response", "outcome__demand", "link__demand", "link__status_change__agreement", "signatory")
    related = [*rows, *(f"replacement_{row}" for row in rows)]
    parts = {"citations": cited_by("correction", known_at=known_at)}
    found = AppealCorrection.objects.filter(of_it, **known_by(known_at)).select_related("block", *related)
    corrections = list(found.annotate(**in_columns(parts)).order_by("-pk"))
    for correction in corrections:
        put_all(correction, parts)
    return corrections


def standing_acts(links: Collection[Link], *, known_at: int | None = None) -> dict[int, StatusChange | None]:
    """By key, of the linked acts that no longer stand: what stands instead, ``None`` where nothing does.

    One statement; none where nothing is linked.
    """
    if not links:
        return {}
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
