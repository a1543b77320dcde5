"""The panels below an agreement: who takes part, every act, what sources say, clauses, titles, timelines. To read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from treaties.admin.reading import ReadOnlyInline, WithSources, lines
from treaties.admin.status import status_on, steps
from treaties.dates import in_words
from treaties.models import (
    AgreementRelation,
    AgreementTitle,
    Clause,
    Participation,
    SeriesNumber,
    StatusAssertion,
    StatusChange,
    Timeline,
)
from treaties.queries.citations import with_sources
from treaties.slots import ACT_NOTES


class Cited(WithSources, ReadOnlyInline):
    """A panel whose facts show what they rest on."""

    related: tuple[str, ...] = ("agreement",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.related).prefetch_related(with_sources())


class Participations(Cited):
    model = Participation
    related = ("agreement", "party")
    verbose_name_plural = "who takes part"
    fields = ("party", "side", "acting_body", "standing", "sources")

    @admin.display(description="Standing today")
    def standing(self, participation: Participation) -> object:
        return status_on(participation, timezone.localdate())


class StatusChanges(Cited):
    model = StatusChange
    related = ("agreement", "participation__party", "done_by_predecessor")
    noted: list[dict[str, SafeString]] | None = None
    verbose_name = "act"
    verbose_name_plural = "acts"
    fields = (
        "heading",
        "done_on",
        "received_on",
        "effective_on",
        "published_on",
        "place",
        "note",
        "sources",
        "beside",
        "block",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusChange]:
        return super().get_queryset(request).select_related(*self.related, "block").order_by("pk")

    @admin.display(description="Act")
    def heading(self, change: StatusChange) -> str:
        return f"{change.get_act_display().capitalize()}, {by_whom(change)}"

    @admin.display(description="Beside it")
    def beside(self, change: StatusChange) -> SafeString:
        """What other apps note under acts; asked once for the page, since a panel is made anew for each."""
        if self.noted is None:
            self.noted = ACT_NOTES(change.agreement)
        return lines(notes[change.slug] for notes in self.noted if change.slug in notes)


class Assertions(Cited):
    model = StatusAssertion
    verbose_name = "assertion"
    verbose_name_plural = "what sources say the status was"
    fields = ("status", "asserted_on", "since", "reason", "note", "sources")


class Clauses(Cited):
    model = Clause
    fields = ("kind", "length", "counted_from", "note", "sources")


class Titles(Cited):
    model = AgreementTitle
    verbose_name = "title"
    verbose_name_plural = "titles"
    fields = ("title", "language", "sources")


class SeriesNumbers(Cited):
    model = SeriesNumber
    fields = ("series", "number", "sources")


class Relations(Cited):
    model = AgreementRelation
    fk_name = "agreement"
    related = ("agreement", "other")
    verbose_name = "relation"
    verbose_name_plural = "relations to other agreements"
    fields = ("kind", "other", "sources")


class Timelines(ReadOnlyInline):
    """Every version of the timeline of the whole; those of the participants are with the participations."""

    model = Timeline
    verbose_name_plural = "timelines of the whole, as known from block to block"
    fields = ("known", "statuses")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Timeline]:
        whole = super().get_queryset(request).filter(participation=None)
        return whole.select_related("known_from", "known_until").order_by("-known_from")

    @admin.display(description="Known")
    def known(self, timeline: Timeline) -> str:
        return known_words(timeline)

    @admin.display(description="Statuses")
    def statuses(self, timeline: Timeline) -> SafeString:
        return steps_shown(timeline)


def by_whom(change: StatusChange) -> str:
    """Select ``participation__party`` and ``done_by_predecessor`` before."""
    if change.participation is None:
        return "the agreement as a whole"
    name = change.participation.party.name
    return f"{name}, by its predecessor {change.done_by_predecessor}" if change.done_by_predecessor else name


def known_words(timeline: Timeline) -> str:
    """Select ``known_from`` and ``known_until`` before."""
    words = f"from block {timeline.known_from.no} ({in_words(timeline.known_from.at.date())})"
    return f"{words} until block {timeline.known_until.no}" if timeline.known_until else f"{words}; current"


def steps_shown(of: Any) -> SafeString:
    return lines(f"{in_words(day)}: {status.words}" for day, status in steps(of))
