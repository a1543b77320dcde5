"""What the administration says of rows that were corrected or retracted: struck through, by whom, why, what stands."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.dates import in_words


class Standing(admin.SimpleListFilter):
    """Lists show what stands; the rest is one choice away."""

    title = "standing"
    parameter_name = "standing"
    MENDED, ALL = "mended", "all"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(self.MENDED, "corrected or retracted"), (self.ALL, "all")]

    def choices(self, changelist: Any) -> Any:
        """The first choice, without a value, is what stands."""
        default, *others = super().choices(changelist)
        yield default | {"display": "stands"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case self.MENDED:
                return queryset.exclude(correction=None)
            case self.ALL:
                return queryset
        return queryset.filter(correction=None)


def is_mended(row: Any) -> bool:
    return correction_of(row) is not None


def correction_of(row: Any) -> Any:
    """What says that the row no longer stands; ``None`` while it stands. Select ``correction`` before."""
    return getattr(row, "correction", None)


def struck(row: Any, words: str) -> str:
    """The words for a row; struck through where it no longer stands."""
    return format_html('<s class="mended">{}</s>', words) if is_mended(row) else words


def mended_words(row: Any) -> SafeString:
    """“Corrected on 3 March 2026 by ana: reason”, with the way to what stands instead; select ``correction__block``."""
    correction = correction_of(row)
    words = how(correction)
    if correction.replacement is None:
        return words
    return format_html("{} {}", words, linked(correction.replacement, "See what stands instead"))


def how(correction: Any) -> SafeString:
    verb = "Retracted" if correction.is_retraction else "Corrected"
    block = correction.block
    day = in_words(timezone.localdate(block.at))
    return format_html("<b>{}</b> on {} by {}: {}", verb, day, block.actor, sentence(correction.reason))


def sentence(reason: str) -> str:
    return reason if reason[-1:] in ".!?…" else f"{reason}."


def standing_words(row: Any) -> SafeString:
    """Whether a row stands; what it stands instead of; what stands instead of it, at the end of the chain."""
    corrects = getattr(row, "corrects", None)
    origin = (
        format_html('<div class="line">Instead of {}. {}</div>', linked(corrects.row, "an earlier row"), how(corrects))
        if corrects
        else SafeString()
    )
    if not is_mended(row):
        return format_html('<div class="line">Stands.</div>{}', origin)
    last = standing_instead(row)
    end = linked(last, "See what stands instead") if last else SafeString("Nothing stands instead.")
    return format_html(
        '<div class="line mending"><b>Stands no longer.</b> {} {}</div>{}', how(correction_of(row)), end, origin
    )


def standing_instead(row: Any) -> Any:
    """The row at the end of the chain of corrections; ``None`` where that was retracted."""
    while row is not None and (correction := correction_of(row)):
        row = correction.replacement
    return row


def admin_url(row: Model, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def linked(row: Model, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', admin_url(row), words)


def mending_links(row: Any, words: str) -> SafeString:
    """To correct or to retract a row; nothing for one that no longer stands."""
    if is_mended(row):
        return SafeString()
    return format_html(
        '<a class="mend" href="{}" aria-label="Correct: {}">Correct</a>'
        ' <a class="mend" href="{}" aria-label="Retract: {}">Retract</a>',
        admin_url(row, "correct"),
        words,
        admin_url(row, "retract"),
        words,
    )
