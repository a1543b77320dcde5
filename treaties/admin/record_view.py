"""The page that records an act: show the form, show what it would change, do it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from treaties.admin.preview import Preview, preview
from treaties.admin.record import Done, PartRefused, RecordPart, parts_for, record
from treaties.admin.record_form import RecordForm, tell
from treaties.admin.refusals import finding_of
from treaties.admin.status import status_on
from treaties.models import Agreement
from treaties.queries.facts import with_facts
from treaties.rules.findings import Refused

REFUSED = 422


def may_record(request: HttpRequest) -> bool:
    return request.user.has_perms(["treaties.view_agreement", "treaties.add_statuschange"])


def record_act(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if not may_record(request):
        raise PermissionDenied
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    form = RecordForm(agreement, request.POST if request.method == "POST" else None)
    if not request.user.has_perm("treaties.add_source"):
        form.without_new()
    parts = parts_for(request, agreement)
    if request.method != "POST":
        return page(model_admin, request, agreement, form, parts)
    keep = request.POST.get("do") == "record"
    done = attempt(request, agreement, form, parts, keep=keep)
    if done is None:
        return page(model_admin, request, agreement, form, parts, status=REFUSED)
    if keep:
        return recorded(model_admin, request, done)
    shown = preview(agreement, done, today=timezone.localdate())
    return page(model_admin, request, agreement, form, parts, preview=shown)


def attempt(
    request: HttpRequest, agreement: Agreement, form: RecordForm, parts: Sequence[RecordPart], *, keep: bool
) -> Done | None:
    """Record, or try and undo. ``None`` where something is wrong; the forms then say what, and nothing is written."""
    if not all([form.is_valid(), *(part.form.is_valid() for part in parts)]):
        return None
    trace = f"{request.method} {request.path}"
    try:
        return record(agreement, form, parts, actor=request.user.get_username(), request=trace, keep=keep)
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
    change, agreement = done.change, done.agreement
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


def page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    agreement: Agreement,
    form: RecordForm,
    parts: Sequence[RecordPart],
    *,
    preview: Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = [field for one in (form, *(part.form for part in parts)) for field in one if field.errors]
    elsewhere = [error for one in (form, *(part.form for part in parts)) for error in one.non_field_errors()]
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": "Record a status change",
        "opts": model_admin.opts,
        "media": model_admin.media,
        "agreement": agreement,
        "now": status_on(agreement, timezone.localdate()),
        "form": form,
        "parts": parts,
        "preview": preview,
        "wrong": wrong,
        "elsewhere": elsewhere,
    }
    return TemplateResponse(request, "admin/treaties/agreement/record.html", context, status=status)
