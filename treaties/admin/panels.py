"""The panels below an agreement: who takes part, every act, what sources say, clauses, titles, timelines. To read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.admin.mending.mended import is_mended, linked, mended_words, mending_links, struck
from treaties.admin.reading import NOTHING, ReadOnlyInline, WithSources, lines
from treaties.admin.review.proposing import may
from treaties.admin.status import status_on, steps
from treaties.dates import in_words
from treaties.models import (
    AgreementRelation,
    AgreementTitle,
    Clause,
    PairTimeline,
    Participation,
    SeriesNumber,
    StatusAssertion,
    StatusChange,
    Timeline,
)
from treaties.queries.citations import with_sources
from treaties.queries.clauses import words_of
from treaties.queries.in_words import act_in_words, assertion_in_words
from treaties.slots import ACT_NOTES
from treaties.vocabulary import Scope

ACT_RELATED = (
    "agreement",
    "participation__party",
    "done_by_predecessor",
    "towards",
    "about__participation__party",
    "block",
)
"""What the words for an act read."""


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


class Mendable(Cited):
    """A panel of facts that can be mended: those that no longer stand are struck through, with what stands instead."""

    may_mend = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        self.may_mend = may(request, "treaties.add_correction")
        return super().get_queryset(request).order_by("pk")

    def headed(self, row: Any, words: str) -> SafeString:
        """The words for a row, and what can be done about it."""
        links = mending_links(row, words) if self.may_mend else ""
        return format_html("{} {}", struck(row, words), links)

    @admin.display(description="Standing")
    def mending(self, row: Any) -> object:
        return mended_words(row) if is_mended(row) else NOTHING


class StatusChanges(Mendable):
    model = StatusChange
    related = (*ACT_RELATED, "correction__block", "correction__replacement_change")
    noted: list[dict[str, SafeString]] | None = None
    verbose_name = "act"
    verbose_name_plural = "acts"
    fields = (
        "heading",
        "mending",
        "done_on",
        "received_on",
        "effective_on",
        "ends_on",
        "published_on",
        "reach",
        "answers",
        "place",
        "note",
        "sources",
        "beside",
        "block",
    )

    @admin.display(description="Act")
    def heading(self, change: StatusChange) -> SafeString:
        return self.headed(change, f"{change.get_act_display().capitalize()}, {by_whom(change)}")

    @admin.display(description="Reach")
    def reach(self, change: StatusChange) -> object:
        return reach_of(change) or NOTHING

    @admin.display(description="Answers")
    def answers(self, change: StatusChange) -> object:
        return linked(change.about, act_in_words(change.about)) if change.about else NOTHING

    @admin.display(description="Beside it")
    def beside(self, change: StatusChange) -> SafeString:
        """What other apps note under acts; asked once for the page, since a panel is made anew for each."""
        if self.noted is None:
            self.noted = ACT_NOTES(change.agreement)
        return lines(notes[change.slug] for notes in self.noted if change.slug in notes)


class Assertions(Mendable):
    model = StatusAssertion
    related = ("agreement", "correction__block", "correction__replacement_assertion")
    verbose_name = "assertion"
    verbose_name_plural = "what sources say the status was"
    fields = ("heading", "mending", "since", "reason", "note", "sources")

    @admin.display(description="Status")
    def heading(self, assertion: StatusAssertion) -> SafeString:
        return self.headed(assertion, assertion_in_words(assertion))


class Clauses(Mendable):
    model = Clause
    related = ("agreement", "correction__block", "correction__replacement_clause")
    fields = ("heading", "mending", "kind", "note", "sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("parties__party")

    @admin.display(description="In words")
    def heading(self, clause: Clause) -> SafeString:
        return self.headed(clause, words_of(clause))


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


def reach_of(change: StatusChange) -> str:
    """How much of the agreement an act reaches, where that is not the whole; select ``towards`` before."""
    if change.scope == Scope.WHOLE:
        return ""
    return f"{change.get_scope_display().capitalize()}{f': {change.towards.name}' if change.towards else ''}"


def known_words(timeline: Timeline | PairTimeline) -> str:
    """Select ``known_from`` and ``known_until`` before."""
    words = f"from block {timeline.known_from.no} ({in_words(timeline.known_from.at.date())})"
    return f"{words} until block {timeline.known_until.no}" if timeline.known_until else f"{words}; current"


def steps_shown(of: Any) -> SafeString:
    return lines(f"{in_words(day)}: {status.words}" for day, status in steps(of))
