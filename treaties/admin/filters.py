"""Filters of the lists, beyond those that a column gives by itself."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from treaties.models import Agreement
from treaties.vocabulary import AgreementStatus


class StatusToday(admin.SimpleListFilter):
    title = "status today"
    parameter_name = "status"
    UNCERTAIN = "uncertain"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        words = [(str(status), status.label) for status in AgreementStatus]
        return [*words, (self.UNCERTAIN, "uncertain: more than one is possible")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Agreement]) -> QuerySet[Agreement]:
        wanted, today = self.value(), timezone.localdate()
        if wanted not in dict(self.lookup_choices):
            return queryset
        dated = queryset.with_status(on=today)  # type: ignore[attr-defined]
        if wanted == self.UNCERTAIN:
            return dated.exclude(status_code=None).exclude(status_code__in=[status.bit for status in AgreementStatus])
        status = AgreementStatus(wanted)
        before_the_first_day = Q(status_code=None) if status is AgreementStatus.NOT_YET else Q()
        return dated.filter(Q(status_code=status.bit) | before_the_first_day)
