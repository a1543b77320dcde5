"""What was corrected or retracted about appeals. To read."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from appeals.admin.responses import outcome_in_words, response_in_words
from appeals.models import AppealCorrection, Outcome, Response
from appeals.queries.citations import with_sources
from treaties.admin.corrections import COLUMNS, FIELDS, CorrectionsAdmin

ROWS = ("response", "replacement_response", "outcome", "replacement_outcome")


@admin.register(AppealCorrection)
class AppealCorrectionAdmin(CorrectionsAdmin):
    list_display = COLUMNS
    list_display_links = ("reason",)
    search_fields = ("reason",)
    fields = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[AppealCorrection]:
        rows = super().get_queryset(request).select_related("block", *ROWS, *(f"{row}__correction" for row in ROWS))
        return rows.prefetch_related(with_sources())

    def row_in_words(self, row: object) -> str:
        match row:
            case Response():
                return response_in_words(row)
            case Outcome():
                return outcome_in_words(row)
        return str(row)
