"""Sources and citations."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from treaties.admin.reading import ReadOnlyAdmin, days
from treaties.models import Citation, Source
from treaties.models.sources import CITED


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("title", "publisher", days("published_on"), "evidence", "language")
    list_filter = ("evidence", "language")
    search_fields = ("title", "publisher", "url")


@admin.register(Citation)
class CitationAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("source", "locator", "about", "fact_kind")
    list_select_related = ("source",)
    search_fields = ("source__title", "source__publisher", "locator")
    fields = ("source", "locator", "about", "fact")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        return super().get_queryset(request).select_related("source")

    @admin.display(description="Cited for")
    def fact_kind(self, citation: Citation) -> str:
        return next(name for name in CITED if getattr(citation, f"{name}_id")).replace("_", " ")

    @admin.display(description="Cited for")
    def fact(self, citation: Citation) -> Any:
        return next(fact for name in CITED if getattr(citation, f"{name}_id") and (fact := getattr(citation, name)))
