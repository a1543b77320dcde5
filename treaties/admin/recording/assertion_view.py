"""The page that records what a source says the status was: an assertion. It changes nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.html import format_html

from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.repetition import said_before
from treaties.actions.slugs import free_assertion_slug
from treaties.admin.mending.forms import AssertionFields, Section
from treaties.admin.recording import live
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import WHERE, SourceFields
from treaties.admin.recording.record_view import crumbs_of, may_add_source
from treaties.admin.review.proposing import may
from treaties.admin.screens import Screen, respond
from treaties.admin.status import StatusShown, possible_on, status_on
from treaties.models import Agreement, Block
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Strictness

PERMISSIONS = ("treaties.view_agreement", "treaties.add_statusassertion")


def may_assert(request: HttpRequest) -> bool:
    """At once, or as a proposal."""
    return all(may(request, permission) for permission in PERMISSIONS)


class AssertForm(AssertionFields, SourceFields):
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")
    field_order = (*AssertionFields.SAID, *WHERE, "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["status"]
        offered.choices = [("", "choose"), *offered.choices]

    def needs_source(self) -> str:
        return "An assertion is recorded with the source that makes it: choose or describe one."

    @property
    def sections(self) -> list[Section]:
        return [("What the source says", self.named(*AssertionFields.SAID))]

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


class AssertScreen(Screen):
    title = "Record what a source says the status was"
    verb = "Record"
    template = "admin/treaties/agreement/assert.html"
    preview_template = "admin/treaties/agreement/assert_preview.html"
    permissions = PERMISSIONS

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, agreement: Agreement) -> None:
        super().__init__(model_admin, request)
        self.agreement = agreement
        self.form = AssertForm(self.data)
        if not may_add_source(request):
            self.form.without_new()
        live.made_live(self)

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return crumbs_of(self.agreement)

    def write(self, block: Block, strictness: Strictness) -> Done:
        given, cites = self.form.given(), self.form.cites(block)
        said_before(self.agreement, given, [one.source for one in cites])
        slug = free_assertion_slug(self.agreement.slug, given.status, given.asserted_on)
        said = record_assertion(block, agreement=self.agreement, slug=slug, given=given, cites=cites)
        return Done(said, None, rests(block, cites))

    def summary(self) -> str:
        return f"A source says: {in_words(self.form.given())}: {self.agreement.short_title}"

    def foreseen(self, done: Done) -> dict[str, Any]:
        given = self.form.given()
        return {"preview": done, "said": in_words(given), "beside": beside(self.agreement, given)}

    def shown_always(self) -> dict[str, Any]:
        return live.in_words(self)

    def finish(self, done: Done) -> HttpResponse:
        said = in_words(self.form.given())
        public = format_html('<a href="{}">See it on the public page</a>', self.agreement.get_absolute_url())
        further = format_html('<a href="{}">Record another on this agreement</a>', self.request.path)
        messages.success(self.request, format_html("Recorded: a source says {}. {} · {}", said, public, further))
        self.model_admin.log_addition(self.request, done.row, f"A source says: {said}")
        return redirect("admin:treaties_agreement_change", self.agreement.pk)


def assert_status(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    return respond(AssertScreen(model_admin, request, agreement))


def in_words(given: AssertionGiven) -> str:
    """“in force, said of 2 March 2024; since 1997; expired”."""
    parts = [
        f"{given.status.label}, said of {given.asserted_on.words()}",
        f"since {given.since.words()}" if given.since else "",
        given.reason.label if given.reason else "",
    ]
    return "; ".join(filter(None, parts))


def beside(agreement: Agreement, given: AssertionGiven) -> tuple[StatusShown, bool]:
    """What is derived of the day of which it is said, and whether that agrees for certain."""
    day = given.asserted_on.latest or given.asserted_on.earliest or timezone.localdate()
    return status_on(agreement, day), possible_on(agreement, day) == [given.status]
