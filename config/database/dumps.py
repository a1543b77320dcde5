"""Whole copies of the database in PostgreSQL's custom format, taken and read back by its own programs as the owner."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management.base import CommandError
from django.db import connections
from psycopg import sql

from config.database import likeness

OWNER = "owner"


def backup(file: Path) -> None:
    """Write a copy of the database to a new file that only its owner may read; half a copy is never left behind."""
    if file.exists():
        raise CommandError(f"{file} exists already; a backup overwrites nothing.")
    if not file.parent.is_dir():
        raise CommandError(f"There is no folder {file.parent}.")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        run("pg_dump", "--format=custom", f"--file={draft}", *at(connections[OWNER].settings_dict["NAME"]))
        draft.rename(file)
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def restore(file: Path, *, replace: bool) -> None:
    """Read a copy into a database beside ours, and only when it is whole put it in our place.

    A record that is not empty is replaced only on demand. Nobody else may be connected. The roles that the copy names
    must exist.
    """
    check_is_backup(file)
    name = connections[OWNER].settings_dict["NAME"]
    draft = f"{name}_restoring"
    with maintenance() as server:
        if not replace and exists(server, name) and blocks() > 0:
            raise CommandError("The record is not empty. Give --replace to throw it away for this copy.")
        for alias in connections:
            connections[alias].close()
        refuse_if_in_use(server, name)
        execute(server, statement("DROP DATABASE IF EXISTS {}", draft))
        grants = likeness.grant_statements(server, draft, like=name)
        execute(server, likeness.create_statement(server, draft, like=name))
        try:
            run("pg_restore", "--exit-on-error", "--single-transaction", *at(draft), str(file))
            for grant in grants:
                execute(server, grant)
            execute(server, statement("DROP DATABASE IF EXISTS {}", name))
        except CommandError:
            execute(server, statement("DROP DATABASE {}", draft))
            raise
        execute(server, statement("ALTER DATABASE {} RENAME TO {}", draft, name))


def check_is_backup(file: Path) -> None:
    if not file.is_file():
        raise CommandError(f"There is no file {file}.")
    try:
        contents = run("pg_restore", "--list", str(file))
    except CommandError as error:
        raise CommandError(f"{file} is not a backup: {error}") from error
    if "treaties_block" not in contents:
        raise CommandError(f"{file} is a backup of something else: it has no journal.")


def blocks() -> int:
    """How many blocks the journal holds; none when there are no tables yet."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT to_regclass('treaties_block') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT count(*) FROM treaties_block")
        return cursor.fetchone()[0]


@contextmanager
def maintenance() -> Iterator[psycopg.Connection]:
    """The owner's connection to the server outside its own database; each statement commits at once."""
    parameters = connections[OWNER].get_connection_params() | {"dbname": "postgres"}
    for of_django in ("cursor_factory", "context"):
        parameters.pop(of_django, None)
    with psycopg.connect(**parameters, autocommit=True) as connection:
        yield connection


def exists(server: psycopg.Connection, name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def refuse_if_in_use(server: psycopg.Connection, name: str) -> None:
    """A connection that was just closed may show for a moment more, so we look again before we refuse."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usesysid IS NOT NULL"
    for _ in range(20):
        (others,) = server.execute(query, [name]).fetchone() or (0,)
        if not others:
            return
        time.sleep(0.1)
    raise CommandError(f"The database is in use ({others} connections). Stop the site first.")


def statement(words: str, *names: str) -> sql.Composed:
    return sql.SQL(words).format(*map(sql.Identifier, names))


def execute(server: psycopg.Connection, command: sql.Composed) -> None:
    try:
        server.execute(command)
    except psycopg.errors.InsufficientPrivilege as error:
        advice = "manage.py prepare_database --createdb"
        raise CommandError(f"The owner's role needs the right to create databases ({advice}): {error}") from error
    except psycopg.Error as error:
        raise CommandError(str(error)) from error


def at(database: str) -> list[str]:
    """Where the owner's login leads, as PostgreSQL's programs take it; the password goes through the environment."""
    login = connections[OWNER].settings_dict
    options = [f"--username={login['USER']}", f"--host={login['HOST']}", f"--port={login['PORT']}", "--no-password"]
    return [option for option in options if not option.endswith("=")] + [f"--dbname={database}"]


def run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs to its end and return what it printed; raise CommandError with its words."""
    connection = connections[OWNER]
    _, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [str(find(program)), *arguments]
    done = subprocess.run(command, env=os.environ | (environment or {}), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(done.stderr.strip() or f"{program} failed.")
    return done.stdout


def find(program: str) -> Path:
    """The program of the server's major version, or the nearest newer one: an older one cannot read a newer server."""
    with maintenance() as connection:
        server = connection.info.server_version // 10_000
    places = [shutil.which(program)]
    if sys.platform != "win32":
        from config.database.embedded import binaries  # needs POSIX

        places.append(str(binaries.programs() / program))
    versions = {version(place): Path(place) for place in places if place}
    fitting = sorted(major for major in versions if major >= server)
    if not fitting:
        raise CommandError(f"{program} of PostgreSQL {server} or newer was not found. Install PostgreSQL's client.")
    return versions[fitting[0]]


def version(program: str) -> int:
    """The major version; 0 when the program does not run."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else 0
