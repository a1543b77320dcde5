"""Responses and outcomes."""

from django.contrib import admin

from appeals.models import Outcome, Response
from treaties.admin.reading import ReadOnlyAdmin, days


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin):
    list_display = ("by", "kind", days("responded_on"), "appeal")
    list_filter = ("kind",)
    list_select_related = ("appeal",)
    search_fields = ("by", "summary", "appeal__title")


@admin.register(Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    list_display = ("demand", "kind", "asserted_by", days("asserted_on"))
    list_filter = ("kind",)
    list_select_related = ("demand",)
    search_fields = ("demand__heading", "asserted_by")
