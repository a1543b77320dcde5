"""The pages that link an appeal to an act on record, and that say what speaks against a link."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html

from appeals.actions.corrections import LinkGiven
from appeals.actions.links import add_counter_evidence, make_link
from appeals.admin.linking.fields import ActSoFar, apart, key_of, link_fields, why_not_offered
from appeals.models import Appeal, Demand, Link
from appeals.models.citations import ORDER
from appeals.queries.concerning import appeals_concerning, touches
from appeals.vocabulary import Grade, LinkRelation
from treaties.actions.sources import Cite
from treaties.admin.mending.forms import Section
from treaties.admin.mending.mended import admin_url, is_mended
from treaties.admin.panels import ACT_RELATED
from treaties.admin.recording import live
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import SourceFields
from treaties.admin.recording.record_view import crumbs_of, may_add_source, warn
from treaties.admin.review.proposing import may
from treaties.admin.screens import Screen, respond
from treaties.models import Block, StatusChange
from treaties.queries.in_words import act_in_words
from treaties.rules.findings import Finding, Strictness

LINK, COUNTER = "appeals.add_link", "appeals.add_counterevidence"


class LinkSaid(forms.Form):
    """Which appeal or demand, and what it has to do with an act; subclasses give the act."""

    LINKED = ("appeal", "relation", "grade", "in_part", "quotation", "note")
    change: StatusChange
    appeal = forms.ChoiceField(
        label="Appeal or demand",
        help_text="Most recent first; demands that have this agreement among their targets say so.",
    )
    relation, grade, in_part, quotation = link_fields().values()
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def offer(self, also: Link | None = None) -> None:
        """The appeals that may concern the act; ``also`` one that is linked already."""
        appeals = appeals_concerning(self.change.agreement)
        if also and also.appeal not in appeals:
            appeals.append(also.appeal)
        self.chosen = {key_of(*one): one for appeal in appeals for one in _of(appeal)}
        choices: list[Any] = [("", "choose")]
        for appeal in appeals:
            heading = f"{appeal.title}, {appeal.issued_on and appeal.issued_on.words()}"
            choices.append((heading, [(key_of(*one), _label(*one)) for one in _of(appeal)]))
        self.fields["appeal"].choices = choices  # type: ignore[attr-defined]
        relation: Any = self.fields["relation"]
        if picked := self.chosen.get(str(self["appeal"].value())):
            act, is_sourced = ActSoFar.recorded(self.change), self.order_is_sourced
            relation.widget.not_offered = act.not_offered(*picked, order_is_sourced=is_sourced)
            relation.help_text = " ".join(why_not_offered(relation.widget.not_offered))

    @property
    def order_is_sourced(self) -> bool:
        """A source says which came first, where both are of one day."""
        return False

    def linked(self) -> LinkGiven:
        clean = self.cleaned_data
        return LinkGiven(
            status_change=self.change,
            relation=LinkRelation(clean["relation"] or LinkRelation.REQUESTED),
            demand=self.picked[1],
            grade=Grade(clean["grade"] or Grade.E),
            in_part=clean["in_part"],
            quotation=clean["quotation"],
            note=clean["note"],
        )

    @property
    def picked(self) -> tuple[Appeal, Demand | None]:
        return self.chosen[self.cleaned_data["appeal"]]

    @property
    def sections(self) -> list[Section]:
        return [("How it relates to the act", self.named(*self.LINKED))]  # type: ignore[attr-defined]

    def tell(self, finding: Finding) -> None:
        tell(self, finding, {"demand": "appeal"}.get(finding.field, finding.field))


class LinkForm(LinkSaid, SourceFields):
    source_is_required = False
    says_order = forms.BooleanField(
        required=False,
        label="It says which came first",
        help_text="Where the appeal and the decision are of one day, only a source can say so.",
    )
    reason = forms.CharField(max_length=1000, help_text="Why you link them: kept in the journal, with your name.")

    def __init__(self, change: StatusChange, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change
        self.offer()

    @property
    def order_is_sourced(self) -> bool:
        return bool(self["says_order"].value())

    def needs_source(self) -> str:
        return "Choose or describe the source that says which came first." if self.order_is_sourced else ""

    def cites(self, block: Block) -> list[Cite]:
        about = ORDER if self.order_is_sourced else ""
        return [replace(one, about=about) for one in super().cites(block)]


class CounterForm(SourceFields):
    statement = forms.CharField(
        label="What speaks against it",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In our own words; shown beside the link. It removes nothing.",
    )
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")

    def needs_source(self) -> str:
        return "Counter-evidence is recorded with its source: choose or describe one."

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        return [("Counter-evidence", self.named("statement"))]

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


class LinkScreen(Screen):
    title = "Link an appeal"
    verb = "Link"
    template = "admin/appeals/link.html"
    preview_template = "admin/appeals/link_preview.html"
    permissions = ("treaties.view_statuschange", LINK)

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, change: StatusChange) -> None:
        super().__init__(model_admin, request)
        self.change = change
        self.form = LinkForm(change, self.data)
        if not may_add_source(request):
            self.form.without_new()
        live.made_live(self)

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        return [*crumbs_of(self.change.agreement), (act_in_words(self.change), admin_url(self.change))]

    def write(self, block: Block, strictness: Strictness) -> Done:
        said, cites = self.form.linked(), self.form.cites(block)
        made = make_link(
            block,
            appeal=self.form.picked[0],
            demand=said.demand,
            status_change=self.change,
            relation=said.relation,
            grade=said.grade,
            in_part=said.in_part,
            quotation=said.quotation,
            note=said.note,
            cites=cites,
        )
        return Done(made.link, None, rests(block, cites), made.warnings)

    def summary(self) -> str:
        return f"Link: {self.form.picked[0].title}: {self.form.linked().relation.label}: {act_in_words(self.change)}"[
            :300
        ]

    def foreseen(self, done: Done) -> dict[str, Any]:
        appeal, _ = self.form.picked
        issued = appeal.issued_on
        gap = apart(issued, ActSoFar.recorded(self.change).decision) if issued else ""
        return {"preview": done, "words": link_in_words(done.row), "gap": gap}

    def shown_always(self) -> dict[str, Any]:
        beside = Link.objects.standing().filter(status_change=self.change).select_related("appeal", "demand")
        of_act = [link_in_words(one) for one in beside.order_by("pk")]
        return live.in_words(self) | {"said": act_in_words(self.change), "of_act": of_act, "change": self.change}

    def finish(self, done: Done) -> HttpResponse:
        agreement = self.change.agreement
        public = format_html('<a href="{}">See it on the public page</a>', agreement.get_absolute_url())
        words = link_in_words(done.row)
        messages.success(self.request, format_html("Linked: {} No status has changed. {}", words, public))
        warn(self.request, done.warnings)
        self.model_admin.log_addition(self.request, done.row, words)
        return redirect(admin_url(self.change))


class CounterScreen(Screen):
    title = "Add counter-evidence"
    verb = "Record"
    template = "admin/appeals/counter.html"
    permissions = ("appeals.view_link", COUNTER)

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, link: Link) -> None:
        super().__init__(model_admin, request)
        self.link = link
        self.form = CounterForm(self.data)
        if not may_add_source(request):
            self.form.without_new()

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        change = self.link.status_change
        return [*crumbs_of(change.agreement), (link_in_words(self.link), admin_url(self.link))]

    def write(self, block: Block, strictness: Strictness) -> Done:
        cites = self.form.cites(block)
        said = add_counter_evidence(block, link=self.link, statement=self.form.cleaned_data["statement"], cites=cites)
        return Done(said, None, rests(block, cites))

    def summary(self) -> str:
        return f"Counter-evidence: {self.form.cleaned_data['statement']}"[:300]

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {"preview": done}

    def shown_always(self) -> dict[str, Any]:
        earlier = self.link.counter_evidence.order_by("pk")
        return {"said": link_in_words(self.link), "act": act_in_words(self.link.status_change), "earlier": earlier}

    def finish(self, done: Done) -> HttpResponse:
        messages.success(self.request, "Recorded: it stands beside the link, which is not removed by it.")
        self.model_admin.log_change(self.request, self.link, "Counter-evidence was added")
        return redirect(admin_url(self.link))


def link_act(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Of an act that stands."""
    acts = StatusChange.objects.standing().select_related(*ACT_RELATED)
    if not (may(request, LINK) and request.user.has_perm("treaties.view_statuschange")):
        raise PermissionDenied
    return respond(LinkScreen(model_admin, request, get_object_or_404(acts, pk=pk)))


