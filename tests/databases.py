"""The databases of the tests: a template, seeded, and its clones.

Tests run as the web role; the owner makes the databases. The template is kept for later runs, under a name that
changes with whatever it is made of. Names of clones carry the run's process id, so that two runs on one server do not
meet, and what a killed run left behind is recognised and dropped by the next one.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count

import psycopg
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connections
from psycopg import sql

from config.database.embedded.server import cluster

ALIASES = ("default", "owner")
RUN = os.environ.setdefault("PACTA_TEST_RUN", str(os.getpid()))  # workers inherit it from the process that starts them
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
CLONES = f"pacta_test_{RUN}"
KEPT = "pacta_kept"
MADE_OF = ("config/database", "treaties", "appeals", "fixtures", "seeds", "tests/databases.py", "uv.lock")
NOT_MADE_OF = {"web", "api", "admin", "templates", "static", "templatetags", "__pycache__"}
MAKING = 5_072_026
"""The key of the lock that a run holds while it makes a template."""
serial = count(1)


def digest_of_parts() -> str:
    digest = hashlib.sha256(settings.WEB_ROLE.encode())
    for part in (settings.BASE_DIR / one for one in MADE_OF):
        for file in sorted(part.rglob("*") if part.is_dir() else [part]):
            name = file.relative_to(settings.BASE_DIR)
            if file.is_file() and NOT_MADE_OF.isdisjoint(name.parts):
                digest.update(f"{name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


TEMPLATE = os.environ.setdefault("PACTA_TEST_TEMPLATE", f"{KEPT}_{digest_of_parts()}")  # inherited likewise


@contextmanager
def maintenance() -> Iterator[psycopg.Connection]:
    """A connection of the owner's outside every test database; statements commit at once."""
    owner = connections["owner"]
    parameters = owner.get_connection_params() | {"dbname": "postgres"}
    for django_only in ("cursor_factory", "context"):
        parameters.pop(django_only, None)
    with psycopg.connect(**parameters, autocommit=True) as connection:
        yield connection


def close_connections() -> None:
    for alias in ALIASES:
        connections[alias].close()


def point_at(name: str) -> None:
    """Let both logins use this database from now on, in every thread that connects later."""
    close_connections()
    for alias in ALIASES:
        connections[alias].settings_dict["NAME"] = name


def make_template() -> None:
    """Make the template unless it is there; the first worker locks the others out until it is whole."""
    with maintenance() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        drop_leftovers(connection)
        if not exists(connection, TEMPLATE):
            draft = f"{TEMPLATE}_draft"
            drop(connection, draft)
            create(connection, draft, template="template0")
            fill(draft)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(TEMPLATE)))


def fill(name: str) -> None:
    """Migrate, and load what every test may rely on: the reference data and the seeds."""
    point_at(name)
    call_command("migrate", database="owner", verbosity=0)
    for command in ("load_reference", "seed"):
        if command in get_commands():
            call_command(command, verbosity=0)
    close_connections()


@contextmanager
def clone() -> Iterator[str]:
    """A database of one's own, equal to the template, in which commits are allowed; dropped at the end."""
    before = connections["default"].settings_dict["NAME"]
    name = f"{CLONES}_{WORKER}_{next(serial)}"
    close_connections()
    with maintenance() as connection:
        create(connection, name, template=TEMPLATE)
    point_at(name)
    try:
        yield name
    finally:
        point_at(before)
        with maintenance() as connection:
            drop(connection, name)


def drop_leftovers(connection: psycopg.Connection) -> None:
    """Drop the clones of runs on this machine whose process is gone; and while no other run goes on, the templates of
    what is no longer so."""
    names = connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^pacta_(test|kept)_'").fetchall()
    clones = {name: int(name.split("_")[2]) for (name,) in names if not name.startswith(KEPT)}
    gone = [name for name, process in clones.items() if not alive(process)]
    if not {*clones.values()} - {int(RUN)} - {clones[name] for name in gone}:
        gone += [name for (name,) in names if name.startswith(KEPT) and not name.startswith(TEMPLATE)]
    for name in gone:
        drop(connection, name)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def drop_all() -> None:
    """Drop the clones of this run, if it made any: a run of plain unit tests starts no server."""
    login = connections["owner"].settings_dict
    if "CLUSTER_HOME" in login and not cluster(login["CLUSTER_HOME"], disposable=True).answers():
        return
    with suppress(psycopg.OperationalError), maintenance() as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [CLONES])
        for (name,) in names.fetchall():
            drop(connection, name)


def exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def create(connection: psycopg.Connection, name: str, *, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def drop(connection: psycopg.Connection, name: str) -> None:
    """The server waits for connections that are just closing; by FORCE the owner may not end the web's."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        connection.execute(statement)
    except psycopg.errors.ObjectInUse:  # a thread of a failed test kept its connection
        connection.execute(statement + sql.SQL(" WITH (FORCE)"))
