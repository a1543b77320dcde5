"""What analysts have judged. To read: a later judgement counts instead of an earlier one, and edits nothing."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from treaties.admin.mending.mended import linked, struck
from treaties.admin.reading import ReadOnlyAdmin, WithSources, lines
from treaties.models import Judgement, StatusChange
from treaties.queries.citations import with_sources
from treaties.queries.in_words import act_in_words, assertion_in_words

RELATED = (
    "agreement",
    "block",
    "assertion__agreement",
    "assertion__correction",
    "status_change__participation__party",
    "status_change__towards",
    "status_change__correction",
)


@admin.register(Judgement)
class JudgementAdmin(WithSources, ReadOnlyAdmin):
    list_display = ("agreement", "on", "verdict", "reason", "at", "by")
    list_display_links = ("reason",)
    list_filter = ("verdict",)
    search_fields = ("reason", "agreement__title")
    ordering = ("-pk",)
    fields = ("agreement", "on", "verdict", "reason", "sources", "counts", "others", "at", "by", "block")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Judgement]:
        return super().get_queryset(request).select_related(*RELATED).prefetch_related(with_sources())

    @admin.display(description="What was judged")
    def on(self, judgement: Judgement) -> SafeString:
        row = judgement.assertion or judgement.status_change
        assert row, "a judgement is on one of the two"
        words = act_in_words(row) if isinstance(row, StatusChange) else assertion_in_words(row)
        return linked(row, struck(row, words))

    @admin.display(description="Recorded", ordering="block")
    def at(self, judgement: Judgement) -> object:
        return judgement.block.at

    @admin.display(description="By")
    def by(self, judgement: Judgement) -> str:
        return judgement.block.actor

    @admin.display(description="Whether it counts")
    def counts(self, judgement: Judgement) -> str:
        return (
            "A later one counts instead" if self._same(judgement).filter(pk__gt=judgement.pk).exists() else "It counts"
        )

    @admin.display(description="Other judgements on the same")
    def others(self, judgement: Judgement) -> SafeString:
        """The history: every judgement on the same contradiction, the latest first."""
        found = self._same(judgement).exclude(pk=judgement.pk).select_related("block").order_by("-pk")
        return lines(linked(one, f"{one.get_verdict_display()}: {one.reason} ({one.block.actor})") for one in found)

    def _same(self, judgement: Judgement) -> QuerySet[Judgement]:
        return Judgement.objects.filter(assertion=judgement.assertion_id, status_change=judgement.status_change_id)
