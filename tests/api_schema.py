"""The schema of the API, as a judge of answers: what is described, and how an answer differs from that."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import yaml
from django.conf import settings

SCHEMA: Path = settings.BASE_DIR / "docs" / "api" / "v1.yml"
WRITTEN: dict[str, Any] = yaml.load(SCHEMA.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
PROBLEM = "#/components/schemas/ProblemAnswer"
NAME = re.compile(r"{\w+}")


def followed(value: Any) -> Any:
    """With what references lead to in their place, but for the schemas of answers and bodies."""
    if isinstance(value, list):
        return [followed(one) for one in value]
    if not isinstance(value, dict):
        return value
    members = {name: followed(one) for name, one in value.items() if name != "$ref"}
    kind, name = value["$ref"].split("/")[2:] if "$ref" in value else ("", "")
    if kind in ("parameters", "responses", "headers"):
        return followed(WRITTEN["components"][kind][name]) | members
    if value.get("in") == "query" and "$ref" in value["schema"]:
        members["schema"] |= WRITTEN["components"]["schemas"][value["schema"]["$ref"].rpartition("/")[2]]
    return {**({"$ref": value["$ref"]} if "$ref" in value else {}), **members}


DESCRIBED: dict[str, Any] = WRITTEN | {"paths": followed(WRITTEN["paths"])}


def differences(answer: Any, schema: dict[str, Any], *, is_open: bool = False) -> list[str]:
    """Where the answer is not what the schema says, or holds a member that it does not name; of what is open, the
    schema itself says whether it may."""
    whole = {"components": {"schemas": DESCRIBED["components"]["schemas"] if is_open else _closed_components()}}
    return [error.message for error in jsonschema.Draft202012Validator(whole | schema).iter_errors(answer)]


@cache
def _closed_components() -> dict[str, Any]:
    return {name: closed(one) for name, one in DESCRIBED["components"]["schemas"].items()}


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {"additionalProperties": False} if "properties" in schema else schema


def operation_at(path: str, method: str) -> dict[str, Any] | None:
    """What is described of an address; HEAD is described as GET."""
    wanted = "get" if method == "HEAD" else method.lower()
    operations = [
        operations[wanted]
        for template, operations in DESCRIBED["paths"].items()
        if wanted in operations and re.fullmatch(NAME.sub("[^/]+", template), path)
    ]
    return operations[0] if operations else None
