"""The page that records an act: show the form, show what it would change, do it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from treaties.admin.mended import admin_url
from treaties.admin.preview import preview
from treaties.admin.record import Done, PartRefused, RecordPart, parts_for, record
from treaties.admin.record_form import RecordForm, tell
from treaties.admin.refusals import finding_of
from treaties.admin.status import status_on
from treaties.models import Agreement
from treaties.queries.facts import with_facts
from treaties.rules.findings import Refused

REFUSED = 422


@dataclass(frozen=True, slots=True)
class Screen:
    """A page with a form that writes to the record, whatever was posted."""

    model_admin: admin.ModelAdmin
    title: str
    verb: str
    """What the button does: “Record”; in lower case, the value that is posted with it."""
    template: str
    crumbs: Sequence[tuple[str, str]]
    """The pages above it, each with its address."""
    agreement: Any
    """With its facts; ``None`` where no status is in question."""
    form: Any
    parts: Sequence[RecordPart] = field(default_factory=list)
    row: Any = None
    """What is mended, if anything is."""


def may_record(request: HttpRequest) -> bool:
    return request.user.has_perms(["treaties.view_agreement", "treaties.add_statuschange"])


def record_act(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if not may_record(request):
        raise PermissionDenied
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    form = RecordForm(agreement, request.POST if request.method == "POST" else None, today=timezone.localdate())
    if not request.user.has_perm("treaties.add_source"):
        form.without_new()
    parts = parts_for(request, agreement)
    screen = _screen(model_admin, agreement, form, parts)
    if request.method != "POST":
        return shown(request, screen)
    keep = request.POST.get("do") == "record"
    actor, trace = request.user.get_username(), f"{request.method} {request.path}"
    done = attempt(form, parts, lambda: record(agreement, form, parts, actor=actor, request=trace, keep=keep))
    if done is None:
        return shown(request, screen, status=REFUSED)
    if keep:
        return recorded(model_admin, request, done)
    return shown(request, screen, preview=preview(agreement, done, today=timezone.localdate()))


def _screen(
    model_admin: admin.ModelAdmin, agreement: Agreement, form: RecordForm, parts: Sequence[RecordPart]
) -> Screen:
    agreements = reverse("admin:treaties_agreement_changelist")
    return Screen(
        model_admin=model_admin,
        title="Record a status change",
        verb="Record",
        template="admin/treaties/agreement/record.html",
        crumbs=[("Agreements", agreements), (agreement.short_title, admin_url(agreement))],
        agreement=agreement,
        form=form,
        parts=parts,
    )


def attempt(form: Any, parts: Sequence[RecordPart], write: Callable[[], Done]) -> Done | None:
    """Write, or try and undo. ``None`` where something is wrong; the forms then say what, and nothing is written."""
    if not all([form.is_valid(), *(part.form.is_valid() for part in parts)]):
        return None
    try:
        return write()
    except Refused as refused:
        for finding in refused.findings:
            form.tell(finding)
    except PartRefused as refused:
        for finding in refused.findings:
            tell(refused.part.form, finding)
    except (IntegrityError, DataError) as error:
        form.tell(finding_of(error))
    return None


def recorded(model_admin: admin.ModelAdmin, request: HttpRequest, done: Done) -> HttpResponse:
    """Back to the agreement, with its new status, the public page, and every warning."""
    change: Any = done.row
    agreement: Any = done.agreement
    status = status_on(agreement, timezone.localdate())
    act = change.get_act_display()
    public = format_html('<a href="{}">See it on the public page</a>', agreement.get_absolute_url())
    messages.success(
        request, format_html("Recorded: {}. {} is now: {}. {}", act, agreement.short_title, status.words, public)
    )
    for warning in done.warnings:
        messages.warning(request, str(warning))
    model_admin.log_addition(request, change, f"Recorded: {act}")
    return redirect("admin:treaties_agreement_change", agreement.pk)


def shown(request: HttpRequest, screen: Screen, *, status: int = 200, **found: Any) -> HttpResponse:
    """The page; ``found`` is what a preview brought."""
    forms = (screen.form, *(part.form for part in screen.parts))
    model_admin, agreement = screen.model_admin, screen.agreement
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": screen.title,
        "verb": screen.verb,
        "do": screen.verb.lower(),
        "crumbs": screen.crumbs,
        "opts": model_admin.opts,
        "media": model_admin.media,
        "agreement": agreement,
        "row": screen.row,
        "now": status_on(agreement, timezone.localdate()) if agreement else None,
        "form": screen.form,
        "parts": screen.parts,
        "preview": None,
        "wrong": [bound for form in forms for bound in form if bound.errors],
        "elsewhere": [error for form in forms for error in form.non_field_errors()],
        **found,
    }
    return TemplateResponse(request, screen.template, context, status=status)
