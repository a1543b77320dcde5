from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from config.database.logins import databases

HOME = Path("/nowhere/pacta")


def test_two_urls_are_two_logins_to_one_database() -> None:
    logins = databases(url="postgresql://web@db/pacta", owner_url="postgresql://boss@db/pacta", home=HOME)
    assert [logins[alias]["USER"] for alias in ("default", "owner")] == ["web", "boss"]
    assert logins["default"]["TEST"] == {"MIRROR": "owner"}


def test_one_url_serves_both() -> None:
    logins = databases(url="postgresql://web:secret@db:5433/pacta", owner_url="", home=HOME)
    assert logins["default"]["USER"] == logins["owner"]["USER"] == "web"
    assert logins["owner"]["PORT"] == 5433


def test_a_socket_directory_is_a_host() -> None:
    logins = databases(url="postgresql://web@/pacta?host=/run/postgresql", owner_url="", home=HOME)
    assert logins["owner"]["HOST"] == "/run/postgresql"
    assert "host" not in logins["owner"]["OPTIONS"]


def test_a_pool_is_for_the_web_alone() -> None:
    logins = databases(url="postgresql://web@db/pacta", owner_url="", home=HOME, pool=8)
    assert logins["default"]["OPTIONS"]["pool"]["max_size"] == 8
    assert "pool" not in logins["owner"]["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "owner_url", "words"),
    [
        ("", "postgresql://boss@db/pacta", "DATABASE_URL is set and DATABASE_URL is not|set DATABASE_URL too"),
        ("sqlite:///pacta.db", "", "needs PostgreSQL"),
        ("postgresql:///pacta", "", "must name a user"),
        ("nonsense", "", "DATABASE_URL"),
        ("postgresql://web@db/pacta", "postgresql://boss@db/other", "same database"),
    ],
)
def test_logins_that_make_no_sense_are_refused(url: str, owner_url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        databases(url=url, owner_url=owner_url, home=HOME)


@pytest.mark.django_db
def test_tests_run_as_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('TimeZone'), current_setting('is_superuser')")
        assert cursor.fetchone() == (settings.WEB_ROLE, "UTC", "off")


def test_the_owner_sees_what_the_web_committed(committed: str) -> None:
    assert connections["owner"].settings_dict["NAME"] == connection.settings_dict["NAME"] == committed
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == (settings.DATABASES["owner"]["USER"], committed)
