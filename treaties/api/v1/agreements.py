"""Agreements: the list, and one with everything on record about it."""

from http import HTTPStatus
from typing import Any

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.agreements import AgreementAnswer, AgreementList, agreement_answer, agreement_row
from treaties.api.v1.views import ListView, ReadView
from treaties.dates import shorten
from treaties.models import Agreement
from treaties.queries.agreement_file import agreement_file
from treaties.queries.lists import agreements_on


class AgreementListView(ListView):
    """Agreements in the order of their slugs, each with how it stood on the day, as the record knew it.

    With `pair` only those between the two; with `party` only those that it takes part in. `status` then asks how the
    agreement stands for them: `pair=AZ-US&status=in_force` lists what binds both.
    """

    operation = "list_agreements"
    summary = "List agreements"
    tag = "agreements"
    shape = AgreementList
    sort = "slug"
    parameters = (p.PAIR, p.PARTY, p.ON, p.KNOWN_AT, p.GROUP, p.WORDS, p.PAGE_SIZE, p.cursor(operation))

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        p.refuse_pair_with("party", asked)
        parties = asked["pair"] or ((asked["party"],) if asked["party"] else ())
        block = p.block_of(asked)
        rows = agreements_on(asked["on"], known_at=block, parties=parties, group=asked["status"], text=asked["q"])
        codes = [party.code for party in parties]
        return {"on": asked["on"]} | self.page(asked, rows, lambda page: [agreement_row(row, codes) for row in page])


class AgreementView(ReadView):
    """One agreement on a day, as the record knew it: status with its why, sides and standings, acts with dates and
    sources, clauses, what sources assert, related agreements, the appeals that name it, and what was corrected."""

    operation = "get_agreement"
    summary = "Get an agreement"
    tag = "agreements"
    shape = AgreementAnswer
    parameters = (p.ON, p.KNOWN_AT)
    in_path = {"slug": ("The slug of the agreement.", "bit-azerbaijan-united-states-1997")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        slug = in_path["slug"]
        try:
            file = agreement_file(slug, on=asked["on"], known_at=p.block_of(asked))
            return agreement_answer(file, asked["known_at"])
        except Agreement.DoesNotExist:
            asked_for = f"“{shorten(slug)}”{p.as_known(asked)}"
            words = f"No agreement is on record under {asked_for}; the slugs are in /api/v1/agreements/."
            raise Problem(ProblemKind.UNKNOWN_AGREEMENT, words, status=HTTPStatus.NOT_FOUND) from None
