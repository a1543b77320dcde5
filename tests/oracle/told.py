"""What the oracle is told: plain values, and days as two plain dates. Nothing here knows how Pacta derives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

FIELDS = ("done", "received", "effective", "ends")
NEVER = date(2300, 1, 1)
"""Later than every day that a test asks about: what has not happened yet by then."""


@dataclass(frozen=True, order=True)
class Span:
    """Some day from ``first`` to ``last``; ``is_day`` where it is known to the day."""

    first: date
    last: date
    is_day: bool = False


@dataclass(frozen=True)
class Told:
    """One act. ``by`` is a party's code, or empty for the agreement as a whole; ``about`` the name of another act."""

    name: str
    act: str
    by: str = ""
    spans: dict[str, Span] = field(default_factory=dict)
    is_whole: bool = True
    """Its scope is the whole agreement."""
    about: str = ""
    order: int = 0

    def first_known(self, fields: str) -> str:
        """Which of ``done/received`` is known first; empty where none is."""
        return next((name for name in fields.split("/") if name in self.spans), "")


@dataclass(frozen=True)
class Member:
    """A party, its side (0: there are no sides), and its life: from a day (closed) until a day (open)."""

    code: str
    side: int = 0
    born: date = date.min
    died: date = NEVER


@dataclass(frozen=True)
class History:
    is_bilateral: bool
    members: tuple[Member, ...]
    acts: tuple[Told, ...]
    term: int = 0
    """Months of a fixed term; 0 where no clause says one."""

    @property
    def is_exact(self) -> bool:
        return all(span.is_day for act in self.acts for span in act.spans.values())

    def speaks_for_a_side(self, code: str) -> bool:
        sides = [member.side for member in self.members]
        return self.is_bilateral and any(one.code == code and sides.count(one.side) == 1 for one in self.members)

    def days_of_interest(self) -> list[date]:
        """The bounds of every date and their neighbours: between them nothing can change."""
        bounds = {day for act in self.acts for span in act.spans.values() for day in (span.first, span.last)}
        bounds |= {day for member in self.members for day in (member.born, member.died)}
        if self.term:
            entries = [act.spans.get("effective") for act in self.acts if act.act == "entry_into_force"]
            bounds |= {day for span in entries if span for day in self._term_ends(span)}
        near = (day + timedelta(days=n) for day in bounds if date.min < day < NEVER for n in (-1, 0, 1))
        return sorted({*near, date(2001, 1, 1), date(2030, 1, 1)})

    def _term_ends(self, span: Span) -> Iterator[date]:
        for day in (span.first, span.last):
            yield from (later(day, self.term * n) for n in (-1, 1, 2, 3) if date.min < day < NEVER)


def later(day: date, months: int) -> date:
    """So many months later: the same-numbered day, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
