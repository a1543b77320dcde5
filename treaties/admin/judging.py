"""Judging a contradiction, from the page of the assertion or the act: show both sides, preview in public words, do."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from treaties.actions.judgements import record_judgement
from treaties.admin.mending.mended import admin_url, is_mended
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import NEW, SourceFields
from treaties.admin.recording.record_view import crumbs_of, may_add_source
from treaties.admin.review.proposing import may, proposal_of
from treaties.admin.screens import Screen, respond
from treaties.models import Block, StatusAssertion
from treaties.queries.contradiction_words import (
    HEADINGS,
    ours_in_words,
    subject,
    theirs_in_words,
    verdict_in_words,
    what_would_settle,
)
from treaties.queries.contradictions import Contradiction, ContradictionKind, contradictions_on
from treaties.rules.findings import Finding, Refused, Strictness
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
    """At once, or as a proposal."""
    return may(request, PERMISSION)


def to_judge(row: Any) -> list[ToJudge]:
    """One link for each row that speaks for a source, this row itself or one that contradicts it."""
    rows = dict.fromkeys(one.row for one in contradictions_on(row))
    return [ToJudge(type(one)._meta, one.pk, "Judge this contradiction") for one in rows]


class JudgeScreen(Screen):
    title = "Judge a contradiction"
    verb = "Judge"
    template = "admin/treaties/judge.html"
    permissions = (PERMISSION,)

    def __init__(self, model_admin: Any, request: HttpRequest, row: Any, found: list[Contradiction]) -> None:
        super().__init__(model_admin, request)
        self.row, self.found = row, found
        self.form = JudgeForm(found[0].kind, self.data)
        if not may_add_source(request):
            self.form.without_new()

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        words = self.model_admin.in_words(self.row)  # type: ignore[attr-defined]
        return [*crumbs_of(self.row.agreement), (words, admin_url(self.row))]

    @property
    def verdict(self) -> str:
        return _capital(verdict_in_words(self.found[0].kind, Verdict(self.form.cleaned_data["verdict"])))

    def write(self, block: Block, strictness: Strictness) -> Done:
        clean, row = self.form.cleaned_data, self.row
        last = row.judgements.latest("pk") if row.judgements.exists() else None
        if last and (last.verdict, last.reason) == (clean["verdict"], clean["reason"]):
            raise Refused(Finding("already_on_record", "The latest judgement says just this, for the same reason."))
        cites = self.form.cites(block)
        of = {"assertion": row} if isinstance(row, StatusAssertion) else {"change": row}
        judgement = record_judgement(
            block,
            agreement=row.agreement,
            verdict=Verdict(clean["verdict"]),
            reason=clean["reason"],
            cites=cites,
            **of,
        )
        return Done(judgement, None, rests(block, cites))

    def summary(self) -> str:
        return f"Judgement: {self.verdict}: {self.row.agreement.short_title}"

    def shown_always(self) -> dict[str, Any]:
        return {"contradictions": [Shown(one) for one in self.found]}

    def foreseen(self, done: Done) -> dict[str, Any]:
        told = {"verdict": self.verdict, "reason": self.form.cleaned_data["reason"], "rests_on": done.rests_on}
        return {"told": told}

    def finish(self, done: Done) -> HttpResponse:
        messages.success(self.request, f"Judged: {self.verdict}. Nothing was edited, and no status has changed.")
        self.model_admin.log_change(self.request, self.row, f"Judged: {self.verdict}")
        return redirect(admin_url(self.row))


def judge_row(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    if not may_judge(request) or not model_admin.has_view_permission(request):
        raise PermissionDenied
    row = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    found = [] if is_mended(row) else [one for one in contradictions_on(row) if one.row == row]
    if not found:
        proposal = proposal_of(request)
        return redirect(admin_url(proposal)) if proposal else _nothing_to_judge(model_admin, request, row)
    return respond(JudgeScreen(model_admin, request, row, found))


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
