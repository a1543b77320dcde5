"""The writes of sources, acts and assertions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from treaties.actions.assertions import record_assertion
from treaties.actions.corrections import (
    answered_by_others,
    check_mendable,
    correct_assertion,
    correct_status_change,
    retract_assertion,
    retract_status_change,
)
from treaties.actions.repetition import repeated, said_before
from treaties.actions.slugs import free_assertion_slug
from treaties.actions.sources import Cite
from treaties.actions.status_changes import record_status_change
from treaties.importing.adding import add_source_row
from treaties.importing.consistency import problems_of
from treaties.importing.doing import Doing
from treaties.importing.entries import Fact, TreatyRows
from treaties.importing.matching import Record, fetch_named
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.recording import act_given, assertion_given
from treaties.importing.rows import ActRow, AssertionRow, CiteRow, SourceRow
from treaties.importing.tables import Row, quoted
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Agreement, Block, Source, StatusAssertion, StatusChange
from treaties.queries.facts import with_facts
from treaties.queries.in_words import act_in_words, assertion_in_words
from treaties.rules.findings import Finding, Refused, Strictness


@dataclass(frozen=True, kw_only=True)
class SourceBody(Why, SourceRow):
    """One document."""


@dataclass(frozen=True, kw_only=True)
class ActBody(Why, ActRow):
    """One dated act. Without a ``slug`` it is called after its agreement, its act and its party."""

    agreement: str


@dataclass(frozen=True, kw_only=True)
class ActCorrectionBody(Why, ActRow):
    """The act as it should have been recorded, whole: what is left out here is not taken from the earlier row."""

    corrects: str


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


@dataclass(frozen=True, kw_only=True)
class RetractionBody(Why, Row):
    """What was recorded is no fact, and why."""

    retracts: str
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The part of the record that a write names; the agreement it bears on, and the row that it mends."""

    record: Record
    agreement: Agreement | None = None
    mended: Any = None

    def cites(self, block: Block, rows: Sequence[CiteRow]) -> list[Cite]:
        return Doing(block, self.record).cites(rows)


def named(rows: TreatyRows) -> Record:
    """What the rows name. Raises Unreadable where that is not on record."""
    record = Record.empty()
    fetch_named(rows, record)
    if problems := list(problems_of(rows, record)):
        raise Unreadable(problems)
    return record


def of_agreement(slug: str, row: Row) -> Found:
    record = named(TreatyRows(facts=(Fact((slug,), row),)))
    return Found(record, with_facts(Agreement.objects.filter(slug=slug)).get())


def mended(model: type[StatusChange] | type[StatusAssertion], row: Row, key: str) -> Any:
    """The act or assertion that ``row`` names in ``key``. Raises Unreadable."""
    slug = getattr(row, key)
    related = ("participation__party",) if model is StatusChange else ()
    found = model._default_manager.select_related("agreement", *related).filter(slug=slug).first()
    if found is None:
        what = str(model._meta.verbose_name)
        raise Unreadable([Problem(row.at(key), f"There is no {what} {quoted(slug)} on record.")])
    return found


def refuse_taken(model: type[Model], slug: str) -> None:
    """Raises Refused where the slug that was asked for is another's."""
    if slug and model._default_manager.filter(slug=slug).exists():
        raise Refused(Finding("slug_taken", f"Another {model._meta.verbose_name} is called “{slug}”.", field="slug"))


