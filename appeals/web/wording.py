"""Appeals in words: what came of one, and which of two came first. Never that one brought about the other."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from appeals.models import Appeal, Link
from appeals.queries.appeal_file import AppealFile
from appeals.rules.links import Decision
from appeals.vocabulary import Grade, LinkRelation, OutcomeKind
from treaties.dates import PartialDate
from treaties.vocabulary import Act
from treaties.web.sentences import Piece, Sentence, count

DAYS_OF_A_MONTH = 30.44


def issued_on(appeal: Appeal) -> PartialDate:
    assert appeal.issued_on, "the column is not null"
    return appeal.issued_on


def appeal_answer(file: AppealFile) -> Sentence:
    """“Issued on 5 October 2024, it makes 6 demands. For 1, the outcome “overtaken” is asserted; …”"""
    issued = issued_on(file.appeal)
    total = len(file.appeal.demands.all())
    opening = Piece(f"Issued {'on ' if issued.is_exact else ''}"), Piece(strong=issued.words()), Piece(", it makes ")
    changed = Piece("It changed no status.")
    if not total:
        return *opening, Piece("no demand on record. "), changed
    return *opening, count(total, "demand", to="demands"), Piece(". "), *_outcomes(file), changed


def _outcomes(file: AppealFile) -> Sentence:
    last = Counter(list(demand.outcomes.all())[-1].kind for demand in file.with_outcome)
    pieces: list[Piece] = []
    for kind, number in last.items():
        first = next(demand for demand in file.with_outcome if list(demand.outcomes.all())[-1].kind == kind)
        word = OutcomeKind(kind).label
        to = f"demand-{first.ordinal}"
        pieces += [Piece("; for " if pieces else "For "), count(number, to=to), Piece(f", “{word}” is asserted")]
    open_ = len(file.without_outcome)
    if open_:
        first = file.without_outcome[0]
        pieces += [Piece("; for " if pieces else "For "), count(open_, to=f"demand-{first.ordinal}")]
        pieces += [Piece(", no outcome is on record")]
    return *pieces, Piece(". ")


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link in words."""

    link: Link

    @property
    def act(self) -> str:
        return Act(self.link.status_change.act).label

    @property
    def relation(self) -> str:
        """“requested, in part”."""
        return f"{LinkRelation(self.link.relation).label}{', in part' if self.link.in_part else ''}"

    @property
    def grade(self) -> str:
        """“same target and time only”, without its letter."""
        return Grade(self.link.grade).label.partition(": ")[2]

    @property
    def order(self) -> str:
        return order_in_time(self.link)


def order_in_time(link: Link) -> str:
    """Which came first, the appeal or the decision, as far as the days on record say."""
    decision, issued = Decision.of(link.status_change), issued_on(link.appeal)
    if decision.latest and issued.earliest and decision.latest < issued.earliest:
        return f"act first, by {_apart(decision.latest, issued.earliest)}"
    if decision.earliest and issued.latest and issued.latest < decision.earliest:
        return f"appeal first, by {_apart(issued.latest, decision.earliest)}"
    if decision.latest and issued.latest and issued.latest < decision.latest and decision.earliest is None:
        return "not certain: the act is on record only as done by a later day"
    return "not certain from the days on record"


def _apart(earlier: date, later: date) -> str:
    """At least so long: ``3 days``, ``about 4 months``."""
    days = (later - earlier).days
    months = round(days / DAYS_OF_A_MONTH)
    if months < 2:
        return f"{days} day{'' if days == 1 else 's'}"
    years = round(months / 12)
    return f"about {months} months" if months < 24 else f"about {years} years"
