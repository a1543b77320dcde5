"""The page that adds a clause to an agreement: show the form, say it in words with what it would change, do it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from treaties.actions.clauses import add_clause
from treaties.actions.journal import open_block
from treaties.admin.clause_form import AddClause, with_cites
from treaties.admin.mended import admin_url
from treaties.admin.preview import preview
from treaties.admin.record import Done, rests
from treaties.admin.record_view import REFUSED, Screen, attempt, shown
from treaties.admin.status import status_on
from treaties.models import Agreement
from treaties.queries.facts import with_facts


def may_add_clause(request: HttpRequest) -> bool:
    return request.user.has_perms(["treaties.view_agreement", "treaties.add_clause"])


def add_clause_to(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if not may_add_clause(request):
        raise PermissionDenied
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    form = AddClause(request.POST if request.method == "POST" else None)
    if not request.user.has_perm("treaties.add_source"):
        form.without_new()
    screen = Screen(
        model_admin=model_admin,
        title="Add a clause",
        verb="Add",
        template="admin/treaties/agreement/clause.html",
        crumbs=[
            ("Agreements", reverse("admin:treaties_agreement_changelist")),
            (agreement.short_title, admin_url(agreement)),
        ],
        agreement=agreement,
        form=form,
    )
    if request.method != "POST":
        return shown(request, screen)
    keep = request.POST.get("do") == "add"
    done = attempt(form, [], lambda: _add(request, agreement, form, keep=keep))
    if done is None:
        return shown(request, screen, status=REFUSED)
    if keep:
        return _added(model_admin, request, form, done)
    return shown(request, screen, preview=preview(agreement, done, today=timezone.localdate()))


def _add(request: HttpRequest, agreement: Agreement, form: AddClause, *, keep: bool) -> Done:
    """Raises Refused, or IntegrityError or DataError where only the database saw what is wrong."""
    actor, trace = request.user.get_username(), f"{request.method} {request.path}"
    with open_block(actor=actor, reason=form.cleaned_data["reason"], request=trace) as block:
        cites = form.cites(block)
        addition = add_clause(block, agreement=agreement, given=with_cites(form.given(), cites))
        if not keep:
            transaction.set_rollback(True)
    return Done(addition.clause, addition.agreement, rests(block, cites))


def _added(model_admin: admin.ModelAdmin, request: HttpRequest, form: AddClause, done: Done) -> HttpResponse:
    clause: Any = done.row
    agreement: Any = done.agreement
    status = status_on(agreement, timezone.localdate())
    public = format_html('<a href="{}#clauses">See it on the public page</a>', agreement.get_absolute_url())
    messages.success(
        request,
        format_html("Added: {} {} is now: {}. {}", form.public_words, agreement.short_title, status.words, public),
    )
    model_admin.log_addition(request, clause, "Added a clause")
    return redirect("admin:treaties_agreement_change", agreement.pk)
