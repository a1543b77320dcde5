"""Rows of several tables in one statement: rows that belong to another come as JSON in a column of it, and are made
rows of their models again, with what Django would have joined or prefetched."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import DecimalField, F, Field, Model, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from treaties.models.partial_dates import BoundField
from treaties.models.search_keys import SearchKeyField

type Row = Mapping[str, Any]

_READ_BY_SQL_ONLY = (BoundField, SearchKeyField)


@dataclass(frozen=True)
class Nested:
    """Rows of one kind. ``of`` is the relation by which they belong to the row around them; without one, they are
    filtered already. ``joined`` are relations to one row, as ``select_related`` takes them; ``children`` are rows that
    belong to these; ``without`` are columns left out of all of them.
    """

    rows: QuerySet
    of: str = ""
    joined: tuple[str, ...] = ()
    children: Mapping[str, "Nested"] = field(default_factory=dict)
    without: Collection[str] = ()

    def in_json(self) -> ArraySubquery:
        """One column: an array of these rows, in their order."""
        rows = self.rows.filter(**{self.of: OuterRef("pk")}) if self.of else self.rows
        columns = {f"joined_{path}": JSONObject(**self._columns(path)) for path in self._paths()}
        return ArraySubquery(rows.values(json=JSONObject(**self._columns(), **columns, **in_columns(self.children))))

    def read(self, stored: Iterable[Row] | None, *, db: str | None) -> list[Any]:
        """The rows of one such column, as rows of their model."""
        return [self._row(one, db) for one in stored or ()]

    def _paths(self) -> list[str]:
        """Those joined, each after the one that it runs through."""
        steps = [path.split("__") for path in self.joined]
        return list(dict.fromkeys("__".join(names[:end]) for names in steps for end in range(1, len(names) + 1)))

    def _model(self, path: str = "") -> type[Model]:
        model = self.rows.model
        for name in path.split("__") if path else ():
            model = model._meta.get_field(name).related_model
        return model

    def _columns(self, path: str = "") -> dict[str, Any]:
        return {
            one.attname: _as_stored(one, f"{path}__{one.attname}" if path else one.attname)
            for one in self._model(path)._meta.concrete_fields
            if not isinstance(one, _READ_BY_SQL_ONLY) and one.attname not in self.without
        }

    def _row(self, stored: Row, db: str | None) -> Any:
        found = {"": _made(self._model(), stored, db)}
        for path in self._paths():
            before, _, name = path.rpartition("__")
            found[path] = _made(self._model(path), stored[f"joined_{path}"], db)
            if found[before] is not None:
                found[before]._state.fields_cache[name] = found[path]
        for name, rows in read_all(stored, self.children, db=db).items():
            put(found[""], name, rows)
        return found[""]


def in_columns(parts: Mapping[str, Nested]) -> dict[str, ArraySubquery]:
    """To annotate rows with: what ``read_all`` and ``put_all`` then read."""
    return {f"nested_{name}": part.in_json() for name, part in parts.items()}


def read_all(stored: Row, parts: Mapping[str, Nested], *, db: str | None) -> dict[str, list[Any]]:
    """The rows in the columns of ``in_columns``, by their names there."""
    return {name: part.read(stored[f"nested_{name}"], db=db) for name, part in parts.items()}


def put_all(row: Any, parts: Mapping[str, Nested]) -> None:
    """Read the columns of an annotated row into the relations that they are of, or into lists of these names."""
    for name, rows in read_all(vars(row), parts, db=row._state.db).items():
        put(row, name, rows)


def put(row: Any, name: str, rows: list[Any]) -> None:
    """Where Django keeps prefetched rows; it has no public way to fill one relation from elsewhere.

    A name that is no relation of the row becomes a plain list.
    """
    if not hasattr(type(row), name):
        setattr(row, name, rows)
        return
    held = getattr(row, name).all()
    held._result_cache, held._prefetch_done = rows, True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


def _as_stored(column: Field, path: str) -> Any:
    """Decimals as text: of a number in JSON, Python would make a float."""
    return Cast(path, TextField()) if isinstance(column, DecimalField) else F(path)


def _made(model: type[Model], stored: Row, db: str | None) -> Any:
    """``None`` where nothing was joined."""
    fields = [one for one in model._meta.concrete_fields if one.attname in stored]
    if stored[model._meta.pk.attname] is None:
        return None
    return model.from_db(db, [one.attname for one in fields], [_value(one, stored[one.attname]) for one in fields])


def _value(column: Field, stored: Any) -> Any:
    """An array's values too, which ``to_python`` leaves as JSON has them."""
    if isinstance(column, ArrayField) and stored is not None:
        return [column.base_field.to_python(one) for one in stored]
    return column.to_python(stored)
