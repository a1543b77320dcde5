"""The writes of what sources say the status was."""

from dataclasses import dataclass

from treaties.actions.assertions import record_assertion
from treaties.actions.corrections import correct_assertion, retract_assertion
from treaties.actions.repetition import said_before
from treaties.actions.slugs import free_assertion_slug
from treaties.importing.recording import assertion_given
from treaties.importing.rows import AssertionRow
from treaties.importing.writes.naming import Found, RetractionBody, cited, mended, of_agreement, refuse_taken
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Block, StatusAssertion
from treaties.queries.in_words import assertion_in_words
from treaties.rules.findings import Strictness

ASSERTIONS = StatusAssertion.objects.select_related("agreement")


@dataclass(frozen=True, kw_only=True)
class AssertionBody(Why, AssertionRow):
    """What a source says the status was. It changes nothing, and stands beside what is derived."""

    agreement: str
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class AssertionCorrectionBody(Why, AssertionRow):
    """The assertion as it should have been recorded, whole."""

    corrects: str
    slug: str = ""


class RecordAssertion(Write[AssertionBody, Found]):
    record, label, scope = "assertion", "Record what a source says the status was", Scope.RECORD
    permissions = ("treaties.view_agreement", "treaties.add_statusassertion")
    happened = ("asserted_on",)
    row_type = AssertionBody

    def look_up(self, row: AssertionBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(
        self, block: Block, row: AssertionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        assert found.agreement, "it was looked up"
        refuse_taken(StatusAssertion, row.slug)
        given, cites = assertion_given(row), found.cites(block, row.sources)
        said_before(found.agreement, given, [one.source for one in cites])
        slug = row.slug or free_assertion_slug(row.agreement, row.status, row.asserted_on)
        return Written(record_assertion(block, agreement=found.agreement, slug=slug, given=given, cites=cites))

    def title(self, row: AssertionBody, found: Found) -> str:
        return f"A source says: {_said(row)}: {found.agreement.short_title if found.agreement else ''}"


class CorrectAssertion(Write[AssertionCorrectionBody, Found]):
    record, label, scope = "assertion_correction", "Correct what a source was recorded to say", Scope.CORRECT
    permissions = ("treaties.view_statusassertion", "treaties.add_correction")
    happened = ("asserted_on",)
    row_type = AssertionCorrectionBody

    def look_up(self, row: AssertionCorrectionBody) -> Found:
        return Found(cited(row), mended=mended(ASSERTIONS, row, "corrects"))

    def write(
        self, block: Block, row: AssertionCorrectionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        refuse_taken(StatusAssertion, row.slug)
        given, cites = assertion_given(row), found.cites(block, row.sources)
        said = correct_assertion(block, assertion=found.mended, given=given, reason=row.why, cites=cites, slug=row.slug)
        return Written(said)

    def title(self, row: AssertionCorrectionBody, found: Found) -> str:
        return f"Correct: a source says: {_said(row)}: {found.mended.agreement.short_title}"


class RetractAssertion(Write[RetractionBody, Found]):
    record, label, scope = "assertion_retraction", "Retract what a source was recorded to say", Scope.CORRECT
    permissions = ("treaties.view_statusassertion", "treaties.add_correction")
    row_type = RetractionBody

    def look_up(self, row: RetractionBody) -> Found:
        return Found(cited(row), mended=mended(ASSERTIONS, row, "retracts"))

    def write(
        self, block: Block, row: RetractionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        retract_assertion(block, assertion=found.mended, reason=row.why, cites=found.cites(block, row.sources))
        return Written(found.mended)

    def title(self, row: RetractionBody, found: Found) -> str:
        return f"Retract: {assertion_in_words(found.mended)}: {found.mended.agreement.short_title}"


def _said(row: AssertionRow) -> str:
    return f"{row.status.label}, of {row.asserted_on.words()}"
