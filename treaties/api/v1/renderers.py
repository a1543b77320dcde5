"""The formats of answers: JSON, and for lists CSV and NDJSON too, as the header Accept asks.

A row of a CSV is one result. Its columns are those of the result's shape, in its order, those of parts that are added
on request last: always the same, whatever the rows hold. What is nested is spread out (``status.certain``), a list of
plain values is joined by ``; ``, and anything deeper is JSON in its cell. A cell is empty where the answer says null or
has no such member. Text that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from treaties.api.v1.schema_of_shapes import members_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BESIDE = ("results", "next")
"""Members of the answer of a list that are its body, or the header Link; the others go into headers."""


class LinesRenderer(BaseRenderer):
    """One result to a line, each as in the JSON of the list (NDJSON)."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return "".join(f"{_as_json(row)}\n" for row in data["results"]).encode()


class TableRenderer(BaseRenderer):
    """A header, and one result to a row (CSV as in RFC 4180, UTF-8)."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        columns = columns_of(renderer_context["view"].shape)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([".".join(path) for path in columns])
        for row in data["results"]:
            writer.writerow([cell(_at(row, path)) for path in columns])
        return out.getvalue().encode()


RENDERERS_OF_LISTS = [JSONRenderer, TableRenderer, LinesRenderer]


@cache
def columns_of(list_shape: type) -> tuple[tuple[str, ...], ...]:
    """The columns of a list's table, each as the way to its value in a result."""
    (result,) = get_args(get_type_hints(list_shape)["results"])
    return tuple(_columns(result, ()))


def _columns(shape: type, inside: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    optional: frozenset[str] = shape.__optional_keys__  # type: ignore[attr-defined]
    for name, hint in sorted(members_of(shape).items(), key=lambda member: member[0] in optional):
        nested = _nested(hint)
        if nested:
            yield from _columns(nested, (*inside, name))
        else:
            yield (*inside, name)


def _nested(hint: Any) -> type | None:
    """The shape of a member that is one, or one or null."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Annotated, NotRequired):
        return _nested(arguments[0])
    if origin in (Union, UnionType):
        shapes = [one for one in arguments if one is not NoneType]
        return _nested(shapes[0]) if len(shapes) == 1 else None
    return hint if is_typeddict(hint) else None


def _at(row: Any, path: Sequence[str]) -> Any:
    for name in path:
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list() | tuple() if not any(isinstance(one, list | tuple | Mapping) for one in value):
            return escaped("; ".join("" if one is None else str(one) for one in value))
        case list() | tuple() | Mapping():
            return _as_json(value)
    return escaped(str(value))


def escaped(text: str) -> str:
    """No cell is a formula; and who takes the first apostrophe off has the text, also where it began with one."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def _as_json(value: Any) -> str:
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))


def headers_of(answer: Mapping[str, Any]) -> dict[str, str]:
    """What a list says beside its results, for formats that have no place for it: ``Link`` to the next page, and in
    ``Pacta-On``, ``Pacta-Known-At`` and the like days and blocks."""
    said = {name: value for name, value in answer.items() if name not in BESIDE and value is not None}
    headers = {f"Pacta-{name.replace('_', '-').title()}": _said(value) for name, value in said.items()}
    return headers | ({"Link": f'<{answer["next"]}>; rel="next"'} if answer.get("next") else {})


def _said(value: Any) -> str:
    return str(value["block"]) if isinstance(value, Mapping) and "block" in value else str(value)
