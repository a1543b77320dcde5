"""The administration of the site: Django's own, with a desk to start from and its lists in groups that make sense."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

GROUPS = (
    ("agreements", "Agreements", ("Agreement", "StatusChange", "StatusAssertion", "Judgement", "Correction")),
    ("appeals", "Appeals", ("Appeal", "Demand", "Link", "Response", "Outcome", "AppealCorrection")),
    ("parties", "Parties", ("Party", "NameInSource")),
    ("sources", "Sources", ("Source", "EvidenceFile", "HeldCopy")),
    ("work", "Work", ("Proposal", "Block", "Endpoint")),
)
"""Where a list stands in the menu. What is named nowhere stands at the end: of the appeals, or of the agreements."""


class DeskSite(admin.AdminSite):
    index_template = "admin/treaties/desk.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from treaties.admin.desk.page import (
            desk_of,  # registers its models with this very site, which must be there before
        )

        title = {"title": "Work list", "subtitle": None}
        return super().index(request, title | desk_of(request) | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        return apps if app_label else grouped(apps)


def grouped(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lists of the record by what they are about; other apps stay as they are, behind them."""
    own = {"treaties": "agreements", "appeals": "appeals"}
    place = {name: (slug, n) for slug, _, names in GROUPS for n, name in enumerate(names)}
    models: dict[str, list[tuple[int, dict[str, Any]]]] = {slug: [] for slug, *_ in GROUPS}
    for app in apps:
        for n, model in enumerate(app["models"] if app["app_label"] in own else ()):
            slug, number = place.get(model["object_name"], (own[app["app_label"]], 100 + n))
            models[slug].append((number, model))
    found = [
        {
            "name": heading,
            "app_label": slug,
            "app_url": _first(models[slug]),
            "has_module_perms": True,
            "models": [model for _, model in sorted(models[slug], key=lambda one: one[0])],
        }
        for slug, heading, _ in GROUPS
        if models[slug]
    ]
    return [*found, *(app for app in apps if app["app_label"] not in own)]


def _first(models: list[tuple[int, dict[str, Any]]]) -> str:
    """The heading of a group leads to its first list."""
    first = min(models, key=lambda one: one[0])[1]
    return first["admin_url"] or reverse("admin:index")
