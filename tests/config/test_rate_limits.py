"""Limits are told with each answer; pages of other sites read, and do not write."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.tokens import an_editor, token_of
from treaties.importing.writing import Scope

INDEX = "/api/v1/"


@pytest.fixture
def two_reads(settings: Any) -> None:
    cache.clear()
    settings.API_READS_PER_MINUTE = 2


@pytest.mark.django_db
def test_what_is_left_is_told_and_too_much_is_refused(two_reads: None, time_machine: Any) -> None:
    time_machine.move_to("2026-03-01T12:00:20Z", tick=False)
    answers = [Client().get(INDEX) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert {one["RateLimit-Policy"] for one in answers} == {'"reads";q=2;w=60'}
    assert [one["RateLimit"] for one in answers] == ['"reads";r=1;t=40', '"reads";r=0;t=40', '"reads";r=0;t=40']
    assert (answers[-1]["Retry-After"], answers[-1].json()["code"]) == ("40", "too_many_requests")
    token = token_of(an_editor(), Scope.RECORD)
    assert Client().get(INDEX, headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert Client().get(INDEX, REMOTE_ADDR="192.0.2.7").status_code == 200
    forged = Client().get(INDEX, headers={"x-forwarded-for": "198.51.100.9"})
    assert forged.status_code == 429
    time_machine.move_to("2026-03-01T12:01:00Z", tick=False)
    assert Client().get(INDEX).status_code == 200


def test_without_a_limit_nothing_is_told(settings: Any) -> None:
    settings.API_READS_PER_MINUTE = 0
    assert "RateLimit" not in Client().get(INDEX)


def test_pages_of_other_sites_may_read_and_nothing_more() -> None:
    origin = {"origin": "https://newsroom.example"}
    read = Client().get(INDEX, headers=origin)
    assert read["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in read
    assert {"ETag", "Location", "RateLimit"} <= set(read["Access-Control-Expose-Headers"].split(", "))
    asked = origin | {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    preflight = Client().options("/api/v1/status-changes/", headers=asked)
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "authorization" not in preflight["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in Client().get("/robots.txt", headers=origin)
