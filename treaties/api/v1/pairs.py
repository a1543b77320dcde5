"""What binds two parties on a day."""

from http import HTTPStatus
from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from treaties.api.v1 import parameters as p
from treaties.api.v1.agreement_parts import READERS, PairPart
from treaties.api.v1.including import Moment, include, included
from treaties.api.v1.naming import pair_named, parties_of, slug_of
from treaties.api.v1.shapes.pairs import PairAnswer, pair_answer
from treaties.api.v1.views import ReadView
from treaties.queries.country_pair import country_pair


class PairView(ReadView):
    """Everything on record between two parties, as it stood on a day and as the record knew it: what binds both, what
    may, what was signed, what has ended, and of what a source says something else. Multilateral agreements are apart.

    Any spelling that names the two (`US-AZ`, `AZE-USA`, names) is answered by a redirect to the one with both codes in
    alphabetical order.
    """

    operation = "get_pair"
    summary = "Get what binds two parties"
    tag = "pairs"
    shape = PairAnswer
    parameters = (p.ON, p.KNOWN_AT, include(PairPart, example=PairPart.CLAUSES))
    in_path = {"pair": ("Two parties: their codes in alphabetical order.", "AZ-US")}
    moves = True

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any] | Response:
        pair = pair_named(in_path["pair"], unknown=HTTPStatus.NOT_FOUND)
        slug = slug_of(pair)
        if in_path["pair"] != slug:
            return self.moved_to(reverse("api-pair", args=[slug]))
        found = country_pair(*parties_of(pair), on=asked["on"], known_at=p.block_of(asked))
        keys = [row.agreement.pk for row in found.rows]
        more = included(READERS, asked["include"], keys, Moment(found.on, found.known_at))
        return pair_answer(found, slug, asked["known_at"], more)
