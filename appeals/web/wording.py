"""Appeals in words: what came of one, and which of two came first. Never that one brought about the other."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from appeals.models import Appeal, Link
from appeals.queries.appeal_file import AppealFile
from appeals.rules.links import Decision
from appeals.vocabulary import Grade, LinkRelation, OutcomeKind
from treaties.dates import PartialDate
from treaties.models import StatusChange
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act
from treaties.web.act_words import act_in_full
from treaties.web.sentences import Piece, Sentence, as_known, count

DAYS_OF_A_MONTH = 30.44


def issued_on(appeal: Appeal) -> PartialDate:
    assert appeal.issued_on, "the column is not null"
    return appeal.issued_on


def appeal_answer(
    file: AppealFile, *, known: Knowledge | None = None, latest: list[tuple[int, str]] | None = None
) -> Sentence:
    """“Issued on 5 October 2024, it makes 6 demands. For 1, the outcome “overtaken” is asserted; …”

    ``known`` is the state of knowledge that was asked for; ``latest`` the outcomes of the latest record, by demand.
    """
    issued = issued_on(file.appeal)
    total = len(file.appeal.demands.all())
    if known:
        opening: Sentence = (*as_known(known), Piece(f"this appeal, issued {'on ' if issued.is_exact else ''}"))
        opening += (Piece(strong=issued.words()), Piece(", makes "))
    else:
        opening = (
            Piece(f"Issued {'on ' if issued.is_exact else ''}"),
            Piece(strong=issued.words()),
            Piece(", it makes "),
        )
    changed = Piece("It changed no status.")
    if not total:
        return *opening, Piece("no demand on record. "), changed
    otherwise = _latest_says(file, latest) if latest is not None else ()
    return *opening, count(total, "demand", to="demands"), Piece(". "), *_outcomes(file), *otherwise, changed


def _latest_says(file: AppealFile, latest: list[tuple[int, str]]) -> Sentence:
    """“The latest record says: demand 6 granted.”: only what differs."""
    then, now = {demand.ordinal: list(demand.outcomes.all())[-1].kind for demand in file.with_outcome}, dict(latest)
    told = [
        f"demand {ordinal} {OutcomeKind(now[ordinal]).label if ordinal in now else 'without an outcome'}"
        for ordinal in sorted({*then, *now})
        if then.get(ordinal) != now.get(ordinal)
    ]
    return (Piece(f"The latest record says: {', '.join(told)}. "),) if told else ()


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
    """A link in words. It was made to one act; where that was mended since, what stands instead is shown."""

    link: Link
    was_mended: bool = False
    instead: StatusChange | None = None

    @property
    def shown(self) -> StatusChange:
        """The act that stands; of a retracted one, itself."""
        return self.instead or self.link.status_change

    @property
    def act(self) -> str:
        return Act(self.shown.act).label

    @property
    def mended(self) -> str:
        """What must be said where the act no longer stands as it was when the link was made."""
        if not self.was_mended:
            return ""
        if self.instead is None:
            return "The act was retracted: nothing stands in its place."
        return f"Linked as {act_in_full(self.link.status_change)}; that was corrected, and this act stands instead."

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
        return order_in_time(self.link, self.shown)


def order_in_time(link: Link, act: StatusChange) -> str:
    """Which came first, the appeal or the decision, as far as the days on record say."""
    decision, issued = Decision.of(act), issued_on(link.appeal)
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
