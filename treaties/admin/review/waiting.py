"""What waits about a row, said at the top of its page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from treaties.models import Agreement
from treaties.queries.proposals import waiting_about


class WithProposals(admin.ModelAdmin):
    change_form_template = "admin/treaties/with_proposals.html"

    def rows_on_its_page(self, row: Any) -> Iterable[Model]:
        """Itself, and what else is read there; proposals are made on pages below the address of each."""
        return [row]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and request.user.has_perm("treaties.view_proposal"):
            of = obj.pk if isinstance(obj, Agreement) else None
            addresses = [_address(row) for row in self.rows_on_its_page(obj)]
            context["proposals_waiting"] = waiting_about(of, addresses)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _address(row: Model) -> str:
    return f"{reverse(f'admin:{row._meta.app_label}_{row._meta.model_name}_changelist')}{row.pk}/"
