"""Parties: the list, and one with its names."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.urls import reverse

from treaties.api.v1 import parameters as p
from treaties.api.v1.including import include
from treaties.api.v1.naming import party_named
from treaties.api.v1.ordering import By, Ordering
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.parties import (
    PartyAnswer,
    PartyList,
    membership_given,
    partner_given,
    party_answer,
    party_row,
)
from treaties.api.v1.views import ListView, ReadView
from treaties.models import Party
from treaties.queries.lists import existing_on, parties, party_file
from treaties.queries.party_file import counterparties, memberships_of
from treaties.queries.search import parties_with_words
from treaties.vocabulary import Word


class PartyOrder(Word):
    """What the list of parties is put in order by."""

    CODE = "code", "code"
    NAME = "name", "English name"


class PartyPart(Word):
    """What one party may be shown with besides."""

    MEMBERSHIPS = "memberships", "the unions that it belongs to, or did"
    MEMBERS = "members", "of a union: who belongs to it, or did"
    PARTNERS = "partners", "with whom it has agreements, those with most first"


ORDERING = Ordering("list_parties", PartyOrder, {PartyOrder.CODE: By("code"), PartyOrder.NAME: By("name")})
EXISTING_ON = replace(
    p.ON,
    description="Only those that may have existed on this day. A month or a year means its last day.",
    example="1985-01-01",
    default=lambda: None,
)


class PartyListView(ListView):
    """States past and present, territories, organisations and unions."""

    operation = ORDERING.of
    summary = "List parties"
    tag = "parties"
    shape = PartyList
    ordering = ORDERING
    pinned = ()
    parameters = (p.KIND, p.NAMES, EXISTING_ON, p.KNOWN_AT, p.PAGE_SIZE, *ORDERING.parameters())

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        ids = parties_with_words(asked["q"], known_at=p.block_of(asked)) if asked["q"] is not None else None
        columns = ("id", "code", "kind", "name", "exists_from", "exists_until")
        rows = parties(known_at=p.block_of(asked), ids=ids, kind=asked["kind"])
        rows = existing_on(rows, asked["on"]) if asked["on"] else rows
        return self.page(asked, rows.values(*columns), lambda page: [party_row(row) for row in page])


class PartyView(ReadView):
    """One party: names, codes, existence, and whom it followed. Another code or a name is answered by a redirect."""

    operation = "get_party"
    summary = "Get a party"
    tag = "parties"
    shape = PartyAnswer
    parameters = (include(PartyPart, example=PartyPart.MEMBERSHIPS), p.KNOWN_AT)
    in_path = {"code": ("The party's code.", "AZ")}
    moves = True

    def answer(self, asked: dict[str, Any], **in_path: str) -> Any:
        party = party_named(in_path["code"], unknown=HTTPStatus.NOT_FOUND)
        if in_path["code"] != party.code:
            return self.moved_to(reverse("api-party", args=[party.code]))
        try:
            found = party_file(party.code, known_at=p.block_of(asked))
        except Party.DoesNotExist:
            words = f"No party is on record under {party.code}{p.as_known(asked)}."
            raise Problem(ProblemKind.UNKNOWN_PARTY, words, status=HTTPStatus.NOT_FOUND) from None
        return party_answer(found, asked["known_at"]) | _more(found, asked)


def _more(party: Party, asked: dict[str, Any]) -> dict[str, Any]:
    """Two statements at most, and one for the names of parties."""
    wanted, block = asked["include"], p.block_of(asked)
    found: dict[str, Any] = {}
    if PartyPart.MEMBERSHIPS in wanted or PartyPart.MEMBERS in wanted:
        own, members = memberships_of(party, known_at=block)
        found["memberships"] = [membership_given(one, one.union) for one in own]
        found["members"] = [membership_given(one, one.member) for one in members]
    if PartyPart.PARTNERS in wanted:
        _, partners = counterparties(party, known_at=block)
        found["partners"] = [partner_given(one, party.code) for one in partners]
    return {word: found[word] for word in wanted}
