"""The forms that record many acts at once. Everything in them is text, so that a proposal keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.html import format_html

from treaties.admin.recording.act_choices import ANSWERED
from treaties.admin.recording.record_form import tell
from treaties.admin.recording.record_source import WHERE, SourceFields
from treaties.admin.recording.typed_dates import TypedDateField, read_typed
from treaties.admin.status import possible_on, status_on
from treaties.dates import DateNotUnderstood, PartialDate
from treaties.derivation.facts import ActFact
from treaties.derivation.law import LAW
from treaties.importing.act_table import (
    COLUMNS,
    DAY_ORDERS,
    ActTable,
    NotUnderstood,
    of_sheet,
    party_as_typed,
    unclear_day,
)
from treaties.importing.formats.spreadsheet import MOST_ROWS, read_table
from treaties.importing.problems import Problem, Unreadable
from treaties.models import Participation
from treaties.queries.facts import facts_of
from treaties.queries.in_words import act_in_words
from treaties.queries.party_search import KnownParty, known_parties
from treaties.rules.acts import Case, check
from treaties.rules.findings import Finding, Refused, Strictness
from treaties.vocabulary import Act, Chapter, Evidence, ParticipationStatus, Scope

PLACES = {name: number for number, name in enumerate(COLUMNS, start=1)}
WHEN = ("done_on", "received_on", "effective_on")
LONGEST = 400_000
"""Characters of a text of rows."""
MOST_ERRORS = 100
ROWS_REFUSED = "rows_refused"
"""The code of a refusal that is told row by row, in the plan."""


def acts_by_chapter() -> list[tuple[str, Any]]:
    chapters = [
        (str(chapter.label), [(str(act), act.label.capitalize()) for act in Act if LAW[act].chapter is chapter])
        for chapter in Chapter
    ]
    return [("", "choose"), *(chapter for chapter in chapters if chapter[1])]


class TypedPartyField(forms.CharField):
    """A party by code or by name. Cleans to a ``KnownParty``; left empty, ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 120} | kwargs)

    def clean(self, value: Any) -> KnownParty | None:
        text = super().clean(value)
        try:
            return party_as_typed(text, known_parties()) if text else None
        except NotUnderstood as error:
            raise ValidationError(error.sentence, code=error.code) from None


class BulkForm(SourceFields):
    """What every one of these forms asks for: a source for all, and why they are recorded."""

    reason = forms.CharField(max_length=1000, help_text="Why you record them: kept in the journal, with your name.")

    def tell(self, finding: Finding) -> None:
        if finding.code == ROWS_REFUSED:
            words = format_html('{} <a href="#plan">See the plan.</a>', finding.sentence)
            self.add_error(None, ValidationError(words, code=finding.code))
        else:
            tell(self, finding)

    def table(self) -> ActTable:
        """The rows that the valid form says."""
        raise NotImplementedError


class OneActForm(BulkForm):
    """One act, of one set of days, for many."""

    act = forms.ChoiceField(choices=acts_by_chapter)
    done_on = TypedDateField(help_text="Signed, deposited, voted, sent. 5 Oct 2024, Aug 1997, by 6 Feb 2025, 2013.")
    received_on = TypedDateField(
        help_text="By the other side or the depositary; the day that counts for a deposit or a notice (Arts 16, 78)."
    )
    effective_on = TypedDateField(help_text="When it took or takes effect, as a source says or as was agreed.")
    ends_on = TypedDateField(label="Until", help_text="The first day on which what it began is over.")
    published_on = TypedDateField()
    scope = forms.ChoiceField(
        label="Reach", required=False, choices=Scope.choices(), initial=Scope.WHOLE, help_text="Arts 29, 44, 57, 58."
    )
    towards = TypedPartyField(
        label="Towards or for", help_text="The one other party, or the territory, that its reach is limited to."
    )
    place = forms.CharField(required=False, max_length=120)
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    more: tuple[str, ...] = ("ends_on", "published_on", "scope", "towards", "place", "note")

    @property
    def when(self) -> list[BoundField]:
        return self.named(*WHEN)

    @property
    def further(self) -> list[BoundField]:
        return self.named(*self.more)

    @property
    def further_is_open(self) -> bool:
        return any(field.errors or str(field.value() or "") not in ("", Scope.WHOLE) for field in self.further)

    def day(self) -> PartialDate | None:
        """The first that is given."""
        return next((day for name in WHEN if (day := self.cleaned_data.get(name))), None)

    def cells(self) -> dict[str, str]:
        """What is the same in all rows."""
        clean = self.cleaned_data
        days = {name: str(clean[name] or "") for name in (*WHEN, "ends_on", "published_on")}
        towards = clean["towards"].code if clean["towards"] else ""
        texts = {name: clean[name] for name in ("act", "scope", "place", "note")}
        return {**days, **texts, "towards": towards, "about": clean.get("about", "")}


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """A party that may be ticked: its standing today, and why the act is refused it on that day, if it is."""

    box: Any
    name: str
    standing: str
    refusals: Sequence[Finding] = ()


