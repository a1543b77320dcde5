"""Filters of the lists, beyond those that a column gives by itself."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from treaties.derivation.law import LAW
from treaties.models import Agreement, StatusChange
from treaties.vocabulary import AgreementStatus, Chapter


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


class OfChapter(admin.SimpleListFilter):
    """Acts by what they are about: their kinds are too many to choose from."""

    title = "chapter"
    parameter_name = "chapter"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Chapter.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[StatusChange]) -> QuerySet[StatusChange]:
        if self.value() not in set(Chapter):
            return queryset
        return queryset.filter(act__in=[act for act, law in LAW.items() if law.chapter == self.value()])
