"""The history of an agreement as known: which block recorded what about it, in words, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Block,
    Clause,
    Correction,
    Judgement,
    Participation,
    SeriesNumber,
    StatusAssertion,
    StatusChange,
)
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.agreement_history import blocks, written_about
from treaties.queries.knowledge import Knowledge
from treaties.slots import AGREEMENT_HISTORY
from treaties.vocabulary import RelationKind
from treaties.web.act_words import act_by
from treaties.web.corrected import in_full
from treaties.web.days import AskedDay, knowledge_in_words, pinned

SHOWN = 5
"""Blocks on the agreement's own page."""
SIZE = 50
"""Blocks on a page of the whole history."""
MOST_LINES = 6
"""Lines of one block: an import may have written hundreds of facts at once."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One block, as far as it is about the agreement."""

    block: Block
    words: Sequence[str]
    day: AskedDay
    is_first: bool
    """Nothing was on record of the agreement before it."""

    @property
    def lines(self) -> Sequence[str]:
        return self.words[:MOST_LINES]

    @property
    def more(self) -> int:
        return len(self.words) - len(self.lines)

    @property
    def moment(self) -> str:
        return knowledge_in_words(Knowledge(self.block.no, self.block.at))

    @property
    def as_known_then(self) -> str:
        """The query that shows the agreement as this block left it."""
        return pinned(self.day.on, Knowledge(self.block.no, self.block.at))

    @property
    def compared(self) -> str:
        """For the page that compares: what this block changed."""
        return f"{self.as_known_then}&from_known_at={self.block.no - 1}"


@dataclass(frozen=True, slots=True)
class History:
    """Some blocks, the latest first. ``total`` counts all; ``before`` is the block from which older ones follow."""

    shown: list[Recorded]
    total: int
    before: int | None = None


def history_of(file: AgreementFile, day: AskedDay, *, size: int = SHOWN, before: int | None = None) -> History:
    """Those before a block (open), or the last. One statement."""
    words: dict[int, list[str]] = {}
    for number, rows in written_about(file).items():
        words[number] = [_row_in_words(row) for row in rows]
    for part in AGREEMENT_HISTORY(file):
        for number, text in part:
            words.setdefault(number, []).append(text)
    numbers = sorted((number for number in words if before is None or number < before), reverse=True)
    found, first = blocks(numbers[:size]), file.agreement.block_id
    shown = [Recorded(found[number], words[number], day, number <= first) for number in numbers[:size]]
    return History(shown, len(words), numbers[size - 1] if len(numbers) > size else None)


def _row_in_words(row: Any) -> str:
    match row:
        case Agreement():
            return _("put on record: “%(title)s”") % {"title": row.title}
        case AgreementTitle():
            return _("title recorded: “%(title)s”") % {"title": row.title}
        case SeriesNumber():
            return _("number recorded: %(number)s") % {"number": row}
        case Participation():
            return _("party recorded: %(party)s") % {"party": row.party.name}
        case StatusChange():
            return _("act recorded: %(act)s") % {"act": act_by(row)}
        case StatusAssertion() | Clause():
            kind = _("statement recorded: %(words)s") if isinstance(row, StatusAssertion) else _("clause: %(words)s")
            return kind % {"words": in_full(row)}
        case AgreementRelation():
            relation = f"{RelationKind(row.kind).label} “{row.other.short_title}”"
            return _("relation recorded: it %(relation)s") % {"relation": relation}
        case Correction():
            kind = _("retracted: %(words)s (%(why)s)") if row.is_retraction else _("corrected: %(words)s (%(why)s)")
            return kind % {"words": in_full(row.row), "why": row.reason}
        case Judgement():
            judged = {"verdict": row.get_verdict_display(), "why": row.reason}
            return _("judged: %(verdict)s (%(why)s)") % judged
    raise TypeError(f"no words for {row!r}")
