"""What a list of the record is narrowed to: parties, an agreement, a source, days. What is not understood is said at
its field, and nothing is guessed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext

from treaties.dates import DateNotUnderstood, in_words, read_day, read_first_day, shorten
from treaties.models import Agreement, Party, Source
from treaties.queries.party_search import KnownParty, PartyAnswer, canonical_pair, known_parties
from treaties.vocabulary import Word

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
MOST_PARTIES = 2
UNSAID = ("by",)
"""Choices of an order: kept in addresses, and no filter to drop."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter that is on: what it says, and the query that drops it."""

    words: str
    without: str


def as_party(known: KnownParty) -> Party:
    """A party as the search knows it: its key, its code and its names, without a statement."""
    return Party(pk=known.id, code=known.code, name=known.name, sentence_name=known.sentence_name)


def no_place(text: str) -> str:
    """What is said of a place in a list that the list did not give."""
    return gettext("“%(text)s” is no place in this list; follow the link at its end.") % {"text": shorten(text)}


def _nothing_under(name: str) -> str:
    if name == "source":
        return gettext("No source is on record under “%(slug)s”.")
    return gettext("No agreement is on record under “%(slug)s”.")


def query_of_api(filters: "Filters") -> str:
    """The same filters for the API, where two parties are a ``pair``: ``?pair=AZ-US``, or nothing."""
    given = {name: value for name, value, _ in filters.on if name != "party"}
    codes = [value for name, value, _ in filters.on if name == "party"]
    if codes:
        given |= {"pair": canonical_pair(*codes)} if len(codes) == MOST_PARTIES else {"party": codes[0]}
    return f"?{urlencode(given)}" if given else ""


@dataclass
class Filters:
    """``typed`` keeps what was typed; ``problems`` are messages by field. Reads as it is asked; raises nothing."""

    request: HttpRequest
    problems: dict[str, str] = field(default_factory=dict)
    on: list[tuple[str, str, str]] = field(default_factory=list)
    """Those that are on: field, value in an address, and words."""

    @property
    def query(self) -> str:
        """The filters, without a place in the list: ``?party=AZ``, or nothing."""
        return self.with_also({})

    def with_also(self, further: dict[str, str]) -> str:
        given = [(name, value) for name, value, _ in self.on] + list(further.items())
        return f"?{urlencode(given)}" if given else ""

    @property
    def narrowings(self) -> list[Narrowing]:
        found = []
        for number, (field_name, _, words) in enumerate(self.on):
            if field_name in UNSAID:
                continue
            left = [(name, value) for place, (name, value, _) in enumerate(self.on) if place != number]
            found.append(Narrowing(words, f"{self.request.path}?{urlencode(left)}" if left else self.request.path))
        return found

    def typed(self, name: str) -> list[str]:
        """What was typed into the fields of that name, without empty ones; unreadable characters are a problem."""
        given = [text.strip() for text in self.request.GET.getlist(name)]
        for text in given:
            if bad := next((one for one in text if unicodedata.category(one) in ("Cc", "Cs") or one == "\ufffd"), None):
                self.problems[name] = gettext("This holds a character that cannot be read here (U+%(code)04X).") % {
                    "code": ord(bad)
                }
                return []
        return [text for text in given if text]

    def once(self, name: str) -> str:
        given = self.typed(name)
        if len(given) > 1:
            words = gettext("One at a time: “%(name)s” was given %(n)d times.")
            self.problems[name] = words % {"name": name, "n": len(given)}
            return ""
        return given[0] if given else ""

    def parties(self) -> list[Party]:
        """None, one, or two different ones."""
        texts = self.typed("party")
        if len(texts) > MOST_PARTIES:
            self.problems["party"] = gettext("At most two parties, and not %(n)d.") % {"n": len(texts)}
            return []
        index = known_parties() if texts else None
        found = [one for text in texts if index and (one := self._party(index.find(text)))]
        if self.problems.get("party"):
            return []
        if len(set(found)) < len(found):
            self.problems["party"] = gettext("That is one party twice; name another, or leave one field empty.")
            return []
        parties = sorted((as_party(one) for one in found), key=lambda party: party.code)
        self.on += [("party", party.code, party.name) for party in parties]
        return parties

    def _party(self, answer: PartyAnswer) -> KnownParty | None:
        if answer.party:
            return answer.party
        named = [f"{one.name} ({one.code})" for one in answer.choices or answer.nearest]
        if answer.choices:
            told = {"asked": answer.asked, "choices": gettext(" or ").join(named)}
            words = gettext("“%(asked)s” may mean %(choices)s: say which.") % told
        else:
            words = gettext("No party is called “%(asked)s”.") % {"asked": answer.asked}
            words += gettext(" Nearest: %(parties)s.") % {"parties": ", ".join(named)} if named else ""
        self.problems["party"] = words
        return None

    def agreement(self) -> Agreement | None:
        found = self._by_slug("agreement", lambda slug: Agreement.objects.filter(slug=slug).first())
        if found:
            self.on.append(("agreement", found.slug, found.short_title))
        return found

    def source(self) -> Source | None:
        found = self._by_slug("source", lambda slug: Source.objects.filter(slug=slug).first())
        if found:
            self.on.append(("source", found.slug, f"{found.label}: {found.title}"))
        return found

    def _by_slug[M](self, name: str, find: Callable[[str], M | None]) -> M | None:
        text = self.once(name)
        if not text:
            return None
        found = find(text) if _SLUG.fullmatch(text) else None
        if found is None:
            self.problems[name] = _nothing_under(name) % {"slug": shorten(text)}
        return found

    def word[W: Word](self, name: str, words: type[W]) -> W | None:
        text = self.once(name)
        if not text:
            return None
        if text not in list(words):
            told = {"text": shorten(text), "words": ", ".join(words)}
            self.problems[name] = gettext("“%(text)s” is none of %(words)s.") % told
            return None
        found = words(text)
        self.on.append((name, str(found), str(found.label)))
        return found

    def day(self, name: str, *, words: str = "", begins: bool = False) -> date | None:
        """``words`` name the filter where it is on, with a place for ``%(day)s``. A month or a year means its last day,
        or its first where a span ``begins`` on it."""
        text = self.once(name)
        try:
            found = (read_first_day if begins else read_day)(text) if text else None
        except DateNotUnderstood as error:
            self.problems[name] = str(error)
            return None
        if found:
            said = words % {"day": in_words(found)} if words else f"{name} {in_words(found)}"
            self.on.append((name, found.isoformat(), said))
        return found

    def first(self, name: str, place: int = 0) -> str:
        """What was typed there, to be shown again."""
        given = self.request.GET.getlist(name)
        return shorten(given[place], 120) if len(given) > place else ""


@dataclass(frozen=True)
class NarrowedPage:
    """A list that may be narrowed to parties. With problems nothing is listed, and the answer is 400."""

    filters: Filters

    @property
    def status(self) -> int:
        return 400 if self.filters.problems else 200

    @property
    def typed_parties(self) -> tuple[str, str]:
        return self.filters.first("party"), self.filters.first("party", 1)
