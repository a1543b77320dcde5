"""How the lists of appeals are narrowed, by parties, agreements, sources and who wrote them: as subqueries."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from appeals.models import Appeal, AppealCitation, AppealCorrection, CaughtAgreement, Demand, Link, Outcome, Target
from appeals.models.citations import CITED
from treaties.models import Party
from treaties.queries.desk_lists import versions_by

THROUGH = {
    "signatory_count": "appeal",
    "demand": "appeal",
    "response": "appeal",
    "outcome": "demand__appeal",
    "link": "appeal",
    "signatory": "appeal",
    "withdrawal": "signatory__appeal",
    "text": "appeal",
    "counter_evidence": "link__appeal",
}
"""How each kind of cited fact belongs to an appeal."""


def about_parties(appeals: QuerySet[Any], parties: Sequence[Party]) -> QuerySet[Any]:
    """Those in which each of the parties has a part."""
    return appeals.filter(pk__in=Appeal.objects.about(*parties).order_by().values("pk")) if parties else appeals


def appeals_about(agreements: QuerySet[Any]) -> Q:
    """A demand names one of the agreements or caught it on the appeal's day, or a link is to an act of one."""
    of_demands = demands_about(agreements)
    linked = Link.objects.standing().filter(status_change__agreement__in=agreements).order_by().values("appeal")
    return Q(pk__in=Demand.objects.filter(of_demands).order_by().values("appeal")) | Q(pk__in=linked)


def demands_about(agreements: QuerySet[Any]) -> Q:
    named = Target.objects.filter(Q(agreement__in=agreements) | Q(participation__agreement__in=agreements))
    caught = CaughtAgreement.objects.filter(agreement__in=agreements)
    return Q(pk__in=named.order_by().values("demand")) | Q(pk__in=caught.order_by().values("demand"))


def appeals_citing(sources: Iterable[int]) -> Q:
    """The appeal, or a fact about it, cites one of them."""
    cited = AppealCitation.objects.filter(source__in=list(sources)).order_by()
    found = Q(pk__in=cited.filter(appeal__isnull=False).values("appeal"))
    for name, path in THROUGH.items():
        found |= Q(pk__in=cited.filter(**{f"{name}__isnull": False}).values(f"{name}__{path}"))
    return found


def cited_facts(kind: str, sources: Iterable[int]) -> QuerySet[Any]:
    """The ids of the facts of a kind (a column of citations) that cite one of them."""
    cited = AppealCitation.objects.filter(source__in=list(sources), **{f"{kind}__isnull": False})
    return cited.order_by().values(kind)


def appeals_changed_by(actor: str) -> Q:
    """Somebody wrote the appeal, one of its versions, or a fact about it."""
    written = Q(pk__in=versions_by(Appeal, actor))
    for name, path in THROUGH.items():
        facts: Any = CITED[name]
        written |= Q(pk__in=facts.objects.filter(block__actor=actor).order_by().values(path))
    mended = AppealCorrection.objects.filter(block__actor=actor).order_by()
    for name in ("response", "outcome", "link", "signatory"):
        written |= Q(pk__in=mended.filter(**{f"{name}__isnull": False}).values(f"{name}__{THROUGH[name]}"))
    return written


def demands_changed_by(actor: str) -> Q:
    """Somebody wrote the demand, one of its versions, a target or an outcome of it."""
    written = Q(pk__in=versions_by(Demand, actor))
    for facts in (Target, CaughtAgreement, Outcome):
        written |= Q(pk__in=facts.objects.filter(block__actor=actor).order_by().values("demand"))
    return written
