"""Links between appeals and acts: made with the act or on its page, and mended here."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from appeals.actions.corrections import LinkGiven, correct_link, retract_link
from appeals.admin.filters import LinksNarrowed
from appeals.admin.linking.fields import key_of, linked_so
from appeals.admin.linking.view import COUNTER, LinkSaid, counter_link, link_in_words
from appeals.admin.responses import MendableOfAppeals
from appeals.admin.steps import Button
from appeals.models import CounterEvidence, Link
from appeals.vocabulary import Grade, LinkRelation
from treaties.actions.sources import Cite
from treaties.admin.filter_form import NarrowedList, narrowed_by
from treaties.admin.mending.forms import MendingFields, ReasonField
from treaties.admin.mending.mended import admin_url, is_mended, struck
from treaties.admin.mending.view import Mended
from treaties.admin.reading import NOTHING, ReadOnlyAdmin, lines
from treaties.admin.review.proposing import may
from treaties.models import Block, StatusChange
from treaties.rules.findings import Finding


class CorrectLink(LinkSaid, MendingFields, ReasonField):
    """Another demand of the same appeal, another relation or grade."""

    asks_for_source = False
    field_of = {"demand": "appeal"}

    def __init__(self, *args: Any, row: Link, as_recorded: LinkGiven, **kwargs: Any) -> None:
        super().__init__(*args, row=row, as_recorded=as_recorded, **kwargs)
        self.change = row.status_change
        self.fields["appeal"].label = "Demand"
        self.fields[
            "appeal"
        ].help_text = "Of the same appeal. For another appeal, retract this link and make a new one."
        self.offer(also=row)
        mine = {key: one for key, one in self.chosen.items() if one[0] == row.appeal}
        self.chosen = mine
        self.fields["appeal"].choices = [(key, self._named(one[1])) for key, one in mine.items()]  # type: ignore[attr-defined]

    def given(self) -> LinkGiven:
        return self.linked()

    @property
    def _said(self) -> list[str]:
        return [name for name in super()._said if name != "status_change"]

    def as_typed(self) -> dict[str, Any]:
        return linked_so(self.row) | {"appeal": key_of(self.row.appeal, self.row.demand), "note": self.row.note}

    def _words(self, name: str, value: Any) -> str:
        if name == "demand":
            return self._named(value)
        return ("yes" if value else "no") if name == "in_part" else super()._words(name, value)

    def _named(self, demand: Any) -> str:
        return f"Demand {demand.ordinal}: {demand.heading}" if demand else "the appeal as a whole"

    def tell(self, finding: Finding) -> None:
        LinkSaid.tell(self, finding)


@admin.register(Link)
class LinkAdmin(NarrowedList, MendableOfAppeals):
    noun = "link"
    related = ("appeal", "demand", "status_change__agreement", "status_change__participation__party", "block")
    list_display = ("appeal_named", "demand", "relation", "grade", "in_part", "status_change")
    list_filter = (narrowed_by(LinksNarrowed), "relation", "grade")
    search_fields = ("appeal__title", "status_change__agreement__title")
    fields = (
        "standing",
        "appeal",
        "demand",
        "status_change",
        "relation",
        "grade",
        "in_part",
        "quotation",
        "note",
        "sources",
        "against",
        "block",
    )

    @admin.display(description="Appeal", ordering="appeal")
    def appeal_named(self, link: Link) -> str:
        return struck(link, link.appeal.title)

    @admin.display(description="What speaks against it")
    def against(self, link: Link) -> SafeString | str:
        return lines(one.statement for one in link.counter_evidence.order_by("pk")) or NOTHING

    def get_urls(self) -> list[URLPattern]:
        counter = self.admin_site.admin_view(self.counter_view)
        return [path("<int:pk>/counter/", counter, name="appeals_link_counter"), *super().get_urls()]

    def counter_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return counter_link(self, request, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        link: Any = self.get_object(request, object_id)
        may_counter = link is not None and not is_mended(link) and may(request, COUNTER)
        steps = [Button("Add counter-evidence", admin_url(link, "counter"))] if may_counter else []
        return super().change_view(request, object_id, form_url, (extra_context or {}) | {"steps": steps})

    def correction_form(self, request: HttpRequest, row: Link, data: Any) -> CorrectLink:
        return CorrectLink(data, row=row, as_recorded=link_given(row))

    def correct(self, block: Block, row: Link, form: CorrectLink, cites: Sequence[Cite]) -> Mended:
        reason = form.cleaned_data["reason"]
        made = correct_link(block, link=row, given=form.given(), reason=reason, cites=cites)
        return Mended(made.correction.replacement_link, warnings=made.warnings)

    def retract(self, block: Block, row: Link, *, reason: str, cites: Sequence[Cite]) -> Mended:
        retract_link(block, link=row, reason=reason, cites=cites)
        return Mended(None)

    def belongs_to(self, row: Link) -> StatusChange:
        return row.status_change

    def in_words(self, row: Link) -> str:
        return link_in_words(row)


@admin.register(CounterEvidence)
class CounterEvidenceAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("statement", "link")
    list_select_related = ("link",)


def link_given(link: Link) -> LinkGiven:
    return LinkGiven(
        status_change=link.status_change,
        relation=LinkRelation(link.relation),
        demand=link.demand,
        grade=Grade(link.grade),
        in_part=link.in_part,
        quotation=link.quotation,
        note=link.note,
    )
