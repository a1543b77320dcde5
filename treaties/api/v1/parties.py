"""Parties: the list, and one with its names."""

from http import HTTPStatus
from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from treaties.api.v1 import parameters as p
from treaties.api.v1.naming import party_named
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.parties import PartyAnswer, PartyList, party_answer, party_row
from treaties.api.v1.views import ListView, ReadView
from treaties.models import Party
from treaties.queries.lists import parties, party_file
from treaties.queries.search import parties_with_words


class PartyListView(ListView):
    """States past and present, territories, organisations and unions, in the order of their codes."""

    operation = "list_parties"
    summary = "List parties"
    tag = "parties"
    shape = PartyList
    sort = "code"
    parameters = (p.KIND, p.NAMES, p.KNOWN_AT, p.PAGE_SIZE, p.cursor(operation))

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        ids = parties_with_words(asked["q"]) if asked["q"] is not None else None
        columns = ("id", "code", "kind", "name", "exists_from", "exists_until")
        rows = parties(known_at=p.block_of(asked), ids=ids, kind=asked["kind"]).values(*columns)
        return self.page(asked, rows, lambda page: [party_row(row) for row in page])


class PartyView(ReadView):
    """One party: names, codes, existence, and whom it followed. Another code or a name is answered by a redirect."""

    operation = "get_party"
    summary = "Get a party"
    tag = "parties"
    shape = PartyAnswer
    parameters = (p.KNOWN_AT,)
    in_path = {"code": ("The party's code.", "AZ")}
    moves = True

    def answer(self, asked: dict[str, Any], **in_path: str) -> PartyAnswer | Response:
        party = party_named(in_path["code"], unknown=HTTPStatus.NOT_FOUND)
        if in_path["code"] != party.code:
            return self.moved_to(reverse("api-party", args=[party.code]))
        try:
            return party_answer(party_file(party.code, known_at=p.block_of(asked)), asked["known_at"])
        except Party.DoesNotExist:
            words = f"No party is on record under {party.code}{p.as_known(asked)}."
            raise Problem(ProblemKind.UNKNOWN_PARTY, words, status=HTTPStatus.NOT_FOUND) from None
