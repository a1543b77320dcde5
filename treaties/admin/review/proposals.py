"""Proposals: what waits, and what became of the others. One is reviewed on the page of its form, filled in."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.admin.mending.mended import admin_url, linked
from treaties.admin.reading import NOTHING, ReadOnlyAdmin, lines
from treaties.admin.review.filled_forms import lines_of
from treaties.admin.review.proposing import (
    CLOSING,
    DECIDE,
    close,
    may_decide,
    may_propose_again,
    may_see,
    may_withdraw,
    screen_of,
)
from treaties.admin.review.since import changed_since, rules_in_words
from treaties.dates import in_words
from treaties.models import Proposal
from treaties.queries.proposals import WAITING_FIRST
from treaties.slots import IMPORT_PAGES

CONFLICT = 422


class Which(admin.SimpleListFilter):
    title = "state"
    parameter_name = "which"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        found = [("waits", "all that wait"), ("mine", "mine"), ("decided", "decided")]
        return [("for_me", "wait for me"), *found] if request.user.has_perm(DECIDE) else found

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        own = Q(proposed_by=request.user.pk)
        waits = Q(decision="")
        which = {"for_me": waits & ~own, "waits": waits, "mine": own, "decided": ~waits}
        return queryset.filter(which.get(self.value() or "", Q()))


class Against(admin.SimpleListFilter):
    title = "rules"
    parameter_name = "against"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "against a rule"), ("no", "within the rules")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(overrides__len__gt=0)
            case "no":
                return queryset.filter(overrides__len=0)
        return queryset


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("what", "stands", "proposed", "about", "against")
    list_filter = (Which, Against, ("proposed_by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("proposed_by", "decided_by", "agreement")
    search_fields = ("title", "reason", "decision_reason")
    ordering = (WAITING_FIRST, "-pk")
    show_full_result_count = False
    change_form_template = "admin/treaties/proposal.html"
    change_list_template = "admin/treaties/proposals.html"
    fields = ("what", "proposed", "why", "about", "rules", "filled_in", "decided", "why_refused", "recorded")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).defer("filled", "amended")

    @admin.display(description="What it would record", ordering="title")
    def what(self, proposal: Proposal) -> str:
        return proposal.title

    @admin.display(description="Where it stands", ordering=WAITING_FIRST)
    def stands(self, proposal: Proposal) -> SafeString:
        """With how long it has waited, in whole days."""
        if proposal.decision and proposal.decided_at:
            decision, day = proposal.get_decision_display(), _day(proposal.decided_at)
            return format_html("{} by {}, {}", decision, _name(proposal.decided_by), day)
        days = (timezone.now() - proposal.proposed_at).days
        since = "since today" if days < 1 else f"for {days} {'day' if days == 1 else 'days'}"
        return format_html("<b>waits</b> {}", since)

    @admin.display(description="Agreement", ordering="agreement__short_title")
    def about(self, proposal: Proposal) -> object:
        agreement = proposal.agreement
        return linked(agreement, agreement.short_title) if agreement else "none in particular"

    @admin.display(description="Against a rule")
    def against(self, proposal: Proposal) -> str:
        return ", ".join(proposal.overrides) or "no"

    @admin.display(description="Proposed", ordering="proposed_at")
    def proposed(self, proposal: Proposal) -> str:
        return f"by {_name(proposal.proposed_by)}, {_moment(proposal.proposed_at)}"

    @admin.display(description="Why")
    def why(self, proposal: Proposal) -> str:
        return proposal.reason

    @admin.display(description="Against the rule")
    def rules(self, proposal: Proposal) -> object:
        found = rules_in_words(proposal.overrides)
        said = [format_html('{} <code class="code">{}</code>', one, code) for code, one in found]
        return lines(said) if said else "no rule"

    @admin.display(description="Filled in")
    def filled_in(self, proposal: Any) -> SafeString:
        context = {"lines": lines_of(proposal, proposal.screen_shown), "was_amended": proposal.amended is not None}
        return SafeString(render_to_string("admin/treaties/filled_in.html", context))

    @admin.display(description="Decision")
    def decided(self, proposal: Proposal) -> str:
        if not proposal.decision or not proposal.decided_at:
            return "none yet: it waits"
        decision = proposal.get_decision_display()
        return f"{decision} by {_name(proposal.decided_by)}, {_moment(proposal.decided_at)}"

    @admin.display(description="Why it was refused")
    def why_refused(self, proposal: Proposal) -> str:
        return proposal.decision_reason

    @admin.display(description="Recorded in")
    def recorded(self, proposal: Proposal) -> object:
        block = proposal.recorded_in
        return linked(block, f"block {block.no} of the journal") if block else NOTHING

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What does not apply is left out."""
        left_out = {
            "why_refused": not obj or not obj.decision_reason,
            "recorded": not obj or obj.recorded_in_id is None,
        }
        return [name for name in self.fields if not left_out.get(name)]

    def get_urls(self) -> list[URLPattern]:
        closed = self.admin_site.admin_view(self.close_view)
        return [path("<int:pk>/close/", closed, name="treaties_proposal_close"), *super().get_urls()]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """With the page of its form."""
        proposal: Any = super().get_object(request, object_id, from_field)
        if proposal is not None:
            proposal.screen_shown = screen_of(request, proposal)
        return proposal

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        pages = [page for found in IMPORT_PAGES(request) for page in found]
        return super().changelist_view(request, (extra_context or {}) | {"import_pages": pages})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        return super().render_change_form(request, context | self.shown(request, obj), add, change, form_url, obj)

    def shown(self, request: HttpRequest, proposal: Any) -> dict[str, Any]:
        screen = proposal.screen_shown
        return {
            "title": "Proposal",
            "subtitle": None,
            "since": changed_since(proposal, screen) if not proposal.decision else (),
            "may_open": screen is not None and may_see(request, proposal) and not proposal.decision,
            "may_decide": may_decide(request, proposal),
            "may_withdraw": may_withdraw(request, proposal),
            "may_propose_again": screen is not None and may_propose_again(request, proposal),
        }

    def close_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Refuse, or withdraw: also where the page of its form is gone."""
        proposal = get_object_or_404(Proposal, pk=pk)
        do = request.POST.get("do")
        if request.method != "POST" or do not in CLOSING or (do == "refuse" and not request.user.has_perm(DECIDE)):
            raise PermissionDenied
        if undecided := close(request, proposal):
            request.method = "GET"  # Django is to show it, not to save it
            answer = self.change_view(request, str(pk), extra_context={"undecided": undecided})
            answer.status_code = CONFLICT
            return answer
        proposal.refresh_from_db()
        messages.success(request, f"{proposal.get_decision_display().capitalize()}. Nothing was recorded.")
        return redirect(admin_url(proposal))


def _name(user: Any) -> str:
    return user.get_username()


def _moment(moment: Any) -> str:
    return f"{_day(moment)}, {timezone.localtime(moment):%H:%M}"


def _day(moment: Any) -> str:
    return in_words(timezone.localdate(moment))
