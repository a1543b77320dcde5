"""What facts about appeals rest on."""

from django.db.models import Prefetch, QuerySet

from appeals.models import AppealCitation
from treaties.models import Source
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested


def with_sources() -> Prefetch:
    """The citations of facts about appeals, with their sources, in the order in which they were given."""
    return Prefetch("citations", AppealCitation.objects.select_related("source").order_by("pk"))


def cited_by(fact: str, *, known_at: int | None) -> Nested:
    """The same, in the statement of the facts, as known at a block; ``fact`` is the column of their kind."""
    return Nested(AppealCitation.objects.filter(**known_by(known_at)).order_by("pk"), fact, ("source",))


def citing(source: Source) -> QuerySet[AppealCitation]:
    """The citations of a source for facts about appeals."""
    return AppealCitation.objects.filter(source=source)
