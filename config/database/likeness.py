"""A new database like another one: empty, with its locale and with who may connect to it.

``CREATE DATABASE`` alone takes the locale of the server, and a dump of a database holds none of these.
"""

import psycopg
from psycopg import sql

# to_jsonb: the column of a locale's name is another one in each of PostgreSQL 15, 17 and later.
LOCALE = """
    SELECT datlocprovider, datcollate, datctype,
           coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
    FROM pg_database d WHERE datname = %s
"""
PROVIDERS = {"b": ("builtin", "BUILTIN_LOCALE"), "c": ("libc", None), "i": ("icu", "ICU_LOCALE")}
GRANTS = """
    SELECT CASE grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(grantee) END, privilege_type, is_grantable
    FROM pg_database, aclexplode(datacl) WHERE datname = %s AND grantee <> datdba
"""


def create_statement(server: psycopg.Connection, new: str, *, like: str) -> sql.Composed:
    """Where there is no database ``like``, the new one has the server's locale."""
    plain = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(new))
    found = server.execute(LOCALE, [like]).fetchone()
    if found is None:
        return plain
    provider, collate, ctype, locale = found
    name, option = PROVIDERS[provider]
    parts = [(name, "LOCALE_PROVIDER"), (collate, "LC_COLLATE"), (ctype, "LC_CTYPE"), (locale, option)]
    options = [sql.SQL(f" {keyword} {{}}").format(sql.Literal(value)) for value, keyword in parts if keyword]
    return plain + sql.Composed(options)


def grant_statements(server: psycopg.Connection, new: str, *, like: str) -> list[sql.Composed]:
    """None where ``like`` was never granted anything: then both stand as PostgreSQL makes them."""
    found = server.execute("SELECT datacl IS NULL FROM pg_database WHERE datname = %s", [like]).fetchone()
    if found is None or found[0]:
        return []
    database = sql.Identifier(new)
    statements = [sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database)]
    for grantee, privilege, grantable in server.execute(GRANTS, [like]).fetchall():
        whom = sql.Identifier(grantee) if grantee else sql.SQL("PUBLIC")
        further = sql.SQL(" WITH GRANT OPTION" if grantable else "")
        grant = sql.SQL("GRANT {} ON DATABASE {} TO {}").format(sql.SQL(privilege), database, whom)
        statements.append(grant + further)
    return statements
