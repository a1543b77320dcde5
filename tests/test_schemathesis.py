"""Requests that are made from the schema: whatever is allowed is answered as it is described, and whatever is not is
refused so (``bash .ci/schemathesis``)."""

import os
import re
import subprocess
import sys
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from knox.models import get_token_model

from tests.live_server import live_server
from treaties.importing.writing import Scope

pytest.importorskip("schemathesis", reason="its lane installs it: bash .ci/schemathesis")

CASES = int(os.environ.get("CASES", "2000"))
PER_OPERATION = CASES // 40
"""At most: where a schema has fewer to offer, there are fewer. There are more than 40 operations."""
SEED = "20241005"
LATEST = "2"
"""Seconds."""
WORKERS = "2"
"""At once: while the server answers one request, the next is thought of."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)
"""The others suppose that a schema alone tells which values are good: whether a text names a party, it cannot."""


@pytest.mark.schemathesis
def test_requests_made_from_the_schema_are_answered_as_it_describes(committed: str) -> None:
    editor = get_user_model().objects.create_superuser("alice", password="a")
    _, token = get_token_model().objects.create(user=editor, name="schema", scopes=[str(one) for one in Scope])
    kept = mock.patch.dict(connections["default"].settings_dict, CONN_MAX_AGE=None)  # as by the pool of a real server
    with kept, live_server() as server:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", f"{server}/api/v1/schema/"),
                *("--url", server, "--header", f"Authorization: Bearer {token}"),
                *("--checks", ",".join(CHECKS), "--max-response-time", LATEST),
                *("--phases", "examples,fuzzing", "--max-examples", str(PER_OPERATION), "--seed", SEED),
                *("--workers", WORKERS),
                *("--generation-database", "none", "--suppress-health-check", "all", "--warnings", "off"),
                *("--continue-on-failure", "--no-color"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    sys.stdout.write(done.stdout)  # what the lane is run for
    made = re.search(r"([0-9,]+) generated", done.stdout)
    assert made, "Schemathesis did not say how many it made"
    assert done.returncode == 0
    assert int(made[1].replace(",", "")) >= CASES
