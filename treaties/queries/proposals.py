"""What a proposal is read beside: what was recorded since it was made, and what waits about a row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from treaties.models import Clause, Correction, Judgement, Proposal, StatusAssertion, StatusChange

WAITING_FIRST = Case(When(decision="", then=Value(0)), default=Value(1))


def read(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With the people and the agreement, and without the forms; for lists."""
    return proposals.select_related("proposed_by", "decided_by", "agreement").defer("filled", "amended")


def waiting_about(agreement_id: int | None, addresses: Iterable[str]) -> list[Proposal]:
    """What waits about an agreement, or on any of the pages below these addresses, the oldest first."""
    about = Q(pk__in=[])
    if agreement_id is not None:
        about |= Q(agreement=agreement_id)
    for address in addresses:
        about |= Q(screen__startswith=address)
    return list(read(Proposal.objects.waiting().filter(about)).order_by("pk"))


def recorded_since(agreement_id: int, moment: datetime) -> list[str]:
    """What was recorded under an agreement after a moment, in words, by kind: “2 acts”."""
    later = {"agreement": agreement_id, "block__at__gt": moment}
    corrections = Q(status_change__agreement=agreement_id) | Q(clause__agreement=agreement_id)
    corrections |= Q(assertion__agreement=agreement_id)
    counted: list[tuple[str, str, QuerySet[Any]]] = [
        ("act", "acts", StatusChange.objects.filter(**later, corrects=None)),
        ("clause", "clauses", Clause.objects.filter(**later, corrects=None)),
        ("assertion of a source", "assertions of sources", StatusAssertion.objects.filter(**later, corrects=None)),
        ("correction or retraction", "corrections or retractions", _since(corrections, moment)),
        ("judgement", "judgements", Judgement.objects.filter(**later)),
    ]
    found = [(rows.count(), one, many) for one, many, rows in counted]
    return [f"{count} {one if count == 1 else many}" for count, one, many in found if count]


def _since(corrections: Q, moment: datetime) -> QuerySet[Correction]:
    return Correction.objects.filter(corrections, block__at__gt=moment)
