"""Agreements, with everything on record under each, and the button that records an act."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from treaties.admin import panels
from treaties.admin.bulk.view import record_for_agreements, record_for_parties, record_one_act_for_these
from treaties.admin.filter_form import NarrowedList, narrowed_by
from treaties.admin.filters import AgreementsNarrowed, OfLanguage, TwoSides
from treaties.admin.history import history_of
from treaties.admin.reading import NOTHING, ReadOnlyAdmin, WithSources, lines
from treaties.admin.recording.assertion_view import assert_status, may_assert
from treaties.admin.recording.clause_view import add_clause_to, may_add_clause
from treaties.admin.recording.record_view import may_record, record_act
from treaties.admin.review.proposing import may
from treaties.admin.review.waiting import WithProposals
from treaties.admin.status import status_on
from treaties.dates import DateNotUnderstood, in_words, read_day
from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Participation,
    SeriesNumber,
)
from treaties.vocabulary import Topic


@lru_cache(maxsize=100)
def status_of_day(day: date) -> Callable[[Agreement], object]:
    """A column. One and the same for one day: Django compares columns."""

    @admin.display(description=f"Status on {in_words(day)}")
    def status_today(agreement: Agreement) -> object:
        return status_on(agreement, day)

    return status_today


@admin.register(Agreement)
class AgreementAdmin(WithProposals, NarrowedList, WithSources, ReadOnlyAdmin):
    actions = (record_one_act_for_these,)
    list_display = ("short_title", "status_today", "sides", "nature", "numbers")
    list_filter = (narrowed_by(AgreementsNarrowed), ("is_bilateral", TwoSides), "form")
    search_fields = ("title", "series number", "participant")
    show_full_result_count = False
    search_hint = "Words of a title, a series number or a participant’s name"
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

    def get_list_display(self, request: HttpRequest) -> Any:
        """The status is that of the day which the list is asked about."""
        try:
            day = read_day(request.GET.get("on", ""))
        except DateNotUnderstood:
            return self.list_display
        return [status_of_day(day) if name == "status_today" else name for name in self.list_display]

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
        wrap = self.admin_site.admin_view
        record, clause = wrap(self.record), wrap(self.clause)
        return [
            path("<int:pk>/record/", record, name="treaties_agreement_record"),
            path("<int:pk>/clause/", clause, name="treaties_agreement_clause"),
            path("<int:pk>/assert/", self.admin_site.admin_view(self.assert_view), name="treaties_agreement_assert"),
            path("<int:pk>/record-many/", wrap(self.record_many), name="treaties_agreement_record_many"),
            path("record-for-many/", wrap(self.record_for_many), name="treaties_agreement_record_for_many"),
            *super().get_urls(),
        ]

    def record(self, request: HttpRequest, pk: int) -> HttpResponse:
        return record_act(self, request, pk)

    def assert_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return assert_status(self, request, pk)

    def clause(self, request: HttpRequest, pk: int) -> HttpResponse:
        return add_clause_to(self, request, pk)

    def record_many(self, request: HttpRequest, pk: int) -> HttpResponse:
        return record_for_parties(self, request, pk)

    def record_for_many(self, request: HttpRequest) -> HttpResponse:
        return record_for_agreements(self, request)

    def has_record_many_permission(self, request: HttpRequest) -> bool:
        return may_record(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        buttons = {
            "may_record": may_record(request),
            "may_assert": may_assert(request),
            "may_add_clause": may_add_clause(request),
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | buttons)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        agreement = self.get_object(request, object_id)
        context = {
            "history": history_of(agreement) if agreement else None,
            "may_mend": may(request, "treaties.add_correction"),
        }
        return super().history_view(request, object_id, (extra_context or {}) | context)


@admin.register(AgreementTitle)
class AgreementTitleAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("title", "language", "agreement")
    list_filter = (("language", OfLanguage),)
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
