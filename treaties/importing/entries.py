"""Rows with the keys that they are known by: what several files say, gathered by kind."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields, replace

from treaties.actions.slugs import slug_of_act
from treaties.importing.rows import ActRow, AgreementRow, AssertionRow, NumberRow, RelationRow, SourceRow
from treaties.importing.tables import Row


@dataclass(frozen=True, slots=True)
class Entry[R: Row]:
    """A row with the key it is known by, and what it belongs to: a slug, and the number of a part (0: none)."""

    key: Hashable
    row: R
    of: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        return " ".join(str(part) for part in self.key) if isinstance(self.key, tuple) else str(self.key)


@dataclass(frozen=True)
class TreatyRows:
    """What files say of sources and agreements. Each act gets its slug here, if it has none."""

    sources: tuple[SourceRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()

    def source_entries(self) -> list[Entry[SourceRow]]:
        return [Entry(row.slug, row) for row in self.sources]

    def agreement_entries(self) -> list[Entry[AgreementRow]]:
        return [Entry(row.slug, row) for row in self.agreements]

    def relation_entries(self) -> list[Entry[RelationRow]]:
        return [
            Entry((row.slug, one.kind.value, one.other), one, row.slug)
            for row in self.agreements
            for one in row.relations
        ]

    def number_entries(self) -> list[Entry[NumberRow]]:
        return [Entry((one.series, one.number), one, row.slug) for row in self.agreements for one in row.numbers]

    def act_entries(self) -> list[Entry[ActRow]]:
        return [self._act_entry(row, act) for row in self.agreements for act in row.acts]

    def assertion_entries(self) -> list[Entry[AssertionRow]]:
        return [Entry(one.slug, one, row.slug) for row in self.agreements for one in row.assertions]

    @staticmethod
    def _act_entry(row: AgreementRow, act: ActRow) -> Entry[ActRow]:
        slug = act.slug or slug_of_act(row.slug, act.act, act.by)
        return Entry(slug, replace(act, slug=slug), row.slug)


def within(row: Row) -> Iterator[Row]:
    """The row and all rows inside it."""
    yield row
    for key in fields(row):
        value = getattr(row, key.name)
        for inner in value if isinstance(value, tuple) else ():
            if isinstance(inner, Row):
                yield from within(inner)