def counter_link(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Of a link that stands."""
    related = ("appeal", "demand", "status_change__agreement", "status_change__participation__party")
    if not (may(request, COUNTER) and request.user.has_perm("appeals.view_link")):
        raise PermissionDenied
    link = get_object_or_404(Link.objects.standing().select_related(*related), pk=pk)
    return respond(CounterScreen(model_admin, request, link))


def act_page() -> tuple[str, Any, Any]:
    """The page of acts that this app adds: its name, the view, and the button."""
    return "link", link_act, act_button


def act_button(request: HttpRequest, change: StatusChange) -> tuple[str, str] | None:
    """On the page of an act that stands, for who may link it."""
    if is_mended(change) or not may(request, LINK):
        return None
    return "Link an appeal", admin_url(change, "link")


def link_in_words(link: Model | None) -> str:
    """“Letter…, demand 6, end it: requested, in part; grade E.”"""
    assert isinstance(link, Link)
    what = f", demand {link.demand.ordinal}, {link.demand.heading}" if link.demand else ""
    part = ", in part" if link.in_part else ""
    return f"{link.appeal.title}{what}: {link.get_relation_display()}{part}; grade {link.grade}."


def _of(appeal: Appeal) -> list[tuple[Appeal, Demand | None]]:
    return [(appeal, None), *((appeal, demand) for demand in appeal.demands.all())]


def _label(appeal: Appeal, demand: Demand | None) -> str:
    if demand is None:
        return f"As a whole: {appeal.title}"
    how = touches(demand) if hasattr(demand, "caught_here") else None
    return f"Demand {demand.ordinal}: {demand.heading}" + (f" ({how.label})" if how else "")