class ForPartiesForm(OneActForm):
    """One act for many parties of one agreement, given ``with_facts``."""

    parties = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    all_bound = forms.BooleanField(label="All that are party on that day", required=False)
    day_each = forms.CharField(
        label="A day for each",
        required=False,
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A line for each party, “Azerbaijan; 5 Oct 2024”. The days above hold for those that have no line.",
    )
    day_is = forms.ChoiceField(
        label="It is the day",
        required=False,
        choices=[("done_on", "on which it was done"), ("received_on", "of receipt"), ("effective_on", "of effect")],
    )
    about = forms.ChoiceField(label="Answers", required=False)
    more = ("about", *OneActForm.more)
    field_order = ("act", *WHEN, "parties", "all_bound", "day_each", "day_is", *more, *WHERE, "reason")

    def __init__(self, agreement: Any, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.today = agreement, today
        self.participations: dict[str, Participation] = {
            one.party.code: one
            for one in sorted(agreement.participations.all(), key=lambda one: one.party.sentence_name)
        }
        fields: dict[str, Any] = self.fields
        fields["parties"].choices = [(code, one.party.name) for code, one in self.participations.items()]
        answerable = [change for change in reversed(agreement.standing_acts) if change.act in ANSWERED]
        fields["about"].choices = [("", "none"), *((one.slug, act_in_words(one)) for one in answerable)]

    def clean_day_each(self) -> dict[str, str]:
        """The day of each party that has a line, by code."""
        days: dict[str, str] = {}
        errors = []
        for number, line in enumerate(self.cleaned_data["day_each"].splitlines(), start=1):
            try:
                if line.strip():
                    code, day = self._party_and_day(line)
                    if code in days:
                        raise NotUnderstood("given_twice", "This party has a line already.")
                    days[code] = day
            except NotUnderstood as error:
                errors.append(ValidationError(f"Line {number}: {error.sentence}", code=error.code))
        if errors:
            raise ValidationError(errors[:MOST_ERRORS])
        return days

    def _party_and_day(self, line: str) -> tuple[str, str]:
        mark = "\t" if "\t" in line else ";"
        name, _, day = (part.strip() for part in line.partition(mark))
        if not day:
            raise NotUnderstood("no_day", "Write the party, a semicolon, and its day: Azerbaijan; 5 Oct 2024.")
        party = party_as_typed(name, known_parties())
        if party.code not in self.participations:
            raise NotUnderstood("takes_no_part", f"{party.name} takes no part in this agreement.")
        try:
            return party.code, str(read_typed(day))
        except DateNotUnderstood as error:
            raise NotUnderstood("date_not_understood", str(error)) from None

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if clean.get("all_bound") and self.day() is None and not any(self[name].errors for name in WHEN):
            self.add_error("done_on", "“All that are party” asks for the day on which they are.")
        if not self.errors and not self.codes:
            self.add_error("parties", "Tick at least one party, or give one its line.")
        return clean

    @property
    def codes(self) -> list[str]:
        """Whose act it is: those ticked, those that have a line, and all that are party, if that is asked."""
        clean = self.cleaned_data
        chosen = {*clean.get("parties", ()), *(clean.get("day_each") or ())}
        day = self.day() if clean.get("all_bound") else None
        if day:
            chosen |= {code for code, one in self.participations.items() if _is_party(one, day.possible_from)}
        return [code for code in self.participations if code in chosen]

    def table(self) -> ActTable:
        same, each = self.cells() | {"agreement": self.agreement.slug}, self.cleaned_data["day_each"]
        name = self.cleaned_data["day_is"] or "done_on"
        rows = [
            (number, same | {"by": code} | ({name: each[code]} if code in each else {}))
            for number, code in enumerate(self.codes, start=1)
        ]
        return ActTable("parties", PLACES, rows)

    @cached_property
    def choices(self) -> list[PartyChoice]:
        """Those for whom the rules say that it is possible on that day come first."""
        refused = self._refused()
        found = [
            PartyChoice(box, one.party.name, status_on(one, self.today).words, refused.get(code, ()))
            for box, (code, one) in zip(self["parties"], self.participations.items(), strict=True)
        ]
        return sorted(found, key=lambda one: bool(one.refusals))

    def _refused(self) -> Mapping[str, Sequence[Finding]]:
        """Why each party is refused the act that was chosen, of the day that was given."""
        clean = getattr(self, "cleaned_data", {})
        if not clean.get("act") or not (self.day() or clean.get("day_each")):
            return {}
        each, name = clean.get("day_each") or {}, clean.get("day_is") or "done_on"
        days = {day: clean.get(day) for day in (*WHEN, "ends_on")}
        facts = facts_of(self.agreement)
        refused: dict[str, Sequence[Finding]] = {}
        for code in self.participations:
            own = days | ({name: PartialDate.parse(each[code])} if code in each else {})
            fact = ActFact("new", Act(clean["act"]), code, evidence=Evidence.OFFICIAL, **own)
            try:
                check(Case(facts, fact), Strictness.PERSON)
            except Refused as refusal:
                refused[code] = refusal.findings
        return refused


def _is_party(one: Participation, day: date) -> bool:
    return ParticipationStatus.PARTY in possible_on(one, day)


class ForAgreementsForm(OneActForm):
    """One act, of one party or of the whole, for many agreements."""

    agreements = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="A line for each: its slug, its number in a series (TIAS 13093), or its exact title.",
    )
    by = TypedPartyField(help_text="By code or name, as in AZ or Azerbaijan. Left empty: each agreement as a whole.")
    field_order = ("agreements", "act", "by", *WHEN, *OneActForm.more, *WHERE, "reason")

    def clean_agreements(self) -> list[tuple[int, str]]:
        lines = enumerate(self.cleaned_data["agreements"].splitlines(), start=1)
        named = [(number, " ".join(line.split())) for number, line in lines if line.strip()]
        if len(named) > MOST_ROWS:
            raise ValidationError(f"At most {MOST_ROWS:,} at once; these are {len(named):,}.", code="too_many")
        if not named:
            raise ValidationError("Name at least one agreement.", code="required")
        return named

    def table(self) -> ActTable:
        by = self.cleaned_data["by"]
        same = self.cells() | {"by": by.code if by else ""}
        rows = [(number, same | {"agreement": name}) for number, name in self.cleaned_data["agreements"]]
        return ActTable("agreements", PLACES, rows)


