"""From typed dictionaries to JSON Schema (2020-12, as in OpenAPI 3.1), so that a shape is written once."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from treaties.api.v1.shapes.agreement_rows import AgreementRow
from treaties.api.v1.shapes.agreements import AgreementAnswer
from treaties.api.v1.shapes.pairs import PairAnswer
from treaties.api.v1.shapes.status_changes import ActOnRecord
from treaties.slots import ACT_API_PARTS, AGREEMENT_API_INCLUDES, AGREEMENT_API_PARTS, PAIR_API_PARTS, Part, Slot

type Schema = dict[str, Any]
type Refer = Callable[[type], Schema]
"""Names a shape or a vocabulary in the schema's components, and answers with a reference to it."""

PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Any: {},
    NoneType: {"type": "null"},
}
EXTENDED_BY: dict[str, Slot] = {
    AgreementAnswer.__name__: AGREEMENT_API_PARTS,
    AgreementRow.__name__: AGREEMENT_API_INCLUDES,
    PairAnswer.__name__: PAIR_API_PARTS,
    ActOnRecord.__name__: ACT_API_PARTS,
}
"""Shapes to which other applications add members; what their parts are annotated to return is described with them."""


def schema_of(hint: Any, refer: Refer) -> Schema:
    """The schema of a type as it stands in an annotation."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return dict(PLAIN[hint])
    if origin is Annotated:
        return schema_of(arguments[0], refer) | {"description": arguments[1]}
    if origin is NotRequired:
        return schema_of(arguments[0], refer)
    if origin in (Union, UnionType):
        return _any_of([schema_of(one, refer) for one in arguments])
    if origin is list:
        return {"type": "array", "items": schema_of(arguments[0], refer)}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(arguments[1], refer)}
    return refer(hint)


def _any_of(schemas: list[Schema]) -> Schema:
    plain = [schema["type"] for schema in schemas if "type" in schema]
    rest: Schema = {}
    for schema in schemas:
        rest |= {key: value for key, value in schema.items() if key != "type"}
    return {"type": plain, **rest} if len(plain) == len(schemas) else {"anyOf": schemas}


def component(shape: type, refer: Refer) -> Schema:
    """The schema of a shape, or of a vocabulary, as it stands among the components."""
    if issubclass(shape, StrEnum):
        words: list[Any] = list(shape)
        listed = "\n".join(f"* `{word}`: {word.label}" for word in words if hasattr(word, "label"))
        return {"type": "string", "enum": [str(word) for word in words]} | ({"description": listed} if listed else {})
    assert is_typeddict(shape), shape
    required = sorted(shape.__required_keys__)  # type: ignore[attr-defined]
    for part in parts_of(shape):
        required += sorted(part.__required_keys__)  # type: ignore[attr-defined]
    properties = {name: schema_of(hint, refer) for name, hint in members_of(shape).items()}
    schema: Schema = {"type": "object", "properties": properties, "required": required}
    return schema | ({"description": " ".join(shape.__doc__.split())} if shape.__doc__ else {})


def members_of(shape: type) -> dict[str, Any]:
    """The members of a shape and of what other applications add to it, by name, in their order."""
    hints = get_type_hints(shape, include_extras=True)
    for part in parts_of(shape):
        hints |= get_type_hints(part, include_extras=True)
    return hints


def parts_of(shape: type) -> list[type]:
    """The shapes that other applications add to this one, or to one that it extends."""
    slots = [EXTENDED_BY[name] for name in _lineage(shape) if name in EXTENDED_BY]
    return [_returned_by(part) for slot in slots for part in slot.parts]


def _lineage(shape: type) -> list[str]:
    """Its name, and those of all that it extends; a typed dictionary itself remembers only its fields."""
    bases = [base for base in getattr(shape, "__orig_bases__", ()) if is_typeddict(base)]
    return [shape.__name__, *(name for base in bases for name in _lineage(base))]


def _returned_by(part: Part) -> type:
    """What a part is annotated to return; of one that answers for many, by slug, what it returns for each."""
    returned = get_type_hints(part, include_extras=True)["return"]
    return get_args(returned)[1] if get_origin(returned) is dict else returned
