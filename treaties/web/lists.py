"""Long lists, walked page by page: where the page before ended, and what the list is narrowed to."""

import re
import unicodedata
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from treaties.dates import shorten
from treaties.queries.keyset import Position
from treaties.vocabulary import Word

LONGEST = 200
"""Characters of the longest text that a list is narrowed by."""
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_SIGNS = re.compile(r"([0-9]{1,18})(?::(.{0,400}))?", re.ASCII | re.DOTALL)


class NotInTheList(ValueError):
    """What was asked is no place in a list, or nothing that it can be narrowed to; the message says what is."""


def asked_once(request: HttpRequest, name: str) -> str:
    """What was typed into one field, without blanks around it. Raises NotInTheList: twice, overlong, unreadable."""
    given = [text.strip() for text in request.GET.getlist(name)]
    if len(given) > 1:
        raise NotInTheList(_("One at a time: “%(name)s” was given %(n)d times.") % {"name": name, "n": len(given)})
    text = given[0] if given else ""
    if any(unicodedata.category(one) in ("Cc", "Cs") or one == "\ufffd" for one in text):
        raise NotInTheList(_("“%(text)s” holds a character that cannot be read here.") % {"text": shorten(text)})
    return text


def asked_text(request: HttpRequest, name: str = "q") -> str:
    text = asked_once(request, name)
    if len(text) > LONGEST:
        words = _("At most %(most)d characters, and not %(n)d.") % {"most": LONGEST, "n": len(text)}
        raise NotInTheList(words)
    return text


def asked_word[W: Word](request: HttpRequest, name: str, words: type[W]) -> W | None:
    text = asked_once(request, name)
    if not text:
        return None
    if text not in list(words):
        raise NotInTheList(
            _("“%(text)s” is none of %(accepted)s.") % {"text": shorten(text), "accepted": ", ".join(words)}
        )
    return words(text)


def asked_number(request: HttpRequest, name: str) -> int | None:
    text = asked_once(request, name)
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise NotInTheList(_no_place(text))
    return int(text)


def asked_place(request: HttpRequest) -> Position | None:
    """``after=ID:TEXT``, as ``address_of`` writes it."""
    text = asked_once(request, "after")
    if not text:
        return None
    match = _SIGNS.fullmatch(text)
    if not match or match[2] is None:
        raise NotInTheList(_no_place(text))
    return Position(match[2], int(match[1]))


def following(request: HttpRequest, position: Position | None, *, keep: tuple[str, ...]) -> str:
    """The query of the next page; empty where nothing follows."""
    if position is None:
        return ""
    given = [(name, request.GET[name]) for name in keep if request.GET.get(name)]
    return f"?{urlencode([*given, ('after', f'{position.id}:{position.sort}')])}"


def _no_place(text: str) -> str:
    return _("“%(text)s” is no place in this list; follow the link at its end.") % {"text": shorten(text)}
