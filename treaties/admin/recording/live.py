"""The live preview: while a form is filled in, the page asks what it would change, and shows that part anew.

It is asked for like the preview by the button, and writes as little. A form that is not finished is looked at as far as
it goes: its source, and why it is recorded, may still be missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import HttpRequest
from django.utils.safestring import SafeString

TEMPLATE = "admin/treaties/live.html"
UNFINISHED = {"required", "needs_its_day", "whose_act", "changes_nothing"}
"""Codes of what a form lacks while it is being filled in: no rule forbids it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a form as it is: the field, where it has one, and the sentence."""

    field: BoundField | None
    words: SafeString | str


def is_live(request: HttpRequest) -> bool:
    return request.method == "POST" and bool(getattr(request, "htmx", False)) and request.POST.get("do") == "preview"


def made_live(screen: Any) -> None:
    """Called when a screen is made: it then answers with the parts of the page that have changed."""
    screen.is_live = True
    if is_live(screen.request):
        screen.template = TEMPLATE
        screen.form.be_lenient()


def unfinished(forms: Sequence[Any]) -> list[Told]:
    return [told for told, code in _told(forms) if code in UNFINISHED]


def refusals(forms: Sequence[Any]) -> list[Told]:
    return [told for told, code in _told(forms) if code not in UNFINISHED]


def _told(forms: Sequence[Any]) -> list[tuple[Told, str]]:
    found = []
    for form in forms:
        for name, errors in form.errors.as_data().items():
            field = form[name] if name in form.fields else None
            found += [(Told(field, words), error.code or "") for error in errors for words in error.messages]
    return found


def in_words(screen: Any) -> dict[str, Any]:
    """What the page shows of a form that cannot be previewed yet, and of one that would be refused."""
    if not screen.form.is_bound:
        return {}
    return {
        "unfinished": unfinished(screen.forms),
        "refusals": refusals(screen.forms),
        "still_missing": getattr(screen.form, "still_missing", ()),
    }
