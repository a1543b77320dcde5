"""Facts that can be mended: each has a page that corrects it and one that retracts it, and says whether it stands."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from treaties.actions.sources import Cite
from treaties.admin.mending.forms import MendingFields
from treaties.admin.mending.mended import (
    Standing,
    correction_of,
    is_mended,
    linked,
    mended_words,
    mending_links,
    standing_words,
    struck,
)
from treaties.admin.mending.view import Mended, correct_row, retract_row
from treaties.admin.reading import ReadOnlyAdmin, WithSources
from treaties.admin.recording.record import RecordPart
from treaties.admin.review.proposing import may
from treaties.models import Block


@dataclass(frozen=True, slots=True)
class Version:
    """One link of a chain of corrections."""

    block: Block
    shown: SafeString
    links: SafeString
    mending: SafeString | None


class MendableAdmin(WithSources, ReadOnlyAdmin):
    mending_permission = "treaties.add_correction"
    noun: str
    """What a row is called: “act”."""
    related: tuple[str, ...] = ()
    """What the words for a row read, to be selected with it."""
    object_history_template = "admin/treaties/history_of_row.html"

    @abstractmethod
    def correction_form(self, request: HttpRequest, row: Any, data: Any) -> MendingFields: ...

    @abstractmethod
    def correct(self, block: Block, row: Any, form: Any, cites: Sequence[Cite]) -> Mended:
        """Write the correction. Raises Refused."""

    @abstractmethod
    def retract(self, block: Block, row: Any, *, reason: str, cites: Sequence[Cite]) -> Mended:
        """Write the retraction. Raises Refused."""

    @abstractmethod
    def belongs_to(self, row: Any) -> Model:
        """The agreement, the appeal or the demand on whose page the row is read."""

    @abstractmethod
    def in_words(self, row: Any) -> str: ...

    def parts(self, request: HttpRequest, row: Any, data: QueryDict | None) -> list[RecordPart]:
        """What other apps add to the form that corrects a row."""
        return []

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [Standing, *super().get_list_filter(request)]

    def get_list_display(self, request: HttpRequest) -> Any:
        """With a column for what became of a row, where the list shows rows that no longer stand."""
        first, *columns = super().get_list_display(request)
        return [first, "mending", *columns] if request.GET.get(Standing.parameter_name) else [first, *columns]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        mending = ("correction__block", "corrects__block", *self._replacements())
        return super().get_queryset(request).select_related(*self.related, *mending)

    def _replacements(self) -> list[str]:
        correction: Any = self.model._meta.get_field("correction").related_model
        names = [field.name for field in correction._meta.fields if field.related_model is self.model]
        return [f"correction__{name}" for name in names if name.startswith("replacement")]

    @admin.display(description="What became of it")
    def mending(self, row: Any) -> SafeString:
        return mended_words(row) if is_mended(row) else SafeString("Stands")

    @admin.display(description="Standing")
    def standing(self, row: Any) -> SafeString:
        return standing_words(row)

    def may_mend(self, request: HttpRequest) -> bool:
        """At once, or as a proposal."""
        return may(request, self.mending_permission) and self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/correct/", wrap(self.correct_view), name=f"{name}_correct"),
            path("<int:pk>/retract/", wrap(self.retract_view), name=f"{name}_retract"),
            *super().get_urls(),
        ]

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return correct_row(self, request, pk)

    def retract_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return retract_row(self, request, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        may_mend = self.may_mend(request) and row is not None and not is_mended(row)
        return super().change_view(request, object_id, form_url, (extra_context or {}) | {"may_mend": may_mend})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        context = {"versions": self.versions(row) if row else [], "may_mend": self.may_mend(request)}
        return super().history_view(request, object_id, (extra_context or {}) | context)

    def versions(self, row: Any) -> list[Version]:
        """The chain of rows that this one is a link of, the first one first."""
        while corrects := getattr(row, "corrects", None):
            row = corrects.row
        chain = []
        while row is not None:
            correction = correction_of(row)
            words = self.in_words(row)
            mending = mended_words(row) if correction else None
            chain.append(Version(row.block, linked(row, struck(row, words)), mending_links(row, words), mending))
            row = correction and correction.replacement
        return chain
