"""Reads the form of the page that asks “what if”: each field by itself, so that all that is wrong is said at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from treaties.dates import DateNotUnderstood, read_day, shorten
from treaties.models import Party
from treaties.queries.knowledge import Knowledge, NotKnowledge
from treaties.queries.nearest_agreements import nearest_agreements
from treaties.queries.party_search import KnownParty, PartyAnswer, known_parties
from treaties.queries.what_if import MOST, SLUG, NoSuchAgreements
from treaties.vocabulary import Word
from treaties.web.days import asked_knowledge, today
from treaties.web.questions import Choice

FIELDS = ("party", "act", "received_on", "with", "topic", "agreement", "known_at")
_REPEATED = gettext_lazy("This was given more than once in the address; give it once.")


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Why a field is not understood, and what may have been meant by it."""

    message: str
    ways_out: Sequence[Choice] = ()

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Reading:
    """Reads one field after another; what is not understood becomes a problem of its field."""

    request: HttpRequest
    problems: dict[str, Misunderstood]

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        repeated = (name for name in FIELDS if name != "agreement" and len(request.GET.getlist(name)) > 1)
        return cls(request, {name: Misunderstood(str(_REPEATED)) for name in repeated})

    def parties(self, *names: str) -> list[Party | None]:
        """Of these fields. Two statements, however many."""
        texts = {name: self._text(name) for name in names}
        index = known_parties() if any(texts.values()) else None
        known = {name: self._party(name, index.find(text)) for name, text in texts.items() if text and index}
        found = Party.objects.in_bulk([one.id for one in known.values() if one]) if known else {}
        return [found[one.id] if (one := known.get(name)) else None for name in names]

    def _party(self, name: str, answer: PartyAnswer) -> KnownParty | None:
        if answer.party:
            return answer.party
        ways_out = [Choice(one.name, self._with(name, one.code)) for one in answer.choices or answer.nearest]
        self.problems[name] = Misunderstood(_no_party(answer), ways_out)
        return None

    def word[W: Word](self, name: str, words: type[W]) -> W | None:
        text = self._text(name)
        if text and text not in list(words):
            self.problems[name] = Misunderstood(gettext("“%(text)s” is none of the choices.") % {"text": shorten(text)})
            return None
        return words(text) if text else None

    def day(self) -> date:
        try:
            text = self._text("received_on")
            return read_day(text) if text else today()
        except DateNotUnderstood as error:
            self.problems["received_on"] = Misunderstood(str(error))
            return today()

    def knowledge(self) -> Knowledge | None:
        try:
            return asked_knowledge(self.request, "known_at") if self._text("known_at") else None
        except (NotKnowledge, DateNotUnderstood) as error:
            self.problems["known_at"] = Misunderstood(str(error))
            return None

    def slugs(self) -> tuple[str, ...]:
        texts = re.split(r"[\s,;]+", " ".join(self.request.GET.getlist("agreement")).strip())
        slugs = tuple(dict.fromkeys(text.rstrip("/").rpartition("/")[2] for text in texts if text))
        wrong = next((slug for slug in slugs if not SLUG.fullmatch(slug)), None)
        if wrong is not None:
            self.problems["agreement"] = Misunderstood(
                gettext("“%(text)s” is no address of an agreement.") % {"text": shorten(wrong)}
            )
        if len(slugs) > MOST:
            words = gettext("At most %(most)d agreements at a time; these are %(n)d.") % {
                "most": MOST,
                "n": len(slugs),
            }
            self.problems["agreement"] = Misunderstood(words)
        return slugs

    def no_agreements(self, error: NoSuchAgreements, slugs: Sequence[str], on: date) -> None:
        kept = [slug for slug in slugs if slug not in error.slugs]
        near = nearest_agreements(error.slugs[0], on=on)
        ways_out = [Choice(one.title, self._with("agreement", ",".join([*kept, one.slug]))) for one in near]
        self.problems["agreement"] = Misunderstood(str(error), ways_out)

    def _text(self, name: str) -> str:
        return "" if name in self.problems else self.request.GET.get(name, "").strip()

    def _with(self, name: str, value: str) -> str:
        asked = {key: self.request.GET.get(key, "") for key in FIELDS if self.request.GET.get(key)}
        return f"{reverse('what_if')}?{urlencode(asked | {name: value})}"


def _no_party(answer: PartyAnswer) -> str:
    if answer.choices:
        return gettext("“%(asked)s” may mean several parties: say which.") % {"asked": answer.asked}
    if answer.nearest:
        return gettext("No party is called “%(asked)s”. The nearest:") % {"asked": answer.asked}
    return gettext("No party is called “%(asked)s”.") % {"asked": answer.asked}


def typed_into(given: QueryDict) -> dict[str, str]:
    """What is shown in the fields again: cut, and safe to repeat."""
    typed = {name: shorten(given.get(name, "").strip(), 120) for name in FIELDS}
    return typed | {"agreement": shorten(" ".join(given.getlist("agreement")), 4000).strip()}
