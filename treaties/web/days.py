"""What a page is asked about: a day, and a state of knowledge. The only place of the pages that looks at the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from treaties.dates import DateNotUnderstood, add_months, read_day
from treaties.queries.knowledge import Knowledge, KnowledgeNotUnderstood, NotKnowledge, knowledge_at

SPAN = 10
"""Years that a page offers to look back."""


class Tense(Enum):
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class AskedDay:
    """``on`` is the legal day of the question, and ``today`` the day in UTC on which it is asked."""

    on: date
    today: date
    is_given: bool = True
    """False where the address names no day: then ``on`` is today."""
    knowledge: Knowledge | None = None
    """The state of knowledge that was asked for; ``None`` for the latest."""

    @property
    def tense(self) -> Tense:
        if self.on == self.today:
            return Tense.PRESENT
        return Tense.PAST if self.on < self.today else Tense.FUTURE

    @property
    def known_at(self) -> int | None:
        """The block, as queries ask for it."""
        return self.knowledge.no if self.knowledge else None

    @property
    def is_latest(self) -> bool:
        return self.knowledge is None or self.knowledge.is_latest

    @property
    def known(self) -> str:
        """``1 March 2025, 12:00 UTC (block 1842)``; empty for the latest record."""
        return knowledge_in_words(self.knowledge) if self.knowledge else ""

    @property
    def query(self) -> str:
        """What a link needs to ask about the same day and the same knowledge: ``?on=2024-10-05``, or nothing."""
        return f"?{urlencode(self.given)}" if self.given else ""

    @property
    def given(self) -> list[tuple[str, str]]:
        """The same, name by name."""
        asked = {"on": self.on.isoformat()} if self.is_given else {}
        return list((asked | self._block).items())

    @property
    def and_known(self) -> str:
        """For links that name another day: ``&known_at=1842``, or nothing."""
        return f"&{urlencode(self._block)}" if self._block else ""

    @property
    def without_knowledge(self) -> str:
        """The same day in the latest record. Never empty, so that it is a link of its own."""
        return f"?{urlencode({'on': self.on.isoformat()})}"

    @property
    def since_then(self) -> str:
        """For the page that compares: what was learned since the state of knowledge that was asked for."""
        return f"?{urlencode({'on': self.on.isoformat(), 'from_known_at': str(self.known_at)})}"

    @property
    def ten_years_before(self) -> date:
        """A day to compare with."""
        return add_months(self.on, -12 * SPAN) if self.on.year > SPAN else self.on.min

    @property
    def ten_years(self) -> str:
        """For the page that compares: what changed in the ten years before."""
        asked = {"from_on": self.ten_years_before.isoformat(), "on": self.on.isoformat()}
        return f"?{urlencode(asked | self._block)}"

    @property
    def _block(self) -> dict[str, str]:
        return {"known_at": str(self.known_at)} if self.knowledge else {}


def states_to_offer(day: AskedDay, states: Iterable[Knowledge]) -> list[Knowledge]:
    """States of knowledge to choose from, the latest first; that which was asked for is among them."""
    asked = [day.knowledge] if day.knowledge else []
    found = {one.no: one for one in (*states, *asked) if one in asked or not one.is_latest}
    return sorted(found.values(), key=lambda one: -one.no)


def knowledge_in_words(knowledge: Knowledge) -> str:
    return _("%(moment)s (block %(number)s)") % {"moment": knowledge.words, "number": knowledge.no}


def pinned(on: date, knowledge: Knowledge | None) -> str:
    """The query that will always be answered alike: the day, and the block."""
    block = {"known_at": str(knowledge.no)} if knowledge else {}
    return f"?{urlencode({'on': on.isoformat()} | block)}"


def today() -> date:
    return timezone.now().date()


def asked_day(request: HttpRequest, *, as_known: bool = True) -> AskedDay:
    """The day of ``?on=``, or today, as known at ``?known_at=``, or now. Raises DateNotUnderstood and NotKnowledge.

    One statement where a state of knowledge is named; none otherwise. A page that only hands it on reads it not.
    """
    typed, knowledge = typed_once(request, "on"), asked_knowledge(request, "known_at") if as_known else None
    if not typed:
        return AskedDay(today(), today(), is_given=False, knowledge=knowledge)
    return AskedDay(read_day(typed), today(), knowledge=knowledge)


def typed_once(request: HttpRequest, name: str) -> str:
    """What was typed into one field; empty where nothing was. Raises DateNotUnderstood where it was given twice."""
    typed = request.GET.getlist(name)
    if len(typed) > 1:
        words = _("One day at a time: “%(name)s” was given %(n)d times.")
        if name.endswith("known_at"):
            words = _("One state of knowledge at a time: “%(name)s” was given %(n)d times.")
        raise DateNotUnderstood(words % {"name": name, "n": len(typed)})
    return typed[0].strip() if typed else ""


def typed_knowledge(request: HttpRequest, name: str) -> str:
    """What names the state of knowledge: what was typed into the field beside the choice, if anything was."""
    return typed_once(request, f"or_{name}") or typed_once(request, name)


def asked_knowledge(request: HttpRequest, name: str) -> Knowledge | None:
    """The state of knowledge that one field names, or ``None``. Raises NotKnowledge.

    To people a day is a moment too: the end of it, in UTC. A plain number is a block, never a year.
    """
    typed = typed_knowledge(request, name)
    if not typed:
        return None
    try:
        day = None if typed.isdecimal() else read_day(typed)
    except DateNotUnderstood:
        day = None
    try:
        return knowledge_at(f"{day.isoformat()}T23:59:59.999999Z" if day else typed)
    except KnowledgeNotUnderstood as error:
        raise NotKnowledge(_("%(error)s A day (1 March 2025) means its end.") % {"error": error}) from None
