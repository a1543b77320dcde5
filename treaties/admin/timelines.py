"""What is derived: timelines, version by version, and the days that law computes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from treaties.admin.panels import known_words, steps_shown
from treaties.admin.reading import ReadOnlyAdmin, days, lines
from treaties.dates import in_words
from treaties.models import ComputedDay, PairTimeline, Timeline
from treaties.vocabulary import Between


@admin.register(Timeline)
class TimelineAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("agreement", "whose", "known")
    search_fields = ("agreement__title",)
    ordering = ("-known_from", "pk")
    fields = ("agreement", "whose", "known", "statuses")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Timeline]:
        related = ("agreement", "participation__party", "known_from", "known_until")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="Of")
    def whose(self, timeline: Timeline) -> str:
        return timeline.participation.party.name if timeline.participation else "the agreement as a whole"

    @admin.display(description="Known")
    def known(self, timeline: Timeline) -> str:
        return known_words(timeline)

    @admin.display(description="Statuses")
    def statuses(self, timeline: Timeline) -> SafeString:
        return steps_shown(timeline)


@admin.register(PairTimeline)
class PairTimelineAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("agreement", "pair", "known")
    search_fields = ("agreement__title",)
    ordering = ("-known_from", "pk")
    fields = ("agreement", "pair", "known", "statuses")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PairTimeline]:
        related = ("agreement", "one__party", "other__party", "known_from", "known_until")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="Between")
    def pair(self, timeline: PairTimeline) -> str:
        return f"{timeline.one.party.name} and {timeline.other.party.name}"

    @admin.display(description="Known")
    def known(self, timeline: PairTimeline) -> str:
        return known_words(timeline)

    @admin.display(description="What stands between them")
    def statuses(self, timeline: PairTimeline) -> SafeString:
        found = zip(timeline.days, timeline.codes, strict=True)
        return lines(
            f"{in_words(day)}: {' or '.join(word.label for word in Between.possible_in(code))}" for day, code in found
        )


@admin.register(ComputedDay)
class ComputedDayAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("agreement", "kind", days("computed_on"), days("asserted_on"), "differs", "is_due")
    list_filter = ("kind", "differs", "is_due")
    search_fields = ("agreement__title",)
    list_select_related = ("agreement",)
    fields = (
        "agreement", "participation", "status_change", "kind", "computed_on", "asserted_on", "differs", "is_due",
        "because",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ComputedDay]:
        related = ("agreement", "participation__party", "participation__agreement", "status_change__agreement")
        return super().get_queryset(request).select_related(*related)
