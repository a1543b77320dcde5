"""What was corrected or retracted, and how sources name parties. To read."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from treaties.admin.mending.mended import linked, struck
from treaties.admin.reading import ReadOnlyAdmin, WithSources
from treaties.models import Clause, Correction, NameInSource, StatusAssertion, StatusChange
from treaties.queries.citations import with_sources
from treaties.queries.clauses import words_of
from treaties.queries.in_words import act_in_words, assertion_in_words

ROWS = ("status_change", "replacement_change", "assertion", "replacement_assertion", "clause", "replacement_clause")
COLUMNS = ("earlier", "instead", "reason", "on", "by")
FIELDS = (*COLUMNS, "sources", "block")


class CorrectionsAdmin(WithSources, ReadOnlyAdmin):
    """A list of what no longer stands: of one app's corrections."""

    ordering = ("-pk",)

    @admin.display(description="Recorded", ordering="block")
    def on(self, correction: Correction) -> object:
        return correction.block.at

    @admin.display(description="By")
    def by(self, correction: Correction) -> str:
        return correction.block.actor

    @admin.display(description="What no longer stands")
    def earlier(self, correction: Correction) -> SafeString:
        row = correction.row
        return linked(row, struck(row, self.row_in_words(row)))

    @admin.display(description="What stands instead")
    def instead(self, correction: Correction) -> object:
        row = correction.replacement
        return linked(row, struck(row, self.row_in_words(row))) if row else "Nothing: retracted"

    def row_in_words(self, row: object) -> str:
        return str(row)


class RetractedOnly(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("correction", "correction"), ("retraction", "retraction")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        retracted = queryset.filter(**{f"{row}__isnull": True for row in ROWS if row.startswith("replacement")})
        match self.value():
            case "retraction":
                return retracted
            case "correction":
                return queryset.exclude(pk__in=retracted.values("pk"))
        return queryset


@admin.register(Correction)
class CorrectionAdmin(CorrectionsAdmin):
    list_display = ("agreement", *COLUMNS)
    list_display_links = ("reason",)
    list_filter = (RetractedOnly,)
    search_fields = (
        "reason",
        "status_change__agreement__title",
        "assertion__agreement__title",
        "clause__agreement__title",
    )
    fields = ("agreement", *FIELDS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        acts = [f"{row}__participation__party" for row in ROWS[:2]]
        related = [f"{row}__{of}" for row in ROWS for of in ("agreement", "correction")]
        rows = super().get_queryset(request).select_related("block", *acts, *related)
        named = [f"{clause}__{of}" for clause in ROWS[4:] for of in ("parties__party", "citations__source")]
        return rows.prefetch_related(with_sources(), *named)

    @admin.display(description="Agreement")
    def agreement(self, correction: Correction) -> SafeString:
        agreement = correction.row.agreement
        return linked(agreement, agreement.short_title)

    def row_in_words(self, row: object) -> str:
        match row:
            case StatusChange():
                return act_in_words(row)
            case StatusAssertion():
                return assertion_in_words(row)
            case Clause():
                return words_of(row)
        return str(row)


@admin.register(NameInSource)
class NameInSourceAdmin(ReadOnlyAdmin):
    list_display = ("name", "party", "source", "answered")
    list_select_related = ("party", "source", "block")
    search_fields = ("name", "party__name", "source__title")
    ordering = ("-pk",)
    fields = ("source", "name", "party", "block", "answered")

    @admin.display(description="Answered by")
    def answered(self, name: NameInSource) -> str:
        return f"{name.block.actor}: {name.block.reason}"
