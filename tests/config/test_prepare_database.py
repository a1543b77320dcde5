"""The command on a real server: what it makes, what it leaves, what it refuses, and what it never says."""

import re
import socket
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from psycopg import sql

from config.database.external import found
from tests.config.external import Place, administrator, place

CATALOGUE = """
    SELECT 'role', rolname, to_jsonb(a) - 'oid' FROM pg_authid a WHERE starts_with(rolname, %(start)s)
    UNION ALL
    SELECT 'database', datname, to_jsonb(d) - '{datfrozenxid,datminmxid,oid}'::text[] FROM pg_database d
    WHERE starts_with(datname, %(start)s)
    UNION ALL
    SELECT 'schema', nspname, to_jsonb(n) FROM pg_namespace n WHERE nspname = 'public'
    ORDER BY 1, 2
"""


@pytest.fixture
def here() -> Iterator[Place]:
    with place() as names:
        yield names


def catalogue(here: Place) -> list[tuple[Any, ...]]:
    with here.connection(here.database) as connection:
        return connection.execute(CATALOGUE, {"start": here.database.removesuffix("db")}).fetchall()


def test_from_nothing_to_two_logins_that_work(here: Place) -> None:
    urls, said = here.prepare()
    assert "Nothing of Pacta is there yet." in said
    assert "Everything is as it should be." in said
    with psycopg.connect(urls["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE treaties_block ()")
    with psycopg.connect(urls["DATABASE_URL"]) as web:
        answer = web.execute("SELECT current_user, current_database()").fetchone()
        assert answer == (here.web, here.database)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("CREATE TABLE mine ()")
    assert "grant nothing to" in here.prepare()[1]


@pytest.mark.slow
def test_nobody_else_may_come_in(here: Place) -> None:
    here.prepare()
    stranger = f"{here.web}_stranger"
    here.execute("CREATE ROLE {}", stranger)
    (may,) = here.ask(
        "SELECT has_database_privilege(%s, %s, 'CONNECT'), has_database_privilege(%s, %s, 'TEMPORARY')",
        *(stranger, here.database, here.web, here.database),
    )
    assert may == (False, False)


@pytest.mark.slow
def test_a_plan_does_nothing(here: Place) -> None:
    urls, said = here.prepare(plan=True)
    assert urls == {}
    assert f"would make the role {here.owner}" in said
    assert f"would make the database {here.database}" in said
    assert here.ask("SELECT 1 FROM pg_database WHERE datname = %s", here.database) == []
    assert here.ask("SELECT 1 FROM pg_roles WHERE rolname IN (%s, %s)", here.owner, here.web) == []


def test_a_second_run_changes_nothing_and_does_not_know_the_passwords(here: Place) -> None:
    here.prepare()
    before = catalogue(here)
    urls, said = here.prepare()
    assert "Everything was as it should be; nothing was done." in said
    assert catalogue(here) == before
    assert set(urls) == {"# DATABASE_URL", "# DATABASE_OWNER_URL"}
    assert f"//{here.web}:PASSWORD@" in urls["# DATABASE_URL"]
    assert "There is nothing to do." in here.prepare(plan=True)[1]


@pytest.mark.slow
def test_what_is_missing_is_mended_and_nothing_else(here: Place) -> None:
    here.prepare()
    before = catalogue(here)
    here.execute("ALTER ROLE {} NOLOGIN", here.web)
    here.execute("REVOKE CONNECT ON DATABASE {} FROM {}", here.database, here.web)
    here.execute("GRANT TEMPORARY ON DATABASE {} TO PUBLIC", here.database)
    here.execute("GRANT USAGE, CREATE ON SCHEMA public TO PUBLIC", inside=True)
    did = re.findall(r"did: (.*)", here.prepare()[1])
    assert did == [
        f"let {here.web} log in",
        f"keep everybody else out of the database {here.database}",
        f"let {here.web} connect to {here.database}",
        "keep everybody else out of the schema public",
    ]
    assert sorted(map(str, catalogue(here))) == sorted(map(str, before))


@pytest.mark.slow
def test_an_administrator_who_is_no_superuser(here: Place) -> None:
    cloud = f"{here.owner}_cloud"
    statement = sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD 'a-cloud-has-a-password'")
    with here.connection() as connection:
        connection.execute(statement.format(sql.Identifier(cloud)))
    url = re.sub(r"//[^@]+@", f"//{cloud}:a-cloud-has-a-password@", here.admin)
    urls, said = here.prepare(url)
    assert f"did: let the administrator act as {here.owner}" in said
    psycopg.connect(urls["DATABASE_URL"]).close()
    assert "nothing was done" in here.prepare(url)[1]


@pytest.mark.slow
def test_given_passwords_are_used_and_kept_as_verifiers_alone(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_WEB_PASSWORD", "given-for-the-web")
    monkeypatch.setenv("DATABASE_OWNER_PASSWORD", "given/for@the:owner")
    urls, said = here.prepare()
    assert "given-for-the-web" in urls["DATABASE_URL"]
    assert "given%2Ffor%40the%3Aowner" in urls["DATABASE_OWNER_URL"]
    assert "given" not in said
    assert "nothing was done" in here.prepare()[1]
    kept = here.ask("SELECT rolpassword FROM pg_authid WHERE rolname IN (%s, %s)", here.web, here.owner)
    assert [password.partition("$")[0] for (password,) in kept] == ["SCRAM-SHA-256"] * 2
    monkeypatch.setenv("DATABASE_WEB_PASSWORD", "another-for-the-web")
    assert re.findall(r"did: (.*)", here.prepare()[1]) == [f"set the password of {here.web}"]


@pytest.mark.slow
def test_half_of_the_urls_is_never_taken_for_a_site_with_one_login(here: Place) -> None:
    here.execute("CREATE ROLE {} LOGIN", here.owner)
    urls, said = here.prepare()
    assert set(urls) == {"# DATABASE_URL", "# DATABASE_OWNER_URL"}
    assert ":PASSWORD@" in urls["# DATABASE_OWNER_URL"]
    assert "--new-passwords" in said


@pytest.mark.slow
def test_new_passwords_replace_lost_ones(here: Place) -> None:
    first, _ = here.prepare()
    second, said = here.prepare(new_passwords=True)
    assert f"did: set the password of {here.web}" in said
    assert first["DATABASE_URL"] != second["DATABASE_URL"]
    psycopg.connect(second["DATABASE_URL"]).close()


@pytest.mark.slow
def test_the_passwords_are_printed_even_when_a_later_step_fails(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    printed, said = StringIO(), StringIO()
    monkeypatch.setattr("config.database.external.steps.locale", lambda found: "LC_COLLATE 'nowhere'")
    with pytest.raises(CommandError, match="Could not make the database"):
        call_command(
            *("prepare_database", here.admin, f"--database={here.database}"),
            *(f"--owner={here.owner}", f"--web={here.web}"),
            stdout=printed,
            stderr=said,
        )
    assert f"DATABASE_URL=postgresql://{here.web}:" in printed.getvalue().replace("'", "")


@pytest.mark.slow
def test_the_script_of_a_database_administrator_does_the_same(
    here: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file, printed, said = tmp_path / "pacta.sql", StringIO(), StringIO()
    monkeypatch.delenv("DATABASE_ADMIN_URL", raising=False)
    names = {"database": here.database, "owner": here.owner, "web": here.web}
    call_command("prepare_database", sql=file, address="db:6000", stdout=printed, stderr=said, **names)
    web, owner = re.findall(r"//\w+:(\S+)@db:6000/", printed.getvalue())
    script = file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert web not in script + said.getvalue()
    assert owner not in script + said.getvalue()
    outside, _, inside = script.partition(rf"\connect {here.database}")
    for database, part in (("", outside), (here.database, inside)):
        with here.connection(database) as connection:
            for statement in re.findall(r"^[A-Z][^;]+;", part, re.MULTILINE):
                connection.execute(statement.encode())
    assert "There is nothing to do." in here.prepare(plan=True)[1]
    monkeypatch.setenv("DATABASE_WEB_PASSWORD", web)
    monkeypatch.setenv("DATABASE_OWNER_PASSWORD", owner)
    assert "There is nothing to do." in here.prepare(plan=True)[1]


@pytest.mark.slow
def test_a_database_of_somebody_else_stays_as_it_is(here: Place) -> None:
    here.execute("CREATE DATABASE {} TEMPLATE template0", here.database)
    with pytest.raises(CommandError, match=f"The database {here.database} belongs to .* It stays as it is"):
        here.prepare()
    assert here.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", here.owner) == []


@pytest.mark.slow
def test_a_database_in_another_encoding_is_refused(here: Place) -> None:
    here.execute("CREATE ROLE {}", here.owner)
    create = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
    here.execute(create, here.database, here.owner)
    with pytest.raises(CommandError, match="encoded in SQL_ASCII"):
        here.prepare()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("ALTER ROLE {web} SUPERUSER", "{web} is a superuser"),
        ("ALTER ROLE {owner} SUPERUSER", "{owner} is a superuser"),
        ("GRANT {owner} TO {web}", "{web} may act as {owner}"),
        ("GRANT pg_write_all_data TO {web}", "{web} may write to every table"),
    ],
)
def test_a_role_that_may_too_much_is_refused(here: Place, statement: str, words: str) -> None:
    here.prepare()
    names = {"web": here.web, "owner": here.owner}
    with here.connection() as connection:
        connection.execute(sql.SQL(statement).format(**{name: sql.Identifier(role) for name, role in names.items()}))
    with pytest.raises(CommandError, match=words.format(**names)):
        here.prepare()


@pytest.mark.slow
def test_an_administrator_without_the_right_to_make_roles_is_told(here: Place) -> None:
    urls, _ = here.prepare()
    with pytest.raises(CommandError, match=r"has no CREATEROLE\.\n.* has no CREATEDB"):
        here.prepare(urls["DATABASE_URL"], database=f"{here.database}_b", owner=f"{here.owner}_b", web=f"{here.web}_b")


def test_an_old_server_is_refused(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "OLDEST", 99)
    with pytest.raises(CommandError, match=r"The server is PostgreSQL \d\d; Pacta needs 99 or newer"):
        here.prepare()


def test_a_server_that_is_not_there(here: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(CommandError, match=f"no PostgreSQL answers at 127.0.0.1:{port}") as refusal:
        here.prepare(f"postgresql://admin:hidden@127.0.0.1:{port}")
    assert "hidden" not in str(refusal.value)


def test_an_option_that_is_none(here: Place) -> None:
    with pytest.raises(CommandError, match="an option in the URL that PostgreSQL does not know") as refusal:
        here.prepare("postgresql://admin@127.0.0.1/postgres?sslmod=hidden")
    assert "hidden" not in str(refusal.value)


def test_a_wrong_password_is_told_and_not_repeated(here: Place) -> None:
    if "/" in str(here.login()["HOST"]):
        pytest.skip("the embedded server asks for no password; .ci/postgresql has one that does")
    with pytest.raises(CommandError, match="does not let postgres into postgres with this password") as refusal:
        here.prepare(re.sub(r"//[^@]+@", "//postgres:hidden@", administrator()))
    assert "hidden" not in str(refusal.value)
    with pytest.raises(CommandError, match="asks for a password of postgres, and none was given"):
        here.prepare(re.sub(r"//[^@]+@", "//postgres@", administrator()))
