"""Responses and outcomes: read, corrected and retracted here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from appeals.actions.corrections import correct_outcome, correct_response, retract_outcome, retract_response
from appeals.actions.responses import OutcomeGiven, ResponseGiven
from appeals.models import Appeal, Demand, Outcome, Response
from appeals.queries.citations import with_sources
from appeals.vocabulary import OutcomeKind, ResponseKind
from treaties.actions.sources import Cite
from treaties.admin.mending.forms import MendingFields, ReasonField, Section
from treaties.admin.mending.mendable import MendableAdmin
from treaties.admin.mending.mended import struck
from treaties.admin.mending.view import Mended
from treaties.admin.reading import days
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.models import Block


class CorrectResponse(MendingFields, ReasonField):
    kind = forms.ChoiceField(choices=ResponseKind.choices())
    by = forms.CharField(max_length=200, help_text="The office that answers.")
    responded_on = TypedDateField()
    summary = forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text="What it says, in our own words."
    )

    def given(self) -> ResponseGiven:
        clean = self.cleaned_data
        return ResponseGiven(
            kind=ResponseKind(clean["kind"]),
            by=clean["by"],
            summary=clean["summary"],
            responded_on=clean["responded_on"],
        )

    @property
    def sections(self) -> list[Section]:
        return [("The response", self.named("kind", "by", "responded_on", "summary"))]


class CorrectOutcome(MendingFields, ReasonField):
    asks_for_source = False
    kind = forms.ChoiceField(choices=OutcomeKind.choices())
    asserted_by = forms.CharField(max_length=200, help_text="Who says that this came of it.")
    asserted_on = TypedDateField()
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def given(self) -> OutcomeGiven:
        clean = self.cleaned_data
        return OutcomeGiven(
            kind=OutcomeKind(clean["kind"]),
            asserted_by=clean["asserted_by"],
            asserted_on=clean["asserted_on"],
            note=clean["note"],
        )

    @property
    def sections(self) -> list[Section]:
        return [("The outcome", self.named("kind", "asserted_by", "asserted_on", "note"))]


class MendableOfAppeals(MendableAdmin):
    mending_permission = "appeals.add_appealcorrection"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related(with_sources())


@admin.register(Response)
class ResponseAdmin(MendableOfAppeals):
    noun = "response"
    related = ("appeal", "block")
    list_display = ("said_by", "kind", days("responded_on"), "appeal")
    list_filter = ("kind",)
    search_fields = ("by", "summary", "appeal__title")
    fields = ("standing", "appeal", "kind", "by", "responded_on", "summary", "sources", "block")

    @admin.display(description="By", ordering="by")
    def said_by(self, response: Response) -> str:
        return struck(response, response.by)

    def correction_form(self, request: HttpRequest, row: Response, data: Any) -> CorrectResponse:
        given = ResponseGiven(
            kind=ResponseKind(row.kind), by=row.by, summary=row.summary, responded_on=row.responded_on
        )
        return CorrectResponse(data, row=row, as_recorded=given)

    def correct(self, block: Block, row: Response, form: CorrectResponse, cites: Sequence[Cite]) -> Mended:
        reason = form.cleaned_data["reason"]
        mending = correct_response(block, response=row, given=form.given(), reason=reason, cites=cites)
        return Mended(mending.replacement_response)

    def retract(self, block: Block, row: Response, *, reason: str, cites: Sequence[Cite]) -> Mended:
        retract_response(block, response=row, reason=reason, cites=cites)
        return Mended(None)

    def belongs_to(self, row: Response) -> Appeal:
        return row.appeal

    def in_words(self, row: Response) -> str:
        return response_in_words(row)


@admin.register(Outcome)
class OutcomeAdmin(MendableOfAppeals):
    noun = "outcome"
    related = ("demand__appeal", "block")
    list_display = ("came_of", "kind", "asserted_by", days("asserted_on"))
    list_filter = ("kind",)
    search_fields = ("demand__heading", "asserted_by")
    fields = ("standing", "demand", "kind", "asserted_by", "asserted_on", "note", "sources", "block")

    @admin.display(description="Demand", ordering="demand")
    def came_of(self, outcome: Outcome) -> str:
        return struck(outcome, str(outcome.demand))

    def correction_form(self, request: HttpRequest, row: Outcome, data: Any) -> CorrectOutcome:
        given = OutcomeGiven(
            kind=OutcomeKind(row.kind), asserted_by=row.asserted_by, asserted_on=row.asserted_on, note=row.note
        )
        return CorrectOutcome(data, row=row, as_recorded=given)

    def correct(self, block: Block, row: Outcome, form: CorrectOutcome, cites: Sequence[Cite]) -> Mended:
        reason = form.cleaned_data["reason"]
        mending = correct_outcome(block, outcome=row, given=form.given(), reason=reason, cites=cites)
        return Mended(mending.replacement_outcome)

    def retract(self, block: Block, row: Outcome, *, reason: str, cites: Sequence[Cite]) -> Mended:
        retract_outcome(block, outcome=row, reason=reason, cites=cites)
        return Mended(None)

    def belongs_to(self, row: Outcome) -> Demand:
        return row.demand

    def in_words(self, row: Outcome) -> str:
        return outcome_in_words(row)


def response_in_words(response: Response) -> str:
    day = f", {response.responded_on.words()}" if response.responded_on else ""
    return f"{response.get_kind_display().capitalize()}, {response.by}{day}"


def outcome_in_words(outcome: Outcome) -> str:
    return f"{outcome.get_kind_display().capitalize()}, asserted by {outcome.asserted_by}"
