"""A status as the administration shows it: a symbol, a word, and what to know beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from treaties.dates import PartialDate, in_words
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.models import Agreement, Participation, Timeline
from treaties.vocabulary import AgreementStatus, Flag, ParticipationStatus, Status

type Dated = Agreement | Participation | Timeline
SYMBOLS: dict[Status, str] = {
    AgreementStatus.IN_FORCE: "force",
    ParticipationStatus.PARTY: "force",
    AgreementStatus.ENDED: "ended",
    ParticipationStatus.FORMER: "ended",
    AgreementStatus.OPERATIVE: "soft",
}


@dataclass(frozen=True, slots=True)
class StatusShown:
    """``symbol`` names a drawing of ``admin-symbols.svg``; the words stand alone without it."""

    symbol: str
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
    words: type[Status] = AgreementStatus if is_of_agreement(of) else ParticipationStatus
    possible = words.possible_in(of.code_on(day))
    if len(possible) > 1:
        return StatusShown("unknown", f"Possibly {' or '.join(status.label for status in possible)}")
    path = path_from(of.story_on(day), possible[0])
    symbol = "contested" if path.flags & {Flag.COMPUTED, Flag.CONTESTED} else SYMBOLS.get(possible[0], "unknown")
    details = [since(path), *beside(of, day, path)]
    return StatusShown(symbol, possible[0].label.capitalize(), "; ".join(filter(None, details)))


def is_of_agreement(of: Dated) -> bool:
    return isinstance(of, Agreement) or (isinstance(of, Timeline) and of.participation_id is None)


def since(path: Path) -> str:
    if not path.since:
        return ""
    words = PartialDate.parse(path.since).words()
    return words if "/" in path.since else f"since {words}"


def beside(of: Dated, day: date, path: Path) -> Iterator[str]:
    """The reason of an end, and the flags that a reader must know."""
    if path.reason:
        yield path.reason.label
    for flag in sorted(path.flags - {Flag.NOTICE_PENDING}):
        yield flag.label
    if Flag.NOTICE_PENDING in path.flags:
        following = next((start for start in of.days if start > day), None)
        yield f"notice pending: ends on {in_words(following)}" if following else "notice pending"


def steps(of: Dated) -> list[tuple[date, StatusShown]]:
    """The whole timeline: from each day (closed) until the next (open), this status."""
    return [(start, status_on(of, start)) for start in of.days]
