"""The page that takes a file in: its plan is shown, then it is recorded in one block, or proposed for somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from appeals.importing.doing import do
from appeals.importing.formats import FORMATS, Import
from appeals.importing.holding import Held, do_what_holds
from appeals.importing.pasted import read_pasted
from appeals.importing.plan import Plan, make_plan
from treaties.admin.mending.mended import admin_url
from treaties.admin.recording.record import Done
from treaties.admin.recording.record_form import tell
from treaties.admin.review.proposing import may_propose
from treaties.admin.screens import Screen, respond
from treaties.importing.doing import Warned
from treaties.importing.formats.reading import Option, OptionRefused, Remark
from treaties.importing.formats.workbook import FROM_1904, is_workbook, read_workbook
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.same_agreement import Answers, read_answers
from treaties.importing.sorting import Differs, Found, Group
from treaties.models import Block
from treaties.rules.findings import Finding, Refused, Strictness

PERMISSIONS = ("treaties.add_statuschange", "appeals.add_appeal")
LARGEST = 2**20
"""Bytes of a file, and characters of its text; larger ones are taken in by the command."""
LONGEST_ANSWERS, LONGEST_OPTION = 20_000, 200
AS_OF = "as_of"
"""The option that says of which day a file is; a workbook may say it itself."""
UNNAMED = "pasted text"
FEW = 20
"""Lines of a list that are shown at once."""
MOST_PROBLEMS = 50
TOO_LARGE = "A file of up to 1 MB is taken in here; divide it, or let it be taken in on the server."


class ImportForm(forms.Form):
    format = forms.ChoiceField(choices=[(name, one.label) for name, one in FORMATS.items()])
    file = forms.FileField(
        required=False,
        help_text="UTF-8 text or, where the format says so, XLSX; up to 1 MB. Its text then stands below.",
    )
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
    answers = forms.CharField(
        required=False,
        max_length=LONGEST_ANSWERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="Where a plan asks: what you answer, as it says, under headings such as [same].",
    )
    leave_out = forms.BooleanField(
        label="Leave out what cannot be recorded",
        required=False,
        help_text="Of a dirty file: what holds together is recorded, and the plan lists the rest.",
    )
    reason = forms.CharField(max_length=1000, help_text="Why you take it in: kept in the journal, with your name.")

    def __init__(self, *given: Any, **more: Any) -> None:
        """With a field for each thing that a format is told beside its file."""
        super().__init__(*given, **more)
        for name, option in options_offered().items():
            self.fields[name] = forms.CharField(
                label=option.label, required=False, max_length=LONGEST_OPTION, help_text=option.help
            )
        self.order_fields(["format", "file", "text", "name", *options_offered(), "answers", "leave_out", "reason"])

    @property
    def options(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in options_offered()}

    def clean_answers(self) -> Answers | None:
        text = self.cleaned_data["answers"]
        try:
            return read_answers(text, "answers") if text.strip() else None
        except Unreadable as unreadable:
            raise forms.ValidationError(said_of(unreadable), code="answers") from None

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


def options_offered() -> dict[str, Option]:
    """Those of all formats, by name; each says which formats it is for."""
    offered: dict[str, Option] = {}
    for one in FORMATS.values():
        for option in one.options:
            of = one.label.partition(":")[0]
            before = offered.get(option.name)
            offered[option.name] = replace(option, help=f"{f'{before.help} ' if before else ''}{of}: {option.help}")
    return offered


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What an import would write, and what it leaves as it is. ``remarks`` are what the format says of the file."""

    plan: Plan
    warnings: Sequence[Warned]
    remarks: Sequence[Remark] = ()
    left_out: Sequence[Problem] = ()

    @property
    def groups(self) -> list[Group]:
        return [group for group in self.plan.groups if group.new or group.on_record]

    @property
    def new(self) -> list[tuple[str, list[str], list[str]]]:
        """By kind: what is new, first lines and further ones."""
        found = [
            (
                group.name,
                [f"{one.row.at()}: {one.name}" for one in group.new]
                + ([f"… and {group.unlisted_new:,} more"] if group.unlisted_new else []),
            )
            for group in self.groups
        ]
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
        confirmed = sum(group.count_confirmed for group in self.plan.groups)
        said += [f"{confirmed} confirmed by a further source"] if confirmed else []
        said += [f"{len(self.differing)} said otherwise"] if self.differing else []
        return ", ".join(said)


