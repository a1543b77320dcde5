"""How dates, sentences and links are written in pages."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from treaties.dates import MONTHS, PartialDate
from treaties.derivation import articles
from treaties.web.sentences import Piece, Sentence, capitalised, some_day

register = template.Library()

_LONG_MONTH = re.compile(rf"\b({'|'.join(month for month in MONTHS[1:] if len(month) > 4)})\b")


@register.filter
def cited_in_full(article: str) -> str:
    """An article with its convention."""
    return articles.cited_in_full(article)


@register.filter
def linked(sentence: Sentence, page: str = "") -> SafeString:
    """A sentence whose numbers lead to their lists, on this page or on ``page``."""
    return format_html_join("", "{}", ((_linked(piece, page),) for piece in sentence))


def _linked(piece: Piece, page: str) -> str:
    if piece.anchor:
        address, texts = piece.page or page, (piece.before, piece.strong, piece.text)
        return format_html('<a href="{}#{}">{}<b>{}</b>{}</a>', address, piece.anchor, *texts)
    if piece.strong:
        return format_html('{}<b class="nw">{}</b>{}', piece.before, piece.strong, piece.text)
    return str(piece)


@register.filter
def day(partial: PartialDate | None) -> str:
    """A partly known day in words, marked up for machines where it is one point in time."""
    return _time(partial, partial.words() if partial else "")


@register.filter
def short_day(partial: PartialDate | None) -> str:
    """The same in little room: ``28 Sep 1999``."""
    words = partial.words() if partial else ""
    return _time(partial, _LONG_MONTH.sub(lambda month: month[0][:3], words))


@register.filter
def some_short_day(partial: PartialDate) -> str:
    """Within a sentence: ``some day in Dec 2013``."""
    return _LONG_MONTH.sub(lambda month: month[0][:3], some_day(partial))


def _time(partial: PartialDate | None, words: str) -> str:
    if partial is None:
        return format_html('<span class="none">{}</span>', _("not on record"))
    if partial.sure and not re.search(r"[/~.]", partial.text):
        return format_html('<time datetime="{}">{}</time>', partial.text, words)
    return words


@register.filter
def capital(text: str) -> str:
    """The first letter in upper case, the rest as it is (unlike ``capfirst``, for words of the vocabulary too)."""
    return capitalised(text)
