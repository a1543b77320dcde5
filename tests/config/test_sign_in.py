"""Sessions and wrong passwords: hard to steal, slow to guess, and nobody is kept out by somebody else."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client, RequestFactory
from django.utils import timezone

from config.sign_in.delay import address, in_words

RIGHT, WRONG = "correct horse battery", "wrong"
ASKED = ("SECOND_FACTOR", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")


@pytest.fixture
def alice(db):
    person = User.objects.create(username="alice", is_staff=True)
    person.set_password(RIGHT)
    person.save()
    person.groups.add(Group.objects.get(name="contributors"))
    return person


def sign_in(client, password, username="alice", **extra):
    return client.post("/admin/login/?next=/admin/", {"username": username, "password": password}, **extra)


def fail(times, **extra):
    return [sign_in(Client(), WRONG, **extra).status_code for _ in range(times)]


def test_after_five_wrong_passwords_not_even_the_right_one_is_looked_at(alice):
    assert fail(6) == [200, 200, 200, 200, 429, 429]
    client = Client()
    answer = sign_in(client, RIGHT)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text
    assert 890 <= int(answer.headers["Retry-After"]) <= 900
    assert "_auth_user_id" not in client.session


def test_trying_on_makes_the_wait_no_longer_and_it_ends(alice):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        fail(5)
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        answer = sign_in(Client(), WRONG)
        assert (answer.headers["Retry-After"], "Wait 5 minutes" in answer.text) == ("300", True)
    with time_machine.travel(start + timedelta(minutes=15, seconds=1), tick=False):
        assert sign_in(Client(), RIGHT).status_code == 302


def test_who_forgot_and_remembered_starts_anew(alice):
    fail(4)
    assert sign_in(Client(), RIGHT).status_code == 302
    assert fail(4) == [200] * 4


def test_a_stranger_elsewhere_keeps_nobody_out_nor_one_account_another(alice):
    bob = User.objects.create(username="bob", is_staff=True)
    bob.set_password(RIGHT)
    bob.save()
    fail(5, REMOTE_ADDR="203.0.113.7")
    assert sign_in(Client(), RIGHT, REMOTE_ADDR="203.0.113.8").status_code == 302
    assert sign_in(Client(), RIGHT, username="bob", REMOTE_ADDR="203.0.113.7").status_code == 302
    assert sign_in(Client(), RIGHT, REMOTE_ADDR="203.0.113.7").status_code == 429


def test_an_account_that_does_not_exist_is_answered_alike(db):
    assert fail(5, username="nobody") == [200, 200, 200, 200, 429]


def test_where_it_comes_from_a_request_does_not_say_itself(alice):
    said = [{"HTTP_X_FORWARDED_FOR": f"198.51.100.{n}", "HTTP_USER_AGENT": str(n)} for n in range(6)]
    assert [sign_in(Client(), WRONG, **one).status_code for one in said][-2:] == [429, 429]


@pytest.mark.parametrize(
    ("behind", "forwarded", "found"),
    [
        (False, "198.51.100.1", "127.0.0.1"),
        (True, "198.51.100.1", "198.51.100.1"),
        (True, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (True, "2001:db8::1", "2001:db8::1"),
        (True, "unknown", None),
        (True, "", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_its_own_entry_counts(settings, behind, forwarded, found):
    settings.BEHIND_PROXY = behind
    assert address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)) == found


def test_the_wait_in_words_is_never_too_short():
    assert [in_words(n) for n in (1, 59, 60, 61, 900)] == [
        "1 second",
        "59 seconds",
        "1 minute",
        "2 minutes",
        "15 minutes",
    ]


def test_a_session_is_new_at_the_sign_in_and_ends_by_post_or_with_the_password(alice):
    client = Client()
    client.get("/admin/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    answer = sign_in(client, RIGHT)
    cookie = answer.cookies["sessionid"]
    assert client.session.session_key != before
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Lax", "")
    assert "no-store" in client.get("/admin/").headers["Cache-Control"]
    assert client.get("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    alice.set_password("another one")
    alice.save()
    assert client.get("/admin/").status_code == 302
    assert sign_in(client, "another one").status_code == 302
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


def test_a_session_lasts_a_working_day(alice):
    client, now = Client(), timezone.now()
    sign_in(client, RIGHT)
    for hours, status in [(11, 200), (13, 302)]:
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            assert client.get("/admin/").status_code == status


@pytest.mark.slow
def test_a_site_that_the_world_can_reach_asks_for_more(tmp_path):
    """Read by a process of its own: settings are read once."""
    asked = f"import json; from config import settings; print(json.dumps([getattr(settings, n) for n in {ASKED}]))"
    there = {"PACTA_HOME": str(tmp_path), "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "pacta.example.org"}
    found = {}
    for local in ("yes", "no"):
        environment = {"PATH": os.environ["PATH"], "LOCAL": local} | there
        command = [sys.executable, "-c", asked]
        root = Path(__file__).resolve().parent.parent.parent
        said = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout
        found[local] = json.loads(said)
    assert found == {
        "yes": [False, "sessionid", "csrftoken", False, False],
        "no": [True, "__Host-sessionid", "__Host-csrftoken", True, True],
    }
