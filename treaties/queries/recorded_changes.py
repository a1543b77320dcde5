"""What was recorded, block by block: acts, assertions, clauses, judgements, and what was corrected or retracted.

The latest block first. Two statements find the blocks of a page, one reads their facts, and one the statuses that
they led to.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db import connection

from treaties.models import Block, Timeline
from treaties.models.agreements import Agreement
from treaties.models.parties import Party
from treaties.models.timelines import StatusOn, StoryOn
from treaties.queries.narrowed import of_parties

LAST = date(9999, 12, 30)
"""After it there is no day to end the span with."""
MOST_FACTS = 200
"""Facts of one kind that are read of one block; what comes after is counted by nobody and shown by the agreement."""


@dataclass(frozen=True)
class Asked:
    """Which blocks. ``since`` and ``until`` are days in UTC (closed) of the moment of recording; under a multilateral
    agreement only what is of the whole, or of the parties, or of the unions through which they may be bound."""

    parties: Sequence[Party] = field(default_factory=tuple)
    agreement: Agreement | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.parties or self.agreement)

    @cached_property
    def narrowing(self) -> tuple[str, dict[str, Any]]:
        """The tables of ``narrowed``, and what is given to the statements. One statement of two parties, once."""
        tables, given = of_parties(self.parties)
        agreement = self.agreement.pk if self.agreement else None
        return tables, given | {"agreement": agreement, "narrowed": bool(self.parties)}


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """One row: its kind (``act``, ``correction``…), and what there is to say of it, as JSON."""

    block: int
    kind: str
    id: int
    agreement: int
    slug: str
    title: str
    nature: str
    said: Any


def blocks_recorded(
    asked: Asked, *, size: int, before: int | None, also: Iterable[int] = ()
) -> tuple[list[Block], int | None]:
    """The latest blocks before one (open), and the number to go on from. ``also`` are blocks that others know of.

    Two statements where the question is narrow, three of two parties, and one where it is not.
    """
    blocks = in_span(Block.objects.all(), asked, before)
    if asked.is_narrow:
        blocks = blocks.filter(no__in=_numbers(asked, size + 1, before) | set(also))
    found = list(blocks.order_by("-no")[: size + 1])
    return found[:size], found[size - 1].no if len(found) > size else None


def in_span(blocks: Any, asked: Asked, before: int | None) -> Any:
    if before is not None:
        blocks = blocks.filter(no__lt=before)
    if asked.since:
        blocks = blocks.filter(at__gte=_midnight(asked.since))
    if asked.until:
        blocks = blocks.filter(at__lt=_midnight(min(asked.until, LAST)) + timedelta(days=1))
    return blocks


def _midnight(day: date) -> datetime:
    """At the beginning of the day, in UTC."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def _numbers(asked: Asked, most: int, before: int | None) -> set[int]:
    span = {"before": before, "since": asked.since, "until": asked.until, "most": most}
    tables, given = asked.narrowing
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} {NUMBERS}", given | span)
        return {number for (number,) in cursor.fetchall()}


def facts_recorded(asked: Asked, blocks: Sequence[Block]) -> list[RecordedFact]:
    """Of these blocks, in the order of recording within each kind. One statement."""
    tables, given = asked.narrowing
    which = {"blocks": [block.no for block in blocks], "most": MOST_FACTS}
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} {FACTS}", given | which)
        return [replace(found, said=_read(found.said)) for found in (RecordedFact(*row) for row in cursor.fetchall())]


def _read(said: Any) -> Any:
    """A cursor of Django's gives JSON as text."""
    return json.loads(said) if isinstance(said, str) else said


@dataclass(frozen=True, slots=True)
class KnownStatus:
    """A version of an agreement's timeline, on one day: current from a block (closed) until a block (open)."""

    known_from: int
    known_until: int | None
    code: int | None
    story: dict[str, Any] | None

    def was_known_at(self, block: int) -> bool:
        return self.known_from <= block and (self.known_until is None or block < self.known_until)


def statuses_known(agreements: Iterable[int], *, on: date, blocks: Sequence[Block]) -> dict[int, list[KnownStatus]]:
    """The versions that were current at one of the blocks, by agreement. One statement."""
    numbers = [block.no for block in blocks]
    if not numbers:
        return {}
    versions = Timeline.objects.filter(agreement__in=set(agreements), participation=None, known_from__lte=max(numbers))
    versions = versions.exclude(known_until__lte=min(numbers))
    found: dict[int, list[KnownStatus]] = {}
    for pk, *row in versions.values_list("agreement", "known_from", "known_until", StatusOn(on), StoryOn(on)):
        found.setdefault(pk, []).append(KnownStatus(*row))
    return found


def _of_parties(own: str = "") -> str:
    """``own`` is the participation whose act the fact is, where it is one party's."""
    acting = f"OR {own}.id IS NULL OR {own}.id IN (SELECT id FROM theirs)" if own else "OR true"
    return f"(NOT %(narrowed)s OR agreement.is_bilateral {acting})"


NARROWED = """
    (%(agreement)s::bigint IS NULL OR agreement.id = %(agreement)s)
    AND (NOT %(narrowed)s OR agreement.id IN (SELECT id FROM among))
"""
_DAYS = ("done_on", "received_on", "effective_on", "ends_on", "published_on")


