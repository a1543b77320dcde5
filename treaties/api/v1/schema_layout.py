"""How the schema is laid out, so that it can be read: what operations have in common stands once, short things in line.

A parameter that several operations take is a component, and they refer to it. Where one name means several things, the
component is the meaning that most of them share, and the others are described where they are.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from drf_spectacular.generators import SchemaGenerator
from yaml.representer import SafeRepresenter

from treaties.api.v1.schema_of_shapes import Schema

LONGEST_LINE = 120
"""Characters of a mapping that stands in one line."""


class Generator(SchemaGenerator):
    """The schema, laid out."""

    def get_schema(self, request: Any = None, public: bool = False) -> Schema:
        schema: Schema = in_line(super().get_schema(request, public))
        return schema


def share_parameters(result: Schema, **of_generator: Any) -> Schema:
    """Called for the schema as it is before it is written out."""
    counts = Counter(repr(one) for operation in _operations(result) for one in _in_query(operation))
    shared: dict[str, Schema] = {}
    for operation in _operations(result):
        for one in _in_query(operation):
            held = shared.get(one["name"])
            if counts[repr(one)] > (counts[repr(held)] if held else 1):
                shared[one["name"]] = one
    for operation in _operations(result):
        if "parameters" in operation:
            operation["parameters"] = [_referred(one, shared) for one in operation["parameters"]]
    result["components"] = {"parameters": dict(sorted(shared.items()))} | result["components"]
    return result


def _operations(result: Schema) -> Iterator[Schema]:
    for operations in result["paths"].values():
        yield from operations.values()


def _in_query(operation: Schema) -> list[Schema]:
    """Those that are not of the address itself."""
    return [one for one in operation.get("parameters", []) if one["in"] != "path"]


def _referred(one: Schema, shared: dict[str, Schema]) -> Schema:
    return {"$ref": f"#/components/parameters/{one['name']}"} if shared.get(one["name"]) == one else one


class _Mapping(dict):
    """Written in one line."""


class _List(list):
    """Written in one line, or in as few as hold it."""


def in_line(value: Any) -> Any:
    """The same, of parts that know whether they are short."""
    if isinstance(value, list):
        parts = [in_line(one) for one in value]
        return _List(parts) if all(_is_short(one) for one in parts) else parts
    if isinstance(value, dict):
        members = {name: in_line(one) for name, one in value.items()}
        is_short = all(_is_short(one) for one in members.values()) and len(str(members)) <= LONGEST_LINE
        return _Mapping(members) if is_short else members
    return value


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" not in value
    return not isinstance(value, dict | list) or isinstance(value, _Mapping | _List)


def _written(dumper: SafeRepresenter, value: Any) -> yaml.Node:
    if isinstance(value, dict):
        return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


for kind in (_Mapping, _List):
    for writer in (yaml.SafeDumper, yaml.CSafeDumper):
        yaml.add_representer(kind, _written, Dumper=writer)
