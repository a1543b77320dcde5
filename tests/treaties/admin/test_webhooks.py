"""The pages of webhooks: one is added, its secret made and shown once, and it is sent a test, disabled and enabled."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories.analysts import signed_in
from treaties.exporting.webhooks import delivering
from treaties.exporting.webhooks.sending import Answer
from treaties.models import Endpoint, Head

ADD = "/admin/treaties/endpoint/add/"


@pytest.fixture
def chief(db: None) -> Client:
    return signed_in("chief", is_staff=True, is_superuser=True)


def added(chief: Client, **given: str) -> Any:
    return chief.post(ADD, {"url": "https://hooks.example/in", "description": "A newsroom", "after_block": ""} | given)


def do(chief: Client, endpoint: Endpoint, **given: str) -> Any:
    return chief.post(f"/admin/treaties/endpoint/{endpoint.pk}/do/", given)


def test_a_secret_is_shown_in_the_answer_alone_and_once(chief: Client) -> None:
    assert added(chief).status_code == 302
    endpoint = Endpoint.objects.get()
    assert (endpoint.block, endpoint.seed, endpoint.made_by) == (Head.objects.get().no, "", endpoint.made_by)
    response = do(chief, endpoint, do="secret", mark="")
    (shown,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", response.content.decode())
    assert "no-store" in response["Cache-Control"]
    again = do(chief, endpoint, do="secret", mark="")
    assert again.status_code == 409
    page = chief.get(f"/admin/treaties/endpoint/{endpoint.pk}/change/").content.decode()
    assert shown not in again.content.decode() + page


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"url": "http://hooks.example/"}, "begins with https://"),
        ({"url": "https://localhost/"}, "open to the world"),
        ({"url": "https://hooks.example/\x00"}, "Null characters are not allowed"),
        ({"url": f"https://hooks.example/{'a' * 600}"}, "at most 500 characters"),
        ({"after_block": "9" * 30}, "The last block is"),
        ({"after_block": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_meant_is_refused(chief: Client, given: dict[str, str], problem: str) -> None:
    response = added(chief, **given)
    assert response.status_code == 200
    assert problem in response.content.decode()
    assert not Endpoint.objects.exists()


def test_a_test_is_sent_and_the_attempt_is_shown(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    added(chief)
    endpoint = Endpoint.objects.get()
    do(chief, endpoint, do="secret", mark="")
    monkeypatch.setattr(delivering.send_test, "__kwdefaults__", {"send": lambda *sent: Answer(500, "It broke", 7)})
    do(chief, endpoint, do="test")
    page = chief.get(f"/admin/treaties/endpoint/{endpoint.pk}/change/").content.decode()
    assert "test: not arrived: It broke, after 7 ms" in page


def test_a_change_of_the_address_leaves_its_place_to_the_sender(chief: Client) -> None:
    added(chief, after_block="1")
    endpoint = Endpoint.objects.get()
    do(chief, endpoint, do="disable")
    chief.post(f"/admin/treaties/endpoint/{endpoint.pk}/change/", {"url": "https://hooks.example/b", "block": "0"})
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.block, endpoint.disabled_because) == ("https://hooks.example/b", 1, "By chief.")
    do(chief, endpoint, do="enable")
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None
