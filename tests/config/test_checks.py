from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.core.management import get_commands

from config.database import checks


@pytest.mark.parametrize(("web", "warnings"), [("pacta_owner", ["pacta.W001"]), ("pacta_web", [])])
def test_one_login_for_both_is_warned_of(monkeypatch: pytest.MonkeyPatch, web: str, warnings: list[str]) -> None:
    databases = {"default": {"USER": web}, "owner": {"USER": "pacta_owner"}}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES=databases))
    assert [warning.id for warning in checks.two_logins()] == warnings


@pytest.mark.parametrize(("embedded", "warnings"), [(True, ["pacta.W002"]), (False, [])])
def test_the_embedded_server_is_not_for_production(
    monkeypatch: pytest.MonkeyPatch, embedded: bool, warnings: list[str]
) -> None:
    monkeypatch.setattr(checks, "settings", SimpleNamespace(EMBEDDED=embedded))
    assert [warning.id for warning in checks.not_embedded()] == warnings


def test_migrate_is_the_owners_unless_another_login_is_named() -> None:
    assert get_commands()["migrate"] == "config.database"
    from config.database.management.commands.migrate import Command

    parser = Command().create_parser("manage.py", "migrate")
    assert parser.parse_args([]).database == "owner"
    assert parser.parse_args(["--database", "default"]).database == "default"


def test_the_system_checks_pass() -> None:
    assert [problem for problem in run_checks() if problem.is_serious()] == []
