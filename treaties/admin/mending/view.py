"""The pages that correct and retract a row: before and after, and what it would change."""

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
from treaties.admin.mending.forms import Retract
from treaties.admin.mending.mended import admin_url, is_mended, mended_words, standing_words
from treaties.admin.reading import cited
from treaties.admin.recording import live
from treaties.admin.recording.preview import preview
from treaties.admin.recording.record import Done, rests, save_parts
from treaties.admin.recording.record_view import may_add_source, warn
from treaties.admin.review.proposing import proposal_of
from treaties.admin.screens import Screen, respond
from treaties.admin.status import status_on
from treaties.models import Agreement, Block, Clause, StatusChange
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Refused, Strictness

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Mended:
    """What stands instead (``None``: retracted), the agreement with its new status if it has one, and warnings."""

    row: Model | None
    agreement: Agreement | None = None
    warnings: tuple[Finding, ...] = ()


class MendingScreen(Screen):
    def __init__(self, model_admin: Any, request: HttpRequest, row: Any) -> None:
        super().__init__(model_admin, request)
        self.desk: Any = model_admin
        self.row = row
        self.permissions = (model_admin.mending_permission,)
        self.title = f"{self.verb} {model_admin.noun}"
        self.form = self.made_form()
        if not may_add_source(request):
            self.form.without_new()
        self.agreement = getattr(self.form, "agreement", None) or _agreement_of(row)

    def made_form(self) -> Any:
        raise NotImplementedError

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        of = self.desk.belongs_to(self.row)
        return [
            (self.desk.admin_site._registry[type(of)].opts.verbose_name_plural.capitalize(), _list_url(of)),
            (str(getattr(of, "short_title", of)), admin_url(of)),
            (self.desk.in_words(self.row), admin_url(self.row)),
        ]

    def summary(self) -> str:
        of = self.desk.belongs_to(self.row)
        return f"{self.verb}: {self.desk.in_words(self.row)}: {getattr(of, 'short_title', of)}"

    def finish(self, done: Done) -> HttpResponse:
        """Back to where the row is read, with every warning."""
        request, row = self.request, self.row
        fresh = self.desk.get_queryset(request).get(pk=row.pk)
        messages.success(request, format_html("{} {}", mended_words(fresh), _now(done)))
        warn(request, done.warnings)
        self.desk.log_change(request, row, f"{self.verb}ed: {self.desk.in_words(row)}")
        if done.row is not None:
            self.desk.log_addition(request, done.row, "Recorded instead of an earlier row")
        return redirect(admin_url(self.desk.belongs_to(row)))


class CorrectScreen(MendingScreen):
    verb = "Correct"
    template = "admin/treaties/correct.html"

    def __init__(self, model_admin: Any, request: HttpRequest, row: Any) -> None:
        super().__init__(model_admin, request, row)
        self.parts = model_admin.parts(request, row, self.data)
        self.can_override = isinstance(row, StatusChange)
        live.made_live(self)

    def shown_always(self) -> dict[str, Any]:
        return live.in_words(self)

    def made_form(self) -> Any:
        return self.desk.correction_form(self.request, self.row, self.data)

    def write(self, block: Block, strictness: Strictness) -> Done:
        cites = self.form.cites(block)
        how = {"strictness": strictness} if self.can_override else {}
        mended: Mended = self.desk.correct(block, self.row, self.form, cites, **how)
        further = save_parts(block, self.parts, mended.row) if isinstance(mended.row, StatusChange) else []
        return Done(mended.row, mended.agreement, rests(block, cites), (*mended.warnings, *further))

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {
            "preview": preview(self.agreement, done, today=timezone.localdate()),
            "changes": self.form.changes,
        }


class RetractScreen(MendingScreen):
    """It shows from the first what would change."""

    verb = "Retract"
    template = "admin/treaties/retract.html"

    def made_form(self) -> Any:
        return Retract(self.data)

    def write(self, block: Block, strictness: Strictness) -> Done:
        cites = self.form.cites(block)
        mended = self.desk.retract(block, self.row, reason=self.form.cleaned_data["reason"], cites=cites)
        return Done(None, mended.agreement, rests(block, cites), mended.warnings)

    def shown_always(self) -> dict[str, Any]:
        return {
            "preview": _foreseen(self),
            "said": self.desk.in_words(self.row),
            "sources": cited(self.row),
            "back": admin_url(self.desk.belongs_to(self.row)),
        }


def correct_row(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return _mend(CorrectScreen, model_admin, request, pk)


def retract_row(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return _mend(RetractScreen, model_admin, request, pk)


def _mend(screen: type[MendingScreen], model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    if not model_admin.may_mend(request):
        raise PermissionDenied
    row = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if is_mended(row) and not proposal_of(request):
        return _stands_no_longer(model_admin, request, row)
    return respond(screen(model_admin, request, row))


def _stands_no_longer(model_admin: Any, request: HttpRequest, row: Any) -> HttpResponse:
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
    return TemplateResponse(request, "admin/treaties/stands_no_longer.html", context, status=CONFLICT)


def _agreement_of(row: Any) -> Any:
    """The agreement whose status hangs on the row, with its facts; ``None`` where none does."""
    if not isinstance(row, StatusChange | Clause):
        return None
    return with_facts(Agreement.objects.filter(pk=row.agreement_id)).get()


def _foreseen(screen: MendingScreen) -> Any:
    """What would change if the row were retracted: it is done, and undone. ``None`` where it was mended meanwhile."""
    request, reason = screen.request, "to see what it would change"
    trace = f"{request.method} {request.path}"
    try:
        with open_block(actor=request.user.get_username(), reason=reason, request=trace) as block:
            mended = screen.desk.retract(block, screen.row, reason=reason, cites=())
            transaction.set_rollback(True)
    except Refused:
        return None
    done = Done(None, mended.agreement, (), mended.warnings)
    return preview(screen.agreement, done, today=timezone.localdate())


def _now(done: Done) -> str:
    if done.agreement is None:
        return ""
    status = status_on(done.agreement, timezone.localdate())
    return f"{done.agreement.short_title} is now: {status.words}."


def _list_url(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
