"""Clauses. One is added on its agreement's page; it is mended here."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from treaties.actions.clauses import correct_clause, retract_clause
from treaties.actions.sources import Cite
from treaties.admin.mending.mendable import MendableAdmin
from treaties.admin.mending.mended import struck
from treaties.admin.mending.view import Mended
from treaties.admin.reading import ReadOnlyAdmin
from treaties.admin.recording.clause_form import CorrectClause, clause_given, with_cites
from treaties.models import Agreement, Block, Clause, ClauseParty
from treaties.queries.clauses import with_named, words_of


@admin.register(Clause)
class ClauseAdmin(MendableAdmin):
    noun = "clause"
    is_detail = True
    related = ("agreement", "block")
    list_display = ("what", "agreement", "words", "block")
    list_filter = ("kind",)
    search_fields = ("agreement__title",)
    ordering = ("-pk",)
    fields = (
        "standing",
        "agreement",
        "kind",
        "words",
        "length",
        "counting",
        "count",
        "percent",
        "of_what",
        "parties",
        "not_before",
        "counted_from",
        "note",
        "sources",
        "block",
        "reason",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clause]:
        return with_named(super().get_queryset(request))

    @admin.display(description="Clause", ordering="kind")
    def what(self, clause: Clause) -> str:
        return struck(clause, clause.get_kind_display().capitalize())

    @admin.display(description="In words")
    def words(self, clause: Clause) -> str:
        return words_of(clause)

    @admin.display(description="Length")
    def length(self, clause: Clause) -> str:
        return clause.length or self.empty_value_display

    @admin.display(description="Parties named")
    def parties(self, clause: Clause) -> str:
        named = [
            one.party.name if one.share is None else f"{one.party.name} ({one.share.normalize():f} per cent)"
            for one in clause.parties.all()
        ]
        return ", ".join(named) or self.empty_value_display

    @admin.display(description="Recorded by, and why")
    def reason(self, clause: Clause) -> str:
        return f"{clause.block.actor}: {clause.block.reason}"

    def correction_form(self, request: HttpRequest, row: Clause, data: Any) -> CorrectClause:
        return CorrectClause(data, row=row, as_recorded=clause_given(row))

    def correct(self, block: Block, row: Clause, form: CorrectClause, cites: Sequence[Cite]) -> Mended:
        given, reason = with_cites(form.given(), cites), form.cleaned_data["reason"]
        mending = correct_clause(block, clause=row, given=given, reason=reason)
        return Mended(mending.correction.replacement_clause, mending.agreement)

    def retract(self, block: Block, row: Clause, *, reason: str, cites: Sequence[Cite]) -> Mended:
        return Mended(None, retract_clause(block, clause=row, reason=reason, cites=cites).agreement)

    def belongs_to(self, row: Clause) -> Agreement:
        return row.agreement

    def in_words(self, row: Clause) -> str:
        return words_of(row)


@admin.register(ClauseParty)
class ClausePartyAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("clause", "party", "share")
    list_select_related = ("clause__agreement", "party")
    search_fields = ("party__name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClauseParty]:
        return super().get_queryset(request).select_related("clause__agreement", "party")