def _act(row: str) -> str:
    days = ", ".join(f"'{name}', {row}.{name}" for name in _DAYS)
    return f"""CASE WHEN {row}.id IS NOT NULL THEN jsonb_build_object('slug', {row}.slug, 'act', {row}.act,
        'scope', {row}.scope, {days},
        'by', (SELECT party.sentence_name FROM treaties_participation own JOIN treaties_party party
                ON party.id = own.party_id WHERE own.id = {row}.participation_id),
        'towards', (SELECT sentence_name FROM treaties_party WHERE id = {row}.towards_id)) END"""


def _assertion(row: str) -> str:
    names = ", ".join(f"'{name}', {row}.{name}" for name in ("slug", "status", "asserted_on", "since"))
    return f"CASE WHEN {row}.id IS NOT NULL THEN jsonb_build_object({names}) END"


def _clause(row: str) -> str:
    names = ", ".join(f"'{name}', {row}.{name}" for name in ("kind", "ordinal", "months", "days"))
    return f"CASE WHEN {row}.id IS NOT NULL THEN jsonb_build_object({names}) END"


_OWN = "LEFT JOIN treaties_participation own ON own.id = {row}.participation_id"
_NOT_INSTEAD = "NOT EXISTS (SELECT FROM treaties_correction mended WHERE mended.{column} = fact.id)"
"""What stands in the place of another row is told with the correction."""
_AGREEMENT = "JOIN treaties_agreement agreement ON agreement.id = fact.agreement_id"
KINDS = {
    "agreement": ("treaties_agreement fact JOIN treaties_agreement agreement USING (id)", _of_parties(), "'{}'::jsonb"),
    "act": (
        f"treaties_statuschange fact {_AGREEMENT} {_OWN.format(row='fact')}",
        f"{_of_parties('own')} AND {_NOT_INSTEAD.format(column='replacement_change_id')}",
        _act("fact"),
    ),
    "assertion": (
        f"treaties_statusassertion fact {_AGREEMENT}",
        f"{_of_parties()} AND {_NOT_INSTEAD.format(column='replacement_assertion_id')}",
        _assertion("fact"),
    ),
    "clause": (
        f"treaties_clause fact {_AGREEMENT}",
        f"{_of_parties()} AND {_NOT_INSTEAD.format(column='replacement_clause_id')}",
        _clause("fact"),
    ),
    "judgement": (
        f"treaties_judgement fact {_AGREEMENT}",
        _of_parties(),
        "jsonb_build_object('verdict', fact.verdict, 'reason', fact.reason)",
    ),
    "correction": (
        f"""treaties_correction fact
        LEFT JOIN treaties_statuschange act ON act.id = fact.status_change_id
        LEFT JOIN treaties_statuschange new_act ON new_act.id = fact.replacement_change_id
        LEFT JOIN treaties_statusassertion said ON said.id = fact.assertion_id
        LEFT JOIN treaties_statusassertion new_said ON new_said.id = fact.replacement_assertion_id
        LEFT JOIN treaties_clause clause ON clause.id = fact.clause_id
        LEFT JOIN treaties_clause new_clause ON new_clause.id = fact.replacement_clause_id
        {_OWN.format(row="act")}
        JOIN treaties_agreement agreement
          ON agreement.id = coalesce(act.agreement_id, said.agreement_id, clause.agreement_id)""",
        _of_parties("own"),
        f"""jsonb_build_object('reason', fact.reason, 'act', {_act("act")}, 'new_act', {_act("new_act")},
            'assertion', {_assertion("said")}, 'new_assertion', {_assertion("new_said")},
            'clause', {_clause("clause")}, 'new_clause', {_clause("new_clause")})""",
    ),
}
"""Of each kind of fact: where it is read (its row is ``fact``), which of its rows are meant, and what is said of it."""

_OF_ALL = [f"SELECT fact.block_id FROM {rows} WHERE {NARROWED} AND {meant}" for rows, meant, _ in KINDS.values()]
NUMBERS = f"""
SELECT DISTINCT block.no FROM ({" UNION ALL ".join(_OF_ALL)}) found
  JOIN treaties_block block ON block.no = found.block_id
 WHERE (%(before)s::bigint IS NULL OR block.no < %(before)s)
   AND (%(since)s::date IS NULL OR (block.at AT TIME ZONE 'UTC')::date >= %(since)s)
   AND (%(until)s::date IS NULL OR (block.at AT TIME ZONE 'UTC')::date <= %(until)s)
 ORDER BY block.no DESC LIMIT %(most)s
"""

_OF_BLOCKS = [
    f"""(SELECT '{kind}' AS kind, fact.id, agreement.id AS agreement_id, {said} AS said FROM {rows}
          WHERE fact.block_id = wanted.no AND {NARROWED} AND {meant} ORDER BY fact.id LIMIT %(most)s)"""
    for kind, (rows, meant, said) in KINDS.items()
]
FACTS = f"""
SELECT wanted.no, found.kind, found.id, agreement.id, agreement.slug, agreement.short_title, agreement.nature,
       found.said
  FROM unnest(%(blocks)s::bigint[]) AS wanted (no)
 CROSS JOIN LATERAL ({" UNION ALL ".join(_OF_BLOCKS)}) found
  JOIN treaties_agreement agreement ON agreement.id = found.agreement_id
 ORDER BY wanted.no DESC, agreement.slug, found.kind, found.id
"""
