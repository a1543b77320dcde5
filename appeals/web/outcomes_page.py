"""What came of demands, counted: by outcome, and broken down. Numbers of the record, and no judgement of anybody."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appeals.queries.outcomes import DemandRow, demands_with_outcomes
from appeals.vocabulary import AppealKind, DemandAction, OutcomeKind
from appeals.web.outcomes_asked import BREAKDOWNS, Choice, OutcomeFilters
from appeals.web.outcomes_picture import OutcomesPicture
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.web.days import AskedDay
from treaties.web.record_filters import Filters
from treaties.web.sentences import Sentence, capitalised, composed, count, filled, joined

MOST = 5_000
"""Demands that are counted, the newest; the CSV has all."""
MOST_GROUPS = 60


@dataclass(frozen=True)
class Tally:
    """Some demands, counted. Time to answer is an appeal's, and is counted once for each appeal."""

    rows: Sequence[DemandRow]

    @property
    def number(self) -> int:
        return len(self.rows)

    @cached_property
    def by_outcome(self) -> Counter[OutcomeKind | None]:
        return Counter(row.outcome for row in self.rows)

    @property
    def unanswered(self) -> int:
        return len([row for row in self.rows if not row.is_answered])

    @property
    def overdue(self) -> int:
        return len([row for row in self.rows if row.is_overdue])

    @property
    def longest(self) -> int | None:
        """Days that one of them has gone without an answer."""
        return max((row.days_without_answer for row in self.rows if row.days_without_answer is not None), default=None)

    @cached_property
    def appeals(self) -> list[DemandRow]:
        """One row of each appeal."""
        return list({row.appeal.pk: row for row in self.rows}.values())

    @property
    def time_to_answer(self) -> str:
        """“median 12 days, from 3 to 40; known for 2 of 5 appeals”."""
        days = [row.days_to_answer for row in self.appeals if row.days_to_answer is not None]
        of = {"known": len(days), "of": len(self.appeals)}
        if not days:
            words = ngettext("not known for any of %(of)d appeal", "not known for any of %(of)d appeals", of["of"])
            return words % of
        told = ngettext(
            "median %(median)s days, from %(least)d to %(most)d; known for %(known)d of %(of)d appeal",
            "median %(median)s days, from %(least)d to %(most)d; known for %(known)d of %(of)d appeals",
            of["of"],
        )
        return told % (of | {"median": f"{median(days):g}", "least": min(days), "most": max(days)})


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the table."""

    name: str
    address: str
    """Of the page narrowed to it; empty where it cannot be."""
    tally: Tally
    columns: Sequence[tuple[str, int]]
    """How many of them have each outcome, with its words."""


@dataclass(frozen=True)
class OutcomesPage:
    """Everything that the template shows. With problems nothing is counted."""

    asked: OutcomeFilters
    day: AskedDay
    pinned: Knowledge | None = None
    rows: Sequence[DemandRow] = ()
    are_more: bool = False

    @property
    def filters(self) -> Filters:
        return self.asked.filters

    @property
    def status(self) -> int:
        return 400 if self.filters.problems else 200

    @property
    def typed(self) -> dict[str, str]:
        names = ("year", "body", "office")
        return {name: self.filters.first(name) for name in names} | {
            "party": self.filters.first("party"),
            "party_2": self.filters.first("party", 1),
        }

    @property
    def other_problems(self) -> list[str]:
        """Of what the form has no field for."""
        shown = ("party", "year")
        return [words for name, words in self.filters.problems.items() if name not in shown]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form takes along beside its own fields."""
        own = [(name, value) for name, value, _words in self.filters.on if name in ("body", "office")]
        return [*self.asked.kept, *own]

    @property
    def actions(self) -> list[Choice]:
        return self.asked.choices("action", DemandAction)

    @property
    def kinds(self) -> list[Choice]:
        return self.asked.choices("kind", AppealKind)

    @property
    def outcomes(self) -> list[Choice]:
        return self.asked.choices("outcome", OutcomeKind)

    @property
    def csv(self) -> str:
        return self.asked.address(path=reverse("outcomes_csv"))

    @property
    def canonical(self) -> str:
        return self.asked.address()

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return self.asked.address(
            {"on": self.day.on.isoformat(), "known_at": str(self.pinned.no) if self.pinned else ""}
        )

    @cached_property
    def tally(self) -> Tally:
        return Tally(self.rows)

    @cached_property
    def found(self) -> list[tuple[str, str, int]]:
        """Value, words and number of each outcome that occurs, in their order; those without any last."""
        counts = self.tally.by_outcome
        named = [(str(one), capitalised(one.label), counts[one]) for one in OutcomeKind if counts[one]]
        return [*named, *([("none", _("No outcome on record"), counts[None])] if counts[None] else [])]

    @cached_property
    def picture(self) -> OutcomesPicture:
        return OutcomesPicture(self.found, self.tally.number)

    @property
    def answer(self) -> Sentence:
        number, appeals = self.tally.number, len(self.tally.appeals)
        of = filled(ngettext("{n} appeal", "{n} appeals", appeals), n=appeals)
        words = ngettext("[{n} demand] of {appeals} is counted.", "[{n} demands] of {appeals} are counted.", number)
        told = [composed(words, n=count(number, to="by-outcome"), appeals=of)]
        none = self.tally.by_outcome[None]
        if none:
            words = ngettext("For {n}, no outcome is on record.", "For {n}, no outcome is on record.", none)
            told.append(composed(words, n=none))
        if self.tally.unanswered:
            words = ngettext(
                "To the appeal of {n} of them, no answer is on record; the longest wait is {days} days.",
                "To the appeals of {n} of them, no answer is on record; the longest wait is {days} days.",
                self.tally.unanswered,
            )
            told.append(composed(words, n=self.tally.unanswered, days=self.tally.longest or 0))
        return joined(told, _("{first} {then}"))

    @property
    def breakdown(self) -> str:
        return str(BREAKDOWNS[self.asked.by])

    @cached_property
    def _groups(self) -> list[Group]:
        key = KEYS[self.asked.by]
        grouped: dict[str, list[DemandRow]] = {}
        narrowing: dict[str, dict[str, Any]] = {}
        for row in self.rows:
            name, further = key(row)
            grouped.setdefault(name, []).append(row)
            narrowing[name] = further
        names = sorted(grouped, key=lambda name: (-len(grouped[name]), name))
        return [self._group(name, narrowing[name], grouped[name]) for name in names]

    def _group(self, name: str, further: dict[str, Any], rows: list[DemandRow]) -> Group:
        tally = Tally(rows)
        columns = [
            (words, tally.by_outcome[OutcomeKind(value) if value != "none" else None]) for value, words, _ in self.found
        ]
        return Group(name, self.asked.address(further) if further else "", tally, columns)

    @property
    def groups(self) -> list[Group]:
        return self._groups[:MOST_GROUPS]

    @property
    def groups_left_out(self) -> int:
        return max(len(self._groups) - MOST_GROUPS, 0)


