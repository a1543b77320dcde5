"""What can be posted about appeals."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model
from django.urls import reverse

from appeals.api.v1.shapes import AppealAnswer
from appeals.api.v1.views import AppealView
from appeals.importing.writes import WRITES
from appeals.models import Appeal, Link, Outcome, Response
from treaties.api.v1.shapes.writing import WriteAnswer
from treaties.api.v1.writing.postings import BY_NUMBER_CORRECTS, BY_NUMBER_RETRACTS
from treaties.api.v1.writing.views import Posting, answer_of
from treaties.importing.writing import Written


class AppealWritten(WriteAnswer):
    """An appeal that was recorded, or to which something was added."""

    written: AppealAnswer


def of_appeal(appeal: Callable[[Any], Appeal]) -> Callable[[Written], tuple[str, dict[str, Any]]]:
    """What was written is read as part of its appeal."""

    def answers_with(written: Written) -> tuple[str, dict[str, Any]]:
        slug = appeal(written.row).slug
        return reverse("api-appeal", args=[slug]), answer_of(AppealView, slug=slug)

    return answers_with


def itself(row: Any) -> Appeal:
    return row


def its_appeal(row: Any) -> Appeal:
    return row.appeal


def appeal_of_its_demand(row: Any) -> Appeal:
    return row.demand.appeal


def mending(noun: str, of: type[Model], example: Mapping[str, Any], said: str) -> tuple[Posting, Posting]:
    """How a row that has no slug is corrected, and how it is retracted."""
    appeal = appeal_of_its_demand if of is Outcome else its_appeal
    correct = Posting(
        operation=f"correct_{noun}",
        write=WRITES[f"{noun}_correction"],
        shape=AppealWritten,
        description=f"Put another {noun} in the place of one that was recorded wrongly, by the `id` that answers and "
        f"public tables give. Say all of it anew: what is left out is not taken from the earlier one. {said}",
        example=example,
        answers_with=of_appeal(appeal),
        says=BY_NUMBER_CORRECTS,
        of=of,
    )
    retract = Posting(
        operation=f"retract_{noun}",
        write=WRITES[f"{noun}_retraction"],
        shape=AppealWritten,
        description=f"Say that the {noun} is no fact. The answer lists it among the corrections of its appeal.",
        example={"why": "It is of another appeal."},
        answers_with=of_appeal(appeal),
        says=BY_NUMBER_RETRACTS,
        of=of,
    )
    return correct, retract


CITED = ["caliber-2024-10-05"]
DEMAND = {
    "ordinal": 1,
    "action": "terminate",
    "heading": "End the treaty on investment",
    "targets": [{"kind": "agreement", "agreement": "bit-azerbaijan-united-states-1997"}],
    "sources": CITED,
}
IN_APPEAL = {"slug": "appeal"}

ADD_APPEAL = Posting(
    operation="add_appeal",
    write=WRITES["appeal"],
    shape=AppealWritten,
    description="Record an appeal with its demands. Which agreements each demand means is looked up as of the day of "
    "the appeal, and kept.",
    example={
        "slug": "petition-2026-03-01",
        "title": "A petition about investment",
        "kind": "petition",
        "issuing_body": "An association",
        "addressee_office": "President of Azerbaijan",
        "issued_on": "2026-03-01",
        "text_held": "full",
        "parties": [{"party": "AZ", "role": "addressee"}],
        "demands": [DEMAND],
        "sources": CITED,
        "why": "It was published.",
    },
    answers_with=of_appeal(itself),
)
ADD_DEMAND = Posting(
    operation="add_demand",
    write=WRITES["demand"],
    shape=AppealWritten,
    description="Add a demand to an appeal on record.",
    example=DEMAND | {"ordinal": 99, "why": "It was overlooked."},
    answers_with=of_appeal(its_appeal),
    says=IN_APPEAL,
    of=Appeal,
)
RECORD_RESPONSE = Posting(
    operation="record_response",
    write=WRITES["response"],
    shape=AppealWritten,
    description="Record that somebody answered, in whatever way. It is no outcome.",
    example={
        "kind": "statement",
        "by": "Ministry of Foreign Affairs of Azerbaijan",
        "responded_on": "2026-03-10",
        "summary": "It says that it is looking into the matter.",
        "sources": CITED,
        "why": "It was published.",
    },
    answers_with=of_appeal(its_appeal),
    says=IN_APPEAL,
    of=Appeal,
)
RECORD_OUTCOME = Posting(
    operation="record_outcome",
    write=WRITES["outcome"],
    shape=AppealWritten,
    description="Record what came of a demand, as somebody asserts.",
    example={
        "demand": 1,
        "kind": "under_consideration",
        "asserted_by": "An analyst",
        "asserted_on": "2026-03-10",
        "sources": CITED,
        "why": "Nothing is known of it.",
    },
    answers_with=of_appeal(appeal_of_its_demand),
    says=IN_APPEAL,
    of=Appeal,
)
MAKE_LINK = Posting(
    operation="make_link",
    write=WRITES["link"],
    shape=AppealWritten,
    description="Say how the appeal, or one demand of it, relates to an act on record: an analyst's judgement, with "
    "its relation and grade. It changes no status.",
    example={
        "act": "usaid-arrangement-lapse",
        "relation": "followed",
        "grade": "E",
        "sources": CITED,
        "why": "Both are of one matter.",
    },
    answers_with=of_appeal(its_appeal),
    says=IN_APPEAL,
    of=Appeal,
)
CORRECT_RESPONSE, RETRACT_RESPONSE = mending(
    "response", Response, {**RECORD_RESPONSE.example, "why": "The day was misread."}, "It is of the same appeal."
)
CORRECT_OUTCOME, RETRACT_OUTCOME = mending(
    "outcome",
    Outcome,
    {key: value for key, value in RECORD_OUTCOME.example.items() if key != "demand"},
    "It is of the same demand.",
)
CORRECT_LINK, RETRACT_LINK = mending(
    "link",
    Link,
    MAKE_LINK.example,
    "It is of the same appeal, and what speaks against the earlier one stays beside it.",
)
