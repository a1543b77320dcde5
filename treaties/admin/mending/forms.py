"""The forms that mend a row: prefilled with the row as it is recorded, or only asking why it no longer stands."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField

from treaties.actions.assertions import AssertionGiven
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.admin.mending.mended import standing_instead
from treaties.admin.recording.record_form import RecordForm, tell
from treaties.admin.recording.record_source import WHERE, SourceFields
from treaties.admin.recording.typed_dates import TypedDateField, as_typed
from treaties.dates import PartialDate
from treaties.models import Block, StatusAssertion, StatusChange
from treaties.queries.in_words import act_in_words
from treaties.rules.findings import Finding
from treaties.vocabulary import Act, AgreementStatus, EndReason, Scope, Word

type Given = Any
"""What an action is given of a row: a dataclass, one attribute for each thing that is said."""
type Section = tuple[str, list[BoundField]]
NOTHING = "not on record"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a correction says differently."""

    name: str
    before: str
    after: str


class MendingFields(SourceFields):
    """A row as it is recorded, to be put right. Subclasses say what is ``given``; give the row with its citations."""

    asks_for_source = True
    field_of: Mapping[str, str] = {}
    """Where a thing that is said has a field of another name."""

    kept = forms.MultipleChoiceField(
        label="Still says so",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sources of the earlier row that also say what is right.",
    )

    def __init__(self, *args: Any, row: Any, as_recorded: Given, **kwargs: Any) -> None:
        self.row, self.as_recorded = row, as_recorded
        self.citations = {str(citation.pk): citation for citation in row.citations.all()}
        kwargs["initial"] = self.as_typed() | {"kept": list(self.citations)}
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [(key, _said_by(one)) for key, one in self.citations.items()]  # type: ignore[attr-defined]
        if not self.citations:
            del self.fields["kept"]
        self.source_is_required = self.asks_for_source and not self.citations
        self.fields["source_on_record"].label = "Another source" if self.citations else "Source"

    def given(self) -> Given:
        raise NotImplementedError

    def as_typed(self) -> dict[str, Any]:
        """The row as a person would have typed it."""
        said = {name: getattr(self.as_recorded, name) for name in self._said}
        return {self.field_of.get(name, name): _typed(value) for name, value in said.items()}

    @property
    def _said(self) -> list[str]:
        return [field.name for field in fields(self.as_recorded)]

    @property
    def _kept(self) -> list[Cite]:
        kept = [self.citations[key] for key in self.cleaned_data.get("kept", ())]
        return [Cite(one.source, one.locator, one.about) for one in kept]

    def needs_source(self) -> str:
        if not self.asks_for_source or self.cleaned_data.get("kept"):
            return ""
        return "Keep a source of the earlier row, or give another one that says so."

    def cites(self, block: Block) -> list[Cite]:
        new = [one for one in super().cites(block) if (one.source, one.locator) not in self._kept_places]
        return [*self._kept, *new]

    @property
    def _kept_places(self) -> set[tuple[Any, str]]:
        return {(one.source, one.locator) for one in self._kept}

    @property
    def changes(self) -> list[Change]:
        """What the correction says differently; the form must be valid."""
        given = self.given()
        found = [
            Change(self._label(name), self._words(name, before), self._words(name, after))
            for name in self._said
            if (before := getattr(self.as_recorded, name)) != (after := getattr(given, name))
        ]
        return [*found, *self._changes_of_sources()]

    def _changes_of_sources(self) -> list[Change]:
        clean = self.cleaned_data
        gone = [one for key, one in self.citations.items() if key not in clean.get("kept", ())]
        found = [Change("Source", _said_by(one), "no longer cited") for one in gone]
        source, place = clean.get("source_on_record"), clean.get("locator", "")
        if source and (source, place) not in self._kept_places:
            found.append(Change("Source", NOTHING, f"{source.label}{place and f', {place}'}"))
        elif self.describes_new:
            found.append(Change("Source", NOTHING, "the source described below"))
        return found

    def _label(self, name: str) -> str:
        return str(self[self.field_of.get(name, name)].label)

    def _words(self, name: str, value: Any) -> str:
        choices = getattr(self.fields[self.field_of.get(name, name)], "choices", ())
        named = dict(choices) if name == "about" else {}
        return named.get(value) or _words(value)

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if not self.errors and not self.changes:
            words = "This correction changes nothing: it says what is recorded already, on the same sources."
            self.add_error(None, ValidationError(words, code="changes_nothing"))
        return clean

    @property
    def sections(self) -> list[Section]:
        """What is drawn before the source, by heading."""
        return []

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


