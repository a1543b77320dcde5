"""Status changes: dated acts, of all agreements together, and one by one."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.including import include
from treaties.api.v1.ordering import By, Ordering
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.knowledge import known
from treaties.api.v1.shapes.status_changes import (
    StatusChangeAnswer,
    StatusChangeList,
    effect_given,
    status_changes,
)
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten
from treaties.models import StatusChange
from treaties.models.status_changes import NO_DAY
from treaties.queries import lists
from treaties.queries.act_filters import ActsWanted, acts_narrowed
from treaties.queries.effects import effects_of, parties_of_agreements
from treaties.queries.lists import Mended
from treaties.slots import ACT_API_FILTERS
from treaties.vocabulary import Word


class ActOrder(Word):
    """By the first day known of each act: done, received, effective. Without one: last, either way."""

    DAY = "day", "day"
    LAST_DAY = "-day", "day, the latest first"


class ActPart(Word):
    """What an act may hold besides. It always names the appeals that are linked to it."""

    PARTIES = "parties", "the codes of all that take part in its agreement"
    EFFECTS = "effects", "what rests on it: the first step of the agreement’s timeline, and of its own party’s"


ORDERING = Ordering(
    "list_status_changes",
    ActOrder,
    {
        ActOrder.DAY: By("first_day", date.fromisoformat),
        ActOrder.LAST_DAY: By("first_day", date.fromisoformat, descending=True),
    },
)
ADDED = f.filters_of(ACT_API_FILTERS)
INCLUDE = include(ActPart, example=ActPart.EFFECTS)


class StatusChangeListView(ListView):
    """Acts on record, in the order of the first day known of each: done, received, effective. Without one: last.

    Those that stand, unless `mended` asks for more: an act that was corrected or retracted is kept, and says so.
    `since` and `until` are about the day that the list is ordered by; `pair` keeps the acts of agreements between the
    two, `party` the acts of one party itself.
    """

    operation = ORDERING.of
    summary = "List status changes"
    tag = "status-changes"
    shape = StatusChangeList
    ordering = ORDERING
    parameters = (
        *(p.AGREEMENT, p.ACT, p.BY, p.PAIR, f.SINCE, f.UNTIL, p.SOURCE, *f.parameters_of(ADDED), p.MENDED),
        *(INCLUDE, p.KNOWN_AT, p.PAGE_SIZE, *ORDERING.parameters()),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        f.refuse_backwards(asked)
        return self.page(asked, _rows(asked), lambda page: _shaped(page, asked))


def _rows(asked: dict[str, Any]) -> QuerySet:
    block = p.block_of(asked)
    rows = lists.status_changes(
        known_at=block,
        mended=asked["mended"],
        agreement=asked["agreement"],
        act=asked["act"],
        by=asked["party"],
        undated=date.min if asked["order"] is ActOrder.LAST_DAY else NO_DAY,
    )
    wanted = ActsWanted(pair=asked["pair"], since=asked["since"], until=asked["until"], source=asked["source"])
    return f.apply(ADDED, acts_narrowed(rows, wanted, known_at=block), asked, block)


def _shaped(page: Sequence[StatusChange], asked: dict[str, Any]) -> list[dict[str, Any]]:
    block, wanted = p.block_of(asked), asked["include"]
    shaped = status_changes(page, known_at=block)
    if ActPart.PARTIES in wanted:
        codes = parties_of_agreements([act.agreement_id for act in page], known_at=block)
        shaped = [one | {"parties": codes[act.agreement_id]} for act, one in zip(page, shaped, strict=True)]
    if ActPart.EFFECTS in wanted:
        effects = effects_of(page, known_at=block)
        shaped = [
            one | {"effects": [effect_given(effect) for effect in effects[act.pk]]}
            for act, one in zip(page, shaped, strict=True)
        ]
    return shaped


class StatusChangeView(ReadView):
    """One act, with its sources and the appeals that are linked to it.

    It stays at its address for ever. Where it was corrected or retracted, `corrected_by` says by what, why and when.
    """

    operation = "get_status_change"
    summary = "Get a status change"
    tag = "status-changes"
    shape = StatusChangeAnswer
    parameters = (INCLUDE, p.KNOWN_AT)
    in_path = {"slug": ("The slug of the status change.", "bit-azerbaijan-united-states-1997-entry-into-force")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        slug, block = in_path["slug"], p.block_of(asked)
        found = list(lists.status_changes(known_at=block, mended=Mended.WITH).filter(slug=slug))
        if not found:
            words = f"No status change is on record under “{shorten(slug)}”{p.as_known(asked)}."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        return {"known_at": known(asked["known_at"]), **_shaped(found, asked)[0]}
