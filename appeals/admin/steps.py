"""What can be added to an appeal, a demand or a signature that is on record: one page for each, one button for each."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from appeals.admin.entry.appeal_foreseen import frozen_on
from appeals.admin.entry.appeal_view import answer, offered
from appeals.admin.entry.rows import Typed, wrong_in
from appeals.models import Appeal
from treaties.actions.sources import Cite
from treaties.admin.mending.mended import admin_url, is_mended
from treaties.admin.recording.record import Done, rests
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import SourceFields
from treaties.admin.recording.record_view import may_add_source, warn
from treaties.admin.review.proposing import may
from treaties.admin.screens import Screen
from treaties.models import Block
from treaties.rules.findings import Finding, Strictness

type Of = Any
"""What something is added to: an appeal, a demand of one, or a signature under one."""


class Addition(SourceFields):
    """What is added, where it says so, and why. Subclasses give it a ``reason`` last."""

    of: Of
    heading: str
    lacks_source = ""
    """What is said where no source is given; empty where none is needed."""
    has_rows = False
    """It takes what was ``typed``, for the rows that it repeats."""
    says: Sequence[str]
    """The fields that say it, in their order."""

    def __init__(self, of: Of, *args: Any, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **kwargs)
        self.source_is_required = bool(self.lacks_source)

    def needs_source(self) -> str:
        return self.lacks_source

    def numbered(self) -> list[tuple[str, Any]]:
        """The rows that the page repeats, each with its name."""
        return []

    @property
    def frozen_on(self) -> str:
        """The day as of which it is kept what demands mean."""
        return frozen_on(appeal_of(self.of))

    @abstractmethod
    def write(self, block: Block, cites: Sequence[Cite]) -> tuple[Model, Sequence[Finding]]:
        """What was written, and what to look at. Raises Refused."""

    @property
    @abstractmethod
    def public_words(self) -> str:
        """As people will read it; the form must be valid."""

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        return [(self.heading, self.named(*self.says))]

    def all_cites(self, block: Block) -> list[Cite]:
        main = self.cites(block)
        return self.further(main) if "further_sources" in self.fields else main  # type: ignore[attr-defined]

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


@dataclass(frozen=True, slots=True)
class Step:
    """A page: how it is addressed, what its button says, who may, and the form."""

    page: str
    words: str
    permission: str
    form: type[Addition]
    verb: str = "Record"
    template: str = "admin/appeals/add_to.html"


class StepScreen(Screen):
    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, of: Of, step: Step) -> None:
        super().__init__(model_admin, request)
        self.of, self.step = of, step
        self.title, self.verb, self.template = step.words, step.verb, step.template
        self.permissions = (f"appeals.view_{of._meta.model_name}", step.permission)
        self.typed = Typed.of(request, self.data)
        self.form = self.typed.form(partial(step.form, of), **({"typed": self.typed} if step.form.has_rows else {}))
        if not may_add_source(request):
            self.form.without_new()

    @property
    def forms(self) -> list[Any]:
        return [self.form, *(form for _, form in self.form.numbered())]

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        appeal = appeal_of(self.of)
        found = [("Appeals", reverse("admin:appeals_appeal_changelist")), (appeal.title, admin_url(appeal))]
        return found if self.of == appeal else [*found, (str(self.of), admin_url(self.of))]

    def write(self, block: Block, strictness: Strictness) -> Done:
        cites = self.form.all_cites(block)
        row, warnings = self.form.write(block, cites)
        return Done(row, None, rests(block, cites), tuple(warnings))

    def summary(self) -> str:
        return f"{self.form.public_words}: {appeal_of(self.of).title}"[:300]

    def foreseen(self, done: Done) -> dict[str, Any]:
        return {"preview": done, "demands": getattr(self.form, "seen", [])}

    def shown_always(self) -> dict[str, Any]:
        wrong = [*(bound for bound in self.form if bound.errors), *wrong_in(self.form.numbered())]
        return {"of": self.of, "appeal": appeal_of(self.of), "wrong": wrong, **offered(self._names())}

    def _names(self) -> list[str]:
        return self.form.names_to_offer() if hasattr(self.form, "names_to_offer") else []

    def finish(self, done: Done) -> HttpResponse:
        request, appeal = self.request, appeal_of(self.of)
        public = format_html('<a href="{}">See it on the public page</a>', appeal.get_absolute_url())
        messages.success(request, format_html("Recorded: {} {}", _sentence(self.form.public_words), public))
        warn(request, done.warnings)
        self.model_admin.log_change(request, self.of, f"{self.step.words}: {self.form.public_words}"[:1000])
        return redirect(admin_url(appeal))


def appeal_of(of: Of) -> Appeal:
    return of if isinstance(of, Appeal) else of.appeal


def _sentence(words: str) -> str:
    return words if words[-1:] in ".!?…" else f"{words}."


@dataclass(frozen=True, slots=True)
class Button:
    words: str
    url: str


class WithSteps(admin.ModelAdmin):
    """Rows to which something can be added, each by a page of its own."""

    steps: Sequence[Step] = ()

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            path(f"<int:pk>/{step.page}/", self.admin_site.admin_view(self._page(step)), name=f"{name}_{step.page}")
            for step in self.steps
        ]
        return [*pages, *super().get_urls()]

    def _page(self, step: Step) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, pk: int) -> HttpResponse:
            rows: Any = self.model._default_manager.all()
            row = get_object_or_404(rows if self.model is Appeal else rows.select_related("appeal"), pk=pk)
            return answer(StepScreen(self, request, row, step))

        return page

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        buttons = [] if row is None or is_mended(row) else self.buttons(request, row)
        return super().change_view(request, object_id, form_url, (extra_context or {}) | {"steps": buttons})

    def buttons(self, request: HttpRequest, row: Any) -> list[Button]:
        return [Button(step.words, admin_url(row, step.page)) for step in self.steps if may(request, step.permission)]
