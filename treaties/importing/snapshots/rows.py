"""Rows of a snapshot's table, as rows of the record that are not yet written; references are looked up on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from treaties.exporting.columns import Column
from treaties.exporting.tables import BLOCKS, Table, declared, public_tables
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.snapshots.cells import NotACell, reader_of
from treaties.importing.snapshots.package import Line, Package
from treaties.models.partial_dates import BoundField

MOST_PROBLEMS = 100
"""Told of one table; what is wrong in the same way all over is understood by then."""


@dataclass(slots=True)
class Known:
    """What the tables have said so far: rows by what they are called by, and files of parties under agreements."""

    rows: dict[tuple[str, str], dict[Any, int]] = field(default_factory=dict)
    """By table and column: a value to the row's id."""
    files: dict[tuple[int, str], int] = field(default_factory=dict)
    """By the id of the agreement and the code of the party: the participation."""
    parties: dict[int, str] = field(default_factory=dict)
    """By the id of a participation: the code of its party."""

    def add(self, table: Table, keys: set[str], pk: int, values: dict[str, Any]) -> None:
        """Raises NotACell where two rows are called alike."""
        for key in keys:
            by_key = self.rows.setdefault((table.name, key), {})
            if by_key.setdefault(values[key], pk) != pk:
                raise NotACell(f"Two rows have the {key} {values[key]}.")

    def id_of(self, of: tuple[str, str], value: Any) -> int:
        """Raises NotACell where no row, up to here, is called so."""
        found = self.rows.get(of, {}).get(value)
        if found is None:
            raise NotACell(f"There is no row in {of[0]} with the {of[1]} {value}.")
        return found


@dataclass(frozen=True, slots=True)
class Read:
    """A row that may be written: its block, its id, and the row of the record."""

    block: int
    pk: int
    instance: Any


class Rows:
    """Reads the lines of one table."""

    def __init__(self, table: Table, known: Known) -> None:
        self.table, self.known = table, known
        fields = [_field_of(column, table.model) for column in table.columns]
        self.cells = [reader_of(column, one) for column, one in zip(table.columns, fields, strict=True)]
        self.bounds = [
            (one.name, one.of, one.end) for one in table.model._meta.concrete_fields if isinstance(one, BoundField)
        ]
        self.cited = next((one.cited for one in declared() if one.name == table.name), {})
        self.tables = _names_of_models()
        self.keys = _keys_of(table)
        self.refers_to = {column.of[0] for column in table.columns if column.of} | {
            self.tables[model] for model in self.cited.values()
        }
        self.settings = [self._setting(column) for column in table.columns]

    def read(self, package: Package) -> Iterator[Read]:
        """Raises Unreadable with what is wrong with the table's cells."""
        problems: list[Problem] = []
        before = (0, 0)
        for line in package.lines(self.table):
            wrong = len(problems)
            values = self._values(line, problems)
            if len(problems) == wrong:
                try:
                    read = self._row(values)
                    if (read.block, read.pk) <= before:
                        raise NotACell("This row stands out of order: rows come by block, then by id.")
                    before = (read.block, read.pk)
                    yield read
                except NotACell as error:
                    problems.append(Problem(line.place(), str(error)))
            if len(problems) >= MOST_PROBLEMS:
                break
        if problems:
            raise Unreadable(problems)

    def _values(self, line: Line, problems: list[Problem]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for number, (column, cell, given) in enumerate(
            zip(self.table.columns, self.cells, line.values, strict=True), 1
        ):
            try:
                values[column.name] = cell(given)
            except NotACell as error:
                problems.append(Problem(line.place(number), str(error)))
        return values

    def _row(self, values: dict[str, Any]) -> Read:
        instance: Any = self.table.model()
        for column, setting in zip(self.table.columns, self.settings, strict=True):
            setting(instance, values[column.name], values)
        for name, of, end in self.bounds:
            partial = getattr(instance, of)
            if values[name] != (getattr(partial, end) if partial else None):
                raise NotACell(f"“{name}” is not the {end} day of “{of}”.")
        pk, block = values["id"], values["block"]
        if pk < 1:
            raise NotACell("An id is a number from 1.")
        self.known.id_of(("blocks", "no"), block)
        self.known.add(self.table, self.keys, pk, values)
        if self.table.name == "participations":
            self.known.files[instance.agreement_id, values["party"]] = pk
            self.known.parties[pk] = values["party"]
        return Read(block, pk, instance)

    def _setting(self, column: Column) -> Callable[[Any, Any, dict[str, Any]], None]:
        if column.name == "block" or (isinstance(column.path, str) and self._is_bound(column.path)):
            return lambda instance, value, values: None
        if not isinstance(column.path, str):
            return self._set_fact if column.name == "fact_id" else lambda instance, value, values: None
        if column.path.startswith("participation__"):
            return self._check_party
        if column.path.count("__") > 1:
            return self._set_participation(column)
        if "__" in column.path or (column.of and column.path.endswith("_id")):
            return self._set_reference(column)
        return lambda instance, value, values: setattr(instance, column.path, value)  # type: ignore[arg-type]

    def _is_bound(self, path: str) -> bool:
        return any(path == name for name, _, _ in self.bounds)

    def _set_reference(self, column: Column) -> Callable[[Any, Any, dict[str, Any]], None]:
        assert column.of is not None
        assert isinstance(column.path, str)
        of, attribute = column.of, f"{column.path.split('__')[0].removesuffix('_id')}_id"

        def setting(instance: Any, value: Any, values: dict[str, Any]) -> None:
            setattr(instance, attribute, None if value is None else self.known.id_of(of, value))

        return setting

    def _set_participation(self, column: Column) -> Callable[[Any, Any, dict[str, Any]], None]:
        def setting(instance: Any, value: Any, values: dict[str, Any]) -> None:
            agreement = self.known.id_of(("agreements", "slug"), values["agreement"])
            found = self.known.files.get((agreement, value))
            if found is None:
                raise NotACell(f"{value} takes no part in {values['agreement']}.")
            setattr(instance, f"{column.name}_id", found)

        return setting

    def _check_party(self, instance: Any, value: Any, values: dict[str, Any]) -> None:
        if value != self.known.parties.get(values["participation_id"]):
            raise NotACell("“party” is not the party of “participation_id”.")

    def _set_fact(self, instance: Any, value: Any, values: dict[str, Any]) -> None:
        named = {self.tables[model]: name for name, model in self.cited.items()}
        name = named.get(values["fact_table"])
        if name is None:
            raise NotACell(f"No citation is of a row in “{values['fact_table']}”: {', '.join(sorted(named))}.")
        setattr(instance, f"{name}_id", self.known.id_of((values["fact_table"], "id"), value))


def _field_of(column: Column, model: type[models.Model]) -> models.Field | None:
    if not isinstance(column.path, str) or "__" in column.path:
        return None
    try:
        found = model._meta.get_field(column.path)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) and not found.is_relation else None


def _names_of_models() -> dict[type[models.Model], str]:
    return {one.model: one.name for one in declared()}


def _keys_of(table: Table) -> set[str]:
    """What rows of other tables call this one's by."""
    everything = (BLOCKS, *public_tables())
    return {"id"} | {one.of[1] for other in everything for one in other.columns if one.of and one.of[0] == table.name}
