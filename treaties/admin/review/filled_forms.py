"""A form that was filled in, in words: each field by its label, and what was changed before it was accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from treaties.actions.proposals import Filled
from treaties.admin.recording.record_source import NEW
from treaties.models import Proposal, Source

LONG = 600
"""Characters of one value that are shown."""
EMPTY = "left empty"


@dataclass(frozen=True, slots=True)
class Line:
    """``after`` is what was recorded where that is something else; ``None`` where it is the same."""

    label: str
    before: str
    after: str | None = None


def lines_of(proposal: Proposal, screen: Any) -> list[Line]:
    """In the order of the page; what its form does not ask for any more stands at the end, by its bare name."""
    before, after = proposal.filled, proposal.amended
    known: dict[str, Any] = {}
    for form in screen.forms if screen else ():
        known |= {bound.html_name: bound for bound in form}
    names = [*known, *(name for name in {**before, **(after or {})} if name not in known)]
    lines = [
        _line(name, known.get(name), before, after)
        for name in names
        if (name in before or name in (after or ())) and not _is_said_above(name, proposal)
    ]
    return [line for line in lines if line]


def _is_said_above(name: str, proposal: Proposal) -> bool:
    """Why it is proposed, where nobody has changed that."""
    said = [proposal.reason]
    return name == "reason" and proposal.filled.get(name) == said == (proposal.amended or proposal.filled).get(name)


def _line(name: str, bound: Any, before: Filled, after: Filled | None) -> Line | None:
    """Nothing where a field was left as it is offered."""
    first = before.get(name, [])
    then = first if after is None else after.get(name, [])
    if bound is not None and first == then and _is_as_offered(bound, first):
        return None
    label = str(bound.label) if bound is not None else capfirst(name.replace("_", " ").replace("-", " "))
    label = f"New source: {label[:1].lower()}{label[1:]}" if name in NEW else label
    words = _in_words(bound.field if bound is not None else None, first)
    return Line(label, words, _in_words(bound.field if bound is not None else None, then) if then != first else None)


def _is_as_offered(bound: Any, values: Sequence[str]) -> bool:
    offered = bound.field.initial
    return offered is not None and not callable(offered) and [str(offered)] == list(values)


def _in_words(field: forms.Field | None, values: Iterable[str]) -> str:
    return "; ".join(_shortened(_one(field, value)) for value in values if value) or EMPTY


def _one(field: forms.Field | None, value: str) -> str:
    match field:
        case forms.ModelMultipleChoiceField() | forms.ModelChoiceField():
            return _of_model(field, value)
        case forms.ChoiceField():
            return _bare(dict(_choices(field.choices)).get(value, value))
        case forms.BooleanField():
            return "yes"
    return value


def _of_model(field: Any, value: str) -> str:
    try:
        found = forms.ModelChoiceField.to_python(field, value)
        return f"{found.label}: {found.title}" if isinstance(found, Source) else str(field.label_from_instance(found))
    except ValidationError:
        return f"{value}, which is not there any more"


def _bare(label: str) -> str:
    """What a choice is called, without the caption that a page draws beside it."""
    return unescape(label.partition("<")[0]).strip() if isinstance(label, SafeString) else label


def _choices(choices: Any) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        else:
            yield str(value), label if isinstance(label, SafeString) else str(label)


def _shortened(words: str) -> str:
    return words if len(words) <= LONG else f"{words[:LONG]}… ({len(words):,} characters in all)"
