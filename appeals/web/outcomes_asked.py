"""What the page of outcomes is asked for: filters, and what the demands are broken down by."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.queries.outcomes import NO_OUTCOME, OutcomesAsked
from appeals.vocabulary import AppealKind, DemandAction, OutcomeKind
from treaties.dates import shorten
from treaties.vocabulary import Word
from treaties.web.days import AskedDay
from treaties.web.record_filters import Filters
from treaties.web.sentences import capitalised

BREAKDOWNS: dict[str, Promise] = {
    "body": gettext_lazy("Author body"),
    "office": gettext_lazy("Addressee office"),
    "pair": gettext_lazy("Pair"),
    "action": gettext_lazy("What is asked"),
    "kind": gettext_lazy("Kind of appeal"),
    "year": gettext_lazy("Year of the appeal"),
}
MOST_LETTERS = 300
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)

type Choice = tuple[str, str, bool]
"""Value, words, and whether it is chosen."""


@dataclass
class OutcomeFilters:
    """Reads as it is asked; raises nothing. What is not understood is said at its field."""

    request: HttpRequest
    day: AskedDay
    filters: Filters = field(init=False)
    asked: OutcomesAsked = field(init=False)
    by: str = field(init=False)

    def __post_init__(self) -> None:
        self.filters = filters = Filters(self.request)
        self.by = self._breakdown()
        self.asked = OutcomesAsked(
            on=self.day.on,
            known_at=self.day.known_at,
            parties=tuple(filters.parties()),
            action=filters.word("action", DemandAction),
            kind=filters.word("kind", AppealKind),
            outcome=self._outcome(),
            year=self._year(),
            body=self._text("body"),
            office=self._text("office"),
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The day and the state of knowledge, where they were given."""
        return self.day.given

    def address(self, further: dict[str, Any] | None = None, *, path: str = "") -> str:
        """The same question with further filters: a list of values for one that is given several times."""
        changed = further or {}
        given = [(name, value) for name, value, _words in self.filters.on if name not in changed]
        given += [(name, value) for name, value in self.kept if name not in changed]
        given += changed.items()
        query = urlencode([(name, value) for name, value in given if value], doseq=True)
        return f"{path or self.request.path}?{query}" if query else path or self.request.path

    def choices(self, name: str, words: type[Word]) -> list[Choice]:
        """For a choice in the form; the first chooses nothing."""
        typed = self.filters.first(name)
        every = [("", _("any"), not typed), *((str(one), capitalised(str(one.label)), typed == one) for one in words)]
        if name == "outcome":
            every.append((NO_OUTCOME, _("No outcome on record"), typed == NO_OUTCOME))
        return every

    @property
    def breakdowns(self) -> list[Choice]:
        return [(name, str(words), name == self.by) for name, words in BREAKDOWNS.items()]

    def _breakdown(self) -> str:
        text = self.filters.once("by")
        if not text:
            return "body"
        if text not in BREAKDOWNS:
            told = {"text": shorten(text), "words": ", ".join(BREAKDOWNS)}
            self.filters.problems["by"] = _("“%(text)s” is none of %(words)s.") % told
            return "body"
        self.filters.on.append(("by", text, str(BREAKDOWNS[text])))
        return text

    def _outcome(self) -> str:
        if self.filters.first("outcome").strip() == NO_OUTCOME and self.filters.once("outcome"):
            self.filters.on.append(("outcome", NO_OUTCOME, _("no outcome on record")))
            return NO_OUTCOME
        return self.filters.word("outcome", OutcomeKind) or ""

    def _year(self) -> int | None:
        text = self.filters.once("year")
        if not text:
            return None
        if not _YEAR.fullmatch(text) or text == "0000":
            words = _("“%(text)s” is no year; write it with four digits.")
            self.filters.problems["year"] = words % {"text": shorten(text)}
            return None
        self.filters.on.append(("year", text, text))
        return int(text)

    def _text(self, name: str) -> str:
        text = self.filters.once(name)
        if len(text) > MOST_LETTERS:
            self.filters.problems[name] = _("At most %(most)d letters.") % {"most": MOST_LETTERS}
            return ""
        if text:
            self.filters.on.append((name, text, text))
        return text
