"""Appeals, with their demands, counts, responses and relations below."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from appeals.admin.entry.appeal_pages import OF_AN_APPEAL, AddedByForm
from appeals.admin.entry.demand_words import target_words
from appeals.admin.filters import AppealsNarrowed
from appeals.admin.history import told_of_appeal
from appeals.admin.import_view import TakesFiles
from appeals.admin.responses import outcome_in_words, response_in_words
from appeals.admin.signatories import FEW, Addressees, Signatories, Texts, signatories_listed
from appeals.admin.steps import WithSteps
from appeals.admin.write_view import TakesWrites
from appeals.models import (
    Appeal,
    AppealCitation,
    AppealParty,
    AppealRelation,
    Demand,
    Outcome,
    Response,
    SignatoryCount,
)
from appeals.queries.citations import with_sources
from treaties.admin.filter_form import NarrowedList, narrowed_by
from treaties.admin.journal_history import Part, WithJournal
from treaties.admin.mending.mended import admin_url, is_mended, mended_words, mending_links, struck
from treaties.admin.reading import ReadOnlyAdmin, ReadOnlyInline, WithSources, days, lines
from treaties.admin.review.proposing import may
from treaties.admin.review.waiting import WithProposals

MENDING = "appeals.add_appealcorrection"


def mendable_line(row: Any, words: str, *, may_mend: bool) -> SafeString:
    """The words for a row, how it was mended if it was, and what can be done about it. Select its correction."""
    further = mended_words(row) if is_mended(row) else mending_links(row, words) if may_mend else ""
    return format_html("{} {}", struck(row, words), further)


class Cited(WithSources, ReadOnlyInline):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("appeal").prefetch_related(with_sources())


class Demands(Cited):
    model = Demand
    may_mend = may_record = False
    fields = ("numbered", "action", "condition", "deadline", "targeted", "outcomes_on_record", "locator", "sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Demand]:
        self.may_mend, self.may_record = may(request, MENDING), may(request, "appeals.add_outcome")
        mending = Outcome.objects.select_related("correction__block", "correction__replacement_outcome")
        aimed = ("agreement", "rule_one", "rule_other", "participation__agreement", "participation__party")
        related: Any = (*(f"targets__{name}" for name in aimed), Prefetch("outcomes", mending))
        return super().get_queryset(request).prefetch_related(*related)

    @admin.display(description="Demand")
    def numbered(self, demand: Demand) -> str:
        if not self.may_record:
            return str(demand)
        words, url = f"Record an outcome of demand {demand.ordinal}", admin_url(demand, "outcome")
        return format_html('{} <a class="mend" href="{}" aria-label="{}">Record an outcome</a>', demand, url, words)

    @admin.display(description="Targets")
    def targeted(self, demand: Demand) -> SafeString:
        return lines(target_words(target) for target in demand.targets.all())

    @admin.display(description="Outcomes")
    def outcomes_on_record(self, demand: Demand) -> SafeString:
        outcomes = sorted(demand.outcomes.all(), key=lambda outcome: outcome.pk)
        return lines(mendable_line(one, outcome_in_words(one), may_mend=self.may_mend) for one in outcomes)


class SignatoryCounts(Cited):
    model = SignatoryCount
    fields = ("kind", "count", "breakdown", "sources")


class Responses(Cited):
    model = Response
    may_mend = False
    fields = ("heading", "summary", "sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        self.may_mend = may(request, MENDING)
        mending = ("correction__block", "correction__replacement_response")
        return super().get_queryset(request).select_related("appeal", *mending).order_by("pk")

    @admin.display(description="Response")
    def heading(self, response: Response) -> SafeString:
        return mendable_line(response, response_in_words(response), may_mend=self.may_mend)


class Parties(ReadOnlyInline):
    model = AppealParty
    verbose_name_plural = "parties"
    fields = ("party", "role")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AppealParty]:
        return super().get_queryset(request).select_related("appeal", "party")


class Relations(ReadOnlyInline):
    model = AppealRelation
    fk_name = "appeal"
    verbose_name_plural = "relations to other appeals"
    fields = ("kind", "other")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AppealRelation]:
        return super().get_queryset(request).select_related("appeal", "other")


@admin.register(Appeal)
class AppealAdmin(
    TakesFiles, TakesWrites, WithProposals, AddedByForm, WithSteps, NarrowedList, WithJournal, ReadOnlyAdmin
):
    steps = OF_AN_APPEAL
    list_display = ("title", days("issued_on"), "kind", "issuing_body", "addressee_office")
    list_filter = (narrowed_by(AppealsNarrowed), "kind", "text_held")
    search_fields = ("title", "issuing_body", "addressee_name", "addressee_office")
    inlines = (Parties, Addressees, Demands, Texts, SignatoryCounts, Signatories, Responses, Relations)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        signed = obj is not None and obj.signatories.exists()
        return [*super().get_fields(request, obj), *(["signed_by"] if signed else [])]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Of a long list of names only its length is shown here."""
        inlines = super().get_inlines(request, obj)
        is_long = obj is not None and obj.signatories.count() > FEW
        return [one for one in inlines if not (is_long and one is Signatories)]

    @admin.display(description="Signatories")
    def signed_by(self, appeal: Appeal) -> SafeString:
        return signatories_listed(appeal)

    def told_of(self, appeal: Appeal) -> list[Part]:
        return told_of_appeal(appeal)

    def rows_on_its_page(self, row: Appeal) -> list[Model]:
        outcomes = Outcome.objects.filter(demand__appeal=row)
        return [row, *row.demands.all(), *row.responses.all(), *outcomes]


@admin.register(AppealParty)
class AppealPartyAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("appeal", "party", "role")
    list_filter = ("role",)
    list_select_related = ("appeal", "party")


@admin.register(SignatoryCount)
class SignatoryCountAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("appeal", "kind", "count", "breakdown")
    list_filter = ("kind",)
    list_select_related = ("appeal",)


@admin.register(AppealRelation)
class AppealRelationAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("appeal", "kind", "other")
    list_filter = ("kind",)
    list_select_related = ("appeal", "other")


@admin.register(AppealCitation)
class AppealCitationAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("source", "locator", "about")
    list_select_related = ("source",)
    search_fields = ("source__title", "locator")
