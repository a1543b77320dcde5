"""The page of deadlines: what is due from a day on, month by month, each with its reasons and how it is known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from treaties.dates import MONTHS, DateNotUnderstood, PartialDate, in_words, read_day
from treaties.derivation.why import Reason
from treaties.models import Agreement
from treaties.queries.deadline_words import how_known, what_follows, what_is_due
from treaties.queries.deadlines import Asked, Deadline, deadlines_page
from treaties.queries.keyset import Position
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import DayKind
from treaties.web.days import today
from treaties.web.record_filters import Filters, NarrowedPage, no_place, query_of_api

MOST = 50
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}):([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One deadline, as the template shows it."""

    one: Deadline

    @property
    def day(self) -> PartialDate:
        return self.one.day

    @property
    def agreement(self) -> Agreement:
        return self.one.agreement

    @property
    def what(self) -> str:
        return what_is_due(self.one)

    @property
    def follows(self) -> str:
        return what_follows(self.one)

    @property
    def known(self) -> str:
        return how_known(self.one)

    @property
    def reasons(self) -> Sequence[Reason]:
        return self.one.reasons


type Month = tuple[str, list[DeadlineView]]


@dataclass(frozen=True)
class DeadlinesPage(NarrowedPage):
    """Everything that the template shows. With problems nothing is listed."""

    asked: Asked
    views: Sequence[DeadlineView] = ()
    next: str = ""

    @property
    def months(self) -> list[Month]:
        return by_month(self.views)

    @property
    def since(self) -> str:
        return in_words(self.asked.since)

    @property
    def subject(self) -> str:
        """“Azerbaijan – United States”; empty for everything on record."""
        names = [party.name for party in self.asked.parties]
        return " – ".join(names) or (self.asked.agreement.title if self.asked.agreement else "")

    @property
    def back(self) -> str:
        """The page that the subject has of its own."""
        codes = [party.code for party in self.asked.parties]
        if len(codes) == 2:
            return reverse("pair", args=[canonical_pair(*codes)])
        return self.asked.agreement.get_absolute_url() if self.asked.agreement else ""

    @property
    def typed_from(self) -> str:
        return self.filters.first("from") or in_words(self.asked.since)

    @property
    def typed_until(self) -> str:
        return self.filters.first("until")

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """Of the field on kinds: value, words, whether it is chosen."""
        chosen = self.filters.first("kind")
        return [("", gettext("all"), not chosen), *((str(kind), kind.label, chosen == kind) for kind in DayKind)]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that the form has no field for."""
        return [(name, value) for name, value, _ in self.filters.on if name == "agreement"]

    @property
    def calendar(self) -> str:
        return f"{reverse('deadlines_calendar')}{self.filters.query}"

    @property
    def atom(self) -> str:
        return f"{reverse('deadlines_atom')}{self.filters.query}"

    @property
    def as_json(self) -> str:
        return f"{reverse('api-deadlines')}{query_of_api(self.filters)}"

    @property
    def problem_of_from(self) -> str:
        return self.filters.problems.get("from", "")

    @property
    def other_problems(self) -> list[str]:
        """Of what the form has no field for."""
        of_fields = ("party", "from", "until", "kind")
        return [words for name, words in self.filters.problems.items() if name not in of_fields]


def by_month(views: Iterable[DeadlineView]) -> list[Month]:
    """In the order given, under the month of the last possible day: “August 2026”."""
    months = groupby(views, key=lambda view: ((view.day.latest or date.max).year, (view.day.latest or date.max).month))
    return [(f"{MONTHS[month]} {year:04}", list(of_month)) for (year, month), of_month in months]


def asked_deadlines(filters: Filters) -> Asked:
    """From today on, where no day is named."""
    asked = Asked(
        parties=filters.parties(),
        agreement=filters.agreement(),
        since=filters.day("from", words=gettext("from %(day)s"), begins=True) or today(),
        until=filters.day("until", words=gettext("until %(day)s")),
        kind=filters.word("kind", DayKind),
    )
    if asked.until and asked.until < asked.since:
        words = gettext("That is before %(day)s, the day from which is asked.")
        filters.problems["until"] = words % {"day": in_words(asked.since)}
    return asked


def deadlines_of_request(request: HttpRequest) -> DeadlinesPage:
    filters = Filters(request)
    asked = asked_deadlines(filters)
    after = _place(filters)
    if filters.problems:
        return DeadlinesPage(filters, asked)
    page = deadlines_page(asked, size=MOST, after=after)
    on = page.goes_on_after
    pinned = {"after": f"{on.sort}:{on.id}"} if on else {}
    if on and not filters.first("from"):
        pinned["from"] = asked.since.isoformat()
    following = filters.with_also(pinned) if on else ""
    return DeadlinesPage(filters, asked, [DeadlineView(one) for one in page.rows], following)


def _place(filters: Filters) -> Position | None:
    """Where the page before ended."""
    text = filters.once("after")
    if not text:
        return None
    match = _PLACE.fullmatch(text)
    try:
        day = read_day(match[1]) if match else None
    except DateNotUnderstood:
        day = None
    if match is None or day is None:
        filters.problems["after"] = no_place(text)
        return None
    return Position(day, int(match[2]))
