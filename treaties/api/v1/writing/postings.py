"""What can be posted about acts, assertions and sources."""

from typing import Any

from django.urls import reverse

from treaties.api.v1.shapes.assertions import AssertionInList, assertion_in_list
from treaties.api.v1.shapes.knowledge import act_url
from treaties.api.v1.shapes.references import agreement_url
from treaties.api.v1.shapes.sources import SourceAnswer
from treaties.api.v1.shapes.writing import StatusChangeWritten, WriteAnswer
from treaties.api.v1.sources import SourceView
from treaties.api.v1.status_changes import StatusChangeView
from treaties.api.v1.writing.views import Posting, answer_of
from treaties.importing.writes import TREATY_WRITES
from treaties.importing.writing import Written
from treaties.models import Source, StatusAssertion, StatusChange
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import is_borne_out
from treaties.queries.citations import with_sources


class AssertionWritten(WriteAnswer):
    """What a source says: recorded, put in the place of another, or retracted."""

    written: AssertionInList


class SourceWritten(WriteAnswer):
    """A document that was added."""

    written: SourceAnswer


def act(written: Written) -> tuple[str, dict[str, Any]]:
    assert isinstance(written.row, StatusChange)
    return act_url(written.row.slug), answer_of(StatusChangeView, slug=written.row.slug)


def assertion(written: Written) -> tuple[str, dict[str, Any]]:
    """It has no address of its own: it is part of its agreement's."""
    rows = StatusAssertion.objects.select_related("agreement", "corrects__block", "corrects__assertion")
    said = rows.prefetch_related(with_sources()).get(pk=written.row.pk)
    of = said.agreement
    is_so = is_borne_out(Kept(of.days, of.codes, of.story), said)
    return agreement_url(of.slug), dict(assertion_in_list(said, is_so, getattr(said, "corrects", None)))


def source(written: Written) -> tuple[str, dict[str, Any]]:
    assert isinstance(written.row, Source)
    return reverse("api-source", args=[written.row.slug]), answer_of(SourceView, slug=written.row.slug)


CITED = ["unctad-iia-navigator"]
AGREEMENT = "bit-azerbaijan-united-states-1997"
ACT = {
    "agreement": AGREEMENT,
    "act": "notice_of_termination",
    "by": "AZ",
    "done_on": "2026-03-02",
    "received_on": "2026-03-04",
    "sources": [{"source": CITED[0], "locator": "p. 3"}],
    "why": "The note was published.",
}
SAID = {"asserted_on": "2026-03-02", "status": "in_force", "sources": CITED, "why": "The register lists it."}

RECORD_ACT = Posting(
    operation="record_status_change",
    write=TREATY_WRITES["act"],
    shape=StatusChangeWritten,
    description="Record one dated act of an agreement. Its status is derived from its acts; none is ever written.",
    example=ACT,
    answers_with=act,
)
CORRECT_ACT = Posting(
    operation="correct_status_change",
    write=TREATY_WRITES["act_correction"],
    shape=StatusChangeWritten,
    description="Put another act in the place of one that was recorded wrongly. Say the whole act anew: what is left "
    "out is not taken from the earlier one, which stays readable at its address and says by what it was corrected.",
    example={
        "act": "entry_into_force",
        "effective_on": "2001-08-03",
        "sources": CITED,
        "why": "The day was misread.",
    },
    answers_with=act,
    says={"slug": "corrects"},
    of=StatusChange,
)
RETRACT_ACT = Posting(
    operation="retract_status_change",
    write=TREATY_WRITES["act_retraction"],
    shape=StatusChangeWritten,
    description="Say that an act did not take place, or is not of this agreement. It stays readable at its address.",
    example={"why": "The note was never sent.", "sources": CITED},
    answers_with=act,
    says={"slug": "retracts"},
    of=StatusChange,
)
RECORD_ASSERTION = Posting(
    operation="record_assertion",
    write=TREATY_WRITES["assertion"],
    shape=AssertionWritten,
    description="Record what a source says the status was. It changes no status, and stands beside what is derived.",
    example={"agreement": AGREEMENT} | SAID,
    answers_with=assertion,
)
CORRECT_ASSERTION = Posting(
    operation="correct_assertion",
    write=TREATY_WRITES["assertion_correction"],
    shape=AssertionWritten,
    description="The source says something else than was recorded. Say the whole assertion anew.",
    example=SAID,
    answers_with=assertion,
    says={"slug": "corrects"},
    of=StatusAssertion,
)
RETRACT_ASSERTION = Posting(
    operation="retract_assertion",
    write=TREATY_WRITES["assertion_retraction"],
    shape=AssertionWritten,
    description="The source does not say so.",
    example={"why": "It is said of another agreement."},
    answers_with=assertion,
    says={"slug": "retracts"},
    of=StatusAssertion,
)
ADD_SOURCE = Posting(
    operation="add_source",
    write=TREATY_WRITES["source"],
    shape=SourceWritten,
    description="Add a document that facts can then rest on, by its slug.",
    example={
        "slug": "gazette-2026-03-05",
        "title": "Official gazette, 5 March 2026",
        "publisher": "A state",
        "evidence": "official",
        "published_on": "2026-03-05",
        "url": "https://gazette.example/2026/03/05",
        "why": "It holds the note.",
    },
    answers_with=source,
)
