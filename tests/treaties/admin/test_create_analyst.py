"""The command that makes an analyst's account shows a password once, and never again."""

import re

import pytest
from django.contrib.auth import authenticate as authenticate_by
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.second_factor import new_codes

pytestmark = pytest.mark.django_db


def run(capsys, *options):
    call_command("create_analyst", *options)
    return capsys.readouterr().out


def authenticate(**credentials):
    return authenticate_by(HttpRequest(), **credentials)


def groups(username):
    return [group.name for group in User.objects.get(username=username).groups.all()]


def password_in(said):
    found = re.search(r"password (\S+)", said)
    return found and found[1]


def test_the_first_run_prints_a_password_that_signs_in(capsys):
    said = run(capsys)
    account = authenticate(username="analyst", password=password_in(said))
    assert account is not None
    assert account.is_staff
    assert not account.is_superuser
    assert [group.name for group in account.groups.all()] == ["editors"]


def test_later_runs_print_how_to_get_a_new_one_and_no_password(capsys):
    first = password_in(run(capsys))
    said = run(capsys, "--if-missing")
    assert "python3 run.py manage create_analyst --reset" in said
    assert first not in said
    assert password_in(said) is None
    assert authenticate(username="analyst", password=first)


def test_a_reset_gives_a_new_password(capsys):
    first = password_in(run(capsys))
    second = password_in(run(capsys, "--reset"))
    assert authenticate(username="analyst", password=second)
    assert authenticate(username="analyst", password=first) is None


def test_a_reset_makes_no_account(capsys):
    with pytest.raises(CommandError, match="no account “nobody”"):
        run(capsys, "--username", "nobody", "--reset")
    assert not User.objects.filter(username="nobody").exists()


def test_the_advice_is_about_the_same_account(capsys):
    assert "--reset --username second" in run(capsys, "--username", "second")


def test_an_account_that_exists_is_not_made_again(capsys):
    run(capsys)
    with pytest.raises(CommandError, match="exists"):
        run(capsys)
    assert User.objects.filter(username="analyst").count() == 1


@pytest.mark.parametrize("name", ["two words", "a" * 151, ""])
def test_a_name_that_is_none_is_refused(capsys, name):
    with pytest.raises(CommandError):
        run(capsys, "--username", name)


def test_a_contributor_is_made_and_moved(capsys):
    run(capsys, "--username", "alice", "--role", "contributor")
    assert groups("alice") == ["contributors"]
    assert "among the editors" in run(capsys, "--username", "alice", "--role", "editor")
    assert groups("alice") == ["editors"]
    with pytest.raises(CommandError, match="invalid choice"):
        run(capsys, "--username", "alice", "--role", "owner")


def test_a_second_factor_is_forgotten_with_its_codes_and_no_ones_else(capsys):
    for name in ("alice", "bob"):
        run(capsys, "--username", name)
        account = User.objects.get(username=name)
        TOTPDevice.objects.create(user=account)
        new_codes(account)
    said = run(capsys, "--username", "alice", "--forget-second-factor")
    assert (password_in(said), "forgotten" in said) == (None, True)
    for kind in (TOTPDevice, StaticDevice):
        assert [device.user.username for device in kind.objects.all()] == ["bob"]
    with pytest.raises(CommandError, match="no account “carol”"):
        run(capsys, "--username", "carol", "--forget-second-factor")


def test_a_reset_ends_the_wait_after_wrong_passwords(capsys, client):
    run(capsys)
    form = {"username": "analyst", "password": "wrong"}
    assert [client.post("/admin/login/", form).status_code for _ in range(5)][-1] == 429
    password = password_in(run(capsys, "--reset"))
    assert client.post("/admin/login/", form | {"password": password}).status_code == 302
