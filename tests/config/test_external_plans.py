"""What the command wants, and the way there: plain Python, no server."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError

from config.database.external.found import NOTHING, Access, FoundDatabase, FoundRole
from config.database.external.steps import remarks, steps
from config.database.external.wanted import Role, Wanted, is_verifier_of, url, verifier
from config.database.logins import read_login

WANTED = Wanted("pacta", Role("pacta_owner"), Role("pacta_web"))
ACCESS = Access(public=frozenset(), web=frozenset({"CONNECT"}), owner=frozenset({"CREATE", "CONNECT", "TEMPORARY"}))
SCHEMA = Access(public=frozenset(), web=frozenset({"USAGE"}), owner=frozenset({"CREATE", "USAGE"}))
DATABASE = FoundDatabase("pacta_owner", "UTF8", True, ACCESS, SCHEMA, grants_missing=False)
ROLE = FoundRole(superuser=False, login=True, createdb=False, writes_all=False, verifier=None)
READY = replace(
    NOTHING, acts_as_owner=True, roles={"pacta_owner": ROLE, "pacta_web": ROLE}, database=DATABASE, administrator="dba"
)


def words(wanted: Wanted = WANTED, **found) -> list[str]:
    return [step.words for step in steps(wanted, replace(READY, **found))]


def test_where_all_is_right_nothing_is_done() -> None:
    assert words() == []


def test_the_owner_creates_databases_only_on_demand() -> None:
    assert words(replace(WANTED, owner=Role("pacta_owner", createdb=True))) == ["let pacta_owner create databases"]
    roles = {"pacta_owner": replace(ROLE, createdb=True), "pacta_web": ROLE}
    assert words(roles=roles) == []
    assert "pacta_owner may create databases" in " ".join(remarks(WANTED, replace(READY, roles=roles)))


def test_what_the_web_role_needs_not_is_taken_from_it() -> None:
    schema = replace(SCHEMA, web=frozenset({"USAGE", "CREATE"}))
    assert words(database=replace(DATABASE, schema=schema)) == [
        "take from pacta_web what it needs not in the schema public",
        "let pacta_web use the schema public",
    ]


def test_a_schema_from_before_postgresql_15_is_closed_and_opened_to_the_owner() -> None:
    schema = Access(public=frozenset({"USAGE", "CREATE"}), web=frozenset(), owner=frozenset())
    assert words(database=replace(DATABASE, schema=schema)) == [
        "keep everybody else out of the schema public",
        "let pacta_owner make tables in the schema public",
        "let pacta_web use the schema public",
    ]


def test_tables_of_another_web_role_are_remarked_on() -> None:
    found = replace(READY, database=replace(DATABASE, grants_missing=True))
    assert "grant nothing to pacta_web" in " ".join(remarks(WANTED, found))


@pytest.mark.parametrize(
    ("version", "locale"),
    [
        (150_000, "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"),
        (180_000, "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"),
    ],
)
def test_a_new_database_sorts_by_code_points(version: int, locale: str) -> None:
    (create,) = (step for step in steps(WANTED, replace(READY, version=version, database=None)) if "UTF8" in step.words)
    assert create.statement.as_string(None) == (
        f'CREATE DATABASE "pacta" OWNER "pacta_owner" TEMPLATE template0 ENCODING \'UTF8\' {locale}'
    )


@pytest.mark.parametrize(
    "name", ["", "Pacta", "pacta-web", "1pacta", "_pacta", "a" * 54, 'x"; DROP', "пакт", "pacta\n"]
)
def test_a_name_that_needs_quotes_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match=r"The database cannot be called .*small letters"):
        replace(WANTED, database=name)


@pytest.mark.parametrize("name", ["postgres", "template1", "public", "pg_pacta"])
def test_names_of_postgresql_are_refused(name: str) -> None:
    with pytest.raises(CommandError, match="keeps that name for itself"):
        replace(WANTED, web=Role(name))


def test_one_role_is_not_two() -> None:
    with pytest.raises(CommandError, match="must be two"):
        replace(WANTED, web=WANTED.owner)


@pytest.mark.parametrize("password", ["short", "with a blank in it", "dreizehn-größen"])
def test_an_unfit_password_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(CommandError, match="The password given for w is not acceptable") as refusal:
        replace(WANTED, web=Role("w", password))
    assert password not in str(refusal.value)


def test_a_verifier_is_that_of_rfc_7677() -> None:
    kept = verifier("pencil", salt=b"[m\x99h\x9d\x125\x8e\xec\xa0K\x14\x126\xfa\x81")
    assert kept == (
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
        "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    )
    assert is_verifier_of(kept, "pencil")
    assert not is_verifier_of(kept, "pencils")
    assert not is_verifier_of("md5a5c8a0f1d1d0d2b0b1d5d3f7b9a1c2d3", "pencil")


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ({"HOST": "db", "PORT": 5433, "OPTIONS": {}}, "postgresql://w:p%40%2F%3A%23s@db:5433/pacta"),
        ({"HOST": "::1", "PORT": "", "OPTIONS": {}}, "postgresql://w:p%40%2F%3A%23s@[::1]/pacta"),
        (
            {"HOST": "/run/pg", "PORT": "5433", "OPTIONS": {}},
            "postgresql://w:p%40%2F%3A%23s@/pacta?host=/run/pg&port=5433",
        ),
        (
            {"HOST": "db", "PORT": "", "OPTIONS": {"sslmode": "verify-full", "sslkey": "/home/dba/key"}},
            "postgresql://w:p%40%2F%3A%23s@db/pacta?sslmode=verify-full",
        ),
    ],
)
def test_a_printed_url_is_read_back_as_it_was_meant(place: dict, address: str) -> None:
    assert url(Role("w", "p@/:#s"), place, "pacta") == address
    login = read_login("DATABASE_URL", address)
    assert (login["USER"], login["PASSWORD"], login["NAME"]) == ("w", "p@/:#s", "pacta")
    assert (login["HOST"], str(login["PORT"])) == (place["HOST"], str(place["PORT"]))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://admin:hid/den@host/db",
        "postgresql://admin:hid#den@host/db",
        "postgresql://admin:hid?den@host/db",
        "postgresql://admin:hid[den@host/db",
        "admin:hidden@host",
        "hidden",
    ],
)
def test_no_piece_of_an_unreadable_url_is_repeated(address: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_login("DATABASE_URL", address)
    assert "hid" not in str(refusal.value)
    assert "den" not in str(refusal.value)
    with pytest.raises(CommandError) as answer:
        call_command("prepare_database", address)
    assert "hid" not in str(answer.value)


def test_somebody_must_administer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_ADMIN_URL", raising=False)
    with pytest.raises(CommandError, match=r"Who administers the server\?"):
        call_command("prepare_database")


def test_a_script_overwrites_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_ADMIN_URL", raising=False)
    file = tmp_path / "pacta.sql"
    file.write_text("precious")
    with pytest.raises(CommandError, match="exists already"):
        call_command("prepare_database", sql=file)
    assert file.read_text() == "precious"


@pytest.mark.parametrize("address", ["two words", "host:port", "host:", "user@host", "[nonsense]"])
def test_an_address_is_a_host_and_a_port(address: str) -> None:
    with pytest.raises(CommandError, match="is no address; write HOST"):
        call_command("prepare_database", "postgresql://admin@host", address=address)
