"""The page that adds a clause to an agreement: it says the clause in words, with what it would change."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from treaties.actions.clauses import add_clause
from treaties.admin.recording.clause_form import AddClause, with_cites
from treaties.admin.recording.preview import preview
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_view import back_to_agreement, crumbs_of, may_add_source
from treaties.admin.review.proposing import may_propose
from treaties.admin.screens import Screen, respond
from treaties.models import Agreement, Block
from treaties.queries.facts import with_facts
from treaties.rules.findings import Strictness

PERMISSIONS = ("treaties.view_agreement", "treaties.add_clause")


def may_add_clause(request: HttpRequest) -> bool:
    """At once, or as a proposal."""
    return request.user.has_perms(PERMISSIONS) or may_propose(request)


class ClauseScreen(Screen):
    title = "Add a clause"
    verb = "Add"
    template = "admin/treaties/agreement/clause.html"
    permissions = PERMISSIONS

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, agreement: Agreement) -> None:
        super().__init__(model_admin, request)
        self.agreement = agreement
        self.form = AddClause(self.data)
        if not may_add_source(request):
            self.form.without_new()

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return crumbs_of(self.agreement)

    def write(self, block: Block, strictness: Strictness) -> Done:
        cites = self.form.cites(block)
        addition = add_clause(block, agreement=self.agreement, given=with_cites(self.form.given(), cites))
        return Done(addition.clause, addition.agreement, rests(block, cites))

    def summary(self) -> str:
        return f"Clause: {self.form.public_words} {self.agreement.short_title}"

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {"preview": preview(self.agreement, done, today=timezone.localdate())}

    def finish(self, done: Done) -> HttpResponse:
        return back_to_agreement(self, done, f"Added: {self.form.public_words}", fragment="#clauses")


def add_clause_to(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    return respond(ClauseScreen(model_admin, request, agreement))
