"""The databases of one test run: a template, made once and seeded, and its clones.

Tests run as the web role; the owner makes the databases. Names carry the run's process id, so that two runs on one
server do not meet, and what a killed run left behind is recognised and dropped by the next one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count

import psycopg
from django.core.management import call_command, get_commands
from django.db import connections
from psycopg import sql

from config.database.embedded.server import cluster

ALIASES = ("default", "owner")
RUN = os.environ.setdefault("PACTA_TEST_RUN", str(os.getpid()))  # workers inherit it from the process that starts them
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = f"pacta_test_{RUN}"
serial = count(1)


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
    """Make the template unless another worker of this run has; the first one locks the others out until it is whole."""
    with maintenance() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [int(RUN)])
        if not exists(connection, TEMPLATE):
            drop_leftovers(connection)
            draft = f"{TEMPLATE}_draft"
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
    name = f"{TEMPLATE}_{WORKER}_{next(serial)}"
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
    """Drop the databases of runs on this machine whose process is gone."""
    names = connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^pacta_test_[0-9]+'").fetchall()
    for (name,) in names:
        if not alive(int(name.split("_")[2])):
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
    """Drop what this run made, if it made anything: a run of plain unit tests starts no server."""
    login = connections["owner"].settings_dict
    if "CLUSTER_HOME" in login and not cluster(login["CLUSTER_HOME"], disposable=True).answers():
        return
    with suppress(psycopg.OperationalError), maintenance() as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
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
