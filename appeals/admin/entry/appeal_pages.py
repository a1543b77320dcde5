"""The pages of an appeal that write, and what their fields ask for while one types."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from appeals.admin.entry.additions import (
    AddresseeForm,
    AddTextForm,
    CountForm,
    RelateForm,
    RespondForm,
    SignatoriesForm,
)
from appeals.admin.entry.appeal_view import add_appeal_page, holders
from appeals.admin.entry.demand_addition import DemandsForm
from appeals.admin.entry.picking import PastDateField
from appeals.admin.steps import Step
from appeals.queries.typed_agreements import MOST, agreements_meant
from treaties.admin.review.proposing import may

ADDING = "appeals.add_appeal"
OF_AN_APPEAL = (
    Step("respond", "Record a response", "appeals.add_response", RespondForm),
    Step("demand", "Add a demand", ADDING, DemandsForm, verb="Add"),
    Step("signatories", "Add signatories", "appeals.add_signatory", SignatoriesForm, verb="Add"),
    Step("count", "Add a count", "appeals.add_signatorycount", CountForm, verb="Add"),
    Step("text", "Add a text", "appeals.add_appealtext", AddTextForm, verb="Add"),
    Step("addressee", "Add an addressee", ADDING, AddresseeForm, verb="Add"),
    Step("relate", "Relate to another appeal", "appeals.add_appealrelation", RelateForm, verb="Relate"),
)
LONGEST = 400


class AddedByForm(admin.ModelAdmin):
    """Appeals are added on a page of their own, at once or as a proposal."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request, ADDING)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return add_appeal_page(self, request)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("offered/agreements/", wrap(self.agreements), name="appeals_appeal_agreements"),
            path("offered/holders/", wrap(self.holders), name="appeals_appeal_holders"),
            *super().get_urls(),
        ]

    def agreements(self, request: HttpRequest) -> HttpResponse:
        """Those that the text of a field may mean; whichever field it is of."""
        found = agreements_meant(self._asked(request, "agreement"))[:MOST]
        offers = [(one.slug, one.short_title) for one in found]
        return TemplateResponse(request, "admin/appeals/named_options.html", {"offers": offers})

    def holders(self, request: HttpRequest) -> HttpResponse:
        """Names under which the office was addressed before, the nearest day first."""
        try:
            issued = PastDateField().clean(self._asked(request, "issued_on"))
        except ValidationError:
            issued = None
        names = holders(self._asked(request, "office"), issued and issued.latest)
        return TemplateResponse(request, "admin/appeals/options.html", {"names": names})

    def _asked(self, request: HttpRequest, name: str) -> str:
        """What was typed in the field of that name, in whatever row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = next((value for key, value in request.GET.items() if key.endswith(name)), "")
        return str(typed).replace("\0", "")[:LONGEST]
