"""What an external server holds of Pacta's roles and database. Only reads."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.core.management.base import CommandError
from psycopg import sql

from config.database.external.wanted import Wanted

OLDEST = 15
SECONDS = 10
"""How long we wait for a server that does not answer."""


@dataclass(frozen=True)
class FoundRole:
    """``verifier`` is None where the administrator may not read it."""

    superuser: bool
    login: bool
    createdb: bool
    writes_all: bool
    verifier: str | None = field(repr=False)


@dataclass(frozen=True)
class Access:
    """Privileges that are given by name, in capitals: to everybody, to the web role, and what the owner may do."""

    public: frozenset[str]
    web: frozenset[str]
    owner: frozenset[str]


@dataclass(frozen=True)
class FoundDatabase:
    owner: str
    encoding: str
    is_c: bool
    access: Access
    schema: Access | None
    """Of the schema public; None where the administrator may not look into the database yet."""
    grants_missing: bool
    """There are tables, and the web role may read none: they were migrated with one login, or for another role."""


@dataclass(frozen=True)
class Found:
    version: int
    administrator: str
    superuser: bool
    createrole: bool
    createdb: bool
    acts_as_owner: bool
    web_acts_as_owner: bool
    utf8_ctype: str
    """The server's name of the locale C.UTF-8; ``C`` where it has none."""
    roles: dict[str, FoundRole]
    database: FoundDatabase | None


NOTHING = Found(OLDEST * 10_000, "", False, True, True, False, False, "C.UTF-8", {}, None)
"""An empty server of the oldest version, for an administrator who is not there."""


def connect(login: dict[str, Any], *, who: str) -> psycopg.Connection:
    """Log in as Django's ``login`` says; each statement commits at once. Raises CommandError without the password."""
    options = {"connect_timeout": SECONDS} | login["OPTIONS"]
    where = {"host": login["HOST"], "port": login["PORT"], "user": login["USER"], "dbname": login["NAME"]}
    given = {name: value for name, value in where.items() if value} | options
    place = f"{login['HOST'] or 'this machine'}{':' if login['PORT'] else ''}{login['PORT']}"
    try:
        password = {"password": login["PASSWORD"]} if login["PASSWORD"] else {}
        return psycopg.connect(**given, **password, autocommit=True)
    except psycopg.ProgrammingError:
        raise CommandError(f"{who}: there is an option in the URL that PostgreSQL does not know.") from None
    except psycopg.OperationalError as error:
        raise CommandError(f"{who}: {why_not(error, given, place)}") from None


def why_not(error: psycopg.OperationalError, given: dict[str, Any], place: str) -> str:
    """In words that do not depend on the server's language; its own follow. None of them holds a password."""
    said = " ".join(str(error).split())
    if psycopg.pq.PGconn.ping(psycopg.conninfo.make_conninfo(**given).encode()) == psycopg.pq.Ping.NO_RESPONSE:
        return f"no PostgreSQL answers at {place}. ({said})"
    if error.pgconn and error.pgconn.needs_password and not error.pgconn.password:
        return f"the server at {place} asks for a password of {given['user']}, and none was given. ({said})"
    means = "with this password" if error.pgconn and error.pgconn.used_password else "from here"
    return f"the server at {place} does not let {given['user']} into {given['dbname']} {means}. ({said})"


@contextmanager
def administration(login: dict[str, Any]) -> Iterator[psycopg.Connection]:
    """The administrator's connection, to a server that is new enough and takes writes. Two of us wait in turn."""
    with connect(login, who="The administrator's login") as server:
        version = server.info.server_version // 10_000
        if version < OLDEST:
            raise CommandError(f"The server is PostgreSQL {version}; Pacta needs {OLDEST} or newer.")
        if one(server, "SELECT pg_is_in_recovery()"):
            raise CommandError("The server is a replica, which takes no writes. Give the address of its primary.")
        server.execute("SELECT pg_advisory_lock(hashtext('pacta prepare_database'))")
        yield server


