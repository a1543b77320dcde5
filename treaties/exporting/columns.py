"""Columns of the public tables, read off the models: what a field is called outside, what its values are and mean."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import Combinable

from treaties.models import Agreement, Party, Source, StatusAssertion, StatusChange
from treaties.models.partial_dates import BoundField, PartialDateField
from treaties.models.search_keys import SearchKeyField
from treaties.vocabulary import Word

NATURAL_KEYS: dict[type[models.Model], str] = {
    Agreement: "slug",
    Party: "code",
    Source: "slug",
    StatusChange: "slug",
    StatusAssertion: "slug",
}
"""What rows of these are called by; other rows by their ``id``."""

DESCRIBED = {
    "id": "The number of the row in this table; it never changes",
    "block": "The block of the journal that wrote the row",
    "slug": "What it is called by in addresses; it never changes",
    "note": "In our own words; may be empty",
    "language": "BCP 47",
    "locator": "The place in the source: article, page, row; may be empty",
    "about": "Which detail of the fact it bears on; empty for the whole",
}
"""What columns of these names mean wherever the field itself does not say."""


class Kind(Word):
    """What the values of a column are: the type in a Table Schema, and in words."""

    INTEGER = "integer", "a whole number"
    TEXT = "string", "text"
    BOOLEAN = "boolean", "true or false"
    DECIMAL = "number", "a decimal number"
    DAY = "date", "a calendar day"
    MOMENT = "datetime", "a moment, in UTC"
    PARTIAL = "edtf", "a partly known day (EDTF)"
    LIST = "array", "a list"
    JSON = "object", "JSON"


@dataclass(frozen=True, slots=True)
class Column:
    """``path`` is where the value is found from the row's model: a lookup, or an expression.

    ``vocabulary`` are the words that are its values; ``of`` the table, and its column, that it refers to.
    """

    name: str
    path: str | Combinable
    kind: Kind
    description: str
    vocabulary: tuple[tuple[str, str], ...] = ()
    of: tuple[str, str] | None = None
    is_optional: bool = False


def columns_of(
    model: type[models.Model],
    names: Mapping[type[models.Model], str],
    *,
    leave: Collection[str],
    described: Mapping[str, str],
) -> list[Column]:
    """Every stored field but those to leave and keys to search by. ``names`` are those of tables, by model; what
    ``described`` says of a column goes before what its field says."""
    fields = [one for one in model._meta.concrete_fields if one.name not in leave]
    columns = [_column(one, names) for one in fields if not isinstance(one, SearchKeyField)]
    return [_described(column, model, described) for column in columns]


def _column(field: models.Field, names: Mapping[type[models.Model], str]) -> Column:
    if isinstance(field, models.ForeignKey):
        return _reference(field, names)
    vocabulary = tuple((str(code), str(label)) for code, label in _choices(field))
    said = str(field.help_text)
    return Column(field.name, field.name, _kind(field), said, vocabulary, is_optional=field.null)


def _reference(field: models.ForeignKey, names: Mapping[type[models.Model], str]) -> Column:
    target = field.related_model
    assert isinstance(target, type)
    if field.name in ("block", "known_from"):
        return Column("block", field.attname, Kind.INTEGER, "", of=("blocks", "no"))
    table = names[target]
    if key := NATURAL_KEYS.get(target):
        said = str(field.help_text) or f"The {key} of the {target._meta.verbose_name}"
        return Column(field.name, f"{field.name}__{key}", Kind.TEXT, said, of=(table, key), is_optional=field.null)
    said = str(field.help_text) or f"The row of the {target._meta.verbose_name}"
    return Column(field.attname, field.attname, Kind.INTEGER, said, of=(table, "id"), is_optional=field.null)


def _kind(field: models.Field) -> Kind:
    match field:
        case PartialDateField():
            return Kind.PARTIAL
        case BoundField() | models.DateField() if not isinstance(field, models.DateTimeField):
            return Kind.DAY
        case models.DateTimeField():
            return Kind.MOMENT
        case models.BooleanField():
            return Kind.BOOLEAN
        case models.IntegerField():
            return Kind.INTEGER
        case models.DecimalField():
            return Kind.DECIMAL
        case ArrayField():
            return Kind.LIST
        case models.JSONField():
            return Kind.JSON
    return Kind.TEXT


def _choices(field: models.Field) -> Any:
    return field.base_field.choices or () if isinstance(field, ArrayField) else field.choices or ()


def _described(column: Column, model: type[models.Model], described: Mapping[str, str]) -> Column:
    if said := described.get(column.name) or column.description:
        return replace(column, description=said)
    if isinstance(
        field := _field(model, column.name.removesuffix("_earliest").removesuffix("_latest")), PartialDateField
    ):
        end = "earliest" if column.name.endswith("earliest") else "latest"
        is_bound = column.kind is Kind.DAY
        said = f"The {end} day that {field.name} may be, included; none where it is open" if is_bound else ""
        return replace(column, description=said or f"The {column.name.replace('_', ' ')}, as precisely as is known")
    said = DESCRIBED.get(column.name) or f"The {column.name.replace('_', ' ')}"
    return replace(column, description=said)


def _field(model: type[models.Model], name: str) -> models.Field | None:
    return next((field for field in model._meta.concrete_fields if field.name == name), None)
