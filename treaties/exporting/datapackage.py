"""``datapackage.json``: a snapshot described for programs, as a Data Package (version 2), each table by its schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from treaties.exporting.columns import Column, Kind
from treaties.exporting.copying import Form
from treaties.exporting.licence import Licence, in_words
from treaties.exporting.panels import PANELS
from treaties.exporting.tables import BLOCKS, Table, public_tables

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {Kind.PARTIAL: "string"}
RIGHTS = (
    "Each source keeps its own rights: this record states facts in its own words and names where they are from."
    " Whoever relies on a fact should cite its source too."
)
DIALECT = {"lineTerminator": "\n", "doubleQuote": True, "header": True}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a snapshot. ``path`` is below the snapshot's folder, ``checksum`` SHA-256 in hexadecimal, ``size`` in
    bytes."""

    path: str
    size: int
    checksum: str


def datapackage(*, block: int, at: str, written: Sequence[Written], licence: Licence | None) -> dict[str, Any]:
    """``at`` is the moment of the block, in RFC 3339: so the same block is described alike whenever it is written."""
    of_path = {one.path: one for one in written}
    resources = [
        *(_of_table(table, form, of_path) for form in Form for table in (BLOCKS, *public_tables())),
        *(_of_panel(panel, of_path) for panel in PANELS),
    ]
    return {
        "$schema": PROFILE,
        "name": "pacta",
        "title": f"Pacta: the public record as of block {block}",
        "description": f"Agreements, acts, statuses and appeals, each fact with its source. {rights_under(licence)}",
        "version": str(block),
        "created": at,
        **({"licenses": [licence.as_described()]} if licence else {}),
        "sources": [{"title": "Every document is named in the table “sources”, every place in it in “citations”"}],
        "resources": [resource for resource in resources if resource],
    }


def rights_under(licence: Licence | None) -> str:
    return f"{in_words(licence)} {RIGHTS}"


def path_of(table: str, form: Form) -> str:
    return f"data/{table}.{form}"


def _of_table(table: Table, form: Form, written: dict[str, Written]) -> dict[str, Any] | None:
    file = written.get(path_of(table.name, form))
    if file is None:
        return None
    suffix = "" if form is Form.CSV or path_of("blocks", Form.CSV) not in written else f"-{form}"
    key = "no" if table is BLOCKS else "id"
    schema = _schema(table.columns, [key], suffix, table.name)
    for column, described in zip(table.columns, schema["fields"], strict=True):
        if not column.is_optional and not _may_be_empty(table.model, column):
            described.setdefault("constraints", {})["required"] = True
    return _resource(table.name + suffix, table.description, file, form) | {"schema": schema}


def _of_panel(panel: Any, written: dict[str, Written]) -> dict[str, Any] | None:
    file = written.get(f"panels/{panel.name}.csv")
    if file is None:
        return None
    resource = _resource(panel.name, panel.description, file, Form.CSV)
    return resource | {"schema": _schema(panel.columns, list(panel.key), "", panel.name)}


def _resource(name: str, description: str, file: Written, form: Form) -> dict[str, Any]:
    resource = {
        "name": name,
        "path": file.path,
        "description": f"{description}.",
        "format": str(form),
        "mediatype": form.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.checksum}",
    }
    return resource | ({"dialect": DIALECT} if form is Form.CSV else {})


def _schema(columns: Sequence[Column], key: list[str], suffix: str, name: str) -> dict[str, Any]:
    fields = [_field(column) for column in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key:
        schema["primaryKey"] = key
    keys = [_reference(column, suffix, name) for column in columns if column.of]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.kind, str(column.kind)),
        "description": f"{column.description}{' (EDTF)' if column.kind is Kind.PARTIAL else ''}.",
    }
    if column.vocabulary and column.kind is Kind.TEXT:
        field["constraints"] = {"enum": [code for code, _ in column.vocabulary]}
    return field


def _reference(column: Column, suffix: str, name: str) -> dict[str, Any]:
    assert column.of is not None
    table, key = column.of
    of_itself = table == name
    resource = {} if of_itself else {"resource": table + suffix}
    return {"fields": [column.name], "reference": {**resource, "fields": [key]}}


def _may_be_empty(model: type[models.Model], column: Column) -> bool:
    """An empty text is a missing value to whoever reads a schema."""
    if column.kind is not Kind.TEXT or not isinstance(column.path, str):
        return False
    field = next((one for one in model._meta.concrete_fields if one.name == column.path), None)
    return field is not None and field.blank
