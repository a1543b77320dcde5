"""The writes of acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from treaties.actions.corrections import (
    answered_by_others,
    check_mendable,
    correct_status_change,
    retract_status_change,
)
from treaties.actions.repetition import repeated
from treaties.actions.status_changes import record_status_change
from treaties.derivation.law import LAW
from treaties.importing.doing import Doing
from treaties.importing.recording import act_given
from treaties.importing.rows import ActRow
from treaties.importing.writes.naming import Found, RetractionBody, cited, mended, of_agreement, refuse_taken
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Agreement, Block, StatusChange
from treaties.queries.facts import with_facts
from treaties.queries.in_words import act_in_words
from treaties.rules.any_act import NeedsItsDay
from treaties.rules.findings import Refused, Strictness

ACTS = StatusChange.objects.select_related("agreement", "participation__party")


@dataclass(frozen=True, kw_only=True)
class ActBody(Why, ActRow):
    """One dated act. Without a ``slug`` it is called after its agreement, its act and its party."""

    agreement: str


@dataclass(frozen=True, kw_only=True)
class ActCorrectionBody(Why, ActRow):
    """The act as it should have been recorded, whole: what is left out here is not taken from the earlier row."""

    corrects: str


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
        with _told_at_its_day(row):
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
        change = mended(ACTS, row, "corrects")
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
        with _told_at_its_day(row):
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
        change = mended(ACTS, row, "retracts")
        agreement = with_facts(Agreement.objects.filter(pk=change.agreement_id)).get()
        return Found(cited(row), agreement, change)

    def write(
        self, block: Block, row: RetractionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        warned = answered_by_others(found.mended)
        cites = found.cites(block, row.sources)
        mending = retract_status_change(block, change=found.mended, reason=row.why, cites=cites)
        return Written(found.mended, found.agreement, mending.agreement, (*warned, *mending.warnings))

    def title(self, row: RetractionBody, found: Found) -> str:
        return f"Retract: {act_in_words(found.mended)}: {found.mended.agreement.short_title}"


@contextmanager
def _told_at_its_day(row: ActRow) -> Iterator[None]:
    """What lacks the day that counts is told at the first key that could give it."""
    try:
        yield
    except Refused as refused:
        day = LAW[row.act].needs[0]
        told = [replace(one, field=day) if one.code == NeedsItsDay.code else one for one in refused.findings]
        raise Refused(*told) from None


def titled(row: ActRow, found: Found) -> str:
    by = found.record.parties.get(row.by)
    day = row.done_on or row.received_on or row.effective_on
    said = ", ".join(filter(None, [row.act.label.capitalize(), by.name if by else "", day.words() if day else ""]))
    return f"{said}: {found.agreement.short_title if found.agreement else ''}"
