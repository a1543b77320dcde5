"""Acts, and what sources say the status was. An act is recorded on its agreement's page."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from treaties.admin.panels import by_whom
from treaties.admin.reading import ReadOnlyAdmin, WithSources, days
from treaties.models import StatusAssertion, StatusChange
from treaties.queries.citations import with_sources


@admin.register(StatusChange)
class StatusChangeAdmin(WithSources, ReadOnlyAdmin):
    list_display = ("act", "by", "agreement", days("done_on"), days("received_on"), days("effective_on"), "block")
    list_filter = ("act",)
    search_fields = ("agreement__title", "participation__party__name", "slug")
    ordering = ("-pk",)
    fields = (
        "agreement",
        "act",
        "by",
        "done_on",
        "received_on",
        "effective_on",
        "published_on",
        "order_on_day",
        "place",
        "note",
        "sources",
        "block",
        "reason",
        "slug",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusChange]:
        related = ("agreement", "participation__party", "done_by_predecessor", "block")
        return super().get_queryset(request).select_related(*related).prefetch_related(with_sources())

    @admin.display(description="By")
    def by(self, change: StatusChange) -> str:
        return by_whom(change)

    @admin.display(description="Recorded by, and why")
    def reason(self, change: StatusChange) -> str:
        return f"{change.block.actor}: {change.block.reason}"


@admin.register(StatusAssertion)
class StatusAssertionAdmin(WithSources, ReadOnlyAdmin):
    list_display = ("agreement", "status", days("asserted_on"), days("since"), "sources")
    list_filter = ("status",)
    search_fields = ("agreement__title",)
    fields = ("agreement", "status", "asserted_on", "since", "reason", "note", "sources", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusAssertion]:
        return super().get_queryset(request).select_related("agreement").prefetch_related(with_sources())
