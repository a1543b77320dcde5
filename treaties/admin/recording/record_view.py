"""The page that records an act."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from treaties.admin.mending.mended import admin_url
from treaties.admin.recording import live
from treaties.admin.recording.preview import preview
from treaties.admin.recording.record import Done, parts_for, record
from treaties.admin.recording.record_form import RecordForm
from treaties.admin.review.proposing import may, may_propose
from treaties.admin.screens import Screen, respond
from treaties.admin.status import status_on
from treaties.models import Agreement, Block
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Strictness
from treaties.vocabulary import Act

PERMISSIONS = ("treaties.view_agreement", "treaties.add_statuschange")


def may_record(request: HttpRequest) -> bool:
    """At once, or as a proposal."""
    return request.user.has_perms(PERMISSIONS) or may_propose(request)


def may_add_source(request: HttpRequest) -> bool:
    return may(request, "treaties.add_source")


def crumbs_of(agreement: Agreement) -> list[tuple[str, str]]:
    return [
        ("Agreements", reverse("admin:treaties_agreement_changelist")),
        (agreement.short_title, admin_url(agreement)),
    ]


class RecordScreen(Screen):
    title = "Record a status change"
    verb = "Record"
    template = "admin/treaties/agreement/record.html"
    permissions = PERMISSIONS
    can_override = True

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, agreement: Agreement) -> None:
        super().__init__(model_admin, request)
        self.agreement = agreement
        self.form = RecordForm(agreement, self.data, today=timezone.localdate())
        if not may_add_source(request):
            self.form.without_new()
        self.parts = parts_for(request, agreement, data=self.data)
        live.made_live(self)

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return crumbs_of(self.agreement)

    def write(self, block: Block, strictness: Strictness) -> Done:
        return record(block, self.agreement, self.form, self.parts, strictness=strictness)

    def summary(self) -> str:
        given = self.form.given()
        day = given.done_on or given.received_on or given.effective_on
        said = [given.act.label.capitalize(), given.by.name if given.by else "", day.words() if day else ""]
        return f"{', '.join(filter(None, said))}: {self.agreement.short_title}"

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {"preview": preview(self.agreement, done, today=timezone.localdate())}

    def shown_always(self) -> dict[str, Any]:
        """With the way to where an assertion is recorded instead, for who may."""
        may_assert = may(self.request, "treaties.add_statusassertion")
        return live.in_words(self) | {"assert_url": admin_url(self.agreement, "assert") if may_assert else ""}

    def finish(self, done: Done) -> HttpResponse:
        """Back to the agreement, with its new status, the public page, and every warning."""
        act = Act(done.row.act).label  # type: ignore[union-attr]
        return back_to_agreement(self, done, f"Recorded: {act.capitalize()}.", another=self.request.path)


def record_act(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    return respond(RecordScreen(model_admin, request, agreement))


def back_to_agreement(screen: Screen, done: Done, words: str, *, fragment: str = "", another: str = "") -> HttpResponse:
    """``another`` is the address of a form that records a further one."""
    agreement: Any = done.agreement
    row: Any = done.row
    status = status_on(agreement, timezone.localdate())
    public = format_html('<a href="{}{}">See it on the public page</a>', agreement.get_absolute_url(), fragment)
    further = format_html(' · <a href="{}">Record another on this agreement</a>', another) if another else ""
    said = format_html("{} {} is now: {}. {}{}", words, agreement.short_title, status.words, public, further)
    messages.success(screen.request, said)
    warn(screen.request, done.warnings)
    screen.model_admin.log_addition(screen.request, row, words.removesuffix("."))
    return redirect("admin:treaties_agreement_change", agreement.pk)


def warn(request: HttpRequest, warnings: Sequence[Finding]) -> None:
    for warning in warnings:
        messages.warning(request, str(warning))
