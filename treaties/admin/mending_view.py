"""The pages that correct and retract a row: show the form, show what it would change, do it in one block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from treaties.actions.journal import open_block
from treaties.admin.mended import admin_url, is_mended, mended_words, standing_words
from treaties.admin.mending_forms import MendingFields, Retract
from treaties.admin.preview import preview
from treaties.admin.reading import cited
from treaties.admin.record import Done, RecordPart, rests, save_parts
from treaties.admin.record_view import REFUSED, Screen, attempt, shown
from treaties.admin.status import status_on
from treaties.models import Agreement, Clause, StatusChange
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Refused

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Mended:
    """What stands instead (``None``: retracted), the agreement with its new status if it has one, and warnings."""

    row: Model | None
    agreement: Agreement | None = None
    warnings: tuple[Finding, ...] = ()


def correct_row(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    row, refusal = _to_mend(model_admin, request, pk)
    if refusal:
        return refusal
    form: MendingFields = model_admin.correction_form(request, row, request.POST if request.method == "POST" else None)
    parts = model_admin.parts(request, row)
    screen = _screen(model_admin, request, row, form, parts, verb="Correct", template="correct.html")
    if request.method != "POST":
        return shown(request, screen)
    keep = request.POST.get("do") == "correct"
    done = attempt(form, parts, lambda: _correct(model_admin, request, row, form, parts, keep=keep))
    if done is None:
        return shown(request, screen, status=REFUSED)
    if keep:
        return _mended(model_admin, request, row, done, f"Corrected: {model_admin.in_words(row)}")
    found = preview(screen.agreement, done, today=timezone.localdate())
    return shown(request, screen, preview=found, changes=form.changes)


def retract_row(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    row, refusal = _to_mend(model_admin, request, pk)
    if refusal:
        return refusal
    form = Retract(request.POST if request.method == "POST" else None)
    screen = _screen(model_admin, request, row, form, [], verb="Retract", template="retract.html")
    if request.method == "POST" and request.POST.get("do") == "retract":
        done = attempt(form, [], lambda: _retract(model_admin, request, row, form, keep=True))
        if done is not None:
            return _mended(model_admin, request, row, done, f"Retracted: {model_admin.in_words(row)}")
        return _retraction(model_admin, request, row, screen, status=REFUSED)
    return _retraction(model_admin, request, row, screen)


def _retraction(model_admin: Any, request: HttpRequest, row: Any, screen: Screen, *, status: int = 200) -> HttpResponse:
    """The page that asks why, with what would change."""
    found = {
        "preview": _foreseen(model_admin, request, row, screen),
        "said": model_admin.in_words(row),
        "sources": cited(row),
        "back": admin_url(model_admin.belongs_to(row)),
    }
    return shown(request, screen, status=status, **found)


def _to_mend(model_admin: Any, request: HttpRequest, pk: int) -> tuple[Any, HttpResponse | None]:
    """The row; and, where it no longer stands, the page that says so."""
    if not model_admin.may_mend(request):
        raise PermissionDenied
    row = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not is_mended(row):
        return row, None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"This {model_admin.noun} no longer stands",
        "opts": model_admin.opts,
        "media": model_admin.media,
        "row": row,
        "said": model_admin.in_words(row),
        "standing": standing_words(row),
        "url": admin_url(row),
    }
    return row, TemplateResponse(request, "admin/treaties/stands_no_longer.html", context, status=CONFLICT)


def _screen(
    model_admin: Any,
    request: HttpRequest,
    row: Any,
    form: Any,
    parts: Sequence[RecordPart],
    *,
    verb: str,
    template: str,
) -> Screen:
    if not request.user.has_perm("treaties.add_source"):
        form.without_new()
    of = model_admin.belongs_to(row)
    return Screen(
        model_admin=model_admin,
        title=f"{verb} {model_admin.noun}",
        verb=verb,
        template=f"admin/treaties/{template}",
        crumbs=[
            (model_admin.admin_site._registry[type(of)].opts.verbose_name_plural.capitalize(), _list_url(of)),
            (str(getattr(of, "short_title", of)), admin_url(of)),
            (model_admin.in_words(row), admin_url(row)),
        ],
        agreement=getattr(form, "agreement", None) or _agreement_of(row),
        form=form,
        parts=parts,
        row=row,
    )


def _agreement_of(row: Any) -> Any:
    """The agreement whose status hangs on the row, with its facts; ``None`` where none does."""
    if not isinstance(row, StatusChange | Clause):
        return None
    return with_facts(Agreement.objects.filter(pk=row.agreement_id)).get()


def _correct(
    model_admin: Any, request: HttpRequest, row: Any, form: MendingFields, parts: Sequence[RecordPart], *, keep: bool
) -> Done:
    with _block(request, form.cleaned_data["reason"]) as block:
        cites = form.cites(block)
        mended: Mended = model_admin.correct(block, row, form, cites)
        further = save_parts(block, parts, mended.row) if isinstance(mended.row, StatusChange) else []
        if not keep:
            transaction.set_rollback(True)
    return Done(mended.row, mended.agreement, rests(block, cites), (*mended.warnings, *further))


def _retract(model_admin: Any, request: HttpRequest, row: Any, form: Retract, *, keep: bool) -> Done:
    with _block(request, form.cleaned_data["reason"]) as block:
        cites = form.cites(block)
        mended = model_admin.retract(block, row, reason=form.cleaned_data["reason"], cites=cites)
        if not keep:
            transaction.set_rollback(True)
    return Done(None, mended.agreement, rests(block, cites), mended.warnings)


def _foreseen(model_admin: Any, request: HttpRequest, row: Any, screen: Screen) -> Any:
    """What would change if the row were retracted: it is done, and undone. ``None`` where it was mended meanwhile."""
    reason = "to see what it would change"
    try:
        with _block(request, reason) as block:
            mended = model_admin.retract(block, row, reason=reason, cites=())
            transaction.set_rollback(True)
    except Refused:
        return None
    return preview(screen.agreement, Done(None, mended.agreement, (), mended.warnings), today=timezone.localdate())


def _block(request: HttpRequest, reason: str) -> Any:
    return open_block(actor=request.user.get_username(), reason=reason, request=f"{request.method} {request.path}")


def _mended(model_admin: Any, request: HttpRequest, row: Any, done: Done, words: str) -> HttpResponse:
    """Back to where the row is read, with every warning."""
    fresh = model_admin.get_queryset(request).get(pk=row.pk)
    messages.success(request, format_html("{} {}", mended_words(fresh), _now(done)))
    for warning in done.warnings:
        messages.warning(request, str(warning))
    model_admin.log_change(request, row, words)
    if done.row is not None:
        model_admin.log_addition(request, done.row, "Recorded instead of an earlier row")
    return redirect(admin_url(model_admin.belongs_to(row)))


def _now(done: Done) -> str:
    if done.agreement is None:
        return ""
    status = status_on(done.agreement, timezone.localdate())
    return f"{done.agreement.short_title} is now: {status.words}."


def _list_url(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
