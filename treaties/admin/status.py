"""A status as the administration shows it: a symbol, a word, and what to know beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from treaties.dates import FIRST_DAY, PartialDate, in_words
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.models import Agreement, Participation, Timeline
from treaties.vocabulary import AgreementStatus, Flag, ParticipationStatus, Status

type Dated = Agreement | Participation | Timeline
DRAWN: dict[Status, tuple[str, str]] = {
    AgreementStatus.NEGOTIATING: ("draft", "unknown"),
    AgreementStatus.TEXT_ADOPTED: ("draft", "unknown"),
    AgreementStatus.SIGNED: ("ring", "unknown"),
    AgreementStatus.PROVISIONAL: ("provisional", "unknown"),
    AgreementStatus.IN_FORCE: ("force", "force"),
    AgreementStatus.SUSPENDED: ("suspended", "unknown"),
    AgreementStatus.ENDED: ("ended", "ended"),
    AgreementStatus.NEVER_IN_FORCE: ("never", "ended"),
    AgreementStatus.VOID: ("void", "ended"),
    AgreementStatus.DRAFT: ("draft", "soft"),
    AgreementStatus.OPERATIVE: ("soft", "soft"),
    AgreementStatus.DISCONTINUED: ("ended", "ended"),
    AgreementStatus.REPLACED: ("replaced", "ended"),
    ParticipationStatus.SIGNATORY: ("ring", "unknown"),
    ParticipationStatus.PROVISIONAL: ("provisional", "unknown"),
    ParticipationStatus.CONTRACTING: ("ring", "unknown"),
    ParticipationStatus.PARTY: ("force", "force"),
    ParticipationStatus.SUSPENDED: ("suspended", "unknown"),
    ParticipationStatus.FORMER: ("ended", "ended"),
    ParticipationStatus.RELEASED: ("never", "ended"),
}
"""The drawing and the tone of each status; where nothing is on record, those of the unknown."""
UNKNOWN = "unknown", "unknown"
OVER = {AgreementStatus.ENDED, ParticipationStatus.FORMER}
UNTIL = {
    Flag.NOTICE_PENDING: "notice pending",
    Flag.NON_RENEWAL_PENDING: "notice of non-renewal given",
}
"""Overlays that lead to an end: said with the day on which it comes."""
PASSING = {
    AgreementStatus.PROVISIONAL,
    AgreementStatus.SUSPENDED,
    ParticipationStatus.PROVISIONAL,
    ParticipationStatus.SUSPENDED,
}
"""Statuses that are said with the day on which they are over, where it is on record."""


@dataclass(frozen=True, slots=True)
class StatusShown:
    """``symbol`` names a drawing of ``admin-symbols.svg``, ``tone`` a colour; the words stand alone without them."""

    symbol: str
    tone: str
    word: str
    details: str = ""
    """Since when, why it ended, and what a reader must know beside it."""

    @property
    def words(self) -> str:
        return f"{self.word} {self.details}".strip()

    def __str__(self) -> str:
        return render_to_string("admin/treaties/status.html", {"status": self})


def status_on(of: Dated, day: date) -> StatusShown:
    """The status on a day, from the timeline in memory."""
    possible = possible_on(of, day)
    if len(possible) > 1:
        return StatusShown(*UNKNOWN, f"Possibly {' or '.join(status.label for status in possible)}")
    status = possible[0]
    path = path_from(of.story_on(day), status)
    symbol, tone = DRAWN.get(status, UNKNOWN)
    if path.flags & {Flag.COMPUTED, Flag.CONTESTED}:
        symbol = tone = "contested"
    details = [since(path), *beside(of, day, status, path)]
    return StatusShown(symbol, tone, status.label.capitalize(), "; ".join(filter(None, details)))


def possible_on(of: Dated, day: date) -> list[Status]:
    words: type[Status] = AgreementStatus if is_of_agreement(of) else ParticipationStatus
    return list(words.possible_in(of.code_on(day)))


def is_of_agreement(of: Dated) -> bool:
    return isinstance(of, Agreement) or (isinstance(of, Timeline) and of.participation_id is None)


def since(path: Path) -> str:
    if not path.since:
        return ""
    words = PartialDate.parse(path.since).words()
    return f"since some day {words}" if "/" in path.since else f"since {words}"


def beside(of: Dated, day: date, status: Status, path: Path) -> Iterator[str]:
    """Until when, the reason of an end, and the flags that a reader must know."""
    if status in PASSING and (until := next_day(of, day, lambda possible: status not in possible)):
        yield f"until {in_words(until)}"
    if path.reason:
        yield path.reason.label
    for flag in sorted(path.flags - set(UNTIL)):
        yield flag.label
    for flag, words in UNTIL.items():
        if flag in path.flags:
            yield f"{words}{ends(of, day)}"


def ends(of: Dated, day: date) -> str:
    certain = next_day(of, day, lambda possible: set(possible) <= OVER)
    may = next_day(of, day, lambda possible: bool(set(possible) & OVER))
    if certain and certain == may:
        return f": ends on {in_words(certain)}"
    return f": may end from {in_words(may)}" if may else ""


def next_day(of: Dated, day: date, holds: Callable[[list[Status]], bool]) -> date | None:
    """The first later day of the timeline on which this holds of the statuses that are possible."""
    return next((start for start in of.days if start > day and holds(possible_on(of, start))), None)


def steps(of: Dated) -> list[tuple[date, StatusShown]]:
    """The whole timeline: from each day (closed) until the next (open), this status."""
    return [(start, status_on(of, start)) for start in of.days]


def from_words(day: date) -> str:
    return "an unknown day" if day == FIRST_DAY else in_words(day)
