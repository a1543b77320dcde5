"""Clauses of all agreements: who looks for notice periods, or for tacit renewals, finds them here."""

from typing import Any

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.shapes.clauses import ClauseList, clause_in_list
from treaties.api.v1.views import ListView
from treaties.queries.agreement_parts import read_clauses
from treaties.queries.of_agreements import Among, clauses
from treaties.vocabulary import ClauseKind

KIND = p.choice(ClauseKind, "kind", "What the clause rules.", example=ClauseKind.NOTICE_PERIOD)


class ClauseListView(ListView):
    """Rules of agreements as data and in words; those that stand. With `pair` of the agreements between the two, with
    `party` of those that it takes part in; `source` keeps those that rest on it."""

    operation = "list_clauses"
    summary = "List clauses"
    tag = "agreements"
    shape = ClauseList
    sort = "of_slug"
    parameters = (
        *(p.AGREEMENT, p.PAIR, p.PARTY, KIND, p.SOURCE, p.KNOWN_AT, p.PAGE_SIZE),
        p.cursor(operation),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        block = p.block_of(asked)
        among = Among(
            agreement=asked["agreement"], parties=f.parties_asked(asked), source=asked["source"], known_at=block
        )
        rows = clauses(among, kind=asked["kind"])
        return self.page(asked, rows, lambda page: [clause_in_list(one) for one in read_clauses(page, known_at=block)])
