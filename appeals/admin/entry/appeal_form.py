"""The form that adds an appeal, with the rows that it repeats."""

from collections.abc import Sequence
from typing import Any

from anyascii import anyascii
from django import forms
from django.forms import BoundField
from django.urls import reverse_lazy
from django.utils.text import slugify

from appeals.actions.appeals import AppealGiven, CountGiven, PartyGiven
from appeals.actions.signatories import AddresseeGiven, TextGiven
from appeals.admin.entry.demand_form import Demands
from appeals.admin.entry.picking import LanguageField, PartiesField, PastDateField, SourceField, SourcesField
from appeals.admin.entry.rows import RowForm, Rows, Typed
from appeals.admin.entry.signatory_lines import SignatoryLines
from appeals.models import Appeal
from appeals.vocabulary import AppealKind, AppealRelationKind, CountKind, PartyRole, TextHeld, TextVersion
from treaties.actions.slugs import free_slug
from treaties.actions.sources import Cite
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import SourceFields
from treaties.models import Source
from treaties.rules.findings import Finding

MOST_SIGNED = 2_000_000_000
LONGEST_STEM = 48
OF_BODIES = {"issued_by": PartyRole.ISSUER, "addressed_to": PartyRole.ADDRESSEE, "concerned": PartyRole.CONCERNED}


def addressee_input(*include: str) -> forms.TextInput:
    """With the names under which the office was addressed before; ``include`` are the fields it asks with."""
    attrs = {
        "list": "holders",
        "autocomplete": "off",
        "data-hx-get": reverse_lazy("admin:appeals_appeal_holders"),
        "data-hx-trigger": "focus",
        "data-hx-target": "#holders",
        "data-hx-include": ", ".join(f"[name={name}]" for name in include),
    }
    return forms.TextInput(attrs=attrs)


class AddresseeRow(RowForm):
    what = "Addressee"
    office = forms.CharField(max_length=200)
    name = forms.CharField(label="Who held it that day", required=False, max_length=200)

    def given(self) -> AddresseeGiven:
        return AddresseeGiven(office=self.cleaned_data["office"], name=self.cleaned_data["name"])


class TextFields(forms.Form):
    version = forms.ChoiceField(label="Which text", choices=[("", "choose"), *TextVersion.choices()])
    language = LanguageField()
    held = forms.ChoiceField(label="How much of it", choices=[("", "choose"), *TextHeld.choices()])
    note = forms.CharField(required=False, max_length=300)

    def text_given(self, cites: Sequence[Cite]) -> TextGiven:
        clean = self.cleaned_data
        return TextGiven(
            version=TextVersion(clean["version"]),
            language=clean["language"],
            held=TextHeld(clean["held"]),
            note=clean["note"],
            cites=cites,
        )


class TextRow(TextFields, RowForm):
    what = "Text"
    source = SourceField(help_text="If another source holds it: words of its title or publisher, or its address.")

    def given(self) -> TextGiven:
        source = self.cleaned_data["source"]
        return self.text_given([Cite(source)] if source else [])


class CountFields(forms.Form):
    kind = forms.ChoiceField(label="Count", choices=[("", "choose"), *CountKind.choices()])
    count = forms.IntegerField(label="How many", min_value=0, max_value=MOST_SIGNED)
    breakdown = forms.CharField(required=False, max_length=200, help_text="10 senators and 48 representatives.")

    def count_given(self, cites: Sequence[Cite]) -> CountGiven:
        clean = self.cleaned_data
        return CountGiven(CountKind(clean["kind"]), clean["count"], clean["breakdown"], cites)


class CountRow(CountFields, RowForm):
    what = "Count"
    source = SourceField(
        label="Who says so",
        help_text="Words of its title or publisher, or its address. One that is not on record yet: add the count "
        "afterwards, on the appeal’s page.",
    )

    def given(self) -> CountGiven:
        source = self.cleaned_data["source"]
        return self.count_given([Cite(source)] if source else [])


class AppealOnRecord(forms.ModelChoiceField):
    def label_from_instance(self, obj: Appeal) -> str:
        return f"{obj.title}, {obj.issued_on.words() if obj.issued_on else ''}"


class RelationFields(forms.Form):
    relation = forms.ChoiceField(label="This appeal is", choices=[("", "choose"), *AppealRelationKind.choices()])
    other = AppealOnRecord(label="Which appeal", queryset=Appeal.objects.all(), empty_label="choose")


class RelationRow(RelationFields, RowForm):
    what = "Relation"


class FurtherSources(forms.Form):
    further_sources = SourcesField(
        label="Also in", help_text="Further sources on record, one a line: words of their titles, or their addresses."
    )

    def further(self, main: Sequence[Cite]) -> list[Cite]:
        """With what the main source is; the form must be valid."""
        said = {one.source.pk for one in main}
        sources = self.cleaned_data["further_sources"]
        return [*main, *(Cite(source) for source in sources if source.pk not in said)]


