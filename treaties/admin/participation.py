"""Participations. To read."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from treaties.admin.panels import steps_shown
from treaties.admin.reading import ReadOnlyAdmin, WithSources
from treaties.admin.status import status_on
from treaties.models import Participation
from treaties.queries.citations import with_sources


@admin.register(Participation)
class ParticipationAdmin(WithSources, ReadOnlyAdmin):
    is_detail = True
    list_display = ("party", "agreement", "side", "acting_body", "standing")
    list_filter = ("side",)
    list_select_related = ("party", "agreement")
    search_fields = ("party__name", "agreement__title")
    fields = ("agreement", "party", "side", "acting_body", "standing", "timeline", "sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).select_related("party", "agreement").prefetch_related(with_sources())

    @admin.display(description="Standing today")
    def standing(self, participation: Participation) -> object:
        return status_on(participation, timezone.localdate())

    @admin.display(description="Timeline")
    def timeline(self, participation: Participation) -> SafeString:
        return steps_shown(participation)
