"""The page that adds an appeal with everything about it, in one block."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from appeals.actions.appeals import add_appeal, relate_appeals
from appeals.actions.repetition import refuse_repeated
from appeals.admin.entry.appeal_foreseen import AppealShown, appeal_shown
from appeals.admin.entry.appeal_form import AppealForm, AppealRows, appeal_given
from appeals.admin.entry.rows import Typed, wrong_in
from appeals.models import Appeal
from appeals.queries.office_holders import held_office
from appeals.vocabulary import AppealRelationKind
from treaties.admin.mending.mended import admin_url
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_view import may_add_source, warn
from treaties.admin.screens import Screen, respond, shown
from treaties.models import Block
from treaties.queries.party_search import known_parties
from treaties.rules.findings import Strictness

PERMISSIONS = ("appeals.view_appeal", "appeals.add_appeal")


class AppealScreen(Screen):
    title = "Add an appeal"
    verb = "Record"
    template = "admin/appeals/add_appeal.html"
    permissions = PERMISSIONS
    seen: AppealShown

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        super().__init__(model_admin, request)
        self.typed = Typed.of(request, self.data)
        self.form = self.typed.form(AppealForm)
        self.rows = AppealRows(self.typed)
        if not may_add_source(request):
            self.form.without_new()

    @property
    def forms(self) -> list[Any]:
        return [self.form, *(form for _, form in self.rows.numbered)]

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [("Appeals", reverse("admin:appeals_appeal_changelist"))]

    def write(self, block: Block, strictness: Strictness) -> Done:
        main = self.form.cites(block)
        cites = self.form.further(main)
        given = appeal_given(self.form, self.rows, cites)
        refuse_repeated(issuing_body=given.issuing_body, title=given.title, issued_on=given.issued_on)
        appeal = add_appeal(block, given=given)
        for row in self.rows.relations.said:
            said = row.cleaned_data
            kind = AppealRelationKind(said["relation"])
            relate_appeals(block, appeal=appeal, other=said["other"], kind=kind, cites=main)
        self.seen = appeal_shown(Appeal.objects.get(pk=appeal.pk))
        return Done(appeal, None, rests(block, cites), tuple(self.seen.warnings))

    def summary(self) -> str:
        clean = self.form.cleaned_data
        return f"Appeal: {clean['title']}, {clean['issued_on'].words()}"

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {"preview": done, "seen": self.seen}

    def shown_always(self) -> dict[str, Any]:
        return {"rows": self.rows, "wrong": self._wrong(), **offered(self._holders())}

    def _wrong(self) -> list[Any]:
        return [*(bound for bound in self.form if bound.errors), *wrong_in(self.rows.numbered)]

    def _holders(self) -> list[str]:
        clean = getattr(self.form, "cleaned_data", {})
        issued = clean.get("issued_on")
        return holders(clean.get("addressee_office", ""), issued and issued.latest)

    def finish(self, done: Done) -> HttpResponse:
        appeal: Any = done.row
        public = format_html('<a href="{}">See it on the public page</a>', appeal.get_absolute_url())
        messages.success(self.request, format_html("Recorded: {}. No status has changed. {}", appeal.title, public))
        warn(self.request, done.warnings)
        self.model_admin.log_addition(self.request, appeal, "Recorded")
        return redirect(admin_url(appeal))


def add_appeal_page(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    return answer(AppealScreen(model_admin, request))


def answer(screen: Any) -> HttpResponse:
    """As ``respond``; where one more row is asked for, the page again."""
    if screen.request.method == "POST" and screen.typed.more:
        if not (screen.may_write or screen.may_propose):
            raise PermissionDenied
        return shown(screen)
    return respond(screen)


def holders(office: str, on: Any) -> list[str]:
    """Names to offer for an office."""
    return [holder.name for holder in held_office(office[:200], on=on)]


def offered(names: Sequence[str] = ()) -> dict[str, Any]:
    """What the fields of a page offer while one types."""
    parties = {party for some in known_parties().codes.values() for party in some}
    return {
        "party_offers": sorted((party.name, party.code) for party in parties),
        "holder_offers": names,
        "today": timezone.localdate(),
    }
