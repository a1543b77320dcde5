"""What a list of the record is narrowed to: parties, an agreement, a source, days. What is not understood is said at
its field, and nothing is guessed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from treaties.dates import DateNotUnderstood, in_words, read_day, shorten
from treaties.models import Agreement, Party, Source
from treaties.queries.party_search import canonical_pair, find_party
from treaties.vocabulary import Word

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
MOST_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter that is on: what it says, and the query that drops it."""

    words: str
    without: str


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
        for number, (_, _, words) in enumerate(self.on):
            left = [(name, value) for place, (name, value, _) in enumerate(self.on) if place != number]
            found.append(Narrowing(words, f"{self.request.path}?{urlencode(left)}" if left else self.request.path))
        return found

    def typed(self, name: str) -> list[str]:
        """What was typed into the fields of that name, without empty ones; unreadable characters are a problem."""
        given = [text.strip() for text in self.request.GET.getlist(name)]
        for text in given:
            if bad := next((one for one in text if unicodedata.category(one) in ("Cc", "Cs") or one == "\ufffd"), None):
                self.problems[name] = f"This holds a character that cannot be read here (U+{ord(bad):04X})."
                return []
        return [text for text in given if text]

    def once(self, name: str) -> str:
        given = self.typed(name)
        if len(given) > 1:
            self.problems[name] = f"One at a time: “{name}” was given {len(given)} times."
            return ""
        return given[0] if given else ""

    def parties(self) -> list[Party]:
        """None, one, or two different ones."""
        texts = self.typed("party")
        if len(texts) > MOST_PARTIES:
            self.problems["party"] = f"At most two parties, and not {len(texts)}."
            return []
        ids = [one for text in texts if (one := self._party(text)) is not None]
        if self.problems.get("party"):
            return []
        if len(set(ids)) < len(ids):
            self.problems["party"] = "That is one party twice; name another, or leave one field empty."
            return []
        found = Party.objects.in_bulk(ids) if ids else {}
        parties = sorted((found[one] for one in ids), key=lambda party: party.code)
        self.on += [("party", party.code, party.name) for party in parties]
        return parties

    def _party(self, text: str) -> int | None:
        answer = find_party(text)
        if answer.party:
            return answer.party.id
        named = [f"{one.name} ({one.code})" for one in answer.choices or answer.nearest]
        if answer.choices:
            words = f"“{answer.asked}” may mean {' or '.join(named)}: say which."
        else:
            nearest = f" Nearest: {', '.join(named)}." if named else ""
            words = f"No party is called “{answer.asked}”.{nearest}"
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
            self.problems[name] = f"No {name} is on record under “{shorten(text)}”."
        return found

    def word[W: Word](self, name: str, words: type[W]) -> W | None:
        text = self.once(name)
        if not text:
            return None
        if text not in list(words):
            self.problems[name] = f"“{shorten(text)}” is none of {', '.join(words)}."
            return None
        found = words(text)
        self.on.append((name, str(found), found.label))
        return found

    def day(self, name: str) -> date | None:
        text = self.once(name)
        try:
            found = read_day(text) if text else None
        except DateNotUnderstood as error:
            self.problems[name] = str(error)
            return None
        if found:
            self.on.append((name, found.isoformat(), f"{name} {in_words(found)}"))
        return found

    def first(self, name: str, place: int = 0) -> str:
        """What was typed there, to be shown again."""
        given = self.request.GET.getlist(name)
        return shorten(given[place], 120) if len(given) > place else ""
