"""Sources, the copies that we hold of them, and citations."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from treaties import slots
from treaties.admin.evidence import PERMISSIONS, HeldCopies, add_copy
from treaties.admin.filters import OfLanguage
from treaties.admin.journal_history import Part, WithJournal, own_words
from treaties.admin.reading import ReadOnlyAdmin, days
from treaties.admin.recording.source_found import FindsSources
from treaties.models import Citation, HeldCopy, NameInSource, Source
from treaties.models.sources import CITED

CITING, MANY_CITING = "fact that cites it", "facts that cite it"


@admin.register(Source)
class SourceAdmin(WithJournal, FindsSources, ReadOnlyAdmin):
    list_display = ("title", "publisher", days("published_on"), "evidence", "language")
    list_filter = ("evidence", ("language", OfLanguage))
    search_fields = ("title", "publisher", "url")
    inlines = (HeldCopies,)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Without the checksum where none is on record: those of the copies that we hold stand with them."""
        fields = super().get_fields(request, obj)
        return [name for name in fields if name != "checksum" or (obj and obj.checksum)]

    def told_of(self, source: Source) -> list[Part]:
        of = {"source": source}
        return [
            Part(Source.objects.filter(pk=source.pk), own_words),
            Part(HeldCopy.objects.filter(**of), own_words),
            Part(NameInSource.objects.filter(**of), lambda name, _: f"“{name.name}”", one="name answered"),
            Part(Citation.objects.filter(**of), one=CITING, many=MANY_CITING),
            *(Part(rows, one=CITING, many=MANY_CITING) for rows in slots.CITING(source)),
        ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.add_copy_view)
        return [path("<int:pk>/add-copy/", view, name="treaties_source_add_copy"), *super().get_urls()]

    def add_copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return add_copy(self, request, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_add_copy": request.user.has_perms(PERMISSIONS)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


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
