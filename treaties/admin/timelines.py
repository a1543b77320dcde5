"""Derived timelines, version by version."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from treaties.admin.panels import known_words, steps_shown
from treaties.admin.reading import ReadOnlyAdmin
from treaties.models import Timeline


@admin.register(Timeline)
class TimelineAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("agreement", "whose", "known")
    search_fields = ("agreement__title",)
    ordering = ("-known_from", "pk")
    fields = ("agreement", "whose", "known", "statuses")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Timeline]:
        related = ("agreement", "participation__party", "known_from", "known_until")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="Of")
    def whose(self, timeline: Timeline) -> str:
        return timeline.participation.party.name if timeline.participation else "the agreement as a whole"

    @admin.display(description="Known")
    def known(self, timeline: Timeline) -> str:
        return known_words(timeline)

    @admin.display(description="Statuses")
    def statuses(self, timeline: Timeline) -> SafeString:
        return steps_shown(timeline)
