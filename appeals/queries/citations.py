"""What facts about appeals rest on."""

from django.db.models import Prefetch

from appeals.models import AppealCitation


def with_sources() -> Prefetch:
    """The citations of facts about appeals, with their sources, in the order in which they were given."""
    return Prefetch("citations", AppealCitation.objects.select_related("source").order_by("pk"))
