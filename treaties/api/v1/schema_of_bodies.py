"""From the rows that bodies are read as to JSON Schema: the dataclass that reads a body is what describes it."""

from collections.abc import Collection
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_origin

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from treaties.api.v1.schema_of_shapes import Refer, Schema
from treaties.dates import PartialDate
from treaties.importing.tables import Key, Row, keys_of
from treaties.vocabulary import Status, Word

PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": ["number", "string"], "description": "A number, or its text"},
    PartialDate: {
        "type": "string",
        "description": "A day as far as it is known (EDTF): `1997-08-01`, `1997-08`, `1997`, `1997?`, `2013-12/2014`",
    },
}


def schema_of_row(row_type: type[Row], refer: Refer, *, said: Collection[str] = ()) -> Schema:
    """``said`` are keys that the address of the request says: they may be left out of the body, or say the same."""
    keys = keys_of(row_type)
    properties = {name: _of_key(name, key, row_type, refer) for name, key in keys.items()}
    needed = sorted(name for name, key in keys.items() if key.is_needed and name not in said)
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    words = " ".join((row_type.__doc__ or "").split())
    schema |= {"required": needed} if needed else {}
    schema |= {"description": words} if words and not words.startswith(row_type.__name__) else {}
    if row_type.short_for:
        return {"anyOf": [{"type": "string", "description": f"Short for `{row_type.short_for}`"}, schema]}
    return schema


def _of_key(name: str, key: Key, row_type: type[Row], refer: Refer) -> Schema:
    """What may be left out may be null, which says the same."""
    schema = _of_hint(key.hint, refer)
    column = _column(row_type, name)
    if schema.get("type") == "string" and column is not None:
        schema |= {"maxLength": column.max_length} if getattr(column, "max_length", None) else {}
        schema |= {"description": str(column.help_text)} if column.help_text else {}
    if key.is_needed:
        return schema
    if isinstance(kind := schema.get("type"), str):
        return schema | {"type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _of_hint(hint: Any, refer: Refer) -> Schema:
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of_hint(get_args(hint)[0], refer)}
    kind = next((one for one in get_args(hint) if one is not NoneType), hint)
    if kind in PLAIN:
        return dict(PLAIN[kind])
    assert issubclass(kind, Row | Word | Status), kind
    return refer(kind)


def _column(row_type: type[Row], name: str) -> models.Field | None:
    try:
        found = row_type.columns_of._meta.get_field(name) if row_type.columns_of else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None
