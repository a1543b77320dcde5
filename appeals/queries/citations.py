"""What facts about appeals rest on."""

from django.db.models import Prefetch

from appeals.models import AppealCitation
from treaties.queries.nested import Nested


def with_sources() -> Prefetch:
    """The citations of facts about appeals, with their sources, in the order in which they were given."""
    return Prefetch("citations", AppealCitation.objects.select_related("source").order_by("pk"))


def cited_by(fact: str) -> Nested:
    """The same, in the statement of the facts; ``fact`` is the column of their kind."""
    return Nested(AppealCitation.objects.order_by("pk"), fact, ("source",))