class CorrectAct(MendingFields, RecordForm):
    """The record form, prefilled with an act. Give the agreement with its facts, the act among them."""

    field_order = (*RecordForm.field_order[:-1], "kept", "reason")
    row: StatusChange

    def __init__(self, agreement: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(agreement, *args, **kwargs)
        self.fields["reason"].help_text = WHY_HELP
        self.fields["reason"].label = WHY
        choosable: Any = self.fields["done_by_predecessor"]
        if self.as_recorded.done_by_predecessor:
            own = choosable.queryset.model.objects.filter(pk=self.as_recorded.done_by_predecessor.pk)
            choosable.queryset = (choosable.queryset | own.distinct()).distinct()

    def answerable(self) -> list[tuple[str, str]]:
        return [(slug, words) for slug, words in super().answerable() if slug != self.row.slug]

    def given(self) -> ActGiven:
        return RecordForm.given(self)

    def as_typed(self) -> dict[str, Any]:
        """What it answers is offered as it stands now: where that was corrected, so is this."""
        answered = standing_instead(self.row.about)
        return super().as_typed() | {
            "by": self.row.participation_id or "",
            "about": answered.slug if answered else "",
        }

    def _words(self, name: str, value: Any) -> str:
        """The act that was answered may stand no longer: then no choice names it."""
        if name == "about" and value and self.row.about and value == self.row.about.slug:
            return act_in_words(self.row.about)
        return super()._words(name, value)

    def tell(self, finding: Finding) -> None:
        RecordForm.tell(self, finding)


WHY = "Why the earlier row no longer stands"
WHY_HELP = "Shown beside the correction, and kept in the journal with your name."


class ReasonField(forms.Form):
    reason = forms.CharField(label=WHY, max_length=1000, help_text=WHY_HELP)


class Retract(SourceFields, ReasonField):
    """Why, and on what, if anything. Nothing is put in the place of the row."""

    source_is_required = False
    field_order = ("reason", *WHERE)

    def needs_source(self) -> str:
        return ""

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


class AssertionFields(forms.Form):
    """What a source says the status was."""

    SAID = ("status", "asserted_on", "since", "end_reason", "note")
    status = forms.ChoiceField(choices=[(str(status), status.label) for status in AgreementStatus])
    asserted_on = TypedDateField(
        label="On", required=True, help_text="The day on which, the source says, the status was so."
    )
    since = TypedDateField(help_text="If the source says since when.")
    end_reason = forms.ChoiceField(
        label="Why it ended", required=False, choices=[("", "not said"), *EndReason.choices()]
    )
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def given(self) -> AssertionGiven:
        clean = self.cleaned_data
        return AssertionGiven(
            asserted_on=clean["asserted_on"],
            status=AgreementStatus(clean["status"]),
            since=clean["since"],
            reason=EndReason(clean["end_reason"]) if clean["end_reason"] else None,
            note=clean["note"],
        )


class CorrectAssertion(AssertionFields, MendingFields, ReasonField):
    field_of = {"reason": "end_reason"}

    @property
    def sections(self) -> list[Section]:
        return [("What the source says", self.named(*AssertionFields.SAID))]


def act_given(change: StatusChange) -> ActGiven:
    """An act as it is recorded. Select what it points to before."""
    return ActGiven(
        act=Act(change.act),
        by=change.participation.party if change.participation else None,
        done_on=change.done_on,
        received_on=change.received_on,
        effective_on=change.effective_on,
        ends_on=change.ends_on,
        published_on=change.published_on,
        scope=Scope(change.scope),
        towards=change.towards,
        about=change.about.slug if change.about else "",
        order_on_day=change.order_on_day,
        place=change.place,
        note=change.note,
        done_by_predecessor=change.done_by_predecessor,
    )


def assertion_given(assertion: StatusAssertion) -> AssertionGiven:
    return AssertionGiven(
        asserted_on=assertion.asserted_on,  # type: ignore[arg-type]
        status=AgreementStatus(assertion.status),
        since=assertion.since,
        reason=EndReason(assertion.reason) if assertion.reason else None,
        note=assertion.note,
    )


def _typed(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return as_typed(value)
    return value.pk if isinstance(value, Model) else value


def _words(value: Any) -> str:
    match value:
        case PartialDate():
            return value.words()
        case Word() | AgreementStatus():
            return value.label
    return NOTHING if value in (None, "") else str(value)


def _said_by(citation: Any) -> str:
    return f"{citation.source.label}: {citation.source.title}{citation.locator and f', {citation.locator}'}"
