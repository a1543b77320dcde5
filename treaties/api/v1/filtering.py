"""Filters as users think, that several lists take; and those that another application adds to a list."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from treaties.api.v1 import parameters as p
from treaties.api.v1.parameters import Parameter, choice
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.dates import shorten
from treaties.models import Party, StatusChange
from treaties.slots import Slot
from treaties.vocabulary import Act, Form, Nature, Status, Topic, Word

type Narrow = Callable[[QuerySet, Any, int | None], QuerySet]
"""Of the rows of a list, the value of a parameter and a block: the rows that are left."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter, and what it does to the rows of a list. In a slot, it is what another application adds."""

    parameter: Parameter
    narrow: Narrow


def filters_of(slot: Slot) -> tuple[Filter, ...]:
    return tuple(slot())


def parameters_of(filters: tuple[Filter, ...]) -> tuple[Parameter, ...]:
    return tuple(one.parameter for one in filters)


def apply(filters: tuple[Filter, ...], rows: QuerySet, asked: dict[str, Any], known_at: int | None) -> QuerySet:
    for one in filters:
        value = asked[one.parameter.name]
        rows = rows if value is None else one.narrow(rows, value, known_at)
    return rows


NO_SUCH = "none"
"""As a value of a filter: what has nothing of the kind."""
NATURE = choice(Nature, "nature", "What it is in law.", example=Nature.TREATY)
FORM = choice(Form, "form", "What it calls itself.", example=Form.CONVENTION)
TOPIC = choice(Topic, "topic", "One of its topics.", example=Topic.DEFENCE)
WITH_ACT = choice(Act, "act", "Only those with an act of this kind on record.", example=Act.NOTICE_OF_TERMINATION)


SIGNED_AFTER = Parameter(
    "signed_after",
    "Signed on this day or later, as far as it may have been: the first signature on record counts, or the issue of a "
    "text that binds nobody. A month or a year means its first day.",
    p.read_bound,
    "2011-01-01",
)
SIGNED_BEFORE = replace(
    SIGNED_AFTER,
    name="signed_before",
    description="Signed before this day, which is no longer part of it; as in `signed_after`.",
    example="2001-01-01",
)
SINCE = Parameter(
    "since",
    "The first day that is asked about. A month or a year means its first day.",
    p.read_bound,
    "2011-01-01",
)
UNTIL = Parameter(
    "until",
    "The first day that is no longer asked about: the span is half-open. A month or a year means its first day, so "
    "`since=2020&until=2021` is all of 2020. Only of deadlines `until` is the last day itself.",
    p.read_bound,
    "2026-01-01",
)
PARTY_IN = replace(p.PARTY, description="One party that takes part, by code or by name. Not together with `pair`.")


def _read_act(text: str) -> StatusChange:
    if re.fullmatch(r"[-\w]{1,160}", text) and (found := StatusChange.objects.filter(slug=text).first()):
        return found
    words = f"No status change is on record under “{shorten(text)}”; the slugs are in /api/v1/status-changes/."
    raise Problem(ProblemKind.INVALID_PARAMETER, words)


STATUS_CHANGE = Parameter(
    "status_change", "The slug of a status change.", _read_act, "usaid-arrangement-notice-of-termination-az"
)


def refuse_backwards(asked: dict[str, Any], since: str = "since", until: str = "until") -> None:
    """Raises Problem."""
    if asked[since] and asked[until] and asked[until] <= asked[since]:
        words = f"{until} ({asked[until]}) is not after {since} ({asked[since]}); the first day it names is left out."
        raise Problem(ProblemKind.INVALID_PARAMETER, words, parameter=until)


def parties_asked(asked: dict[str, Any]) -> tuple[Party, ...]:
    """Those of ``pair``, or the one of ``party``. Raises Problem."""
    p.refuse_pair_with("party", asked)
    return asked["pair"] or ((asked["party"],) if asked["party"] else ())


def status_choice(words: type[Status], name: str, description: str, *, example: Status) -> Parameter:
    """A parameter whose value is one status."""

    def read(text: str) -> Status:
        if text in list(words):
            return words(text)
        raise Problem(ProblemKind.INVALID_PARAMETER, f"{name} is one of {', '.join(words)}, and not “{shorten(text)}”.")

    return Parameter(name, p.with_meanings(description, words), read, str(example), schema={}, words=words)


def one_or_none(words: type[Word], name: str, description: str, *, example: Word, none: str) -> Parameter:
    """A choice of a vocabulary, or ``none``: what has nothing of it. ``none`` says what that means."""
    accepted = [*(str(word) for word in words), NO_SUCH]

    def read(text: str) -> Word | str:
        if text == NO_SUCH:
            return NO_SUCH
        if text in accepted:
            return words(text)
        detail = f"{name} is one of {', '.join(accepted)}, and not “{shorten(text)}”."
        raise Problem(ProblemKind.INVALID_PARAMETER, detail)

    listed = "\n".join([*(f"* `{word}`: {word.label}" for word in words), f"* `{NO_SUCH}`: {none}"])
    return Parameter(
        name, f"{description}\n\n{listed}", read, str(example), schema={"type": "string", "enum": accepted}
    )
