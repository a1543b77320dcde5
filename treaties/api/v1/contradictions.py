"""Where a source says something else than the record, the law, or another source."""

from typing import Any

from treaties.api.v1 import parameters as p
from treaties.api.v1.shapes.contradictions import ContradictionList, contradiction_in_list
from treaties.api.v1.views import ListView
from treaties.queries.contradictions_listed import Asked, Settled, contradictions_page
from treaties.queries.keyset import Page, Position

SETTLED = p.choice(Settled, "settled", "Whether an analyst has judged.", example=Settled.OPEN)


class ContradictionListView(ListView):
    """Contradictions as the record stands, in the order of the slugs of agreements: each with both sides, what would
    settle them, and the latest judgement. With `pair` only of agreements between the two; with `party` only of those
    that it takes part in; of a multilateral agreement, only what concerns the whole or an act of theirs. `source` keeps
    those in which a source speaks."""

    operation = "list_contradictions"
    summary = "List contradictions"
    tag = "contradictions"
    shape = ContradictionList
    sort = "slug"
    parameters = (p.PAIR, p.PARTY, p.AGREEMENT, p.SOURCE, SETTLED, p.PAGE_SIZE, p.cursor(operation))

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        p.refuse_pair_with("party", asked)
        wanted = Asked(
            agreement=asked["agreement"],
            source=asked["source"],
            parties=asked["pair"] or ((asked["party"],) if asked["party"] else ()),
            settled=asked["settled"],
        )

        def read(size: int, after: Position | None) -> Page:
            return contradictions_page(wanted, size=size, after=after)

        return self.latest_page(asked, read, lambda rows: [contradiction_in_list(row) for row in rows])
