"""The page that takes a file in: its plan is shown, then it is recorded in one block, or proposed for somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from appeals.importing.doing import do
from appeals.importing.formats import FORMATS, Import
from appeals.importing.pasted import read_pasted
from appeals.importing.plan import Plan, make_plan
from treaties.admin.mending.mended import admin_url
from treaties.admin.recording.record import Done
from treaties.admin.recording.record_form import tell
from treaties.admin.review.proposing import may_propose
from treaties.admin.screens import Screen, respond
from treaties.importing.doing import Warned
from treaties.importing.problems import Unreadable
from treaties.importing.sorting import Differs, Found, Group
from treaties.models import Block
from treaties.rules.findings import Finding, Refused, Strictness

PERMISSIONS = ("treaties.add_statuschange", "appeals.add_appeal")
LARGEST = 2**20
"""Bytes of a file, and characters of its text; larger ones are taken in by the command."""
LABELS = {
    "pacta-events": "Pacta events: CSV or JSON Lines",
    "wipo": "WIPO: memberships to copyright treaties, CSV",
}
UNNAMED = "pasted text"
FEW = 20
"""Lines of a list that are shown at once."""
MOST_PROBLEMS = 50
TOO_LARGE = "A file of up to 1 MB is taken in here; divide it, or let it be taken in on the server."


class ImportForm(forms.Form):
    format = forms.ChoiceField(choices=[(name, LABELS.get(name, name)) for name in FORMATS])
    file = forms.FileField(required=False, help_text="UTF-8 text, up to 1 MB. Its text then stands below.")
    text = forms.CharField(
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Or paste it here.",
        error_messages={"max_length": TOO_LARGE},
    )
    name = forms.CharField(
        label="Called",
        required=False,
        max_length=120,
        help_text="How messages and reasons call it: the name of the file, or what you type.",
    )
    reason = forms.CharField(max_length=1000, help_text="Why you take it in: kept in the journal, with your name.")

    def clean_name(self) -> str:
        name = "".join(letter for letter in self.cleaned_data["name"] if letter.isprintable())
        return PurePath(name.replace("\\", "/")).name or UNNAMED

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError("Choose a file, or paste its text.", code="no_text")
        return text

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What an import would write, and what it leaves as it is."""

    plan: Plan
    warnings: Sequence[Warned]

    @property
    def groups(self) -> list[Group]:
        return [group for group in self.plan.groups if group.new or group.on_record]

    @property
    def new(self) -> list[tuple[str, list[str], list[str]]]:
        """By kind: what is new, first lines and further ones."""
        found = [(group.name, [f"{one.row.at()}: {one.name}" for one in group.new]) for group in self.groups]
        return [(name, lines[:FEW], lines[FEW:]) for name, lines in found if lines]

    @property
    def on_record(self) -> int:
        return sum(group.on_record for group in self.plan.groups)

    @property
    def corrected(self) -> list[Found]:
        return self.plan.corrected

    @property
    def confirmed(self) -> list[Found]:
        return [one for group in self.plan.groups for one in group.confirmed]

    @property
    def differing(self) -> list[Differs]:
        return self.plan.differing

    @property
    def counts(self) -> str:
        said = [f"{self.plan.new} new", f"{self.on_record} on record"]
        said += [f"{len(self.corrected)} corrected"] if self.corrected else []
        said += [f"{len(self.confirmed)} confirmed by a further source"] if self.confirmed else []
        said += [f"{len(self.differing)} said otherwise"] if self.differing else []
        return ", ".join(said)


class ImportScreen(Screen):
    title = "Import a file"
    verb = "Import"
    template = "admin/appeals/import.html"
    permissions = PERMISSIONS
    most_kept = LARGEST + 10_000
    form: ImportForm
    read: Import
    plan: PlanShown | None = None

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        super().__init__(model_admin, request)
        self.unreadable = self._take_file()
        self.form = ImportForm(self.data)

    def _take_file(self) -> str:
        """Put the text of a file that was chosen into the form; what is wrong with it, if anything is."""
        if getattr(self.request, "too_large", None):
            return TOO_LARGE
        file = self.request.FILES.get("file") if self.request.method == "POST" else None
        if file is None or self.data is None:
            return ""
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            return TOO_LARGE
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return "This file is not UTF-8 text; save it as UTF-8."
        self.data = self.data.copy()
        self.data["text"], self.data["name"] = text, self.data.get("name") or file.name or ""
        return ""

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [("Proposals", reverse("admin:treaties_proposal_changelist"))]

    def is_valid(self) -> bool:
        """Also of what the text says; the record is not asked yet."""
        if self.unreadable:
            self.form.add_error("file", self.unreadable)
            return False
        if not super().is_valid():
            return False
        clean = self.form.cleaned_data
        try:
            self.read = read_pasted(clean["format"], clean["name"], clean["text"])
        except Unreadable as unreadable:
            self.form.add_error("text", said_of(unreadable))
        return not self.form.errors

    def write(self, block: Block, strictness: Strictness) -> Done:
        """Planned here, beside the record as it stands, and held to what an import is held to, whoever does it."""
        read = self.read
        try:
            plan = make_plan(read.treaties, read.appeals, read.edition)
            self.plan = PlanShown(plan, ())
            if not plan.changes:
                raise Refused(Finding("nothing_new", f"{self.plan.counts}: there is nothing to record."))
            warnings = do(block, plan, files=read.edition.files).warnings
        except Unreadable as unreadable:
            raise Refused(*(Finding("line_refused", words, field="text") for words in said_of(unreadable))) from None
        self.plan, self.block = PlanShown(plan, warnings), block
        return Done(None, None, ())

    def summary(self) -> str:
        lines = self.form.cleaned_data["text"].count("\n") + 1
        return f"Import of {self.form.cleaned_data['name']}, {lines:,} {'line' if lines == 1 else 'lines'}"

    def shown_always(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def finish(self, done: Done) -> HttpResponse:
        """On to the block, which lists what was written."""
        assert self.plan, "it was written"
        messages.success(self.request, f"Imported: {self.plan.counts}.")
        for warned in self.plan.warnings[:FEW]:
            messages.warning(self.request, str(warned))
        if (more := len(self.plan.warnings) - FEW) > 0:
            messages.warning(self.request, f"{more} more warnings; the plan of this file lists them all.")
        return redirect(admin_url(self.block))


def said_of(unreadable: Unreadable) -> list[str]:
    """Each with its file, line and column; of very many the first, and how many more there are."""
    problems = [str(problem) for problem in unreadable.problems]
    more = [f"and {len(problems) - MOST_PROBLEMS} more"] if len(problems) > MOST_PROBLEMS else []
    return [*problems[:MOST_PROBLEMS], *more]


class TakesFiles(admin.ModelAdmin):
    """Where the page has its address."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.import_view)
        return [path("import/", page, name="appeals_appeal_import"), *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        return respond(ImportScreen(self, request))


def import_pages(request: HttpRequest) -> list[tuple[str, str]]:
    may_open = request.user.has_perms(PERMISSIONS) or may_propose(request)
    return [("Import a file", reverse("admin:appeals_appeal_import"))] if may_open else []