class AppealForm(SignatoryLines, FurtherSources, SourceFields):
    title = forms.CharField(max_length=300, help_text="How we head its page: what it is, from whom, to whom.")
    kind = forms.ChoiceField(choices=[("", "choose"), *AppealKind.choices()])
    issuing_body = forms.CharField(
        label="Issued by", max_length=300, help_text="The body or group, as it calls itself."
    )
    issued_by = PartiesField(label="A body of", help_text="A code or a name: AZ. Several: AZ, US.")
    addressee_office = forms.CharField(
        label="Addressed to", max_length=200, help_text="The office: Minister of Foreign Affairs of Azerbaijan."
    )
    addressee_name = forms.CharField(
        label="Who held it that day",
        required=False,
        max_length=200,
        widget=addressee_input("addressee_office", "issued_on"),
    )
    addressed_to = PartiesField(label="An office of")
    concerned = PartiesField(label="Also concerns", help_text="Parties that its demands are about.")
    issued_on = PastDateField(required=True, help_text="5 Oct 2024, Aug 1997, 2013.")
    received_on = PastDateField()
    published_on = PastDateField()
    text_held = forms.ChoiceField(label="What we hold", choices=[("", "choose"), *TextHeld.choices()])
    language = LanguageField(required=False)
    grounds = forms.CharField(
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The grounds it gives, in our own words.",
    )
    summary = forms.CharField(
        required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}), help_text="In our own words."
    )
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")

    def needs_source(self) -> str:
        return "An appeal is recorded with the source that holds it: choose or describe one."

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        return [
            ("The appeal", self.named("title", "kind", "issuing_body", "issued_by", "issued_on")),
            ("To whom", self.named("addressee_office", "addressee_name", "addressed_to")),
            ("What it says", self.named("concerned", "text_held", "language", "grounds", "summary")),
        ]

    @property
    def further_days(self) -> list[BoundField]:
        return self.named("received_on", "published_on")

    @property
    def parties(self) -> list[PartyGiven]:
        return [PartyGiven(party, role) for name, role in OF_BODIES.items() for party in self.cleaned_data[name]]

    def tell(self, finding: Finding) -> None:
        listed = finding.field.startswith(("name-", "body-"))
        tell(self, finding, "signatories" if listed else finding.field)


class AppealRows:
    """Everything that the page of an appeal repeats."""

    def __init__(self, typed: Typed) -> None:
        self.addressees = Rows(AddresseeRow, "addressee", typed, most=20)
        self.texts = Rows(TextRow, "text", typed, most=20)
        self.counts = Rows(CountRow, "count", typed, shown=1, most=20)
        self.relations = Rows(RelationRow, "relation", typed, shown=1, most=20)
        self.demands = Demands(typed)

    @property
    def numbered(self) -> list[tuple[str, Any]]:
        groups = (self.addressees, self.texts, self.counts, self.relations, self.demands)
        return [one for group in groups for one in group.numbered]


def appeal_given(form: AppealForm, rows: AppealRows, cites: Sequence[Cite]) -> AppealGiven:
    """The form and its rows must be valid."""
    clean = form.cleaned_data
    sources: list[Source] = [one.source for one in cites]
    return AppealGiven(
        slug=slug_of(clean["issuing_body"], str(clean["issued_on"])),
        title=clean["title"],
        kind=AppealKind(clean["kind"]),
        issuing_body=clean["issuing_body"],
        addressee_office=clean["addressee_office"],
        addressee_name=clean["addressee_name"],
        issued_on=clean["issued_on"],
        received_on=clean["received_on"],
        published_on=clean["published_on"],
        text_held=TextHeld(clean["text_held"]),
        language=clean["language"],
        grounds=clean["grounds"],
        summary=clean["summary"],
        parties=form.parties,
        signatory_counts=[one.given() for one in rows.counts.said],
        signatories=form.signers,
        further_addressees=[one.given() for one in rows.addressees.said],
        texts=[one.given() for one in rows.texts.said],
        demands=[one.given(sources[:1]) for one in rows.demands.said],
        cites=cites,
    )


def slug_of(body: str, day: str) -> str:
    """A readable name that never changes: who issued it and when, and a number from the second on."""
    stem = slugify(anyascii(body)).removeprefix("a-").removeprefix("the-").removeprefix("group-of-")
    words = stem if len(stem) <= LONGEST_STEM else stem[: LONGEST_STEM + 1].rpartition("-")[0] or stem[:LONGEST_STEM]
    return free_slug(f"{words or 'appeal'}-{slugify(day)[:16]}".strip("-"), Appeal.objects.all())