class ImportScreen(Screen):
    title = "Import a file"
    verb = "Import"
    template = "admin/appeals/import.html"
    permissions = PERMISSIONS
    most_kept = LARGEST + 50_000
    form: ImportForm
    read: Import
    plan: PlanShown | None = None

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        super().__init__(model_admin, request)
        self.unreadable = self._take_file()
        self.form = ImportForm(self.data)

    def _take_file(self) -> list[str]:
        """Put the text of a file that was chosen into the form; what is wrong with it, if anything is."""
        if getattr(self.request, "too_large", None):
            return [TOO_LARGE]
        file = self.request.FILES.get("file") if self.request.method == "POST" else None
        if file is None or self.data is None:
            return []
        data, name = file.read(LARGEST + 1), self.data.get("name") or file.name or ""
        if len(data) > LARGEST:
            return [TOO_LARGE]
        self.data = self.data.copy()
        try:
            self.data["text"] = self._text_of(data, PurePath(name).name)
            self.data["name"] = name  # of what was read: the next file that is chosen brings its own
        except UnicodeDecodeError:
            return ["This file is not UTF-8 text; save it as UTF-8."]
        except Unreadable as unreadable:
            return said_of(unreadable)
        return []

    def _text_of(self, data: bytes, name: str) -> str:
        """The cells of a workbook as text, and its day where none is given. Raises UnicodeDecodeError, Unreadable."""
        if not is_workbook(data):
            return data.decode("utf-8-sig")
        chosen = FORMATS.get(self.data.get("format", "") if self.data else "")
        if chosen and not chosen.takes_workbooks:
            raise Unreadable([Problem(Place(name), "This format reads text, and this is a workbook: save it as CSV.")])
        pages = read_workbook(data, name)
        if pages.counts_from_1904:
            raise Unreadable([Problem(Place(name), FROM_1904)])
        if pages.choice:
            messages.info(self.request, f"Only the first sheet of a workbook is read. {name}: {pages.choice}")
        if chosen and self.data and not self.data.get(AS_OF) and any(one.name == AS_OF for one in chosen.options):
            self.data[AS_OF] = pages.modified_on
        return pages.text

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [("Proposals", reverse("admin:treaties_proposal_changelist"))]

    def is_valid(self) -> bool:
        """Also of what the text says; the record is not asked yet."""
        if self.unreadable:
            self.form.add_error("file", self.unreadable)
            self.form.errors.pop("text", None)  # that there is none follows from this
            return False
        if not super().is_valid():
            return False
        clean = self.form.cleaned_data
        try:
            given = (clean["format"], clean["name"], clean["text"], self.form.options, clean["answers"])
            self.read = read_pasted(*given, leave_out=clean["leave_out"])
        except OptionRefused as refused:
            self.form.add_error(refused.option, refused.sentence)
        except Unreadable as unreadable:
            self.form.add_error("text", said_of(unreadable))
        return not self.form.errors

    def write(self, block: Block, strictness: Strictness) -> Done:
        """Planned here, beside the record as it stands, and held to what an import is held to, whoever does it."""
        read = self.read
        try:
            plan = make_plan(read.treaties, read.appeals, read.edition)
            self.plan = PlanShown(plan, (), read.remarks, read.left_out)
            if not plan.changes:
                raise Refused(Finding("nothing_new", f"{self.plan.counts}: there is nothing to record."))
            held = self._do(block, plan)
        except Unreadable as unreadable:
            raise Refused(*(Finding("line_refused", words, field="text") for words in said_of(unreadable))) from None
        left_out = [*read.left_out, *held.refused]
        self.plan, self.block = PlanShown(held.plan, held.warnings, read.remarks, left_out), block
        return Done(None, None, ())

    def _do(self, block: Block, plan: Plan) -> Held:
        if self.form.cleaned_data["leave_out"]:
            return do_what_holds(block, plan, self.read)
        return Held(plan, do(block, plan, files=self.read.edition.files).warnings)

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
