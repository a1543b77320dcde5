"""The form that records an act: what happened, when, where it says so, and why it is recorded."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BoundField
from django.utils.html import format_html

from treaties.actions.status_changes import ActGiven
from treaties.admin.recording.act_choices import (
    ANSWERED,
    ANSWERING,
    TIMED,
    Group,
    NotNow,
    by_reason,
    forbidden_by_nature,
    grouped,
    labelled,
    likely_now,
)
from treaties.admin.recording.not_now import refused_today
from treaties.admin.recording.record_source import WHERE, SourceFields
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.admin.recording.ways_out import WAYS_OUT
from treaties.derivation.law import LAW
from treaties.models import Agreement, Participation, Party
from treaties.queries.in_words import act_in_words
from treaties.rules.findings import Finding
from treaties.vocabulary import Act, PartyKind, Scope

WHEN = ("done_on", "received_on", "effective_on")
MORE = (
    "about",
    "ends_on",
    "scope",
    "towards",
    "done_by_predecessor",
    "published_on",
    "order_on_day",
    "place",
    "note",
)
"""What few acts use: folded, unless it holds something."""


class Participant(forms.ModelChoiceField):
    def label_from_instance(self, obj: Participation) -> str:
        return obj.party.name


class RecordForm(SourceFields):
    """Give the agreement with its facts (``queries.facts.with_facts``)."""

    act = forms.ChoiceField(widget=forms.RadioSelect)
    by = Participant(queryset=Participation.objects.none(), required=False, empty_label="the agreement as a whole")
    done_on = TypedDateField(help_text="Signed, deposited, voted, sent. 5 Oct 2024, Aug 1997, by 6 Feb 2025, 2013.")
    received_on = TypedDateField(
        help_text="By the other side or the depositary; the day that counts for a deposit or a notice (Arts 16, 78)."
    )
    effective_on = TypedDateField(help_text="When it took or takes effect, as a source says or as was agreed.")
    about = forms.ChoiceField(
        label="Answers",
        required=False,
        help_text="The notice revoked, the reservation objected to. Left empty, a revocation answers the last notice.",
    )
    ends_on = TypedDateField(
        label="Until",
        help_text="The first day on which what it began is over: a suspension, a survival, a renewed term.",
    )
    scope = forms.ChoiceField(
        label="Reach",
        required=False,
        choices=Scope.choices(),
        initial=Scope.WHOLE,
        help_text="Only an act on the whole changes a status (Arts 29, 44, 57, 58).",
    )
    towards = forms.ModelChoiceField(
        label="Towards or for",
        queryset=Party.objects.none(),
        required=False,
        empty_label="none",
        help_text="The one other party, or the territory, that its reach is limited to.",
    )
    done_by_predecessor = forms.ModelChoiceField(
        label="Done by",
        queryset=Party.objects.none(),
        required=False,
        empty_label="the party itself",
        help_text="The state before it, whose act it was.",
    )
    published_on = TypedDateField()
    order_on_day = forms.IntegerField(
        required=False, min_value=0, max_value=99, initial=0, help_text="Among acts of one day, lowest first."
    )
    place = forms.CharField(required=False, max_length=120)
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")

    field_order: tuple[str, ...] = ("act", "by", *WHEN, *MORE, *WHERE, "reason")

    def __init__(self, agreement: Any, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.today = agreement, today
        self.not_offered = forbidden_by_nature(agreement)
        fields: dict[str, Any] = self.fields
        fields["act"].choices = [(str(act), labelled(act)) for act in Act]
        fields["by"].queryset = agreement.participations.select_related("party")
        fields["about"].choices = [("", "none"), *self.answerable()]
        fields["towards"].queryset = parties_to_name(agreement)
        fields["done_by_predecessor"].queryset = predecessors_under(agreement)

    def answerable(self) -> list[tuple[str, str]]:
        """The acts that stand and that some kind of act can answer, the latest first."""
        return [
            (change.slug, act_in_words(change))
            for change in reversed(self.agreement.standing_acts)
            if change.act in ANSWERED
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """The radio buttons of acts that may befall it today, and of the one that was chosen, in chapters."""
        chosen = self["act"].value()
        left_out = {str(act) for act in (*self._forbidden, *self.refused_today)} - {chosen}
        offered = [radio for radio in self["act"] if radio.data["value"] not in left_out]
        return grouped(offered, likely_now(self.agreement, self.today), chosen)

    @cached_property
    def not_now(self) -> list[NotNow]:
        """The radio buttons of acts that would be refused today, by the reason; they are possible on another day."""
        chosen = self["act"].value()
        refused = {str(act) for act in self.refused_today} - {chosen}
        return by_reason([radio for radio in self["act"] if radio.data["value"] in refused], self.refused_today)

    @cached_property
    def refused_today(self) -> dict[Act, Finding]:
        found = refused_today(self.agreement, self.today)
        return {act: finding for act, finding in found.items() if act not in self._forbidden}

    @property
    def _forbidden(self) -> set[Act]:
        return {act for _, acts in self.not_offered for act in acts}

    @property
    def not_offered_count(self) -> int:
        return sum(len(acts) for _, acts in self.not_offered) + sum(len(one.radios) for one in self.not_now)

    @property
    def answering(self) -> list[str]:
        """The acts that can say which act they answer; the page points to the field once one of them is chosen."""
        return [str(act) for act in ANSWERING]

    @property
    def timed(self) -> list[str]:
        return [str(act) for act in TIMED]

    @property
    def when(self) -> list[BoundField]:
        return self.named(*WHEN)

    @property
    def more(self) -> list[BoundField]:
        return self.named(*MORE)

    @property
    def more_is_open(self) -> bool:
        chosen = self["act"].value()
        uses = self.is_bound and chosen in {*self.answering, *self.timed}
        return uses or any(field.errors or _holds_something(field) for field in self.more)

    def given(self) -> ActGiven:
        """The act as it was typed; the form must be valid."""
        clean = self.cleaned_data
        return ActGiven(
            act=Act(clean["act"]),
            by=clean["by"].party if clean["by"] else None,
            done_on=clean["done_on"],
            received_on=clean["received_on"],
            effective_on=clean["effective_on"],
            ends_on=clean["ends_on"],
            published_on=clean["published_on"],
            scope=Scope(clean["scope"] or Scope.WHOLE),
            towards=clean["towards"],
            about=clean["about"],
            order_on_day=clean["order_on_day"] or 0,
            place=clean["place"],
            note=clean["note"],
            done_by_predecessor=clean["done_by_predecessor"],
        )

    def tell(self, finding: Finding) -> None:
        """Show a refusal at the field it is about."""
        field = finding.field
        if finding.code == "needs_its_day":
            field = LAW[Act(self.cleaned_data["act"])].needs[0]
        tell(self, finding, field)


def _holds_something(field: BoundField) -> bool:
    value = field.value()
    return str(value if value is not None else "") not in {"", str(field.field.initial)}


def parties_to_name(agreement: Agreement) -> Any:
    """Who an act's reach can be limited to: the parties of the agreement, and territories."""
    return Party.objects.filter(Q(pk__in=agreement.party_ids) | Q(kind=PartyKind.TERRITORY)).order_by("name")


def predecessors_under(agreement: Agreement) -> Any:
    """The states before those that take part, as far as two successions back."""
    follows = Q(successors__successor__in=agreement.party_ids)
    later = Q(successors__successor__successors__successor__in=agreement.party_ids)
    return Party.objects.filter(follows | later).distinct().order_by("name")


def tell(form: Any, finding: Finding, field: str | None = None) -> None:
    """Add a finding to a form: its sentence and article, what would make it possible, and its code."""
    at = finding.field if field is None else field
    at = {"source": "source_on_record"}.get(at, at)
    way_out = WAYS_OUT.get(finding.code, "")
    text = format_html('{} {} <code class="code">{}</code>', finding, way_out, finding.code)
    form.add_error(at if at in form.fields else None, ValidationError(text, code=finding.code))
