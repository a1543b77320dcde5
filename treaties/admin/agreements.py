"""Agreements, with everything on record under each, and the button that records an act."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from treaties.admin import panels
from treaties.admin.clause_view import add_clause_to, may_add_clause
from treaties.admin.filters import StatusToday
from treaties.admin.history import history_of
from treaties.admin.reading import NOTHING, ReadOnlyAdmin, WithSources, lines
from treaties.admin.record_view import may_record, record_act
from treaties.admin.status import status_on
from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Participation,
    SeriesNumber,
)
from treaties.vocabulary import Topic


@admin.register(Agreement)
class AgreementAdmin(WithSources, ReadOnlyAdmin):
    list_display = ("short_title", "status_today", "sides", "nature", "numbers")
    list_filter = (StatusToday, "is_bilateral", "form", "nature")
    search_fields = ("title", "series number", "participant")
    search_help_text = "Words of a title, a series number or a participant’s name"
    ordering = ("short_title", "pk")
    object_history_template = "admin/treaties/history_of_agreement.html"
    fields = (
        "title",
        "short_title",
        "status_today",
        "form",
        "is_bilateral",
        "nature",
        "nature_note",
        "topics_in_words",
        "summary",
        "sources",
        "slug",
    )
    inlines = (
        panels.Participations,
        panels.StatusChanges,
        panels.Assertions,
        panels.Clauses,
        panels.Titles,
        panels.SeriesNumbers,
        panels.Relations,
        panels.Timelines,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        sides = Participation.objects.filter(side__isnull=False).select_related("party").only("side", "party__name")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("participations", sides.defer(None).order_by("side", "party__name"), to_attr="on_sides"),
                "series_numbers",
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Agreement], search_term: str
    ) -> tuple[QuerySet[Agreement], bool]:
        """Every word is found in a title, a series number or a participant's name; no join, so no row twice."""
        for word in search_term.split():
            own = Q(title__icontains=word) | Q(short_title__icontains=word)
            titles = AgreementTitle.objects.filter(agreement=OuterRef("pk"), title__icontains=word)
            number = Q(series__icontains=word) | Q(number__icontains=word)
            numbers = SeriesNumber.objects.filter(number, agreement=OuterRef("pk"))
            parties = Participation.objects.filter(agreement=OuterRef("pk"), party__name__icontains=word)
            queryset = queryset.filter(own | Q(Exists(titles)) | Q(Exists(numbers)) | Q(Exists(parties)))
        return queryset, False

    @admin.display(description="Sides")
    def sides(self, agreement: Any) -> str:
        if not agreement.is_bilateral:
            return f"multilateral, {len(agreement.party_ids)} on record"
        sides = [[p.party.name for p in agreement.on_sides if p.side == side] for side in (1, 2)]
        return " – ".join(" and ".join(names) for names in sides)

    @admin.display(description="Status today")
    def status_today(self, agreement: Agreement) -> object:
        return status_on(agreement, timezone.localdate())

    @admin.display(description="Series")
    def numbers(self, agreement: Agreement) -> object:
        return lines(agreement.series_numbers.all())

    @admin.display(description="Topics")
    def topics_in_words(self, agreement: Agreement) -> str:
        return ", ".join(Topic(topic).label for topic in agreement.topics) or NOTHING

    def get_urls(self) -> list[URLPattern]:
        record = self.admin_site.admin_view(self.record)
        clause = self.admin_site.admin_view(self.clause)
        return [
            path("<int:pk>/record/", record, name="treaties_agreement_record"),
            path("<int:pk>/clause/", clause, name="treaties_agreement_clause"),
            *super().get_urls(),
        ]

    def record(self, request: HttpRequest, pk: int) -> HttpResponse:
        return record_act(self, request, pk)

    def clause(self, request: HttpRequest, pk: int) -> HttpResponse:
        return add_clause_to(self, request, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        buttons = {"may_record": may_record(request), "may_add_clause": may_add_clause(request)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | buttons)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        agreement = self.get_object(request, object_id)
        context = {
            "history": history_of(agreement) if agreement else None,
            "may_mend": request.user.has_perm("treaties.add_correction"),
        }
        return super().history_view(request, object_id, (extra_context or {}) | context)


@admin.register(AgreementTitle)
class AgreementTitleAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("title", "language", "agreement")
    list_filter = ("language",)
    list_select_related = ("agreement",)
    search_fields = ("title",)


@admin.register(SeriesNumber)
class SeriesNumberAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("series", "number", "agreement")
    list_filter = ("series",)
    list_select_related = ("agreement",)
    search_fields = ("series", "number")


@admin.register(AgreementRelation)
class AgreementRelationAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("agreement", "kind", "other")
    list_filter = ("kind",)
    list_select_related = ("agreement", "other")
