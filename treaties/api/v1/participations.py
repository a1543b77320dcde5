"""Participations: each party's file under an agreement."""

from http import HTTPStatus
from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.agreements import unknown_agreement
from treaties.api.v1.naming import party_named
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.participations import (
    ParticipationAnswer,
    ParticipationList,
    participation_answer,
    participation_in_list,
)
from treaties.api.v1.views import ListView, ReadView
from treaties.models import Agreement
from treaties.queries.agreement_file import agreement_file
from treaties.queries.agreement_parts import read_citations
from treaties.queries.of_agreements import Among, participations
from treaties.vocabulary import ParticipationStatus

STANDING = f.status_choice(
    ParticipationStatus,
    "standing",
    "How the party stands on the day, for certain.",
    example=ParticipationStatus.PARTY,
)


class ParticipationListView(ListView):
    """Who takes part in what: one row for each party under each agreement, with its standing on the day.

    With `party` its own; with `pair` those of both, under the agreements between the two. A party that is bound through
    a union has no file of its own: there it is the file of the union, and the answer for the pair says since when.
    """

    operation = "list_participations"
    summary = "List participations"
    tag = "agreements"
    shape = ParticipationList
    sort = "of_slug"
    parameters = (
        *(p.AGREEMENT, p.PAIR, p.PARTY, STANDING, p.ON, p.KNOWN_AT, p.PAGE_SIZE),
        p.cursor(operation),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        on, block = asked["on"], p.block_of(asked)
        among = Among(agreement=asked["agreement"], parties=f.parties_asked(asked), known_at=block)
        rows = participations(among, standing=asked["standing"], on=on)

        def shape(page: list[Any]) -> list[Any]:
            return [participation_in_list(one, on, block) for one in read_citations(page, known_at=block)]

        return {"on": on} | self.page(asked, rows, shape)


class ParticipationView(ReadView):
    """One party's file under an agreement: its standing on the day with its reasons, over time, and its own acts.

    Another code or a name of the party is answered by a redirect.
    """

    operation = "get_participation"
    summary = "Get a participation"
    tag = "agreements"
    shape = ParticipationAnswer
    parameters = (p.ON, p.KNOWN_AT)
    in_path = {
        "slug": ("The slug of the agreement.", "bit-azerbaijan-united-states-1997"),
        "code": ("The party's code.", "AZ"),
    }
    moves = True

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any] | Response:
        slug, party = in_path["slug"], party_named(in_path["code"], unknown=HTTPStatus.NOT_FOUND)
        if in_path["code"] != party.code:
            return self.moved_to(reverse("api-participation", args=[slug, party.code]))
        try:
            file = agreement_file(slug, on=asked["on"], known_at=p.block_of(asked))
        except Agreement.DoesNotExist:
            raise unknown_agreement(slug, asked) from None
        for member in file.participations:
            if member.participation.party_id == party.id:
                return participation_answer(file, member, asked["known_at"])
        raise takes_no_part(party.sentence_name, slug, asked)


def takes_no_part(name: str, slug: str, asked: dict[str, Any]) -> Problem:
    words = f"{name[:1].upper()}{name[1:]} has no file under {slug}{p.as_known(asked)}."
    return Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
