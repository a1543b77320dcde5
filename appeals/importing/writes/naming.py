"""What a write of one fact about appeals names: looked up in the record before the block is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from appeals.importing.consistency import problems_of
from appeals.importing.entries import AppealRows
from appeals.importing.matching import AppealRecord, fetch_named
from treaties.actions.sources import Cite
from treaties.importing.doing import Doing
from treaties.importing.entries import Fact, TreatyRows
from treaties.importing.matching import Record
from treaties.importing.parts import Brought
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.rows import CiteRow
from treaties.models import Block


@dataclass(frozen=True, slots=True)
class Found:
    """The part of the record that a write names, and the row that it mends."""

    record: AppealRecord
    mended: Any = None

    def doing(self, block: Block) -> Doing:
        return Doing(block, self.record.treaties)

    def cites(self, block: Block, rows: Sequence[CiteRow]) -> list[Cite]:
        return self.doing(block).cites(rows)


def named(rows: AppealRows, more: Iterable[Problem] = ()) -> Found:
    """What the rows name. Raises Unreadable where that is not on record."""
    record = AppealRecord.beside(Record.empty())
    fetch_named(rows, record)
    if problems := [*problems_of(rows, Brought.by(TreatyRows()), record), *more]:
        raise Unreadable(problems)
    return Found(record)


def of_appeal(row: Any, *of: Any) -> Found:
    """Raises Unreadable."""
    return named(AppealRows(facts=(Fact((row.appeal, *of), row),)))