class RowsForm(BulkForm):
    """Rows that were pasted from a spreadsheet, or read from a file."""

    upload = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        help_text="XLSX or CSV (UTF-8). It is read into the field below; nothing is recorded before you say so.",
    )
    rows = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "wrap": "off", "spellcheck": "false", "class": "rows"}),
        help_text="A header with the exact names of columns, then a row for each act; from a spreadsheet, or as CSV.",
    )
    day_order = forms.ChoiceField(
        label="Days such as 03/04/2024",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "There are none"), *DAY_ORDERS.items(), ("neither", "Neither: refuse them")],
    )
    field_order = ("upload", "rows", "day_order", *WHERE, "reason")
    source_is_required = False

    def __init__(self, *args: Any, upload_problems: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload_problems = upload_problems

    def needs_source(self) -> str:
        return ""

    def clean_rows(self) -> ActTable:
        try:
            return of_sheet(read_table(self.cleaned_data["rows"], "rows"))
        except Unreadable as unreadable:
            told = [ValidationError(where(one), code=one.code or "no_table") for one in unreadable.problems]
            raise ValidationError(told[:MOST_ERRORS]) from None

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        for problem in self.upload_problems:
            self.add_error("upload", problem)
        table = clean.get("rows")
        if table and not clean.get("day_order") and (unclear := unclear_day(table)):
            words = f"Line {unclear[0]} has “{unclear[1]}”: which figure is the day?"
            self.add_error("day_order", ValidationError(words, code="unclear_day"))
        return clean

    def table(self) -> ActTable:
        table: ActTable = self.cleaned_data["rows"]
        table.day_order = self.cleaned_data["day_order"]
        return table


def where(problem: Problem) -> str:
    """A problem with the shape of a text, with its place."""
    return f"Line {problem.place.line}, column {problem.place.column}: {problem.sentence}"
