"""How the administration shows facts: to read, never to edit or delete. Whoever may view a model may read it here."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from treaties.models.partial_dates import PartialDateField

NOTHING = format_html('<i class="none">{}</i>', "not on record")


class ReadOnly:
    """Nobody adds, changes or deletes here, whatever their permissions: acts are recorded by actions."""

    empty_value_display = NOTHING

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """The model's own fields, partly known days in words; ``fields`` where an admin names them."""
        named = getattr(self, "fields", None) or _own_fields(self.model)  # type: ignore[attr-defined]
        return [in_words(self.model, name) for name in named]  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return self.get_fields(request, obj)


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    list_per_page = 100
    actions: Any = None
    is_detail = False
    """True for facts that are read on another fact's page: they have a list, but no place in the menu."""

    class Media:
        css = {"all": ["treaties/admin.css"]}

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {} if self.is_detail else super().get_model_perms(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        acts_on_rows = request.POST.get("action") in self.get_actions(request)
        if request.method not in ("GET", "HEAD") and not acts_on_rows:
            raise PermissionDenied
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("A filter holds a character that no text holds.")
        return super().changelist_view(request, extra_context)


class ReadOnlyInline(ReadOnly, admin.StackedInline):
    """A panel of facts below another fact; the first of ``fields`` heads each. What is not on record is left out."""

    template = "admin/treaties/panel.html"
    nothing = NOTHING
    extra = 0
    can_delete = False
    show_change_link = True


def in_words(model: type[Model], name: Any) -> Any:
    """A column of a partly known day becomes one that reads ``5 October 2024``; any other stays as it is."""
    field = next((f for f in model._meta.fields if f.name == name), None)
    return days(name, field.verbose_name) if isinstance(field, PartialDateField) else name


@cache
def days(name: str, heading: str = "") -> Callable[[Model], str]:
    """A read-only column for a partly known day; it sorts by the first day it may be. One and the same for one name:
    Django compares columns."""

    @admin.display(description=capfirst(heading or name.replace("_", " ")), ordering=f"{name}_earliest")
    def words(fact: Model) -> str:
        partial = getattr(fact, name)
        return partial.words() if partial else NOTHING

    return words


def lines(given: Iterable[Any]) -> SafeString:
    """Several values one below the other; *not on record* where there are none."""
    return format_html_join("", '<div class="line">{}</div>', ([one] for one in given)) or NOTHING


def cited(fact: Any) -> SafeString:
    """The sources of a fact (prefetch ``citations__source``): what kind of evidence, from whom, and where in it."""
    return lines(
        format_html(
            '<span class="evidence">{}</span> {}{}{}',
            citation.source.get_evidence_display(),
            _linked(citation.source.url, citation.source.label),
            f": {citation.source.title}",
            f" ({', '.join(filter(None, [citation.about, citation.locator]))})"
            if citation.about or citation.locator
            else "",
        )
        for citation in fact.citations.all()
    )


class WithSources:
    """Facts that show what they rest on (prefetch ``citations__source``)."""

    @admin.display(description="Sources")
    def sources(self, fact: Any) -> SafeString:
        return cited(fact)


def _linked(url: str, text: str) -> str:
    return format_html('<a href="{}" rel="noreferrer">{}</a>', url, text) if url else text


def _own_fields(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.fields if field.editable and not field.primary_key]
