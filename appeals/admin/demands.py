"""Demands, their targets, and what they caught on the appeal's day."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from appeals.admin.entry.additions import OutcomeForm
from appeals.admin.entry.demand_words import status_words
from appeals.admin.filters import DemandsNarrowed
from appeals.admin.steps import Step, WithSteps
from appeals.models import CaughtAgreement, Demand, Target
from treaties.admin.filter_form import NarrowedList, narrowed_by
from treaties.admin.reading import ReadOnlyAdmin, ReadOnlyInline, days


class Targets(ReadOnlyInline):
    model = Target
    fields = ("kind", "agreement", "rule_one", "rule_other", "description")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        return super().get_queryset(request).select_related("agreement", "rule_one", "rule_other")


class Caught(ReadOnlyInline):
    model = CaughtAgreement
    verbose_name_plural = "agreements caught on the appeal’s day"
    fields = ("agreement", "how", "status_then")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CaughtAgreement]:
        return super().get_queryset(request).select_related("agreement")

    @admin.display(description="Status that day")
    def status_then(self, caught: CaughtAgreement) -> str:
        return status_words(caught)


@admin.register(Demand)
class DemandAdmin(WithSteps, NarrowedList, ReadOnlyAdmin):
    steps = (Step("outcome", "Record an outcome", "appeals.add_outcome", OutcomeForm),)
    list_display = ("heading", "ordinal", "appeal", "action", days("deadline"))
    list_filter = (narrowed_by(DemandsNarrowed), "action")
    list_select_related = ("appeal",)
    search_fields = ("heading", "appeal__title")
    inlines = (Targets, Caught)


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("demand", "kind", "agreement", "description")
    list_filter = ("kind",)
    list_select_related = ("demand", "agreement")


@admin.register(CaughtAgreement)
class CaughtAgreementAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("agreement", "demand", "how", "status_then")
    list_filter = ("how",)
    list_select_related = ("demand", "agreement")
    fields = ("demand", "agreement", "how", "status_then")

    @admin.display(description="Status that day")
    def status_then(self, caught: CaughtAgreement) -> str:
        return status_words(caught)
