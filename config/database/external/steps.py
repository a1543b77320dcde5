"""The way from what there is to what there should be. Plans are plain: nothing here talks to a server but ``do``."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
from django.core.management.base import CommandError
from psycopg import sql

from config.database.external.found import Access, Found, FoundDatabase, FoundRole
from config.database.external.wanted import Role, Wanted, is_verifier_of, verifier

SEE_EVERYTHING = Access(public=frozenset({"unknown"}), web=frozenset(), owner=frozenset())


@dataclass(frozen=True)
class Step:
    """``words`` never hold a secret; ``statement`` may hold a password's verifier. ``inside``: in Pacta's database."""

    words: str
    statement: sql.Composed = field(repr=False)
    inside: bool = False
    sets_password_of: str = ""


def refusals(wanted: Wanted, found: Found) -> Iterator[str]:
    """What is there and is not ours to mend: somebody must decide."""
    for role in wanted.roles:
        there = found.roles.get(role.name)
        if role.name == found.administrator:
            yield f"{role.name} is the administrator; Pacta needs two roles of its own."
        elif there and there.superuser:
            yield f"The role {role.name} is a superuser, whom no grant and no trigger binds. Choose another."
    web, owner, name = wanted.web.name, wanted.owner.name, wanted.database
    if found.web_acts_as_owner and not found.roles[web].superuser:
        yield f"The role {web} may act as {owner}. First: REVOKE {owner} FROM {web};"
    if (there := found.roles.get(web)) and there.writes_all and not there.superuser:
        yield f"The role {web} may write to every table. First: REVOKE pg_write_all_data FROM {web};"
    if not found.createrole and (len(found.roles) < 2 or any(True for _ in role_steps(wanted, found))):
        yield f"{found.administrator} may not make or alter roles: it has no CREATEROLE."
    database = found.database
    if database is None and not found.createdb:
        yield f"{found.administrator} may not make databases: it has no CREATEDB."
    if database and database.owner != owner:
        yield (
            f"The database {name} belongs to {database.owner}, not to {owner}. It stays as it is: choose another with "
            f"--database, or give --owner {database.owner}, or hand it over yourself: ALTER DATABASE {name} OWNER TO …;"
        )
    if database and database.encoding != "UTF8":
        yield f"The database {name} is encoded in {database.encoding}; Pacta writes in every script and needs UTF8."


def remarks(wanted: Wanted, found: Found) -> Iterator[str]:
    """What is as it should not quite be, and works."""
    owner = found.roles.get(wanted.owner.name)
    if owner and owner.createdb and not wanted.owner.createdb:
        yield f"{wanted.owner.name} may create databases. Only the tests and `restore` need that."
    if found.database and not found.database.is_c:
        yield "The database sorts by a language's rules, not by code points. Pacta works; lists may order otherwise."
    if found.database and found.database.grants_missing:
        yield (
            f"The tables that are there grant nothing to {wanted.web.name}: they were migrated with one login, or for "
            "another web role."
        )


def steps(wanted: Wanted, found: Found) -> list[Step]:
    return [*role_steps(wanted, found), *database_steps(wanted, found)]


def role_steps(wanted: Wanted, found: Found) -> Iterator[Step]:
    for role in wanted.roles:
        there = found.roles.get(role.name)
        if there is None:
            yield make_role(role)
        else:
            yield from mend_role(role, there)
    if not (found.superuser or found.acts_as_owner):
        words = f"let the administrator act as {wanted.owner.name}, to make its database"
        options = " WITH INHERIT TRUE, SET TRUE" if found.version >= 160_000 else ""
        yield step(words, f"GRANT {{}} TO CURRENT_USER{options}", wanted.owner.name)


def make_role(role: Role) -> Step:
    rights = "LOGIN CREATEDB" if role.createdb else "LOGIN"
    words = f"make the role {role.name}, which may log in" + (" and create databases" if role.createdb else "")
    if not role.password:
        return step(words, f"CREATE ROLE {{}} {rights}", role.name)
    statement = sql.SQL(f"CREATE ROLE {{}} {rights} PASSWORD {{}}")
    return Step(
        words + ", with a password",
        statement.format(sql.Identifier(role.name), sql.Literal(verifier(role.password))),
        sets_password_of=role.name,
    )


def mend_role(role: Role, there: FoundRole) -> Iterator[Step]:
    if not there.login:
        yield step(f"let {role.name} log in", "ALTER ROLE {} LOGIN", role.name)
    if role.createdb and not there.createdb:
        yield step(f"let {role.name} create databases", "ALTER ROLE {} CREATEDB", role.name)
    if role.password and not is_verifier_of(there.verifier or "", role.password):
        statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
        yield Step(
            f"set the password of {role.name}",
            statement.format(sql.Identifier(role.name), sql.Literal(verifier(role.password))),
            sets_password_of=role.name,
        )


def database_steps(wanted: Wanted, found: Found) -> Iterator[Step]:
    name, owner, web = wanted.database, wanted.owner.name, wanted.web.name
    there = found.database
    if there is None:
        create = f"CREATE DATABASE {{}} OWNER {{}} TEMPLATE template0 ENCODING 'UTF8' {locale(found)}"
        yield step(f"make the database {name}, owned by {owner}, in UTF8, sorted by code points", create, name, owner)
        there = FoundDatabase(owner, "UTF8", True, SEE_EVERYTHING, SEE_EVERYTHING, grants_missing=False)
    elif there.schema is None:
        there = FoundDatabase(owner, "UTF8", True, there.access, SEE_EVERYTHING, grants_missing=False)
    if there.access.public:
        words = f"keep everybody else out of the database {name}"
        yield step(words, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
    if there.access.web - {"CONNECT"}:
        yield step(f"take from {web} what it needs not", "REVOKE ALL ON DATABASE {} FROM {}", name, web)
    if there.access.web != {"CONNECT"}:
        yield step(f"let {web} connect to {name}", "GRANT CONNECT ON DATABASE {} TO {}", name, web)
    yield from schema_steps(there.schema or SEE_EVERYTHING, owner=owner, web=web)


def schema_steps(schema: Access, *, owner: str, web: str) -> Iterator[Step]:
    fresh = schema is SEE_EVERYTHING
    if schema.public:
        words = "keep everybody else out of the schema public"
        yield step(words, "REVOKE ALL ON SCHEMA public FROM PUBLIC", inside=True)
    if not fresh and not schema.owner >= {"USAGE", "CREATE"}:
        words = f"let {owner} make tables in the schema public"
        yield step(words, "GRANT USAGE, CREATE ON SCHEMA public TO {}", owner, inside=True)
    if schema.web - {"USAGE"}:
        words = f"take from {web} what it needs not in the schema public"
        yield step(words, "REVOKE ALL ON SCHEMA public FROM {}", web, inside=True)
    if schema.web != {"USAGE"}:
        yield step(f"let {web} use the schema public", "GRANT USAGE ON SCHEMA public TO {}", web, inside=True)


def locale(found: Found) -> str:
    """Sorted by code points, with every script's upper and lower case: the same on every machine and for ever."""
    if found.version >= 170_000:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
    return f"LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE '{found.utf8_ctype}'"


def step(words: str, statement: str, *names: str, inside: bool = False) -> Step:
    return Step(words, sql.SQL(statement).format(*map(sql.Identifier, names)), inside)


def do(step: Step, connection: psycopg.Connection) -> None:
    try:
        connection.execute(step.statement)
    except psycopg.Error as error:
        said = ". ".join(filter(None, [error.diag.message_primary, error.diag.message_detail])) or type(error).__name__
        raise CommandError(f"Could not {step.words}: {said}.") from None


def script(wanted: Wanted, plan: list[Step]) -> str:
    """The same for psql, to be run by hand. It holds verifiers of passwords, and no password."""
    lines = ["-- Pacta: two roles and a database, for an administrator of PostgreSQL 15 or newer to run with psql.", ""]
    lines += [r"\set ON_ERROR_STOP on"]
    inside = False
    for each in plan:
        if each.inside and not inside:
            inside = True
            lines += ["", rf"\connect {wanted.database}"]
        lines += ["", f"-- {each.words}", f"{each.statement.as_string(None)};"]
    return "\n".join(lines) + "\n"
