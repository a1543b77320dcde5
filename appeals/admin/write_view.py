"""The page that writes one fact as an object of JSON, as the API takes it; what was proposed through the API is decided
on here."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from appeals.importing.writes import WRITES
from treaties.admin.mending.mended import admin_url
from treaties.admin.recording.preview import preview
from treaties.admin.recording.record import Done
from treaties.admin.recording.record_view import warn
from treaties.admin.review.proposing import may_propose
from treaties.admin.screens import Screen, respond
from treaties.importing.formats.json_lines import object_of
from treaties.importing.problems import Unreadable
from treaties.importing.writing import Write, field_of, said_of, why_of
from treaties.models import Block
from treaties.rules.findings import Finding, Strictness

OF_ALL = ("treaties.add_statuschange", "appeals.add_appeal")
"""Who has both may open the page; what is written there needs what it needs."""
LONGEST = 200_000


class WriteForm(forms.Form):
    public_words = ""
    """What it would record, in a line; once it was tried."""
    record = forms.ChoiceField(
        label="What it is",
        choices=[("", "choose"), *((name, write.label) for name, write in WRITES.items())],
    )
    body = forms.CharField(
        label="What it says",
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text="One object of JSON, with the keys that the API takes, and “why” for the journal.",
    )

    def clean_body(self) -> str:
        """Raises ValidationError on what is no object."""
        text: str = self.cleaned_data["body"]
        try:
            self.values = object_of(text)
        except json.JSONDecodeError as error:
            words = f"This is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
            raise forms.ValidationError(words, code="not_json") from None
        except RecursionError:
            raise forms.ValidationError("This is nested too deeply.", code="not_json") from None
        except ValueError as error:
            words = str(error).replace("Each line is", "It is not")
            raise forms.ValidationError(words, code="not_json") from None
        return text

    def tell(self, finding: Finding) -> None:
        """Every key stands in the one field."""
        self.add_error("body", f"{finding.field}: {finding}" if finding.field else str(finding))


class WriteScreen(Screen):
    title = "Write one fact"
    verb = "Write"
    template = "admin/appeals/write.html"
    most_kept = LONGEST + 1000
    form: WriteForm
    said: Any = None
    found: Any = None

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        super().__init__(model_admin, request)
        self.form = WriteForm(self.data)

    @property
    def kind(self) -> Write[Any, Any] | None:
        """What was chosen."""
        return WRITES.get(str(self.data.get("record", ""))) if self.data else None

    @property
    def permissions(self) -> Sequence[str]:  # type: ignore[override]
        return self.kind.permissions if self.kind else OF_ALL

    @property
    def can_override(self) -> bool:  # type: ignore[override]
        return bool(self.kind and self.kind.can_override)

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [("Proposals", reverse("admin:treaties_proposal_changelist"))]

    @property
    def reason(self) -> str:
        return why_of(self.said)

    def is_valid(self) -> bool:
        """Also of what the object says, and of what it names."""
        if not super().is_valid():
            return False
        assert self.kind, "the form is valid"
        try:
            self.said = self.kind.read(self.form.values, today=timezone.localdate())
            self.found = self.kind.look_up(self.said)
        except Unreadable as unreadable:
            for problem in unreadable.problems:
                self.form.tell(Finding(problem.code, said_of(problem), field=field_of(problem)))
            return False
        self.agreement = getattr(self.found, "agreement", None)
        return True

    def write(self, block: Block, strictness: Strictness) -> Done:
        assert self.kind, "the form is valid"
        written = self.kind.write(block, self.said, self.found, strictness)
        self.block = block
        return Done(written.row, written.after, (), written.warnings)

    def summary(self) -> str:
        assert self.kind, "the form is valid"
        return self.kind.title(self.said, self.found)

    def foreseen(self, done: Done) -> dict[str, Any]:
        shown = preview(self.agreement, done, today=timezone.localdate())
        self.form.public_words = self.says[0]
        return {"preview": shown}

    def finish(self, done: Done) -> HttpResponse:
        """On to the block, which lists what was written."""
        messages.success(self.request, f"Written: {self.says[0]}.")
        warn(self.request, done.warnings)
        return redirect(admin_url(self.block))


class TakesWrites(admin.ModelAdmin):
    """Where the page has its address."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.write_view)
        return [path("write/", page, name="appeals_appeal_write"), *super().get_urls()]

    def write_view(self, request: HttpRequest) -> HttpResponse:
        return respond(WriteScreen(self, request))


def write_pages(request: HttpRequest) -> list[tuple[str, str]]:
    may_open = request.user.has_perms(OF_ALL) or may_propose(request)
    return [("Write one fact as JSON", reverse("admin:appeals_appeal_write"))] if may_open else []
