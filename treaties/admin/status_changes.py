"""Acts, and what sources say the status was. An act is recorded on its agreement's page; both are mended here."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString

from treaties.actions.corrections import (
    answered_by_others,
    correct_assertion,
    correct_status_change,
    retract_assertion,
    retract_status_change,
)
from treaties.actions.repetition import repeated
from treaties.actions.sources import Cite
from treaties.admin.bulk.view import bulk_template, record_rows
from treaties.admin.filter_form import NarrowedList, narrowed_by
from treaties.admin.filters import ActsNarrowed, OfChapter
from treaties.admin.judging import Judgeable
from treaties.admin.mending.forms import CorrectAct, CorrectAssertion, act_given, assertion_given
from treaties.admin.mending.mendable import MendableAdmin
from treaties.admin.mending.mended import linked, struck
from treaties.admin.mending.view import Mended
from treaties.admin.panels import ACT_RELATED, by_whom, reach_of
from treaties.admin.reading import NOTHING, days, lines
from treaties.admin.recording.record import RecordPart, parts_for
from treaties.models import Agreement, Block, StatusAssertion, StatusChange
from treaties.queries.citations import with_sources
from treaties.queries.facts import with_facts
from treaties.queries.in_words import act_in_words, assertion_in_words
from treaties.rules.findings import Strictness
from treaties.slots import ACT_NOTES, ACT_PAGES


@admin.register(StatusChange)
class StatusChangeAdmin(NarrowedList, Judgeable, MendableAdmin):
    noun = "act"
    related = ACT_RELATED
    list_display = ("what", "by", "agreement", days("done_on"), days("received_on"), days("effective_on"), "block")
    list_filter = (narrowed_by(ActsNarrowed), OfChapter)
    search_fields = ("agreement__title", "participation__party__name", "slug")
    ordering = ("-pk",)
    fields = (
        "standing",
        "agreement",
        "act",
        "by",
        "done_on",
        "received_on",
        "effective_on",
        "ends_on",
        "published_on",
        "reach",
        "answers",
        "answered_by",
        "order_on_day",
        "place",
        "note",
        "sources",
        "beside",
        "block",
        "reason",
        "slug",
    )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("bulk/", wrap(self.bulk), name="treaties_statuschange_bulk"),
            path("bulk/pacta-acts.<str:kind>", wrap(bulk_template), name="treaties_statuschange_bulk_template"),
            *(
                path(f"<int:pk>/{page}/", wrap(partial(view, self)), name=f"treaties_statuschange_{page}")
                for page, view, _ in ACT_PAGES()
            ),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        change = self.get_object(request, object_id)
        buttons = [found for *_, button in ACT_PAGES() if change and (found := button(request, change))]
        return super().change_view(request, object_id, form_url, (extra_context or {}) | {"further_pages": buttons})

    def bulk(self, request: HttpRequest) -> HttpResponse:
        return record_rows(self, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusChange]:
        return super().get_queryset(request).prefetch_related(with_sources())

    @admin.display(description="Act", ordering="act")
    def what(self, change: StatusChange) -> str:
        return struck(change, change.get_act_display().capitalize())

    @admin.display(description="By")
    def by(self, change: StatusChange) -> str:
        return by_whom(change)

    @admin.display(description="Reach")
    def reach(self, change: StatusChange) -> object:
        return reach_of(change) or "The whole agreement"

    @admin.display(description="Answers")
    def answers(self, change: StatusChange) -> object:
        return linked(change.about, act_in_words(change.about)) if change.about else NOTHING

    @admin.display(description="Answered by")
    def answered_by(self, change: StatusChange) -> SafeString:
        answers = change.answers.select_related("participation__party", "correction")
        return lines(linked(one, struck(one, act_in_words(one))) for one in answers)

    @admin.display(description="Beside it")
    def beside(self, change: StatusChange) -> object:
        """What other apps note under the act."""
        return lines(notes[change.slug] for notes in ACT_NOTES(change.agreement) if change.slug in notes)

    @admin.display(description="Recorded by, and why")
    def reason(self, change: StatusChange) -> str:
        return f"{change.block.actor}: {change.block.reason}"

    def correction_form(self, request: HttpRequest, row: StatusChange, data: Any) -> CorrectAct:
        agreement = with_facts(Agreement.objects.filter(pk=row.agreement_id)).get()
        return CorrectAct(agreement, data, row=row, as_recorded=act_given(row), today=timezone.localdate())

    def parts(self, request: HttpRequest, row: StatusChange, data: QueryDict | None) -> list[RecordPart]:
        return parts_for(request, row.agreement, row, data=data)

    def correct(
        self,
        block: Block,
        row: StatusChange,
        form: CorrectAct,
        cites: Sequence[Cite],
        strictness: Strictness = Strictness.PERSON,
    ) -> Mended:
        given, reason = form.given(), form.cleaned_data["reason"]
        warned = [*repeated(row.agreement, given, cites, instead_of=row), *answered_by_others(row)]
        mending = correct_status_change(
            block, change=row, given=given, reason=reason, cites=cites, strictness=strictness
        )
        return Mended(mending.change, mending.agreement, (*warned, *mending.warnings))

    def retract(self, block: Block, row: StatusChange, *, reason: str, cites: Sequence[Cite]) -> Mended:
        mending = retract_status_change(block, change=row, reason=reason, cites=cites)
        return Mended(None, mending.agreement, (*answered_by_others(row), *mending.warnings))

    def belongs_to(self, row: StatusChange) -> Agreement:
        return row.agreement

    def in_words(self, row: StatusChange) -> str:
        return act_in_words(row)


@admin.register(StatusAssertion)
class StatusAssertionAdmin(Judgeable, MendableAdmin):
    noun = "assertion"
    related = ("agreement", "block")
    list_display = ("said_of", "said", days("asserted_on"), days("since"), "sources")
    list_filter = ("status",)
    search_fields = ("agreement__title",)
    fields = ("standing", "agreement", "status", "asserted_on", "since", "reason", "note", "sources", "block", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusAssertion]:
        return super().get_queryset(request).prefetch_related(with_sources())

    @admin.display(description="Agreement", ordering="agreement")
    def said_of(self, assertion: StatusAssertion) -> str:
        return struck(assertion, assertion.agreement.title)

    @admin.display(description="Status", ordering="status")
    def said(self, assertion: StatusAssertion) -> str:
        return struck(assertion, assertion.get_status_display())

    def correction_form(self, request: HttpRequest, row: StatusAssertion, data: Any) -> CorrectAssertion:
        return CorrectAssertion(data, row=row, as_recorded=assertion_given(row))

    def correct(self, block: Block, row: StatusAssertion, form: CorrectAssertion, cites: Sequence[Cite]) -> Mended:
        reason = form.cleaned_data["reason"]
        return Mended(correct_assertion(block, assertion=row, given=form.given(), reason=reason, cites=cites))

    def retract(self, block: Block, row: StatusAssertion, *, reason: str, cites: Sequence[Cite]) -> Mended:
        retract_assertion(block, assertion=row, reason=reason, cites=cites)
        return Mended(None)

    def belongs_to(self, row: StatusAssertion) -> Agreement:
        return row.agreement

    def in_words(self, row: StatusAssertion) -> str:
        return assertion_in_words(row)
