"""A server that the command under test may prepare: the lane's own (DATABASE_ADMIN_URL), or the tests' embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import count
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql

from config.database.embedded.server import PORT, cluster
from config.database.external.found import connect
from config.database.logins import Login, read_login
from tests.databases import RUN, WORKER

serial = count(1)


def administrator() -> str:
    """The superuser's URL."""
    if given := os.environ.get("DATABASE_ADMIN_URL"):
        return given
    embedded = cluster(settings.PACTA_HOME, disposable=True)
    embedded.join()
    return f"postgresql://postgres@/postgres?host={embedded.socket_directory}&port={PORT}"


@dataclass(frozen=True)
class Place:
    """Names that nobody else uses on the server of ``admin``."""

    admin: str
    database: str
    owner: str
    web: str

    def prepare(self, url: str = "", **options: Any) -> tuple[dict[str, str], str]:
        """Run the command as a person would: the lines of the environment that it printed, and what it said."""
        printed, said = StringIO(), StringIO()
        names = {"database": self.database, "owner": self.owner, "web": self.web}
        call_command("prepare_database", url or self.admin, stdout=printed, stderr=said, **(names | options))
        lines = [line.partition("=") for line in printed.getvalue().splitlines()]
        return {name: value.strip("'") for name, _, value in lines}, said.getvalue()

    @contextmanager
    def connection(self, database: str = "") -> Iterator[psycopg.Connection]:
        with connect(self.login() | ({"NAME": database} if database else {}), who="The test") as connection:
            yield connection

    def login(self) -> Login:
        return read_login("The test", self.admin, database="postgres")

    def execute(self, statement: str, *names: str, inside: bool = False) -> None:
        with self.connection(self.database if inside else "") as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def ask(self, query: str, *parameters: Any, inside: bool = False) -> Any:
        with self.connection(self.database if inside else "") as connection:
            return connection.execute(query.encode(), parameters).fetchall()


@contextmanager
def place() -> Iterator[Place]:
    """Whatever is made under these names, or under names that begin like them, is dropped at the end."""
    start = f"prepared_{RUN}_{WORKER}_{next(serial)}"
    here = Place(administrator(), f"{start}_db", f"{start}_owner", f"{start}_web")
    try:
        yield here
    finally:
        for (name,) in here.ask("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", start):
            here.execute("DROP DATABASE {} WITH (FORCE)", name)
        for (name,) in here.ask("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", start):
            here.execute("DROP ROLE {}", name)
