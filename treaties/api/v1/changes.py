"""The change feed: all rows of the public tables, from a block on."""

import re
from dataclasses import replace
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.renderers import LinesRenderer
from treaties.api.v1.shapes.changes import ChangeList, block, change
from treaties.api.v1.shapes.knowledge import known
from treaties.api.v1.views import ReadView
from treaties.dates import shorten
from treaties.exporting.feed import Place, changes_after
from treaties.exporting.tables import public_tables

PLACE = re.compile(r"(?P<block>[0-9]{1,18})(\.(?P<table>[a-z_]{1,40})\.(?P<id>[0-9]{1,18}))?", re.ASCII)
ACCEPTED = "the number of a block (12), or of a row within one (13.status_changes.4711)"


def _read_place(text: str) -> Place:
    found = PLACE.fullmatch(text)
    if not found:
        words = f"“{shorten(text)}” is no place in the feed; write {ACCEPTED}, or follow “next”."
        raise Problem(ProblemKind.INVALID_CURSOR, words)
    if not found["table"]:
        return Place(int(found["block"]))
    if found["table"] not in (names := [table.name for table in public_tables()]):
        words = f"There is no public table “{shorten(found['table'])}”."
        raise Problem(ProblemKind.INVALID_CURSOR, words, accepted=names)
    return Place(int(found["block"]), found["table"], int(found["id"]))


AFTER = p.Parameter(
    "after",
    f"How far you have read: {ACCEPTED}. What comes after it is answered; everything, from the first block on, where "
    "it is left out. `12` says that all of block 12 was read; `13.status_changes.4711` that of block 13 all was read "
    "up to that row.",
    _read_place,
    "1",
    default=lambda: Place(0),
)
PAGE_SIZE = replace(
    p.PAGE_SIZE,
    description="How many rows a page holds at most, and of how many blocks.",
    default=lambda: p.MOST_PER_PAGE,
    schema=p.PAGE_SIZE.schema | {"default": p.MOST_PER_PAGE},
)


class ChangesRenderer(LinesRenderer):
    """A row to a line; after the rows of a block that have come, the block."""

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        lines = [(row["block"], row) for row in data["results"]] + [(one["no"], one) for one in data["blocks"]]
        in_order = sorted(lines, key=lambda line: line[0])  # stable: the block comes after its rows
        return super().render({"results": [line for _, line in in_order]})


class ChangesView(ReadView):
    """Every public change in order, none missed and none twice: whoever follows it holds an identical copy.

    The rows of the public tables come block by block: all that was written at once. Rows never change, and none comes
    later into a block that is complete. `next` always says where to go on from; where nothing is new, ask it again
    later. Keep the rows of a block when it is `complete`, all at once, and your copy is as the record was after it.

    As `application/x-ndjson`, each line is a row, or a block after its rows; `next` is in the header Link, and the
    number of the last block in Pacta-Head.
    """

    operation = "list_changes"
    summary = "List the changes from a block on"
    tag = "changes"
    shape = ChangeList
    parameters = (AFTER, PAGE_SIZE)
    renderer_classes = [JSONRenderer, ChangesRenderer]

    def answer(self, asked: dict[str, Any], **in_path: str) -> ChangeList:
        newest = self.newest()
        head, place = newest.no if newest else 0, asked["after"]
        if place.block > head:
            words = f"The record has no block {place.block} yet: the last one is {head}."
            raise Problem(ProblemKind.UNKNOWN_BLOCK, words, parameter="after")
        page = changes_after(place, head=head, size=asked["page_size"])
        return {
            "head": known(newest),
            "blocks": [block(one) for one in page.blocks],
            "results": [change(one) for one in page.changes],
            "next": self._address(page.goes_on_after),
        }

    def respond(self, answer: Any) -> Response:
        head = {"Pacta-Head": str(answer["head"]["block"])} if answer["head"] else {}
        return Response(answer, headers=head | {"Link": f'<{answer["next"]}>; rel="next"'})

    def _address(self, place: Place) -> str:
        query = self.request.query_params.copy()
        query["after"] = str(place)
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")
