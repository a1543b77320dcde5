"""No hostile request is answered with an error of ours, with what the schema does not know, or late."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from time import perf_counter
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import resolve
from knox.models import get_token_model

from config.wsgi import application
from tests.api_schema import PROBLEM, differences, operation_at
from tests.hostile.reading import Hostile, hostile_requests
from treaties.importing.writing import Scope
from treaties.models import Block

LATEST = 2
"""Seconds."""


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A server gives its connections back between requests; here the test's transaction is in one of them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token() -> str:
    editor = get_user_model().objects.create_superuser("alice", password="a")
    _, shown = get_token_model().objects.create(user=editor, name="hostile", scopes=[str(one) for one in Scope])
    return str(shown)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
def test_hostile_requests_are_refused_in_words_and_at_once(token: str) -> None:
    requests = hostile_requests(token)
    assert len(requests) >= 200
    resolve("/api/v1/agreements/")  # the addresses are read once per process
    blocks = Block.objects.count()
    wrong = {request.line: said for request in requests if (said := wrong_with(request))}
    assert not wrong, "\n".join(f"{line[:150]}\n    {said[:300]}" for line, said in wrong.items())
    assert Block.objects.count() == blocks


def wrong_with(request: Hostile) -> str:
    begun = perf_counter()
    status, headers, body = answer_to(request)
    took = perf_counter() - begun
    if took > LATEST:
        return f"took {took:.1f} s"
    if status >= 500:
        return f"{status}: {body[:300]!r}"
    content_type = headers.get("Content-Type", "")
    if not request.is_of_the_api or not body:
        return ""
    if status >= 400:
        if content_type != "application/problem+json":
            return f"{status}: {content_type}"
        return "; ".join(differences(json.loads(body), {"$ref": PROBLEM}))
    return unlike_the_schema(request, status, content_type, body)


def unlike_the_schema(request: Hostile, status: int, content_type: str, body: bytes) -> str:
    described = operation_at(request.path, request.method)
    if described is None:
        return ""
    said = described["responses"].get(str(status))
    if said is None:
        return f"{status} is not described"
    if content_type.partition(";")[0] not in said["content"]:
        return f"{content_type} is not described"
    if content_type != "application/json":
        return ""
    return "; ".join(differences(json.loads(body), said["content"]["application/json"]["schema"]))


def answer_to(request: Hostile) -> tuple[int, dict[str, str], bytes]:
    """Through WSGI as the server calls it: nothing between the request and the site."""
    said: list[Any] = []
    answer = application(environ_of(request), lambda status, headers, *_: said.extend((status, headers)))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    headers = dict(said[1])
    unpacked = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
    return int(said[0].split()[0]), headers, unpacked


def environ_of(request: Hostile) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ


def test_the_list_holds_many_kinds() -> None:
    requests = hostile_requests("t")
    assert len({one.line for one in requests}) == len(requests)
    assert Counter(one.method for one in requests)["POST"] > 30
