"""The pages that record many acts at once: for many parties, for many agreements, from a table. Plan, show, do."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from treaties.actions.sources import Cite
from treaties.admin.bulk.forms import ROWS_REFUSED, BulkForm, ForAgreementsForm, ForPartiesForm, RowsForm
from treaties.admin.bulk.plan import PlanShown, counted, plan_shown, standings
from treaties.admin.recording.preview import preview
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_source import source_to_be_given
from treaties.admin.recording.record_view import PERMISSIONS, crumbs_of, may_add_source
from treaties.admin.screens import Screen
from treaties.importing.act_table import MEANINGS, ActTable, Default
from treaties.importing.acts_at_once import TakenIn, take_in
from treaties.models import Agreement, Block
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Refused, Strictness
from treaties.vocabulary import Act


class BulkScreen(Screen):
    """All acts of the form in one block, or none."""

    verb = "Record"
    permissions = PERMISSIONS
    form: BulkForm
    plan: PlanShown | None = None
    block: Block | None = None

    def without_new_sources(self) -> None:
        if not may_add_source(self.request):
            self.form.without_new()

    @property
    def only_looks(self) -> bool:
        return self.request.method != "POST" or self.request.POST.get("do", "preview") == "preview"

    def write(self, block: Block, strictness: Strictness) -> Done:
        """Raises Refused where any row is refused, or there is nothing to record; ``plan`` says what became of each."""
        table = self.form.table()
        cites = self.form.cites(block)
        place = cites[0] if cites else Cite(source_to_be_given(block))
        table.default = Default(place.source, place.locator)
        lines = table.lines()
        before = standings({line.values["agreement"] for line in lines})
        taken = take_in(block, lines, named=table.named, problems=table.problems, strictness=strictness)
        touched = {change.agreement.slug for change in taken.recorded}
        self.plan = plan_shown(table, taken, before, standings(touched), today=timezone.localdate())
        self.block = block
        lacking = 0 if cites else sum(not cells.get("source") for _, cells in table.rows)
        self.refuse_what_is_refused(taken, lacking)
        return Done(None, self.agreement_after(taken), rests(block, cites))

    def refuse_what_is_refused(self, taken: TakenIn, lacking: int) -> None:
        """``lacking`` are the rows without a source."""
        findings = []
        if taken.is_refused:
            findings.append(Finding(ROWS_REFUSED, f"{counted(taken)}. All of it is recorded, or nothing."))
        if lacking:
            rows = "1 row gives" if lacking == 1 else f"{lacking:,} rows give"
            sentence = f"{rows} no source: choose one for all of them, or write it in a column “source”."
            findings.append(Finding("no_source", sentence, field="source"))
        if findings:
            raise Refused(*findings)
        if not taken.changes and not self.only_looks:
            raise Refused(Finding("nothing_new", f"{counted(taken)}: there is nothing to record."))

    def agreement_after(self, taken: TakenIn) -> Agreement | None:
        return None

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {"done": done}

    def shown_always(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def finish(self, done: Done) -> HttpResponse:
        """To the acts that were recorded, each warning counted."""
        assert self.plan
        assert self.block
        taken = self.plan.taken
        agreements = Agreement.objects.filter(pk__in={change.agreement_id for change in taken.recorded})
        said = f"Recorded many acts at once: {counted(taken)}"
        LogEntry.objects.log_actions(int(self.request.user.pk or 0), agreements, CHANGE, said)
        address = f"{reverse('admin:treaties_statuschange_changelist')}?block={self.block.no}"
        words = format_html('Recorded: {}. <a href="{}">See what was recorded</a>', counted(taken), address)
        messages.success(self.request, words)
        warned = sum(len(one.warnings) for one in taken.outcomes.values())
        if warned:
            messages.warning(self.request, f"Warnings: {warned}. Each stands with its act.")
        return self.onward(address)

    def onward(self, address: str) -> HttpResponse:
        return redirect(address)


class ForPartiesScreen(BulkScreen):
    title = "Record one act for many parties"
    template = "admin/treaties/bulk_parties.html"
    form: ForPartiesForm

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, agreement: Any) -> None:
        super().__init__(model_admin, request)
        self.agreement = agreement
        self.form = ForPartiesForm(agreement, self.data, today=timezone.localdate())
        self.without_new_sources()

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return crumbs_of(self.agreement)

    def summary(self) -> str:
        act, codes = Act(self.form.cleaned_data["act"]), self.form.codes
        return f"{act.label.capitalize()}, {len(codes)} parties: {self.agreement.short_title}"

    def agreement_after(self, taken: TakenIn) -> Agreement | None:
        return with_facts(Agreement.objects.filter(pk=self.agreement.pk)).get() if taken.recorded else None

    def foreseen(self, done: Done) -> dict[str, Any]:
        changes = preview(self.agreement, done, today=timezone.localdate()) if done.agreement else None
        return {"done": done, "preview": changes}

    def onward(self, address: str) -> HttpResponse:
        return redirect("admin:treaties_agreement_change", self.agreement.pk)


class ForAgreementsScreen(BulkScreen):
    title = "Record one act for many agreements"
    template = "admin/treaties/bulk_agreements.html"
    form: ForAgreementsForm

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        super().__init__(model_admin, request)
        self.form = ForAgreementsForm(self.data, initial={"agreements": "\n".join(self.ticked())})
        self.without_new_sources()

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [("Agreements", reverse("admin:treaties_agreement_changelist"))]

    def ticked(self) -> list[str]:
        """The slugs of the agreements that the list was ticked for: ``?agreements=3,14``. What is no number is left."""
        if self.data is not None:
            return []
        asked = self.request.GET.get("agreements", "").split(",")[:2000]
        ids = {int(one) for one in asked if one.isascii() and one.isdecimal() and len(one) < 10}
        return list(Agreement.objects.filter(pk__in=ids).order_by("slug").values_list("slug", flat=True))

    def summary(self) -> str:
        clean = self.form.cleaned_data
        by = f", {clean['by'].name}" if clean["by"] else ""
        return f"{Act(clean['act']).label.capitalize()}{by}: {len(clean['agreements'])} agreements"


class RowsScreen(BulkScreen):
    title = "Record acts from a table"
    template = "admin/treaties/bulk_rows.html"
    takes_files = True
    form: RowsForm

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, problems: Sequence[str] = ()) -> None:
        super().__init__(model_admin, request)
        self.form = RowsForm(self.data, upload_problems=problems)
        self.without_new_sources()

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [("Status changes", reverse("admin:treaties_statuschange_changelist"))]

    def summary(self) -> str:
        table: ActTable = self.form.table()
        agreements = {cells.get("agreement", "") for _, cells in table.rows}
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
        return f"Acts from a table: {rows}, {len(agreements)} agreement{'' if len(agreements) == 1 else 's'}"

    def shown_always(self) -> dict[str, Any]:
        return super().shown_always() | {"columns": MEANINGS.items()}