def outcomes_page(request: HttpRequest, day: AskedDay) -> OutcomesPage:
    """Two statements, and those that read the names of parties where one is named."""
    asked = OutcomeFilters(request, day)
    if asked.filters.problems:
        return OutcomesPage(asked, day)
    rows = demands_with_outcomes(asked.asked, most=MOST + 1)
    return OutcomesPage(asked, day, day.knowledge or latest_knowledge(), rows[:MOST], len(rows) > MOST)


type Key = Callable[[DemandRow], tuple[str, dict[str, Any]]]
"""What a demand is counted under, and the filters that narrow to it."""


def _pair(row: DemandRow) -> tuple[str, dict[str, Any]]:
    if len(row.parties) != 2:
        return _("not exactly two parties"), {}
    (one, name), (other, its_name) = row.parties
    return f"{name} – {its_name}", {"party": [one, other]}


def _year(row: DemandRow) -> tuple[str, dict[str, Any]]:
    issued = row.appeal.issued_on
    if not issued or not issued.latest:
        return _("not on record"), {}
    return f"{issued.latest.year:04}", {"year": f"{issued.latest.year:04}"}


KEYS: dict[str, Key] = {
    "body": lambda row: (row.appeal.issuing_body, {"body": row.appeal.issuing_body}),
    "office": lambda row: (row.appeal.addressee_office, {"office": row.appeal.addressee_office}),
    "pair": _pair,
    "action": lambda row: (capitalised(DemandAction(row.demand.action).label), {"action": row.demand.action}),
    "kind": lambda row: (capitalised(AppealKind(row.appeal.kind).label), {"kind": row.appeal.kind}),
    "year": _year,
}
