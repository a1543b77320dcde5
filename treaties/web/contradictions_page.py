"""The page of contradictions: what the record or the law says, and what a source says, side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from treaties.models import Agreement, Citation, StatusChange
from treaties.queries.contradiction_words import (
    HEADINGS,
    ours_in_words,
    subject,
    theirs_in_words,
    verdict_in_words,
    what_would_settle,
)
from treaties.queries.contradictions import Contradiction
from treaties.queries.contradictions_listed import Asked, Settled, contradictions_page
from treaties.queries.keyset import Position
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import Verdict
from treaties.web.act_words import act_in_full
from treaties.web.record_filters import Filters, NarrowedPage, no_place, query_of_api

MOST = 20
_PLACE = re.compile(r"([-a-zA-Z0-9_]{1,80}):([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement in words: what was concluded, why, on what."""

    verdict: str
    reason: str
    block: object
    citations: Iterable[Citation]


@dataclass(frozen=True)
class ContradictionView:
    """One contradiction, as the template shows it."""

    one: Contradiction

    @property
    def subject(self) -> str:
        return subject(self.one)

    @property
    def ours_heading(self) -> str:
        return HEADINGS[self.one.kind][0]

    @property
    def theirs_heading(self) -> str:
        return HEADINGS[self.one.kind][1]

    @property
    def ours(self) -> str:
        return ours_in_words(self.one)

    @property
    def theirs(self) -> str:
        return theirs_in_words(self.one)

    @property
    def rivals(self) -> list[tuple[str, Iterable[Citation]]]:
        """The acts that give the other day, each with its sources."""
        return [(act_in_full(act), act.citations.all()) for act in self.one.rivals]

    @property
    def said(self) -> str:
        """The act that states the other day; empty where a source asserts a status."""
        return act_in_full(self.one.says) if isinstance(self.one.says, StatusChange) else ""

    @property
    def asserted(self) -> int | None:
        """The key of the assertion, where a source asserts a status."""
        return None if isinstance(self.one.row, StatusChange) else self.one.row.pk

    @property
    def note(self) -> str:
        return self.one.says.note

    @property
    def citations(self) -> Iterable[Citation]:
        return self.one.says.citations.all()

    @property
    def settlement(self) -> str:
        return what_would_settle(self.one)

    @property
    def earlier(self) -> int:
        """How many judgements are superseded."""
        return max(len(self.one.judgements) - 1, 0)

    @property
    def judged(self) -> list[Judged]:
        """The judgement that counts, and before it those that it supersedes, the latest first."""
        return [
            Judged(
                verdict_in_words(self.one.kind, Verdict(judgement.verdict)),
                judgement.reason,
                judgement.block,
                judgement.citations.all(),
            )
            for judgement in self.one.judgements
        ]


@dataclass(frozen=True)
class ContradictionsPage(NarrowedPage):
    """Everything that the template shows. With problems nothing is listed."""

    views: Sequence[ContradictionView] = ()
    next: str = ""
    is_continued: bool = False

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Of the field on judgements: value, words, whether it is chosen."""
        chosen = self.filters.first("settled")
        return [("", gettext("all"), not chosen), *((str(one), one.label, chosen == one) for one in Settled)]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that the form has no field for."""
        return [(name, value) for name, value, _ in self.filters.on if name in ("agreement", "source")]

    @property
    def groups(self) -> list[tuple[Agreement, list[ContradictionView]]]:
        """By agreement, in order."""
        found = groupby(self.views, key=lambda view: view.one.agreement.pk)
        return [(of_one[0].one.agreement, of_one) for of_one in (list(views) for _, views in found)]

    @property
    def other_problems(self) -> list[str]:
        """Of what the form has no field for."""
        return [words for name, words in self.filters.problems.items() if name not in ("party", "settled")]

    @property
    def subject(self) -> str:
        """“Azerbaijan – United States”; empty where no party is named."""
        return " – ".join(words for name, _, words in self.filters.on if name == "party")

    @property
    def back(self) -> str:
        """The page of the pair."""
        codes = [value for name, value, _ in self.filters.on if name == "party"]
        return reverse("pair", args=[canonical_pair(*codes)]) if len(codes) > 1 else ""

    @property
    def atom(self) -> str:
        return f"{reverse('contradictions_atom')}{self.filters.query}"

    @property
    def as_json(self) -> str:
        return f"{reverse('api-contradictions')}{query_of_api(self.filters)}"


def asked_contradictions(filters: Filters) -> Asked:
    return Asked(
        parties=filters.parties(),
        agreement=filters.agreement(),
        source=filters.source(),
        settled=filters.word("settled", Settled),
    )


def contradictions_of_request(request: HttpRequest) -> ContradictionsPage:
    filters = Filters(request)
    asked = asked_contradictions(filters)
    after = _place(filters)
    if filters.problems:
        return ContradictionsPage(filters)
    page = contradictions_page(asked, size=MOST, after=after)
    on = page.goes_on_after
    following = filters.with_also({"after": f"{on.sort}:{on.id}"}) if on else ""
    views = [ContradictionView(one) for one in page.rows]
    return ContradictionsPage(filters, views, following, is_continued=after is not None)


def _place(filters: Filters) -> Position | None:
    """Where the page before ended."""
    text = filters.once("after")
    if not text:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        filters.problems["after"] = no_place(text)
        return None
    return Position(match[1], int(match[2]))