def look(server: psycopg.Connection, login: dict[str, Any], wanted: Wanted) -> Found:
    owner, web = wanted.owner.name, wanted.web.name
    roles = {role.name: found for role in wanted.roles if (found := look_at_role(server, role.name))}
    name, superuser, createrole, createdb = row(
        server, "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    )
    return Found(
        version=server.info.server_version,
        administrator=name,
        superuser=superuser,
        createrole=superuser or createrole,
        createdb=superuser or createdb,
        acts_as_owner=superuser or (owner in roles and acts_as(server, name, owner)),
        web_acts_as_owner=roles.keys() == {owner, web}
        and one(server, "SELECT pg_has_role(%s, %s, 'MEMBER')", [web, owner]),
        utf8_ctype=one(
            server,
            "SELECT coalesce(min(collctype), 'C') FROM pg_collation"
            " WHERE collprovider = 'c' AND lower(replace(collctype, '-', '')) = 'c.utf8'",
        ),
        roles=roles,
        database=look_at_database(server, login, wanted),
    )


def look_at_role(server: psycopg.Connection, name: str) -> FoundRole | None:
    writes_all = "pg_has_role(rolname, 'pg_write_all_data', 'MEMBER')"
    columns = f"SELECT rolsuper, rolcanlogin, rolcreatedb, {writes_all} FROM pg_roles WHERE rolname = %s"
    found = server.execute(sql.SQL(columns), [name]).fetchone()
    if found is None:
        return None
    verifier = None
    with suppress(psycopg.errors.InsufficientPrivilege):
        verifier = one(server, "SELECT coalesce(rolpassword, '') FROM pg_authid WHERE rolname = %s", [name])
    superuser, login, createdb, writes_all = found
    return FoundRole(superuser, login, createdb, writes_all, verifier)


def acts_as(server: psycopg.Connection, who: str, whom: str) -> bool:
    """Has the other's privileges, and may become it: since PostgreSQL 16 these are two things."""
    become = "SET" if server.info.server_version >= 160_000 else "MEMBER"
    question = "SELECT pg_has_role(%(who)s, %(whom)s, 'USAGE') AND pg_has_role(%(who)s, %(whom)s, %(become)s)"
    return one(server, question, {"who": who, "whom": whom, "become": become})


ACCESS = """
    SELECT coalesce(array_agg(privilege_type) FILTER (WHERE grantee = 0), '{}'),
           coalesce(array_agg(privilege_type) FILTER (WHERE grantee = to_regrole(%(web)s)), '{}'),
           coalesce(array_agg(privilege_type) FILTER (WHERE pg_has_role(to_regrole(%(owner)s), grantee, 'USAGE')), '{}')
    FROM
"""
OF_DATABASE = "pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) WHERE datname = %(name)s"
OF_SCHEMA = "pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) WHERE nspname = %(name)s"


def look_at_database(server: psycopg.Connection, login: dict[str, Any], wanted: Wanted) -> FoundDatabase | None:
    columns = """
        SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding),
               datlocprovider = 'b' OR (datlocprovider = 'c' AND upper(datcollate) ~ '^(C|POSIX)($|\\.)')
        FROM pg_database WHERE datname = %s
    """
    found = server.execute(columns, [wanted.database]).fetchone()
    if found is None:
        return None
    schema, grants_missing = None, False
    if one(server, "SELECT has_database_privilege(%s, 'CONNECT')", [wanted.database]):
        with connect(login | {"NAME": wanted.database}, who="The administrator's login") as inside:
            schema = access(inside, OF_SCHEMA, "public", wanted)
            tables = "SELECT to_regclass('public.treaties_block'), to_regrole(%s)"
            table, web = row(inside, tables, [wanted.web.name])
            grants_missing = bool(table) and not (
                web and one(inside, "SELECT has_table_privilege(%s, %s, 'SELECT')", [wanted.web.name, table])
            )
    of_database = access(server, OF_DATABASE, wanted.database, wanted)
    owner, encoding, is_c = found
    return FoundDatabase(owner, encoding, is_c, of_database, schema, grants_missing)


def access(server: psycopg.Connection, of_what: str, name: str, wanted: Wanted) -> Access:
    names = {"web": wanted.web.name, "owner": wanted.owner.name, "name": name}
    return Access(*map(frozenset, row(server, ACCESS + of_what, names)))


def row(server: psycopg.Connection, query: str, parameters: Any = None) -> tuple[Any, ...]:
    found = server.execute(query.encode(), parameters).fetchone()
    assert found is not None, "an aggregate, or our own role: there is one row"
    return found


def one(server: psycopg.Connection, query: str, parameters: Any = None) -> Any:
    return row(server, query, parameters)[0]
