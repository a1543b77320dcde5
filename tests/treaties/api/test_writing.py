"""Writing through the API: who may, what a write answers, that it is done once, and that a refusal leaves nothing."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connections
from django.test import Client
from django.utils import timezone

from appeals.api.v1.writing import postings as about_appeals
from appeals.importing.writes import WRITES
from tests.factories.tokens import a_contributor, an_editor, token_of
from treaties.actions.kept_answers import forget_answers
from treaties.api.v1.writing import postings as about_treaties
from treaties.api.v1.writing.views import Posting
from treaties.importing.writing import Scope
from treaties.models import Head, KeptAnswer, StatusChange

ACTS = "/api/v1/status-changes/"
BIT = "bit-azerbaijan-united-states-1997"
NOTICE = about_treaties.ACT
POSTINGS: list[Posting] = [
    one for module in (about_treaties, about_appeals) for one in vars(module).values() if isinstance(one, Posting)
]
ADDRESSES = {
    "source": "/api/v1/sources/",
    "agreement": "/api/v1/agreements/",
    "participant": "/api/v1/participations/",
    "title": f"/api/v1/agreements/{BIT}/titles/",
    "number": f"/api/v1/agreements/{BIT}/numbers/",
    "relation": f"/api/v1/agreements/{BIT}/relations/",
    "clause": "/api/v1/clauses/",
    "clause_correction": "/api/v1/clauses/1/corrections/",
    "clause_retraction": "/api/v1/clauses/1/retractions/",
    "act": ACTS,
    "act_correction": f"{ACTS}{BIT}-entry-into-force/corrections/",
    "act_retraction": f"{ACTS}usaid-arrangement-lapse/retractions/",
    "assertion": "/api/v1/assertions/",
    "assertion_correction": "/api/v1/assertions/acquisition-agreement-2013-in-force-2024-10-05/corrections/",
    "assertion_retraction": "/api/v1/assertions/acquisition-agreement-2013-in-force-2024-10-05/retractions/",
    "appeal": "/api/v1/appeals/",
    "demand": "/api/v1/appeals/milli-majlis-letter-2024-10-05/demands/",
    "response": "/api/v1/appeals/milli-majlis-letter-2024-10-05/responses/",
    "outcome": "/api/v1/appeals/milli-majlis-letter-2024-10-05/outcomes/",
    "link": "/api/v1/appeals/milli-majlis-letter-2024-10-05/links/",
    **{
        f"{of}_{done}": f"/api/v1/{of}s/1/{done}s/"
        for of in ("response", "outcome", "link")
        for done in ("correction", "retraction")
    },
}


@pytest.fixture
def token(db: None) -> str:
    return token_of(an_editor(), *Scope)


def post(address: str, body: Any, token: str | None = None, **headers: str) -> Any:
    sent = body if isinstance(body, bytes) else json.dumps(body)
    headers |= {"authorization": f"Bearer {token}"} if token else {}
    return Client(raise_request_exception=False).post(address, sent, content_type="application/json", headers=headers)


def last_block() -> int:
    return Head.objects.get().no


def owner_without(permission: str) -> User:
    account = an_editor("narrow")
    allowed = Permission.objects.filter(group__user=account).exclude(codename=permission)
    account.user_permissions.set(allowed)
    account.groups.clear()
    return account


def left() -> User:
    account = an_editor("left")
    account.is_active = False
    account.save()
    return account


@pytest.mark.django_db
def test_who_may_not_is_told_why_and_writes_nothing() -> None:
    editor, before = an_editor(), last_block()
    answers = {
        "nobody": post(ACTS, NOTICE),
        "a token that nobody has": post(ACTS, NOTICE, "pacta_0123456789abcdef"),
        "an expired one": post(ACTS, NOTICE, token_of(editor, Scope.RECORD, days=-1)),
        "one of an account that was closed": post(ACTS, NOTICE, token_of(left(), Scope.RECORD)),
        "one for something else": post(ACTS, NOTICE, token_of(editor, Scope.SOURCES, Scope.CORRECT)),
        "a contributor’s, whatever it says": post(ACTS, NOTICE, token_of(a_contributor(), Scope.RECORD)),
        "an owner’s who lost the right": post(ACTS, NOTICE, token_of(owner_without("add_statuschange"), Scope.RECORD)),
    }
    assert {who: answer.status_code for who, answer in answers.items()} == {
        "nobody": 401,
        "a token that nobody has": 401,
        "an expired one": 401,
        "one of an account that was closed": 401,
        "one for something else": 403,
        "a contributor’s, whatever it says": 403,
        "an owner’s who lost the right": 403,
    }
    assert answers["nobody"]["WWW-Authenticate"] == "Bearer"
    assert "expired" in answers["an expired one"].json()["detail"]
    assert answers["one for something else"].json()["missing_scope"] == "record"
    assert answers["an owner’s who lost the right"].json()["missing_permissions"] == ["treaties.add_statuschange"]
    assert last_block() == before


def test_a_session_is_no_token(admin_client: Client) -> None:
    assert admin_client.post(ACTS, NOTICE, content_type="application/json").status_code == 401


def test_a_dry_run_foresees_what_a_write_then_does(token: str) -> None:
    before = last_block()
    foreseen = post(f"{ACTS}?dry_run=true", NOTICE, token)
    assert (foreseen.status_code, last_block(), "Location" in foreseen) == (200, before, False)
    assert foreseen.json()["effect"]["changes"] == [
        {
            "from_on": "2027-03-04",
            "until": None,
            "before": {"possible": ["in_force"], "certain": True},
            "after": {"possible": ["ended"], "certain": True},
        }
    ]
    done = post(ACTS, NOTICE, token)
    assert (done.status_code, done.json()["recorded_in"], last_block()) == (201, before + 1, before + 1)
    assert done.json()["effect"] == foreseen.json()["effect"]
    assert done.json()["written"] == Client().get(done["Location"]).json()
    block = StatusChange.objects.get(slug=done.json()["written"]["slug"]).block
    assert (block.actor, block.reason) == ("editor", "The note was published.")
    assert post(ACTS, NOTICE, token).json()["errors"][0]["code"] == "already_on_record"


def test_the_same_key_is_answered_the_same_and_writes_once(token: str) -> None:
    first = post(ACTS, NOTICE, token, idempotency_key='"a-key"')
    again = post(ACTS, NOTICE, token, idempotency_key="a-key")
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
    assert (again.content, again["Location"]) == (first.content, first["Location"])
    other = post(ACTS, NOTICE | {"why": "Another."}, token, idempotency_key="a-key")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    stranger = token_of(an_editor("another"), *Scope)
    assert post(ACTS, NOTICE, stranger, idempotency_key="a-key").json()["errors"][0]["code"] == "already_on_record"


@pytest.mark.django_db
def test_a_key_is_forgotten_after_a_day(token: str) -> None:
    kept = {"account": an_editor(), "digest": "0" * 64, "status": 201, "answer": "{}"}
    now = timezone.now()
    KeptAnswer.objects.create(key="old", kept_at=now - timedelta(hours=25), **kept)
    KeptAnswer.objects.create(key="older", kept_at=now - timedelta(hours=26), **kept)
    KeptAnswer.objects.create(key="young", kept_at=now - timedelta(hours=23), **kept)
    assert post(ACTS, NOTICE, token, idempotency_key="old").status_code == 201
    assert post(ACTS, NOTICE, token, idempotency_key="young").status_code == 409
    assert forget_answers() == 1
    assert set(KeptAnswer.objects.values_list("key", flat=True)) == {"old", "young"}


def test_what_was_recorded_is_corrected_and_retracted_once(token: str) -> None:
    slug = post(ACTS, NOTICE, token).json()["written"]["slug"]
    correction = {key: value for key, value in NOTICE.items() if key != "agreement"} | {"done_on": "2026-03-03"}
    corrected = post(f"{ACTS}{slug}/corrections/", correction, token)
    assert corrected.json()["written"]["corrects"]["slug"] == slug
    again = post(f"{ACTS}{slug}/corrections/", correction, token)
    assert again.json()["errors"][0]["code"] == "stands_no_longer"
    retracted = post(f"{corrected['Location']}retractions/", {"why": "It was never sent."}, token).json()
    assert retracted["effect"]["changes"][0]["after"]["possible"] == ["in_force"]
    assert retracted["written"]["corrected_by"]["reason"] == "It was never sent."
    assert post(f"{ACTS}{slug}/corrections/", correction | {"corrects": "another"}, token).status_code == 422


@pytest.mark.slow
@pytest.mark.parametrize("posting", POSTINGS, ids=[one.write.record for one in POSTINGS])
def test_the_example_of_the_schema_is_accepted(posting: Posting, token: str) -> None:
    answer = post(f"{ADDRESSES[posting.write.record]}?dry_run=true", dict(posting.example), token)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["written"]


def test_everything_that_can_be_written_can_be_posted() -> None:
    assert {one.write.record for one in POSTINGS} == set(WRITES) == set(ADDRESSES)


HOSTILE: dict[str, tuple[Any, int]] = {
    "nothing": (b" ", 400),
    "a list": (b"[]", 400),
    "no UTF-8": (b'{"why": "\xff"}', 400),
    "a key twice": (b'{"why": "a", "why": "b"}', 400),
    "no number": (b'{"order_on_day": NaN}', 400),
    "a number without end": (b'{"order_on_day": ' + b"9" * 5000 + b"}", 400),
    "deep": (b'{"why":' * 50_000, 400),
    "deep, and closed again": (b'{"sources":' + b"[" * 3000 + b"]" * 3000 + b"}", 400),
    "a list without end": (NOTICE | {"sources": ["none"] * 1001}, 422),
    "a text without end": (NOTICE | {"note": "x" * 8001}, 422),
    "more keys than any": (NOTICE | {f"key{n}": 1 for n in range(200)}, 422),
    "half a character": (b'{"why": "\\ud800"}', 400),
    "half a character in a key": (b'{"\\udfff": 1}', 400),
    "NUL": (NOTICE | {"note": "a\0b"}, 422),
    "a large number": (NOTICE | {"order_on_day": 10**17}, 422),
    "the year 0": (NOTICE | {"done_on": "0000-01-01"}, 422),
    "the year 10000": (NOTICE | {"done_on": "10000-01-01"}, 422),
    "a list for a text": (NOTICE | {"act": ["signature"]}, 422),
    "an unknown key": (NOTICE | {"sorces": []}, 422),
    "no source": (NOTICE | {"sources": []}, 422),
    "an unknown source": (NOTICE | {"sources": ["none", None, {"x": 1}]}, 422),
    "a stranger": (NOTICE | {"by": "FR"}, 422),
    "an agreement that is none": (NOTICE | {"agreement": "none"}, 422),
    "no reason": (NOTICE | {"why": " "}, 422),
    "a reason without end": (NOTICE | {"why": "x" * 1001}, 422),
    "a slug that is taken": (NOTICE | {"slug": "usaid-arrangement-lapse"}, 422),
    "a slug that is none": (NOTICE | {"slug": "../x"}, 422),
    "too much": (b" " * (2**20 + 1), 413),
}


def test_hostile_bodies_are_refused_with_their_place(token: str) -> None:
    before = last_block()
    answers = {name: post(ACTS, body, token) for name, (body, _) in HOSTILE.items()}
    assert {name: one.status_code for name, one in answers.items()} == {
        name: status for name, (_, status) in HOSTILE.items()
    }
    assert {one["Content-Type"] for one in answers.values()} == {"application/problem+json"}
    fields = [one["field"] for one in answers["an unknown source"].json()["errors"]]
    assert fields == ["sources[1]", "sources[2].source", "sources[2].x"]
    assert last_block() == before


def test_another_media_type_a_wrong_key_and_an_unknown_row_are_refused(token: str) -> None:
    headers = {"authorization": f"Bearer {token}"}
    form = Client().post(ACTS, {"act": "signature"}, headers=headers)
    assert form.status_code == 415
    for key in ("ключ", '"half', '""', " "):
        assert post(ACTS, NOTICE, token, idempotency_key=key).status_code == 400, key
    assert post(f"{ACTS}none/retractions/", {"why": "So."}, token).status_code == 404
    assert post(f"{ACTS}?dryrun=true", NOTICE, token).json()["code"] == "unknown_parameter"


def test_what_breaks_a_rule_names_rule_field_and_article(token: str) -> None:
    answer = post(ACTS, NOTICE | {"by": None}, token)
    assert answer.status_code == 422
    assert [(one["field"], one["code"], one["article"]) for one in answer.json()["errors"]] == [
        ("by", "whose_act", None),
        ("by", "notice_by_non_party", "54, 56"),
    ]


@pytest.fixture
def closing() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.slow
def test_of_two_that_come_at_once_with_one_key_one_writes(committed: str, closing: None) -> None:
    token, before = token_of(an_editor(), *Scope), last_block()

    def send(_: int) -> Any:
        try:
            return post(ACTS, NOTICE, token, idempotency_key="at-once")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert [one.status_code for one in answers] == [201] * 8
    assert len({one.content for one in answers}) == 1
    assert last_block() == before + 1
    assert sum("Idempotency-Replayed" not in one for one in answers) == 1
