"""The examples of the schema are what the seeded record answers, cut short.

After a change: ``WRITE_EXAMPLES=yes uv run pytest -n0 -m slow tests/test_api_examples.py``, then write the schema anew.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.api_schema import DESCRIBED, differences
from tests.test_api_promises import NEEDED

EXAMPLES: Path = settings.BASE_DIR / "docs" / "api" / "examples.json"
PINNED = ("on", "known_at", "from", "received_on")
"""Parameters that an example always gives, where they are: it is then answered alike for ever."""
WRITTEN_AT = "2026-01-31T09:00:00Z"
"""Stands for the moment at which a block was written, which differs from server to server."""
LONGEST_TEXT = 120


def operations() -> dict[str, tuple[str, dict[str, Any]]]:
    described = {path: one["get"] for path, one in DESCRIBED["paths"].items() if "get" in one}
    open_ = {path: one for path, one in described.items() if not any(one.get("security") or [])}
    return {one["operationId"]: (path, one) for path, one in open_.items()}


def example_of(path: str, operation: dict[str, Any]) -> Any:
    parameters = operation.get("parameters", [])
    address = path.format(**{one["name"]: one["example"] for one in parameters if one["in"] == "path"})
    pinned = {one["name"]: one["example"] for one in parameters if one["in"] == "query" and one["name"] in PINNED}
    answer = Client().get(address, NEEDED.get(operation["operationId"], {}) | pinned)
    assert answer.status_code == 200, (address, answer.content)
    return cut_short(answer.json(), 0)


def cut_short(value: Any, depth: int, name: str = "") -> Any:
    """One of each list; of lists within lists, none. A text is cut where it is long."""
    match value:
        case dict():
            return {key: cut_short(one, depth, key) for key, one in value.items()}
        case list() if value and isinstance(value[0], dict):
            return [cut_short(value[0], depth + 1)] if depth < 1 else []
        case list():
            return value[:3]
        case str() if name == "at":
            return WRITTEN_AT
        case str() if name == "digest":
            return "0f" * 32
        case str() if "cursor=" in value or value.startswith("http://testserver"):
            return value.partition("cursor=")[0].replace("testserver", "127.0.0.1:8000")
        case str() if len(value) > LONGEST_TEXT:
            return f"{value[:LONGEST_TEXT]}…"
    return value


@pytest.mark.slow
@pytest.mark.django_db
def test_the_examples_are_what_is_answered() -> None:
    made = {name: example_of(path, operation) for name, (path, operation) in operations().items()}
    if os.environ.get("WRITE_EXAMPLES"):
        EXAMPLES.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    assert json.loads(EXAMPLES.read_text()) == made


def test_every_operation_has_an_example_that_fits_its_description() -> None:
    wrong = {}
    for name, (_, operation) in operations().items():
        described = operation["responses"]["200"]["content"]["application/json"]
        if "example" not in described:
            wrong[name] = ["no example"]
            continue
        wrong[name] = differences(described["example"], described["schema"])
    assert {name: said for name, said in wrong.items() if said} == {}


def test_every_body_has_an_example_that_fits_its_description() -> None:
    wrong = {}
    for path, described in DESCRIBED["paths"].items():
        if body := described.get("post", {}).get("requestBody"):
            content = body["content"]["application/json"]
            wrong[path] = differences(content["example"], content["schema"], is_open=True)
    assert {name: said for name, said in wrong.items() if said} == {}
