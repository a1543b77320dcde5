"""API tokens: made on a page, shown once, kept as a digest, revoked; good for no more than their owner."""

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.sign_in.models import Token
from config.sign_in.token_page import MOST_TOKENS, scopes_for
from tests.factories.analysts import contributor, signed_in
from tests.factories.tokens import a_contributor, an_editor, token_of
from treaties.importing.writing import Scope

PAGE = "/admin/pacta_sign_in/token/"


def make(client: Client, **typed: Any) -> Any:
    return client.post(PAGE, {"name": "newsroom", "scopes": ["propose"], "days": "30"} | typed)


def shown_in(page: Any) -> str | None:
    found = re.search(r"pacta_[0-9a-f]{64}", page.content.decode())
    return found[0] if found else None


def read(token: str) -> int:
    return Client().get("/api/v1/parties/AZ/", headers={"authorization": f"Bearer {token}"}).status_code


@pytest.mark.django_db
def test_a_token_is_shown_once_and_kept_as_a_digest() -> None:
    client = signed_in()
    page = make(client, scopes=["record", "correct"])
    shown = shown_in(page)
    assert shown
    assert "no-store" in page["Cache-Control"]
    assert shown_in(client.get(PAGE)) is None
    token = Token.objects.get(name="newsroom")
    assert shown not in str(vars(token))
    assert (token.scopes, token.last_used_on) == (["record", "correct"], None)
    assert timedelta(days=29) < token.expiry - timezone.now() <= timedelta(days=30)
    assert read(shown) == 200
    token.refresh_from_db()
    assert token.last_used_on == timezone.now().date()


@pytest.mark.django_db
def test_it_is_offered_what_its_owner_may_and_nothing_else() -> None:
    assert scopes_for(an_editor()) == list(Scope)
    assert scopes_for(a_contributor()) == [Scope.PROPOSE]
    client = contributor("newcomer")
    wrong: list[dict[str, Any]] = [
        {"scopes": ["record"]}, {"scopes": []}, {"name": ""}, {"name": "a\0b"},
        {"days": "0"}, {"days": "367"}, {"days": "x"},
    ]  # fmt: skip
    assert {make(client, **one).status_code for one in wrong} == {422}
    assert not Token.objects.filter(user__username="newcomer").exists()
    assert signed_in("stranger", is_staff=True).get(PAGE).status_code == 403


@pytest.mark.django_db
def test_a_name_is_given_once_and_tokens_are_few() -> None:
    client = signed_in()
    assert [make(client).status_code, make(client).status_code] == [200, 422]
    for number in range(MOST_TOKENS):
        token_of(an_editor("analyst"), Scope.PROPOSE, name=f"{number}")
    assert b"revoke one before" in make(client, name="one more").content


@pytest.mark.django_db
def test_its_owner_and_a_superuser_revoke_it_and_nobody_else() -> None:
    owner, shown = signed_in("owner"), token_of(an_editor("owner"), Scope.RECORD)
    address = reverse("admin:pacta_sign_in_token_revoke", args=[Token.objects.get().pk])
    assert b"Revoke" not in signed_in("another").get(PAGE).content
    assert signed_in("a-third").post(address).status_code == 404
    assert read(shown) == 200
    assert owner.get(address).status_code == 405
    assert owner.post(address).status_code == 302
    assert read(shown) == 401
    shown = token_of(an_editor("owner"), Scope.RECORD)
    address = reverse("admin:pacta_sign_in_token_revoke", args=[Token.objects.get().pk])
    assert signed_in("root", is_staff=True, is_superuser=True).post(address).status_code == 302
    assert read(shown) == 401


@pytest.mark.django_db
def test_what_is_no_good_token_is_told_and_locks_nobody_out(settings: Any) -> None:
    shown = token_of(an_editor("owner"), Scope.RECORD, days=-1)
    wrong = [shown, "pacta_none", "", "x" * 10_000, "é", "a b"]
    assert {read(one) for one in wrong} == {401}
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        read("pacta_none")
    assert Client().get("/api/v1/parties/AZ/", headers={"authorization": "Basic abc"}).status_code == 401
    assert read(token_of(an_editor("owner"), Scope.RECORD)) == 200


@pytest.mark.django_db
def test_using_it_writes_once_a_day(django_assert_num_queries: Any) -> None:
    shown = token_of(an_editor("owner"), Scope.RECORD)
    read(shown)
    before = Token.objects.get().last_used_on
    assert isinstance(before, date)
    with django_assert_num_queries(1) as captured:
        Client().get("/api/v1/", headers={"authorization": f"Bearer {shown}"})
    assert "UPDATE" not in captured[0]["sql"]


@pytest.mark.django_db
def test_a_new_password_revokes_the_tokens_of_an_account() -> None:
    shown = token_of(an_editor("owner"), Scope.RECORD)
    call_command("create_analyst", username="owner", reset=True, stdout=StringIO())
    assert read(shown) == 401
