"""The forms that add to an appeal on record: an answer, an outcome, a text, an addressee, a count, a relation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model

from appeals.actions.appeals import add_signatory_count, relate_appeals
from appeals.actions.noticing import earlier_than, holder_warning, relation_warning
from appeals.actions.repetition import refuse_twice
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.actions.signatories import AddresseeGiven, add_addressee, add_signatories, add_text, withdraw_signature
from appeals.admin.entry.appeal_form import CountFields, FurtherSources, RelationFields, TextFields, addressee_input
from appeals.admin.entry.appeal_view import holders
from appeals.admin.entry.picking import PastDateField
from appeals.admin.entry.signatory_lines import SignatoryLines
from appeals.admin.steps import Addition
from appeals.models import Appeal, Outcome, Response, SignatoryCount
from appeals.vocabulary import AppealRelationKind, CountKind, OutcomeKind, ResponseKind, TextHeld, TextVersion
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Block
from treaties.rules.findings import Finding

type Written = tuple[Model, Sequence[Finding]]


class Reason(forms.Form):
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")


class RespondForm(Reason, FurtherSources, Addition):
    heading = "The response"
    lacks_source = "A response is recorded with the source that says so: choose or describe one."
    says = ("kind", "by", "responded_on", "summary")
    kind = forms.ChoiceField(choices=[("", "choose"), *ResponseKind.choices()])
    by = forms.CharField(max_length=200, help_text="The office that answers.")
    responded_on = PastDateField(help_text="5 Oct 2024, Aug 1997, 2013.")
    summary = forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text="What it says, in our own words."
    )

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        clean = self.cleaned_data
        given = ResponseGiven(
            kind=ResponseKind(clean["kind"]),
            by=clean["by"],
            summary=clean["summary"],
            responded_on=clean["responded_on"],
        )
        refuse_twice(
            Response.objects.standing().filter(appeal=self.of, kind=given.kind, by=given.by),
            responded_on=given.responded_on,
            summary=given.summary,
        )
        response = record_response(block, appeal=self.of, given=given, cites=cites)
        return response, earlier_than(self.of, clean["responded_on"], "The response")

    @property
    def public_words(self) -> str:
        clean = self.cleaned_data
        kind = ResponseKind(clean["kind"]).label.capitalize()
        return f"{kind}, {clean['by']}{_on(clean['responded_on'])}: {clean['summary']}"


class OutcomeForm(Reason, FurtherSources, Addition):
    heading = "The outcome"
    says = ("kind", "asserted_by", "asserted_on", "note")
    kind = forms.ChoiceField(label="Outcome", choices=[("", "choose"), *OutcomeKind.choices()])
    asserted_by = forms.CharField(max_length=200, help_text="Who says that this came of it.")
    asserted_on = PastDateField(help_text="5 Oct 2024, Aug 1997, 2013.")
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        clean = self.cleaned_data
        given = OutcomeGiven(
            kind=OutcomeKind(clean["kind"]),
            asserted_by=clean["asserted_by"],
            asserted_on=clean["asserted_on"],
            note=clean["note"],
        )
        refuse_twice(
            Outcome.objects.standing().filter(demand=self.of, kind=given.kind, asserted_by=given.asserted_by),
            asserted_on=given.asserted_on,
            note=given.note,
        )
        outcome = record_outcome(block, demand=self.of, given=given, cites=cites)
        warnings = earlier_than(self.of.appeal, clean["asserted_on"], "The outcome")
        if not cites:
            warnings.append(Finding("outcome_without_source", "No source says so: only who asserts it is on record."))
        return outcome, warnings

    @property
    def public_words(self) -> str:
        clean = self.cleaned_data
        kind = OutcomeKind(clean["kind"]).label
        note = f". {clean['note']}" if clean["note"] else ""
        return f"Demand {self.of.ordinal}: {kind}, asserted by {clean['asserted_by']}{_on(clean['asserted_on'])}{note}"


class SignatoriesForm(Reason, SignatoryLines, Addition):
    heading = "Who signed"
    lacks_source = "Signatories are recorded with the source that lists them: choose or describe one."
    says = ("signatories", "signatories_body", "organisations", "signed_on")

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if not self.signers and not self.errors:
            self.add_error("signatories", "Give at least one name.")
        return clean

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        add_signatories(block, appeal=self.of, given=self.signers, cites=cites)
        return self.of, ()

    @property
    def public_words(self) -> str:
        number = len(self.signers)
        first = "; ".join(", ".join(filter(None, [one.name, *one.capacity])) for one in self.signers[:3])
        more = f"; and {number - 3} more" if number > 3 else ""
        return f"{number} {'signatory' if number == 1 else 'signatories'}: {first}{more}"

    def tell(self, finding: Finding) -> None:
        field = "signatories" if finding.field.startswith(("name", "body-")) else finding.field
        super().tell(Finding(finding.code, finding.sentence, finding.article, field))


class AddTextForm(Reason, TextFields, Addition):
    heading = "The text"
    lacks_source = "A text is recorded with the source that holds it: choose or describe one."
    says = ("version", "language", "held", "note")

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        return add_text(block, appeal=self.of, given=self.text_given(cites)), ()

    @property
    def public_words(self) -> str:
        clean = self.cleaned_data
        version, held = TextVersion(clean["version"]).label.capitalize(), TextHeld(clean["held"]).label
        return f"{version}, {clean['language']}: {held}{clean['note'] and f'. {clean["note"]}'}"


class AddresseeForm(Reason, Addition):
    heading = "Also addressed to"
    says = ("office", "name")
    office = forms.CharField(max_length=200, help_text="Minister of Defence of Azerbaijan.")
    name = forms.CharField(
        label="Who held it that day", required=False, max_length=200, widget=addressee_input("office")
    )

    def names_to_offer(self) -> list[str]:
        office = getattr(self, "cleaned_data", {}).get("office", "")
        return holders(office, self.of.issued_on and self.of.issued_on.latest)

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        clean = self.cleaned_data
        given = AddresseeGiven(office=clean["office"], name=clean["name"], cites=cites)
        addressee = add_addressee(block, appeal=self.of, given=given)
        return addressee, list(holder_warning(self.of, addressee.office, addressee.name))

    @property
    def public_words(self) -> str:
        clean = self.cleaned_data
        return f"Also addressed to {', '.join(filter(None, [clean['name'], clean['office']]))}"


class CountForm(Reason, CountFields, Addition):
    heading = "How many signed"
    lacks_source = "A count is recorded with the source that gives it: choose or describe one."
    says = ("kind", "count", "breakdown")

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        given = self.count_given(cites)
        sources = [one.source for one in cites]
        refuse_twice(
            SignatoryCount.objects.filter(appeal=self.of, kind=given.kind, citations__source__in=sources),
            count=given.count,
            breakdown=given.breakdown,
        )
        return add_signatory_count(block, appeal=self.of, given=given), ()

    @property
    def public_words(self) -> str:
        clean = self.cleaned_data
        breakdown = f" ({clean['breakdown']})" if clean["breakdown"] else ""
        return f"{clean['count']:,} signatories {CountKind(clean['kind']).label}{breakdown}"


class RelateForm(Reason, RelationFields, Addition):
    heading = "How it stands to another appeal"
    lacks_source = "A relation is recorded with the source that says so: choose or describe one."
    says = ("relation", "other")

    def __init__(self, of: Appeal, *args: Any, **kwargs: Any) -> None:
        super().__init__(of, *args, **kwargs)
        other: Any = self.fields["other"]
        other.queryset = Appeal.objects.exclude(pk=of.pk)

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        clean = self.cleaned_data
        kind = AppealRelationKind(clean["relation"])
        relation = relate_appeals(block, appeal=self.of, other=clean["other"], kind=kind, cites=cites)
        return relation, list(relation_warning(relation))

    @property
    def public_words(self) -> str:
        clean = self.cleaned_data
        return f"{AppealRelationKind(clean['relation']).label.capitalize()} {clean['other'].title}"


class WithdrawForm(Reason, Addition):
    heading = "The withdrawal"
    lacks_source = "A withdrawal is recorded with the source that says so: choose or describe one."
    says = ("withdrawn_on", "note")
    withdrawn_on = PastDateField(help_text="5 Oct 2024, Aug 1997, 2013. Left empty where it is not known.")
    note = forms.CharField(required=False, max_length=300, help_text="In our own words.")

    def write(self, block: Block, cites: Sequence[Cite]) -> Written:
        clean = self.cleaned_data
        withdrawal = withdraw_signature(
            block, signatory=self.of, withdrawn_on=clean["withdrawn_on"], note=clean["note"], cites=cites
        )
        return withdrawal, earlier_than(self.of.appeal, clean["withdrawn_on"], "The withdrawal")

    @property
    def public_words(self) -> str:
        day = self.cleaned_data["withdrawn_on"]
        return f"{self.of}: signature withdrawn{_on(day) or ', on a day that is not on record'}"


def _on(day: PartialDate | None) -> str:
    return f", {day.words()}" if day else ""
