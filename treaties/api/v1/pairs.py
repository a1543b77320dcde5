"""What binds two parties on a day."""

from http import HTTPStatus
from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from treaties.api.v1 import parameters as p
from treaties.api.v1.agreement_parts import READERS, PairPart
from treaties.api.v1.cursors import cursor_for
from treaties.api.v1.including import Moment, include, included
from treaties.api.v1.naming import pair_named, parties_of, slug_of
from treaties.api.v1.parameters import Parameter
from treaties.api.v1.shapes.pairs import PairAnswer, PairPage, pair_answer
from treaties.api.v1.views import ReadView
from treaties.queries.country_pair import CountryPair, PairRow, country_pair
from treaties.queries.keyset import Position

AT_ONCE = 1_000
PAGE_SIZE = Parameter(
    "page_size",
    f"How many agreements at most, 1 to {AT_ONCE}. All of them where it is left out, up to that number: only of two "
    "that share more is there a `next`.",
    p.whole_number("page_size", most=AT_ONCE),
    100,
    default=lambda: AT_ONCE,
    schema={"type": "integer", "minimum": 1, "maximum": AT_ONCE},
)


class PairView(ReadView):
    """Everything on record between two parties, as it stood on a day and as the record knew it: what binds both, what
    may, what was signed, what has ended, and of what a source says something else. Multilateral agreements are apart.

    Any spelling that names the two (`US-AZ`, `AZE-USA`, names) is answered by a redirect to the one with both codes in
    alphabetical order.

    The answer is whole up to 1,000 agreements. Of two that share more, `next` leads to those that follow, in the order
    of their first acts; `counts` are of all of them on every page, and what else the answer holds is the same.
    """

    operation = "get_pair"
    summary = "Get what binds two parties"
    tag = "pairs"
    shape = PairAnswer
    parameters = (
        *(p.ON, p.KNOWN_AT, include(PairPart, example=PairPart.CLAUSES), PAGE_SIZE),
        p.cursor(operation),
    )
    in_path = {"pair": ("Two parties: their codes in alphabetical order.", "AZ-US")}
    moves = True

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any] | Response:
        pair = pair_named(in_path["pair"], unknown=HTTPStatus.NOT_FOUND)
        slug = slug_of(pair)
        if in_path["pair"] != slug:
            return self.moved_to(reverse("api-pair", args=[slug]))
        found = country_pair(*parties_of(pair), on=asked["on"], known_at=p.block_of(asked))
        page = self._page(found, asked)
        keys = [row.agreement.pk for row in page.rows]
        more = included(READERS, asked["include"], keys, Moment(found.on, found.known_at))
        return pair_answer(page, slug, asked["known_at"], more)

    def _page(self, pair: CountryPair, asked: dict[str, Any]) -> PairPage:
        """All of them, but for the pairs that share the most: rows are in the order of their first day, then slug."""
        size, after = asked["page_size"], asked["cursor"]
        rows = [row for row in pair.rows if after is None or _position(row).sort > after.sort]
        if len(rows) <= size:
            return PairPage(pair, rows)
        cursor = cursor_for(_position(rows[size - 1]), of=self.operation)
        return PairPage(pair, rows[:size], self.next_address(asked, cursor))


def _position(row: PairRow) -> Position:
    return Position(f"{row.first_day}~{row.agreement.slug}", row.agreement.pk)
