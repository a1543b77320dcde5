"""The public tables: the whole public record as rows that come and never change, in the order in which they came.

The change feed gives these rows block by block, a snapshot writes them to files, and a copy of the record is made of
them: a row is only ever added. ``appeals`` adds its tables through a slot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from treaties.exporting.columns import Column, Kind, columns_of
from treaties.exporting.meanings import MEANINGS
from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Block,
    Citation,
    Clause,
    ClauseParty,
    Correction,
    Judgement,
    Membership,
    NameInSource,
    PairTimeline,
    Participation,
    Party,
    PartyCode,
    PartyName,
    SeriesNumber,
    Source,
    StatusAssertion,
    StatusChange,
    Succession,
    Timeline,
)
from treaties.models.sources import CITED
from treaties.slots import PUBLIC_TABLES

type Row = dict[str, Any]
type Position = tuple[int, int]
"""A row's block and its ``id``: the order in which the rows of one table came."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A table as it is declared: the model its rows are of, what it holds, and where that differs from the fields."""

    name: str
    model: type[models.Model]
    description: str
    leave: frozenset[str] = frozenset()
    """Fields that are derived, or kept elsewhere in the tables."""
    further: tuple[Column, ...] = ()
    described: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, type[models.Model]] = field(default_factory=dict)
    """Of citations: the fields of which one points to a fact, each with the model of the facts."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    model: type[models.Model]
    description: str
    columns: tuple[Column, ...]

    def rows(self, *, after: Position | None = None, until: int | None = None) -> QuerySet[Any, tuple[Any, ...]]:
        """Values in the order of ``columns``, first to last in the order in which they came; of rows that came after a
        position (open) and in blocks up to one (closed)."""
        block, key = "no" if self.model is Block else self._path("block"), "pk"
        rows = self.model._default_manager.order_by(block, key)
        if after:
            rows = rows.filter(Q(**{f"{block}__gt": after[0]}) | Q(**{block: after[0], f"{key}__gt": after[1]}))
        if until is not None:
            rows = rows.filter(**{f"{block}__lte": until})
        made = {f"made_{one.name}": one.path for one in self.columns if not isinstance(one.path, str)}
        paths = [one.path if isinstance(one.path, str) else f"made_{one.name}" for one in self.columns]
        return rows.annotate(**made).values_list(*paths)

    def read(
        self, *, after: Position | None = None, until: int | None = None, most: int | None = None
    ) -> Iterator[Row]:
        """Rows by the names of their columns, ready for JSON but for days and decimals; ``most`` of them, or all."""
        names = [column.name for column in self.columns]
        partial = [number for number, column in enumerate(self.columns) if column.kind is Kind.PARTIAL]
        rows = self.rows(after=after, until=until)
        for values in rows[:most] if most else rows.iterator(chunk_size=2000):
            row = dict(zip(names, values, strict=True))
            for number in partial:
                row[names[number]] = str(values[number]) if values[number] else None
            yield row

    @property
    def block_column(self) -> str:
        """In the database."""
        path = self._path("block")
        return str(next(field.column for field in self.model._meta.concrete_fields if field.attname == path))

    def _path(self, name: str) -> str:
        (path,) = (column.path for column in self.columns if column.name == name)
        assert isinstance(path, str)
        return path


BLOCKS = Table(
    "blocks",
    Block,
    "The journal: one block for all that was written at once, in the order of commits, without a gap",
    (
        Column("no", "no", Kind.INTEGER, "The number of the block, from 1"),
        Column("at", "at", Kind.MOMENT, "When it was opened"),
        Column("reason", "reason", Kind.TEXT, "Why it was written, in the words of whoever wrote it"),
    ),
)
FIRST = {"id": 0, "block": 1}
DERIVED = frozenset({"days", "codes", "story", "party_ids"})
PARTY_OF_ROW = Column(
    "party", "participation__party__code", Kind.TEXT, "The party; none for the agreement as a whole",
    of=("parties", "code"), is_optional=True,
)  # fmt: skip
KNOWN = frozenset({"known_until", "story"})
STEPS = {
    "days": "The days on which the status changes, ascending; before the first there is none",
    "codes": "From each of these days on, the sum of the bits of the statuses that are possible; see the codebook",
}
DECLARED = (
    Declared("sources", Source, "Documents that facts rest on"),
    Declared("parties", Party, "States past and present, territories, organisations and unions"),
    Declared("party_codes", PartyCode, "Codes by which others know a party"),
    Declared("party_names", PartyName, "What a party is called, in many languages and over time"),
    Declared("successions", Succession, "Which party followed which"),
    Declared("memberships", Membership, "Who was a member of which union, and when"),
    Declared("names_in_sources", NameInSource, "Whom a name means in one source; the latest row counts"),
    Declared("agreements", Agreement, "Instruments of any kind; their status is in the timelines", DERIVED),
    Declared("agreement_titles", AgreementTitle, "Titles as sources give them"),
    Declared("series_numbers", SeriesNumber, "Numbers in treaty series"),
    Declared("agreement_relations", AgreementRelation, "How one agreement stands to another: agreement, kind, other"),
    Declared("participations", Participation, "One party’s file under one agreement", DERIVED),
    Declared("clauses", Clause, "Rules of an agreement as data"),
    Declared("clause_parties", ClauseParty, "Parties that a clause names"),
    Declared(
        "status_changes", StatusChange, "Dated acts, recorded once; see corrections for those that no longer stand",
        further=(PARTY_OF_ROW,),
    ),
    Declared("assertions", StatusAssertion, "What a source says the status was on a day; it changes nothing"),
    Declared("corrections", Correction, "Rows that no longer stand, why, and what stands instead, if anything does"),
    Declared("judgements", Judgement, "What an analyst concludes where sources disagree; the latest row counts"),
    Declared("citations", Citation, "A place in a source that a fact rests on", cited=CITED),
    Declared(
        "timelines", Timeline,
        "Derived statuses, a row per change of knowledge; of rows of the same agreement and party the latest counts",
        KNOWN, (PARTY_OF_ROW,), STEPS,
    ),
    Declared(
        "pair_timelines", PairTimeline,
        "What stands between two parties to one agreement; the latest row of an agreement and two parties counts",
        KNOWN | {"one", "other"},
        (
            Column("one", "one__party__code", Kind.TEXT, "The one party", of=("parties", "code")),
            Column("other", "other__party__code", Kind.TEXT, "The other party", of=("parties", "code")),
        ),
        STEPS,
    ),
)  # fmt: skip


def declared() -> tuple[Declared, ...]:
    return (*DECLARED, *(one for part in PUBLIC_TABLES() for one in part))


@cache
def public_tables() -> tuple[Table, ...]:
    """All of them, each after those that its rows refer to, but for rows of its own; the blocks are apart."""
    everything = declared()
    names = {one.model: one.name for one in everything}
    return tuple(_table(one, names) for one in everything)


def _table(one: Declared, names: Mapping[type[models.Model], str]) -> Table:
    described = MEANINGS[""] | MEANINGS.get(one.name, {}) | dict(one.described)
    own = columns_of(one.model, names, leave=one.leave | set(one.cited), described=described)
    first = sorted(own, key=lambda column: FIRST.get(column.name, len(FIRST)))
    return Table(one.name, one.model, one.description, (*first, *one.further, *_pointers(one.cited, names)))


def _pointers(cited: Mapping[str, type[models.Model]], names: Mapping[type[models.Model], str]) -> Iterator[Column]:
    """Instead of a column for each kind of fact: the table that the row points to, and the row there."""
    if cited:
        whens = [When(Q(**{f"{one}__isnull": False}), then=Value(names[model])) for one, model in cited.items()]
        table = Case(*whens, output_field=models.TextField())
        yield Column("fact_table", table, Kind.TEXT, "The table of the fact that it is for")
        row = Coalesce(*(F(f"{one}_id") for one in cited))
        yield Column("fact_id", row, Kind.INTEGER, "The id of that fact in its table")
