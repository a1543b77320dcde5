"""The forms that add a clause or put one right: what it rules, in the terms of its article, and where it says so."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms

from treaties.actions.clauses import ClauseGiven, NamedParty
from treaties.admin.mending.forms import MendingFields, ReasonField, Section
from treaties.admin.recording.named_parties import NamedPartiesField, as_text
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import NEW, SourceFields
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.derivation.clause_words import clause_in_words
from treaties.models import Clause
from treaties.rules.clauses import FITS, LENGTH, NAMES
from treaties.rules.findings import Finding
from treaties.vocabulary import ClauseKind, Counting

RULES = ("kind", "months", "days", "counting")
CONDITIONS = ("count", "percent", "parties", "of_what", "not_before", "counted_from", "note")
MOST_MONTHS, MOST_DAYS, MOST_COUNTED = 12_000, 32_767, 500


@dataclass(frozen=True, slots=True)
class Guide:
    """What a clause of a kind needs and may say, in words."""

    kind: ClauseKind
    says: str


class ClauseFields(forms.Form):
    kind = forms.ChoiceField(choices=[("", "choose"), *ClauseKind.choices()])
    months = forms.IntegerField(
        label="Length in months", required=False, min_value=1, max_value=MOST_MONTHS, help_text="Ten years are 120."
    )
    days = forms.IntegerField(label="or in days", required=False, min_value=1, max_value=MOST_DAYS)
    counting = forms.ChoiceField(
        label="Over",
        choices=Counting.choices(),
        required=False,
        help_text="Months end on the same-numbered day, or on the last day of a shorter month. At the end of the term: "
        "of a denunciation alone, whose length is then that of its notice.",
    )
    count = forms.IntegerField(
        label="Number",
        required=False,
        min_value=1,
        max_value=MOST_COUNTED,
        help_text="Of consents, of parties or of renewals. Left empty: all, or without limit.",
    )
    percent = forms.DecimalField(
        label="Per cent",
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text="The share that consents must reach. A number and a share are two clauses.",
    )
    parties = NamedPartiesField(
        label="Parties named", help_text="Codes or names: AZ, US. With their shares in per cent: AZ 40; US 60."
    )
    of_what = forms.CharField(
        label="Of what",
        required=False,
        max_length=200,
        help_text="Which parties, what the shares are of, what survives.",
    )
    not_before = forms.IntegerField(
        label="No notice before",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text="Months from the entry into force before which no notice may be given.",
    )
    counted_from = TypedDateField(
        label="Counted from",
        help_text="Where a term has a beginning of its own. Left empty: from the entry into force.",
    )
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def given(self) -> ClauseGiven:
        """The clause as it was typed, without its sources; the form must be valid."""
        clean = self.cleaned_data
        return ClauseGiven(
            kind=ClauseKind(clean["kind"]),
            months=clean["months"],
            days=clean["days"],
            counting=Counting(clean["counting"] or Counting.SAME_DAY),
            count=clean["count"],
            percent=clean["percent"],
            parties=clean["parties"],
            of_what=clean["of_what"],
            not_before=clean["not_before"],
            counted_from=clean["counted_from"],
            note=clean["note"],
        )

    @property
    def public_words(self) -> str:
        """The sentence that people will read; the form must be valid."""
        given = self.given()
        return clause_in_words(given.as_fact(), {one.party.code: one.party.sentence_name for one in given.parties})

    @property
    def guides(self) -> list[Guide]:
        return [Guide(kind, _says(kind)) for kind in ClauseKind]

    @property
    def sections(self) -> list[Section]:
        return [
            ("What it rules", [self[name] for name in RULES]),
            ("Under which conditions, and of what", [self[name] for name in CONDITIONS]),
        ]


class AddClause(SourceFields, ClauseFields):
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")
    field_order = (*RULES, *CONDITIONS, "source_on_record", *NEW, "locator", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_article(self)

    def needs_source(self) -> str:
        return NEEDS_SOURCE

    def tell(self, finding: Finding) -> None:
        tell(self, finding)


class CorrectClause(ClauseFields, MendingFields, ReasonField):
    """Prefilled with a clause ``with_named``."""

    row: Clause

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_article(self)

    @property
    def _said(self) -> list[str]:
        return [name for name in super()._said if name != "cites"]

    def as_typed(self) -> dict[str, Any]:
        return super().as_typed() | {"parties": as_text(self.as_recorded.parties)}

    def _words(self, name: str, value: Any) -> str:
        if name == "parties":
            return as_text(value) or super()._words(name, "")
        return super()._words(name, value)


NEEDS_SOURCE = "A clause is recorded with the source that gives it: choose or describe one."


def name_article(form: forms.Form) -> None:
    form.fields["locator"].label = "Article"
    form.fields["locator"].help_text = "As it is cited: Art. 49(1)."


def clause_given(clause: Clause) -> ClauseGiven:
    """A clause as it is recorded, ``with_named``; without its sources."""
    return ClauseGiven(
        kind=ClauseKind(clause.kind),
        months=clause.months,
        days=clause.days,
        counting=Counting(clause.counting),
        count=clause.count,
        percent=clause.percent,
        parties=[NamedParty(one.party, one.share) for one in clause.parties.all()],
        of_what=clause.of_what,
        not_before=clause.not_before,
        counted_from=clause.counted_from,
        note=clause.note,
    )


def with_cites(given: ClauseGiven, cites: Any) -> ClauseGiven:
    return replace(given, cites=tuple(cites))


def _says(kind: ClauseKind) -> str:
    """“a length; how it is counted”, what it cannot do without first."""
    fits = FITS[kind]
    needed = [" or ".join(dict.fromkeys(_named(name) for name in group)) for group in fits.needs]
    further = dict.fromkeys(_named(name) for name in NAMES if name in fits.may)
    said = [f"{words} (needed)" for words in needed] + [words for words in further if words not in needed]
    return "; ".join([*said, *(["how it is counted"] if len(fits.countings) > 1 else [])]) or "nothing beside its kind"


def _named(name: str) -> str:
    return "length" if name in LENGTH else NAMES[name]
