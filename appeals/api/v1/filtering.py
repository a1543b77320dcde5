"""Filters of lists of appeals, demands and links; and those that are added to lists of agreements and of acts."""

from typing import Any

from django.db.models import QuerySet

from appeals.models import Appeal, CaughtAgreement, Link
from appeals.vocabulary import AppealKind, DemandAction, Grade, LinkRelation, OutcomeKind
from treaties.api.v1.filtering import Filter, one_or_none
from treaties.api.v1.parameters import Parameter, choice
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.dates import shorten
from treaties.queries.knowledge import known_by
from treaties.queries.lists import with_replacements


def _read_appeal(text: str) -> Appeal:
    if found := Appeal.objects.filter(slug=text).first():
        return found
    words = f"No appeal is on record under “{shorten(text)}”; the slugs are in /api/v1/appeals/."
    raise Problem(ProblemKind.INVALID_PARAMETER, words)


LETTER = "milli-majlis-letter-2024-10-05"
APPEAL = Parameter("appeal", "The slug of an appeal.", _read_appeal, LETTER)
MEANT_BY = Parameter("appeal", "The slug of an appeal: only agreements that it asks about.", _read_appeal, LETTER)
LINKED_TO = Parameter("appeal", "The slug of an appeal: only acts that are linked to it.", _read_appeal, LETTER)
KIND = choice(AppealKind, "kind", "What kind of text the appeal is.", example=AppealKind.LETTER_OF_MEMBERS)
ACTION = choice(DemandAction, "action", "What is asked.", example=DemandAction.TERMINATE)
RELATION = choice(LinkRelation, "relation", "How the appeal relates to the act.", example=LinkRelation.REQUESTED)
GRADE = choice(Grade, "grade", "How sure the link is; A is the surest.", example=Grade.E)
OUTCOME = one_or_none(
    OutcomeKind,
    "outcome",
    "What came of the demand: the latest outcome by `on`, as somebody asserts.",
    example=OutcomeKind.OVERTAKEN,
    none="no outcome on record",
)


def meant_by(rows: QuerySet, appeal: Any, known_at: int | None) -> QuerySet:
    """Of agreements: those in the frozen expansion of one of its demands."""
    caught = CaughtAgreement.objects.filter(demand__appeal=appeal, **known_by(known_at))
    return rows.filter(pk__in=caught.order_by().values("agreement"))


def linked_to(rows: QuerySet, appeal: Any, known_at: int | None) -> QuerySet:
    """Of acts: those that stand in a link that stands, or were put in the place of one that does."""
    links = Link.objects.standing(known_at).filter(appeal=appeal).order_by()
    return rows.filter(pk__in=with_replacements(set(links.values_list("status_change", flat=True)), known_at))


def filter_of_agreements() -> Filter:
    return Filter(MEANT_BY, meant_by)


def filter_of_acts() -> Filter:
    return Filter(LINKED_TO, linked_to)


def lists_by_source() -> dict[str, str]:
    """The routes of lists that take a source, by the kind of fact that cites it."""
    of_appeals = ("appeal", "signatory_count", "demand", "response", "outcome", "signatory", "text", "counter_evidence")
    return dict.fromkeys(of_appeals, "api-appeals") | {"link": "api-links"}
