"""A snapshot back into an empty record: plan (everything is read, nothing written), show, do (all or nothing).

The record is written again block by block, with the same numbers, reasons and ids. Moments and seals are those of the
day on which it is taken in; the moment that a block had is kept as its request.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models, transaction

from treaties.actions.journal import open_block
from treaties.actions.restoring import (
    Restored,
    count_on_from,
    finish_restoring,
    hold_constraints,
    restore_rows,
    restore_timelines,
)
from treaties.exporting.tables import BLOCKS, Table, public_tables
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.snapshots.cells import NotACell, reader_of
from treaties.importing.snapshots.package import Package
from treaties.importing.snapshots.rows import Known, Read, Rows
from treaties.models import Agreement, Block, PairTimeline, Timeline
from treaties.queries.facts import facts_of, with_facts
from treaties.queries.verification import journal_problems, row_problems, timeline_problems
from treaties.rules.findings import Strength
from treaties.rules.record import findings_on_record

ACTOR = "restore_snapshot"
DERIVED: tuple[type[models.Model], ...] = (Timeline, PairTimeline)


class NotRestored(Exception):
    """Why a snapshot that can be read is not taken in, in words. Nothing is written."""


@dataclass(frozen=True, slots=True)
class FormerBlock:
    no: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``counts`` are the rows of each table, in order; ``last`` the highest id of each model."""

    package: Package
    known: Known
    blocks: tuple[FormerBlock, ...]
    counts: Mapping[str, int]
    last: Mapping[type[models.Model], int]


def make_plan(package: Package) -> Plan:
    """Read it all. Raises Unreadable with what is wrong, each problem with its place."""
    known, counts, last = Known(), {}, {}
    blocks = tuple(_blocks(package))
    known.rows["blocks", "no"] = {block.no: block.no for block in blocks}
    problems: list[Problem] = []
    broken: set[str] = set()
    for table in public_tables():
        counts[table.name] = highest = 0
        rows = Rows(table, known)
        if rows.refers_to & broken:  # what is wrong there would only be told again
            broken.add(table.name)
            continue
        try:
            for read in rows.read(package):
                counts[table.name] += 1
                highest = max(highest, read.pk)
        except Unreadable as unreadable:
            problems += unreadable.problems
            broken.add(table.name)
        if highest:
            last[table.model] = highest
    if problems:
        raise Unreadable(problems)
    return Plan(package, known, blocks, counts, last)


def _blocks(package: Package) -> Iterator[FormerBlock]:
    cells = [reader_of(column, None) for column in BLOCKS.columns]
    for expected, line in enumerate(package.lines(BLOCKS), 1):
        try:
            no, at, reason = (cell(given) for cell, given in zip(cells, line.values, strict=True))
            if no != expected or not reason.strip():
                raise NotACell(f"Block {expected} is expected here, with its reason: blocks are numbered without gaps.")
        except NotACell as error:
            raise Unreadable([Problem(line.place(), str(error))]) from None
        yield FormerBlock(no, at, reason)


def do(plan: Plan, *, rehearse: bool = False, done: Callable[[int], None] = lambda rows: None) -> Restored:
    """Write it, in one transaction, and look at all of it once more. Raises NotRestored, IntegrityError."""
    if Block.objects.exists():
        raise NotRestored("The record is not empty: a snapshot is only taken into an empty one.")
    if not rehearse:
        count_on_from(plan.last)
    restored = Restored()
    with transaction.atomic():
        streams = [_Stream(table, Rows(table, plan.known).read(plan.package)) for table in public_tables()]
        for former in plan.blocks:
            _restore_block(former, streams, restored, done)
        finish_restoring()
        hold_constraints()
        wrong = [*journal_problems(), *row_problems(), *timeline_problems(), *_impossible()]
        if wrong:
            raise NotRestored("\n".join(["What came in is not what a record can be:", *wrong[:100]]))
        transaction.set_rollback(rehearse)
    return restored


def _restore_block(
    former: FormerBlock, streams: "list[_Stream]", restored: Restored, done: Callable[[int], None]
) -> None:
    at = former.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    with open_block(actor=ACTOR, reason=former.reason, request=f"first recorded at {at}") as block:
        if block.no != former.no:
            raise NotRestored("The record is not empty: a snapshot is only taken into an empty one.")
        versions: dict[type[models.Model], list[Any]] = {model: [] for model in DERIVED}
        for stream in streams:
            rows = stream.of(former.no)
            if stream.model in versions:
                versions[stream.model] = list(rows)
            else:
                done(restore_rows(block, rows))
        restore_timelines(block, _dated(versions[Timeline]), _dated(versions[PairTimeline]), restored)
        done(sum(map(len, versions.values())))


def _dated(rows: list[Any]) -> list[Any]:
    for row in rows:
        row.days = [date.fromisoformat(day) for day in row.days]
    return rows


class _Stream:
    """The rows of a table, taken block by block, so that no file is ever held whole."""

    def __init__(self, table: Table, rows: Iterator[Read]) -> None:
        self.model, self.rows = table.model, rows
        self.next = next(rows, None)

    def of(self, block: int) -> Iterator[models.Model]:
        while self.next and self.next.block == block:
            yield self._taken(self.next)
            self.next = next(self.rows, None)

    def _taken(self, read: Read) -> models.Model:
        read.instance.pk = read.pk
        return read.instance


def _impossible() -> Iterator[str]:
    for agreement in with_facts(Agreement.objects.order_by("pk")).iterator(chunk_size=500):
        for rule, finding in findings_on_record(facts_of(agreement)):
            if rule.strength is Strength.IMPOSSIBLE:
                yield f"{agreement.slug}: {finding.of}: {finding}"
