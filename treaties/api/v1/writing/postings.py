"""What can be posted about acts, assertions and sources."""

from typing import Any

from django.urls import reverse

from treaties.api.v1.agreements import AgreementView
from treaties.api.v1.participations import ParticipationView
from treaties.api.v1.shapes.agreements import AgreementAnswer
from treaties.api.v1.shapes.assertions import AssertionInList, assertion_in_list
from treaties.api.v1.shapes.clauses import ClauseInList, clause_in_list
from treaties.api.v1.shapes.knowledge import act_url
from treaties.api.v1.shapes.participations import ParticipationAnswer, participation_url
from treaties.api.v1.shapes.references import agreement_url
from treaties.api.v1.shapes.sources import SourceAnswer
from treaties.api.v1.shapes.writing import StatusChangeWritten, WriteAnswer
from treaties.api.v1.sources import SourceView
from treaties.api.v1.status_changes import StatusChangeView
from treaties.api.v1.writing.views import Posting, answer_of
from treaties.importing.writes import TREATY_WRITES
from treaties.importing.writing import Written
from treaties.models import Agreement, Clause, Participation, Source, StatusAssertion, StatusChange
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import is_borne_out
from treaties.queries.agreement_parts import read_clauses
from treaties.queries.citations import with_sources


class AssertionWritten(WriteAnswer):
    """What a source says: recorded, put in the place of another, or retracted."""

    written: AssertionInList


class SourceWritten(WriteAnswer):
    """A document that was added."""

    written: SourceAnswer


class AgreementWritten(WriteAnswer):
    """An agreement that was added, or under which something was listed."""

    written: AgreementAnswer


class ParticipationWritten(WriteAnswer):
    """A party that takes part in an agreement."""

    written: ParticipationAnswer


class ClauseWritten(WriteAnswer):
    """A clause: added, put in the place of another, or retracted."""

    written: ClauseInList


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


def agreement(written: Written) -> tuple[str, dict[str, Any]]:
    assert isinstance(written.row, Agreement)
    return agreement_url(written.row.slug), answer_of(AgreementView, slug=written.row.slug)


def its_agreement(written: Written) -> tuple[str, dict[str, Any]]:
    """What is listed under an agreement is read as part of it."""
    slug: str = written.row.agreement.slug  # type: ignore[attr-defined]
    return agreement_url(slug), answer_of(AgreementView, slug=slug)


def participation(written: Written) -> tuple[str, dict[str, Any]]:
    assert isinstance(written.row, Participation)
    slug, code = written.row.agreement.slug, written.row.party.code
    return participation_url(slug, code), answer_of(ParticipationView, slug=slug, code=code)


def clause(written: Written) -> tuple[str, dict[str, Any]]:
    """It has no address of its own: it is part of its agreement's."""
    rows = Clause.objects.select_related("agreement").filter(pk=written.row.pk)
    (found,) = read_clauses(list(rows), known_at=None)
    return agreement_url(found.agreement.slug), dict(clause_in_list(found))


def source(written: Written) -> tuple[str, dict[str, Any]]:
    assert isinstance(written.row, Source)
    return reverse("api-source", args=[written.row.slug]), answer_of(SourceView, slug=written.row.slug)


BY_NUMBER_CORRECTS, BY_NUMBER_RETRACTS = {"number": "corrects"}, {"number": "retracts"}
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
ADD_AGREEMENT = Posting(
    operation="add_agreement",
    write=TREATY_WRITES["agreement"],
    shape=AgreementWritten,
    description="Add an agreement with its parties, titles, numbers and clauses, and how it stands to others. What was "
    "done under it is recorded act by act.",
    example={
        "slug": "culture-azerbaijan-united-states-2026",
        "title": "Agreement on Cultural Exchanges",
        "short_title": "Cultural exchanges",
        "form": "treaty",
        "is_bilateral": True,
        "nature": "treaty",
        "participants": [
            {"party": "AZ", "side": 1, "sources": CITED},
            {"party": "US", "side": 2, "sources": CITED},
        ],
        "numbers": [{"series": "TIAS", "number": "26-301", "sources": CITED}],
        "clauses": [{"kind": "notice_period", "months": 6, "sources": [{"source": CITED[0], "locator": "Article 9"}]}],
        "nature_sources": CITED,
        "sources": CITED,
        "why": "It was signed.",
    },
    answers_with=agreement,
)
ADD_PARTICIPATION = Posting(
    operation="add_participation",
    write=TREATY_WRITES["participant"],
    shape=ParticipationWritten,
    description="Add a party to an agreement on record. It is bound by nothing yet: record its signature, its "
    "accession or whatever it did as an act.",
    example={"agreement": "iccpr-1966", "party": "FR", "sources": CITED, "why": "The register lists it."},
    answers_with=participation,
)
IN_AGREEMENT = {"slug": "agreement"}
ADD_TITLE = Posting(
    operation="add_title",
    write=TREATY_WRITES["title"],
    shape=AgreementWritten,
    description="Add a title of the agreement in a language.",
    example={
        "title": "Traité sur la protection des investissements",
        "language": "fr",
        "sources": CITED,
        "why": "The text has it.",
    },
    answers_with=its_agreement,
    says=IN_AGREEMENT,
    of=Agreement,
)
ADD_NUMBER = Posting(
    operation="add_number",
    write=TREATY_WRITES["number"],
    shape=AgreementWritten,
    description="Add the number of the agreement in a series, such as that of its registration.",
    example={"series": "UNTS", "number": "99999", "sources": CITED, "why": "It was registered."},
    answers_with=its_agreement,
    says=IN_AGREEMENT,
    of=Agreement,
)
RELATE_AGREEMENT = Posting(
    operation="relate_agreement",
    write=TREATY_WRITES["relation"],
    shape=AgreementWritten,
    description="Say how the agreement stands to another: this one KIND the other.",
    example={"kind": "replaces", "other": "usaid-arrangement", "sources": CITED, "why": "Its last article says so."},
    answers_with=its_agreement,
    says=IN_AGREEMENT,
    of=Agreement,
)
RULE = {
    "kind": "duration",
    "months": 120,
    "sources": [{"source": CITED[0], "locator": "Article 16"}],
}
ADD_CLAUSE = Posting(
    operation="add_clause",
    write=TREATY_WRITES["clause"],
    shape=ClauseWritten,
    description="Add a rule of an agreement as data: its statuses follow from it, and its deadlines.",
    example={"agreement": "usaid-arrangement"} | RULE | {"why": "The text has it."},
    answers_with=clause,
)
CORRECT_CLAUSE = Posting(
    operation="correct_clause",
    write=TREATY_WRITES["clause_correction"],
    shape=ClauseWritten,
    description="Put another clause in the place of one that was recorded wrongly. Say the whole clause anew.",
    example=RULE | {"why": "The length was misread."},
    answers_with=clause,
    says=BY_NUMBER_CORRECTS,
    of=Clause,
)
RETRACT_CLAUSE = Posting(
    operation="retract_clause",
    write=TREATY_WRITES["clause_retraction"],
    shape=ClauseWritten,
    description="Say that the agreement has no such clause.",
    example={"why": "It is of another agreement."},
    answers_with=clause,
    says=BY_NUMBER_RETRACTS,
    of=Clause,
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
