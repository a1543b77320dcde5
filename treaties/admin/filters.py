"""Filters of the lists, beyond those that a column gives by itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from treaties.admin.filter_form import DayField, Narrowing, PartyField, SourceField, WordField
from treaties.derivation.law import LAW
from treaties.models import Agreement, Party, StatusChange
from treaties.models.agreements import AgreementQuerySet
from treaties.queries.desk import are_thin, lack_an_entry
from treaties.queries.desk_lists import (
    UNCERTAIN,
    agreements_changed_by,
    agreements_citing,
    cited_facts,
    concerning,
    described_as,
    with_status_on,
    written_or_mended_by,
)
from treaties.vocabulary import AgreementStatus, Chapter, Nature, Topic


class OfChapter(admin.SimpleListFilter):
    """Acts by what they are about: their kinds are too many to choose from."""

    title = "chapter"
    parameter_name = "chapter"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Chapter.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[StatusChange]) -> QuerySet[StatusChange]:
        if self.value() not in set(Chapter):
            return queryset
        return queryset.filter(act__in=[act for act, law in LAW.items() if law.chapter == self.value()])


class OfLanguage(admin.AllValuesFieldListFilter):
    """By its code; rows without one can be chosen too, and the choice has a name."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield choice if choice["display"] else choice | {"display": "not on record"}


class TwoSides(admin.BooleanFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "two sides"


class OfParties(Narrowing):
    """What concerns a party, or two."""

    pair = PartyField(label="Party, or two", help_text="Codes or names: AZ, AZ-US, azerbaijan usa.")
    other = PartyField(label="And the other", shared="pair")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        found = [*clean.get("pair", ()), *clean.get("other", ())]
        if len(found) > 2:
            self.add_error("other", "These are more than two parties: leave one of the two fields empty.")
        elif len(found) == 2 and found[0] == found[1]:
            self.add_error("other", "This is the same party twice; write another one.")
        return clean

    @property
    def parties(self) -> list[Party]:
        return [*self.cleaned_data["pair"], *self.cleaned_data["other"]]


class OfAgreements(OfParties):
    """What is about agreements: between whom, of which status on a day, of which nature and topic."""

    status = WordField(AgreementStatus, label="Status", also=[(UNCERTAIN, "Uncertain: more than one is possible")])
    on = DayField(label="On the day", help_text="Today, if empty. A year means its last day.")
    nature = WordField(Nature, label="Nature")
    topic = WordField(Topic, label="Topic")

    day_alone_is_heard = False
    """The list says something else on another day, also where no status is asked for."""

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if clean.get("on") and not (clean.get("status") or self.day_alone_is_heard or "status" in self.errors):
            self.add_error("status", "Choose the status that agreements have on that day.")
        return clean

    @property
    def asks_for_agreements(self) -> bool:
        return bool(self.parties or any(self.cleaned_data[name] for name in ("status", "nature", "topic")))

    def of_agreements(self, agreements: AgreementQuerySet) -> AgreementQuerySet:
        asked = self.cleaned_data
        found = concerning(agreements, self.parties)
        if asked["status"]:
            found = with_status_on(found, asked["status"], on=asked["on"] or timezone.localdate())
        return described_as(found, nature=asked["nature"], topic=asked["topic"])

    @property
    def agreements(self) -> QuerySet[Any]:
        """The ids of the agreements that are asked for, for lists of what belongs to one."""
        return self.of_agreements(Agreement.objects.order_by()).values("pk")


class SourceAndMine(Narrowing):
    source = SourceField(label="Source", help_text="What cites it; words of its title or publisher.")
    mine = forms.BooleanField(label="Changed by me", required=False)

    @property
    def actor(self) -> str:
        """As the journal names this person."""
        return self.request.user.get_username()


class AgreementsNarrowed(SourceAndMine, OfAgreements):
    day_alone_is_heard = True
    entry = forms.ChoiceField(
        label="Entry into force",
        required=False,
        choices=[("", "Any"), ("missing", "Not on record")],
        error_messages={"invalid_choice": "“%(value)s” is none of these: missing."},
    )
    field_order: Sequence[str] = (
        "pair",
        "other",
        "status",
        "on",
        "nature",
        "topic",
        "source",
        "entry",
        "mine",
    )

    def narrow(self, rows: Any) -> QuerySet[Agreement]:
        asked = self.cleaned_data
        found = self.of_agreements(rows)
        if asked["entry"]:
            missing = lack_an_entry(Agreement.objects.order_by(), on=asked["on"] or timezone.localdate())
            found = found.filter(pk__in=missing.values("pk"))
        if asked["source"] is not None:
            found = found.filter(agreements_citing(asked["source"]))
        return found.filter(agreements_changed_by(self.actor)) if asked["mine"] else found


class ActsNarrowed(SourceAndMine, OfAgreements):
    """Acts by their agreements, and by what they rest on themselves."""

    thin = forms.ChoiceField(
        label="Imprecise or unsourced",
        required=False,
        choices=[("", "Any"), ("any", "No exact day, or the press alone")],
        error_messages={"invalid_choice": "“%(value)s” is none of these: any."},
    )
    field_order: Sequence[str] = (
        "pair",
        "other",
        "status",
        "on",
        "nature",
        "topic",
        "source",
        "thin",
        "mine",
    )

    def narrow(self, rows: QuerySet[StatusChange]) -> QuerySet[StatusChange]:
        asked = self.cleaned_data
        if self.asks_for_agreements:
            rows = rows.filter(agreement__in=self.agreements)
        if asked["thin"]:
            rows = are_thin(rows)
        if asked["source"] is not None:
            rows = rows.filter(pk__in=cited_facts("status_change", asked["source"]))
        return rows.filter(written_or_mended_by(self.actor)) if asked["mine"] else rows
