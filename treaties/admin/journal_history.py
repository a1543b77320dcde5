"""Who did what to a row and to all that belongs to it, and why, from the journal: block by block, the latest first."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from treaties.models import Block
from treaties.models.partial_dates import BoundField, PartialDateField
from treaties.queries.versions import Version, versions_of
from treaties.vocabulary import Decision

NOT_SHOWN = {"block_id", "party_ids", "days", "codes", "story", "search_key", "slug"}
"""Columns that are derived, or say nothing to a reader."""
type Names = Mapping[type[Model], Mapping[Any, str]]
type Words = Callable[[Any, Names], str]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one model that belong to what is told. ``words`` says what one is; without it they are counted."""

    rows: QuerySet[Any]
    words: Words | None = None
    one: str = ""
    """What they are called: the model's own name, unless another is given."""
    many: str = ""

    @property
    def model(self) -> type[Model]:
        return self.rows.model

    def called(self, count: int) -> str:
        options = self.model._meta
        return (
            (self.one or str(options.verbose_name)) if count == 1 else (self.many or str(options.verbose_name_plural))
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A line: “Recorded: demand 1”, with what changed where a row was written again."""

    words: str
    changes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class InBlock:
    block: Block
    lines: Sequence[Told]

    @property
    def proposed(self) -> list[str]:
        """Whose proposal it was, where it was one."""
        return [
            f"Proposed by {one.proposed_by}{', amended' if one.decision == Decision.AMENDED else ''}: {one.reason}"
            for one in self.block.proposals.all()
        ]


@dataclass(frozen=True, slots=True)
class JournalHistory:
    blocks: Sequence[InBlock]
    is_cut: bool


def journal_history(parts: Sequence[Part]) -> JournalHistory:
    """A few statements, and one for each kind of row that words name."""
    versions, is_cut = versions_of([part.rows for part in parts])
    by_table = {part.model._meta.db_table: part for part in parts}
    order = {table: n for n, table in enumerate(by_table)}
    names = _named(versions, by_table)
    blocks = []
    for _, group in groupby(versions, key=lambda one: one.block.no):
        written = sorted(group, key=lambda one: order[one.table])
        blocks.append(InBlock(written[0].block, list(_lines(written, by_table, names))))
    return JournalHistory(blocks, is_cut)


def _lines(written: Sequence[Version], by_table: Mapping[str, Part], names: Names) -> Iterator[Told]:
    for table, group in groupby(written, key=lambda one: one.table):
        part, found = by_table[table], list(group)
        if part.words is None:
            yield Told(f"Recorded: {len(found)} {part.called(len(found))}")
            continue
        for one in found:
            words = f"{part.called(1)}: {part.words(_as_written(part.model, one.row), names)}"
            if one.before is None:
                yield Told(f"Recorded: {words}")
            else:
                yield Told(f"Edited: {words}", list(_changes(part.model, one.before, one.row)))


def own_words(row: Any, names: Names) -> str:
    """What a row says of itself, where it needs no other to say it."""
    return str(row)


def _as_written(model: type[Model], row: Mapping[str, Any]) -> Any:
    """The row as it was then: not saved, and no more than its own columns."""
    return model(**{field.attname: _value(field, row[field.column]) for field in _fields(model) if field.column in row})


def _fields(model: type[Model]) -> list[Any]:
    fields: list[Any] = model._meta.concrete_fields  # type: ignore[assignment]
    return [field for field in fields if not getattr(field, "generated", False)]


def _value(field: Field, stored: Any) -> Any:
    try:
        return field.to_python(stored)
    except ValidationError:
        return stored


def _changes(model: type[Model], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """“title: A → B”, for each column that a reader knows."""
    for field in _fields(model):
        if field.attname in NOT_SHOWN or isinstance(field, BoundField) or field.primary_key:
            continue
        old, new = before.get(field.column), after.get(field.column)
        if old != new:
            yield f"{capfirst(field.verbose_name)}: {_said(field, old)} → {_said(field, new)}"


def _said(field: Any, stored: Any) -> str:
    if stored in (None, "", []):
        return "not on record"
    if field.choices:
        return str(dict(field.flatchoices).get(stored, stored))
    value = _value(field, stored)
    return value.words() if isinstance(field, PartialDateField) else _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case date():
            return value.isoformat()
    return f"“{value}”"


def _named(versions: Sequence[Version], by_table: Mapping[str, Part]) -> Names:
    """The rows that are pointed to, in words: one statement for each kind of them."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for one in versions:
        part = by_table[one.table]
        for field in _fields(part.model) if part.words else ():
            if isinstance(field, ForeignKey) and one.row.get(field.column) and field.related_model is not Block:
                wanted[field.related_model].add(one.row[field.column])
    rows = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}
    return {model: {pk: _name(row) for pk, row in found.items()} for model, found in rows.items()}


def _name(row: Any) -> str:
    """As short as it can be said beside another row."""
    return str(getattr(row, "short_title", "") or getattr(row, "name", "") or row)


class WithJournal(admin.ModelAdmin):
    """A page “History” that tells what the journal holds of a row and of all that belongs to it."""

    object_history_template = "admin/treaties/history_by_journal.html"

    def told_of(self, row: Any) -> Sequence[Part]:
        """The row itself first, then what belongs to it."""
        raise NotImplementedError

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        told = {"history": journal_history(self.told_of(row))} if row else {}
        return super().history_view(request, object_id, (extra_context or {}) | told)
