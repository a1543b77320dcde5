"""Judging a contradiction, from the page of the assertion or the act: show both sides, preview in public words, do."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from treaties.actions.journal import open_block
from treaties.actions.judgements import record_judgement
from treaties.admin.mended import admin_url, is_mended
from treaties.admin.record import Done, rests
from treaties.admin.record_form import tell
from treaties.admin.record_source import NEW, SourceFields
from treaties.admin.record_view import REFUSED, Screen, attempt, shown
from treaties.models import StatusAssertion
from treaties.queries.contradiction_words import (
    HEADINGS,
    ours_in_words,
    subject,
    theirs_in_words,
    verdict_in_words,
    what_would_settle,
)
from treaties.queries.contradictions import Contradiction, ContradictionKind, contradictions_on
from treaties.rules.findings import Finding
from treaties.vocabulary import Verdict

PERMISSION = "treaties.add_judgement"
CONFLICT = 409


class JudgeForm(SourceFields):
    """What is concluded, why, and on what."""

    verdict = forms.ChoiceField(label="Judgement", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown to readers beside the contradiction, and kept in the journal with your name.",
    )
    field_order = ("verdict", "reason", "source_on_record", *NEW, "locator")

    def __init__(self, kind: ContradictionKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["verdict"]
        offered.choices = [(str(one), _capital(verdict_in_words(kind, one))) for one in Verdict]

    def needs_source(self) -> str:
        return "A judgement is recorded with the source that it rests on: choose or describe one."

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


@dataclass(frozen=True)
class Side:
    heading: str
    words: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One contradiction as the administration shows it, in the words of the public page."""

    one: Contradiction

    @property
    def subject(self) -> str:
        return subject(self.one)

    @property
    def sides(self) -> list[Side]:
        ours, theirs = HEADINGS[self.one.kind]
        reasons = [str(reason) for reason in self.one.reasons] + [_of(act) for act in self.one.rivals]
        return [
            Side(ours, ours_in_words(self.one), tuple(reasons)),
            Side(theirs, theirs_in_words(self.one), self._said),
        ]

    @property
    def _said(self) -> tuple[str, ...]:
        return (_of(self.one.says), *([self.one.says.note] if self.one.says.note else []))

    @property
    def settlement(self) -> str:
        return what_would_settle(self.one)

    @property
    def judged(self) -> list[str]:
        """What was judged before, the latest first."""
        return [
            f"{_capital(verdict_in_words(self.one.kind, Verdict(one.verdict)))}. {one.reason} ({one.block.actor})"
            for one in self.one.judgements
        ]


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A link on the page of a row that is part of a contradiction."""

    opts: Options
    pk: int
    words: str


class Judgeable(admin.ModelAdmin):
    """Rows that may contradict the record, the law or another source."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_judge"
        judge = self.admin_site.admin_view(self.judge_view)
        return [path("<int:pk>/judge/", judge, name=name), *super().get_urls()]

    def judge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return judge_row(self, request, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        context = {"to_judge": to_judge(row) if row and may_judge(request) and not is_mended(row) else []}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


def may_judge(request: HttpRequest) -> bool:
    return request.user.has_perm(PERMISSION)


def to_judge(row: Any) -> list[ToJudge]:
    """One link for each row that speaks for a source, this row itself or one that contradicts it."""
    rows = dict.fromkeys(one.row for one in contradictions_on(row))
    return [ToJudge(type(one)._meta, one.pk, "Judge this contradiction") for one in rows]


def judge_row(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    if not may_judge(request) or not model_admin.has_view_permission(request):
        raise PermissionDenied
    row = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    found = [] if is_mended(row) else [one for one in contradictions_on(row) if one.row == row]
    if not found:
        return _nothing_to_judge(model_admin, request, row)
    form = JudgeForm(found[0].kind, request.POST if request.method == "POST" else None)
    if not request.user.has_perm("treaties.add_source"):
        form.without_new()
    screen = _screen(model_admin, row, form)
    both = [Shown(one) for one in found]
    if request.method != "POST":
        return shown(request, screen, contradictions=both)
    keep = request.POST.get("do") == "judge"
    done = attempt(form, [], lambda: _judge(request, row, form, keep=keep))
    if done is None:
        return shown(request, screen, status=REFUSED, contradictions=both)
    verdict = _capital(verdict_in_words(found[0].kind, Verdict(form.cleaned_data["verdict"])))
    if keep:
        messages.success(request, f"Judged: {verdict}. Nothing was edited, and no status has changed.")
        model_admin.log_change(request, row, f"Judged: {verdict}")
        return redirect(admin_url(row))
    told = {"verdict": verdict, "reason": form.cleaned_data["reason"], "rests_on": done.rests_on}
    return shown(request, screen, contradictions=both, told=told)


def _judge(request: HttpRequest, row: Any, form: JudgeForm, *, keep: bool) -> Done:
    clean = form.cleaned_data
    trace = f"{request.method} {request.path}"
    with open_block(actor=request.user.get_username(), reason=clean["reason"], request=trace) as block:
        cites = form.cites(block)
        of = {"assertion": row} if isinstance(row, StatusAssertion) else {"change": row}
        judgement = record_judgement(
            block,
            agreement=row.agreement,
            verdict=Verdict(clean["verdict"]),
            reason=clean["reason"],
            cites=cites,
            **of,
        )
        if not keep:
            transaction.set_rollback(True)
    return Done(judgement, None, rests(block, cites))


def _screen(model_admin: Any, row: Any, form: JudgeForm) -> Screen:
    return Screen(
        model_admin=model_admin,
        title="Judge a contradiction",
        verb="Judge",
        template="admin/treaties/judge.html",
        crumbs=[
            ("Agreements", reverse("admin:treaties_agreement_changelist")),
            (row.agreement.short_title, admin_url(row.agreement)),
            (model_admin.in_words(row), admin_url(row)),
        ],
        agreement=None,
        form=form,
        row=row,
    )


def _nothing_to_judge(model_admin: Any, request: HttpRequest, row: Any) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "There is nothing to judge",
        "opts": model_admin.opts,
        "media": model_admin.media,
        "said": model_admin.in_words(row),
        "is_mended": is_mended(row),
        "url": admin_url(row),
    }
    return TemplateResponse(request, "admin/treaties/nothing_to_judge.html", context, status=CONFLICT)


def _of(row: Any) -> str:
    """What says so: its sources, in a line."""
    cited = [f"{one.source.label}{one.locator and f', {one.locator}'}" for one in row.citations.all()]
    return "; ".join(cited) or "no source on record"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
