"""What the record has corrected or retracted of one agreement: what was recorded, what stands instead, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from treaties.derivation.clause_words import clause_in_words
from treaties.models import Clause, Correction, StatusAssertion, StatusChange
from treaties.queries.facts import clause_fact
from treaties.queries.knowledge import Knowledge
from treaties.web.act_words import act_in_full, assertion_in_full
from treaties.web.days import AskedDay, knowledge_in_words, pinned

type Row = StatusChange | StatusAssertion | Clause


@dataclass(frozen=True, slots=True)
class Mended:
    """One correction or retraction. ``standing`` is what stands in the end: a replacement may be mended in its turn."""

    correction: Correction
    standing: Row | None
    day: AskedDay

    @property
    def row(self) -> Row:
        return self.correction.row

    @property
    def slug(self) -> str:
        """What notes know the row by."""
        return self.row.ref if isinstance(self.row, Clause) else self.row.slug

    @property
    def anchor(self) -> str:
        """Where addresses of the row lead, as long as it stands and after."""
        return anchor_of(self.row)

    @property
    def was(self) -> str:
        return in_full(self.row)

    @property
    def instead(self) -> str:
        """What replaced it then; empty where it was retracted."""
        return in_full(self.correction.replacement) if self.correction.replacement else ""

    @property
    def is_mended_again(self) -> bool:
        return self.correction.replacement is not None and self.correction.replacement != self.standing

    @property
    def standing_anchor(self) -> str:
        return anchor_of(self.standing) if self.standing else ""

    @property
    def has_own_place(self) -> bool:
        """Whether its address leads to the list of what was mended; otherwise it leads to the act that stands."""
        return self.standing is None or not isinstance(self.row, StatusChange)

    @property
    def moment(self) -> str:
        """“1 March 2025, 12:00 UTC (block 1842)”."""
        return knowledge_in_words(Knowledge(self.correction.block.no, self.correction.block.at))

    @property
    def before(self) -> str:
        """The query that shows the record as it was known before."""
        before = self.correction.block_id - 1
        return pinned(self.day.on, Knowledge(before, self.correction.block.at))


class Mending:
    """All of them, and what each leads to."""

    def __init__(self, corrections: Sequence[Correction], day: AskedDay) -> None:
        self.corrections = corrections
        self.day = day

    @cached_property
    def lines(self) -> list[Mended]:
        """The latest first."""
        return [Mended(one, self._standing(one), self.day) for one in self.corrections]

    def led_to(self, row: Row) -> list[Mended]:
        """The corrections that ended in this row, the latest first."""
        return [line for line in self.lines if line.standing == row]

    @cached_property
    def _by_row(self) -> dict[str, Correction]:
        return {anchor_of(one.row): one for one in self.corrections}

    def _standing(self, correction: Correction) -> Row | None:
        replacement = correction.replacement
        while replacement and (again := self._by_row.get(anchor_of(replacement))):
            replacement = again.replacement
        return replacement


def anchor_of(row: Row) -> str:
    match row:
        case StatusChange():
            return f"act-{row.slug}"
        case StatusAssertion():
            return f"said-{row.slug}"
        case Clause():
            return f"clause-{row.kind}-{row.ordinal}"


def in_full(row: Row) -> str:
    match row:
        case StatusChange():
            return act_in_full(row)
        case StatusAssertion():
            return assertion_in_full(row)
        case Clause():
            names = {one.party.code: one.party.sentence_name for one in row.parties.all()}
            return clause_in_words(clause_fact(row), names)
