"""The command that makes an analyst's account shows a password once, and never again."""

import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def run(capsys, *options):
    call_command("create_analyst", *options)
    return capsys.readouterr().out


def password_in(said):
    found = re.search(r"password (\S+)", said)
    return found and found[1]


def test_the_first_run_prints_a_password_that_signs_in(capsys):
    said = run(capsys)
    account = authenticate(username="analyst", password=password_in(said))
    assert account is not None
    assert account.is_staff
    assert not account.is_superuser
    assert [group.name for group in account.groups.all()] == ["analysts"]


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
