"""What sources say that statuses were."""

from typing import Any

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.shapes.assertions import AssertionList, assertion_in_list
from treaties.api.v1.views import ListView
from treaties.queries.agreement_parts import is_borne_out_by_record, read_citations
from treaties.queries.lists import corrected_by_then
from treaties.queries.of_agreements import Among, assertions
from treaties.vocabulary import AgreementStatus

STATUS = f.status_choice(
    AgreementStatus, "status", "The status that the source states.", example=AgreementStatus.IN_FORCE
)


class AssertionListView(ListView):
    """What sources say that the status of agreements was, each with whether the record bears it out. Those that stand.

    With `since` and `until` those of a day that may be within the span: the day on which, as the source says, the
    status was so. `source` keeps those of one source.
    """

    operation = "list_assertions"
    summary = "List what sources assert"
    tag = "sources"
    shape = AssertionList
    sort = "of_slug"
    parameters = (
        *(p.AGREEMENT, p.PAIR, p.PARTY, p.SOURCE, STATUS, f.SINCE, f.UNTIL, p.KNOWN_AT, p.PAGE_SIZE),
        p.cursor(operation),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        f.refuse_backwards(asked)
        block = p.block_of(asked)
        among = Among(
            agreement=asked["agreement"], parties=f.parties_asked(asked), source=asked["source"], known_at=block
        )
        rows = assertions(among, status=asked["status"], since=asked["since"], until=asked["until"])

        def shape(page: list[Any]) -> list[Any]:
            return [
                assertion_in_list(one, is_borne_out_by_record(one), corrected_by_then(one, block))
                for one in read_citations(page, known_at=block)
            ]

        return self.page(asked, rows, shape)