class AddSource(Write[SourceBody, Found]):
    record, label, scope = "source", "Add a source", Scope.SOURCES
    permissions = ("treaties.add_source",)
    row_type = SourceBody

    def look_up(self, row: SourceBody) -> Found:
        return Found(named(TreatyRows(sources=(row,))))

    def write(self, block: Block, row: SourceBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        refuse_taken(Source, row.slug)
        warnings = []
        if row.url and (same := Source.objects.filter(url=row.url).order_by("pk").first()):
            warnings = [Finding("same_address", f"“{same.slug}” is on record with this address.", field="url")]
        add_source_row(Doing(block, found.record), row)
        return Written(Source.objects.get(slug=row.slug), warnings=tuple(warnings))

    def title(self, row: SourceBody, found: Found) -> str:
        return f"Source: {row.title}"


class RecordAct(Write[ActBody, Found]):
    record, label, scope = "act", "Record a status change", Scope.RECORD
    permissions = ("treaties.view_agreement", "treaties.add_statuschange")
    can_override = True
    row_type = ActBody

    def look_up(self, row: ActBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(self, block: Block, row: ActBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        assert found.agreement, "it was looked up"
        refuse_taken(StatusChange, row.slug)
        given, cites = act_given(Doing(block, found.record), row), found.cites(block, row.sources)
        warned = repeated(found.agreement, given, cites)
        recording = record_status_change(
            block, agreement=found.agreement, given=given, cites=cites, slug=row.slug, strictness=strictness
        )
        return Written(recording.change, found.agreement, recording.agreement, (*warned, *recording.warnings))

    def title(self, row: ActBody, found: Found) -> str:
        return titled(row, found)


class CorrectAct(Write[ActCorrectionBody, Found]):
    record, label, scope = "act_correction", "Correct a status change", Scope.CORRECT
    permissions = ("treaties.view_statuschange", "treaties.add_correction")
    can_override = True
    row_type = ActCorrectionBody

    def look_up(self, row: ActCorrectionBody) -> Found:
        change = mended(StatusChange, row, "corrects")
        found = of_agreement(change.agreement.slug, row)
        return Found(found.record, found.agreement, change)

    def write(
        self, block: Block, row: ActCorrectionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        assert found.agreement, "it was looked up"
        refuse_taken(StatusChange, row.slug)
        given, cites = act_given(Doing(block, found.record), row), found.cites(block, row.sources)
        change = found.mended
        check_mendable(change, row.why)
        warned = [*repeated(found.agreement, given, cites, instead_of=change), *answered_by_others(change)]
        mending = correct_status_change(
            block, change=change, given=given, reason=row.why, cites=cites, slug=row.slug, strictness=strictness
        )
        assert mending.change, "something stands instead"
        return Written(mending.change, found.agreement, mending.agreement, (*warned, *mending.warnings))

    def title(self, row: ActCorrectionBody, found: Found) -> str:
        return f"Correct: {titled(row, found)}"


class RetractAct(Write[RetractionBody, Found]):
    record, label, scope = "act_retraction", "Retract a status change", Scope.CORRECT
    permissions = ("treaties.view_statuschange", "treaties.add_correction")
    row_type = RetractionBody

    def look_up(self, row: RetractionBody) -> Found:
        change = mended(StatusChange, row, "retracts")
        agreement = with_facts(Agreement.objects.filter(pk=change.agreement_id)).get()
        return Found(_cited(row), agreement, change)

    def write(
        self, block: Block, row: RetractionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        warned = answered_by_others(found.mended)
        cites = found.cites(block, row.sources)
        mending = retract_status_change(block, change=found.mended, reason=row.why, cites=cites)
        return Written(found.mended, found.agreement, mending.agreement, (*warned, *mending.warnings))

    def title(self, row: RetractionBody, found: Found) -> str:
        return f"Retract: {act_in_words(found.mended)}: {found.mended.agreement.short_title}"


class RecordAssertion(Write[AssertionBody, Found]):
    record, label, scope = "assertion", "Record what a source says the status was", Scope.RECORD
    permissions = ("treaties.view_agreement", "treaties.add_statusassertion")
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
    row_type = AssertionCorrectionBody

    def look_up(self, row: AssertionCorrectionBody) -> Found:
        return Found(_cited(row), mended=mended(StatusAssertion, row, "corrects"))

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
        return Found(_cited(row), mended=mended(StatusAssertion, row, "retracts"))

    def write(
        self, block: Block, row: RetractionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        retract_assertion(block, assertion=found.mended, reason=row.why, cites=found.cites(block, row.sources))
        return Written(found.mended)

    def title(self, row: RetractionBody, found: Found) -> str:
        return f"Retract: {assertion_in_words(found.mended)}: {found.mended.agreement.short_title}"


def _cited(row: RetractionBody | AssertionCorrectionBody) -> Record:
    """The sources alone."""
    return named(TreatyRows(facts=(Fact(("",), RetractionBody(why=row.why, retracts="", sources=row.sources)),)))


def titled(row: ActRow, found: Found) -> str:
    by = found.record.parties.get(row.by)
    day = row.done_on or row.received_on or row.effective_on
    said = ", ".join(filter(None, [row.act.label.capitalize(), by.name if by else "", day.words() if day else ""]))
    return f"{said}: {found.agreement.short_title if found.agreement else ''}"


def _said(row: AssertionRow) -> str:
    return f"{row.status.label}, of {row.asserted_on.words()}"


TREATY_WRITES: Mapping[str, Write[Any, Any]] = {
    write.record: write
    for write in (
        AddSource(),
        RecordAct(),
        CorrectAct(),
        RetractAct(),
        RecordAssertion(),
        CorrectAssertion(),
        RetractAssertion(),
    )
}
