"""The list of appeals: the newest first, narrowed to parties and words, page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from appeals.queries.lists import AppealsAsked, Place, appeals_listed
from treaties.dates import DateNotUnderstood, read_day, shorten
from treaties.web.days import AskedDay
from treaties.web.record_filters import Filters, NarrowedPage, Narrowing, query_of_api

MOST = 50
MOST_LETTERS = 120
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}):([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class AppealsPage(NarrowedPage):
    """Everything that the template shows. With problems nothing is listed."""

    asked: AppealsAsked
    day: AskedDay
    appeals: Sequence[Any] = ()
    next: str = ""
    is_further: bool = False
    """It is not the first page."""

    @property
    def typed_text(self) -> str:
        return self.filters.first("q")

    @property
    def other_problems(self) -> list[str]:
        """Of what the form has no field for."""
        return [words for name, words in self.filters.problems.items() if name not in ("party", "q")]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form and every link take along: the day and the state of knowledge, where they were given."""
        return parse_qsl(self.day.query.lstrip("?"))

    @property
    def narrowings(self) -> list[Narrowing]:
        """The filters that are on; dropping one keeps the state of knowledge too."""
        kept, found = urlencode(self.kept), self.filters.narrowings
        if not kept:
            return found
        return [replace(one, without=f"{one.without}{'&' if '?' in one.without else '?'}{kept}") for one in found]

    @property
    def as_json(self) -> str:
        """The same narrowed to the same parties; the API knows no words."""
        query = query_of_api(Filters(self.filters.request, on=[one for one in self.filters.on if one[0] == "party"]))
        known = f"known_at={self.day.known_at}" if self.day.knowledge else ""
        return f"/api/v1/appeals/{query}{'&' if query else '?'}{known}" if known else f"/api/v1/appeals/{query}"

    @property
    def first(self) -> str:
        """The address of the first page."""
        return f"{self.filters.request.path}{self.filters.with_also(dict(self.kept))}"


def appeals_of_request(request: HttpRequest, day: AskedDay) -> AppealsPage:
    """At most one statement, and those that read the names of parties where one is named."""
    filters = Filters(request)
    asked = AppealsAsked(tuple(filters.parties()), _words(filters), day.known_at)
    after = _place(filters)
    page = AppealsPage(filters, asked, day, is_further=after is not None)
    if filters.problems:
        return page
    appeals, goes_on = appeals_listed(asked, size=MOST, after=after)
    following = filters.with_also(dict(page.kept) | {"after": f"{goes_on.day}:{goes_on.id}"}) if goes_on else ""
    return AppealsPage(filters, asked, day, appeals, following, after is not None)


def _words(filters: Filters) -> tuple[str, ...]:
    text = filters.once("q")
    if len(text) > MOST_LETTERS:
        filters.problems["q"] = _("At most %(most)d letters.") % {"most": MOST_LETTERS}
        return ()
    if text:
        filters.on.append(("q", text, _("with “%(text)s”") % {"text": text}))
    return tuple(text.split())


def _place(filters: Filters) -> Place | None:
    """Where the page before ended."""
    text = filters.once("after")
    match = _PLACE.fullmatch(text)
    try:
        if match:
            return Place(read_day(match[1]), int(match[2]))
    except DateNotUnderstood:
        pass
    if text:
        words = _("“%(text)s” is no place in this list; follow the link at its end.")
        filters.problems["after"] = words % {"text": shorten(text)}
    return None
