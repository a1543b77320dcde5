"""Forms that a page repeats: the demands of an appeal, the targets of a demand. A row that is left blank says nothing.

The page says how many it shows in ``demand-rows``; a button that posts ``do=more:demand`` draws it again with one more,
without judging what is typed so far.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from treaties.admin.recording.record_source import UNSHOWABLE

MORE = "more:"
MOST = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in; where one more row was asked for, it is shown again and not judged."""

    data: QueryDict | None
    more: str = ""

    @classmethod
    def of(cls, request: HttpRequest, data: QueryDict | None) -> "Typed":
        do = request.POST.get("do", "")
        return cls(data, do.removeprefix(MORE) if do.startswith(MORE) else "")

    def form(self, kind: Any, *args: Any, **kwargs: Any) -> Any:
        form = kind(*args, self.data, **kwargs)
        if self.more:
            form.errors.clear()
        return form

    def rows(self, name: str, shown: int, most: int) -> int:
        """How many rows there are of a name."""
        asked = self.data.get(f"{name}-rows", "") if self.data is not None else ""
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else shown
        return min(number + (self.more == name), most)


class RowForm(forms.Form):
    """One row. ``what`` names it in the list of what is wrong: “Demand”."""

    what = ""

    @cached_property
    def changed_data(self) -> list[str]:
        """What is filled in; a row whose number was emptied, and nothing else, is blank too."""
        return [name for name in super().changed_data if self[name].data]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        for name, value in list(clean.items()):
            if isinstance(value, str) and (found := UNSHOWABLE.search(value)):
                words = f"This holds a character that cannot be shown as text (U+{ord(found[0]):04X}); type it anew."
                self.add_error(name, words)
        return clean


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that is wrong, as the list above the page names it."""

    auto_id: str
    label: str
    errors: Any


class Rows:
    """The forms of one kind, numbered from one; ``begins`` says what a row begins with, by its number."""

    def __init__(
        self,
        kind: type[RowForm],
        name: str,
        typed: Typed,
        *,
        shown: int = 0,
        most: int = MOST,
        begins: Callable[[int], dict[str, Any]] = lambda _: {},
    ) -> None:
        self.kind, self.name, self.most = kind, name, most
        self.count = typed.rows(name, shown, most)
        self.forms: list[Any] = []
        for n in range(1, self.count + 1):
            is_new = typed.more == name and n == self.count
            row = Typed(None) if is_new else typed
            how = {"prefix": f"{name}-{n}", "empty_permitted": True, "use_required_attribute": False}
            self.forms.append(row.form(kind, initial=begins(n), **how))
            if is_new:
                next(iter(self.forms[-1].fields.values())).widget.attrs["autofocus"] = True

    @property
    def more(self) -> str:
        """What the button posts that asks for one more row; empty where there are as many as can be."""
        return f"{MORE}{self.name}" if self.count < self.most else ""

    @property
    def said(self) -> list[Any]:
        """The rows in which something is filled in."""
        return [form for form in self.forms if form.has_changed()]

    @property
    def numbered(self) -> list[tuple[str, Any]]:
        return [(f"{self.kind.what} {n}", form) for n, form in enumerate(self.forms, 1)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.forms)


def wrong_in(numbered: Iterable[tuple[str, Any]]) -> list[Wrong]:
    return [
        Wrong(bound.auto_id, f"{words}, {str(bound.label).lower()}", bound.errors)
        for words, form in numbered
        for bound in form
        if bound.errors
    ]
