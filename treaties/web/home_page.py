"""The home page: an example of an answer, the latest changes, deadlines ahead, and contradictions that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.dates import PartialDate, in_words
from treaties.queries.contradictions_listed import Asked as AskedContradictions
from treaties.queries.contradictions_listed import Settled, latest_contradictions
from treaties.queries.country_pair import country_pair
from treaties.queries.deadlines import Asked as AskedDeadlines
from treaties.queries.deadlines import Deadline, deadlines_page
from treaties.queries.keyset import Page
from treaties.queries.pair_details import two_parties
from treaties.queries.party_search import canonical_pair
from treaties.queries.recorded_changes import Asked
from treaties.web.change_lines import DatedLine
from treaties.web.changes_page import happened
from treaties.web.contradictions_page import ContradictionView
from treaties.web.days import AskedDay, today
from treaties.web.deadlines_page import DeadlineView
from treaties.web.pair_answer import answer
from treaties.web.pair_explained import explanations
from treaties.web.sentences import Sentence

PAIR = "AZ", "US"
DAY = date(2024, 10, 5)
LATEST, AHEAD, OPEN = 4, 3, 2
"""Changes, deadlines and contradictions that are shown."""
_READ = 24
"""Acts that are read for the latest changes, for the signatures of two sides are one; and days for the deadlines, of
which each agreement shows its first."""
DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    slug: str
    query: str
    answer: Sentence
    explanations: list[Sentence]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A deadline, with how long it is until then."""

    view: DeadlineView
    today: date

    @property
    def in_days(self) -> str:
        """“in 151 days”, “in about 4 years”; empty where the day is known only in part."""
        day = self.view.day
        if not day.is_exact or day.latest is None:
            return ""
        left = (day.latest - self.today).days
        if left > 2 * DAYS_OF_A_YEAR:
            return _("in about %(n)d years") % {"n": round(left / DAYS_OF_A_YEAR)}
        return _("today") if left == 0 else ngettext("in %(n)d day", "in %(n)d days", left) % {"n": left}


@dataclass(frozen=True, slots=True)
class OpenContradiction:
    """In one sentence, beside the day that it is about."""

    view: ContradictionView

    @property
    def day(self) -> PartialDate | None:
        """Of which the source speaks; of two days the one recorded later."""
        one = self.view.one
        return getattr(one.row, "asserted_on", None) or one.theirs

    @property
    def sentence(self) -> str:
        given = {
            "ours_heading": self.view.ours_heading,
            "ours": self.view.ours,
            "theirs_heading": self.view.theirs_heading,
            "theirs": self.view.theirs,
        }
        return _("%(ours_heading)s: %(ours)s. %(theirs_heading)s: %(theirs)s.") % given


@dataclass(frozen=True)
class HomePage:
    """Everything that the template shows. At most ten statements."""

    today: date

    @cached_property
    def example(self) -> Example | None:
        return example()

    @cached_property
    def changes(self) -> Sequence[DatedLine]:
        return happened(Asked(), size=_READ, until=self.today)[0][:LATEST]

    @cached_property
    def _days_due(self) -> Page:
        return deadlines_page(AskedDeadlines(since=self.today), size=_READ)

    @property
    def deadlines(self) -> list[Ahead]:
        first: dict[int, Deadline] = {}
        for one in self._days_due.rows:
            first.setdefault(one.agreement.pk, one)
        return [Ahead(DeadlineView(one), self.today) for one in list(first.values())[:AHEAD]]

    @property
    def is_all_that_is_due(self) -> bool:
        """No other agreement has a deadline."""
        return len(self.deadlines) < AHEAD and self._days_due.goes_on_after is None

    @cached_property
    def contradictions(self) -> list[OpenContradiction]:
        found = latest_contradictions(AskedContradictions(settled=Settled.OPEN), most=OPEN, in_full=False)
        return [OpenContradiction(ContradictionView(one)) for one in found]

    @property
    def day(self) -> str:
        return in_words(self.today)


def home_page() -> HomePage:
    return HomePage(today())


def example() -> Example | None:
    """Two statements; ``None`` while the record holds nothing to show."""
    try:
        one, other = two_parties(*PAIR)
    except KeyError:
        return None
    day = AskedDay(DAY, today())
    pair = country_pair(one, other, on=day.on)
    if not pair.rows:
        return None
    name, slug = f"{one.name} – {other.name}", canonical_pair(*PAIR)
    return Example(name, slug, day.query, answer(pair, day.tense), explanations(pair, day.tense))
