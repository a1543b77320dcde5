"""A copy that cannot be read back is no backup: the whole database is compared, row by row and rule by rule."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

pytestmark = pytest.mark.slow

# Casts inside a constraint move when PostgreSQL reads its own text again, so they are left out.
RULES = r"""
    SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger
    WHERE NOT tgisinternal
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname,
        regexp_replace(pg_get_constraintdef(oid), '::(text|character varying)(\[\])?|[()]', '', 'g')
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'table', relname, relowner::regrole::text, relacl::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'column', attrelid::regclass::text, attname, attacl::text FROM pg_attribute WHERE attacl IS NOT NULL
    UNION ALL
    SELECT 'function', proname, pg_get_functiondef(oid), proacl::text FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
    UNION ALL
    SELECT 'sequence', sequencename, last_value::text, sequenceowner FROM pg_sequences
    ORDER BY 1, 2, 3, 4
"""


def ask(query: str) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def everything() -> dict[str, Any]:
    """Every row of every table, and every trigger, constraint, grant, function and sequence."""
    tables = [name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
    rows = {table: ask(f'SELECT whole::text FROM "{table}" AS whole ORDER BY 1') for table in tables}
    return rows | {"rules": ask(RULES)}


def test_a_restored_copy_equals_the_original(committed: str, tmp_path: Path) -> None:
    before = everything()
    assert before["treaties_block"], "an empty record proves nothing"
    file = tmp_path / "record.dump"
    call_command("backup", str(file))
    call_command("restore", str(file), replace=True)
    after = everything()
    assert before.keys() == after.keys()
    for table, rows in before.items():
        assert after[table] == rows, table


def test_a_restored_database_sorts_as_before_and_lets_in_the_same(committed: str, tmp_path: Path) -> None:
    web, owner = (connections[alias].settings_dict["USER"] for alias in ("default", "owner"))
    query = f"""
        SELECT to_jsonb(d) - '{{oid,datfrozenxid,datminmxid,datacl}}'::text[], (SELECT array_agg(acl ORDER BY acl::text)
        FROM unnest(datacl) acl) FROM pg_database d WHERE datname = '{committed}'
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'REVOKE ALL ON DATABASE "{committed}" FROM PUBLIC')
        if web != owner:
            cursor.execute(f'GRANT CONNECT ON DATABASE "{committed}" TO "{web}" WITH GRANT OPTION')
    before = ask(query)
    file = tmp_path / "record.dump"
    call_command("backup", str(file))
    call_command("restore", str(file), replace=True)
    assert ask(query) == before


def test_a_record_is_replaced_only_on_demand(committed: str, tmp_path: Path) -> None:
    file = tmp_path / "record.dump"
    call_command("backup", str(file))
    with pytest.raises(CommandError, match="The record is not empty"):
        call_command("restore", str(file))


def test_nothing_is_restored_under_a_running_site(committed: str, tmp_path: Path) -> None:
    file = tmp_path / "record.dump"
    call_command("backup", str(file))
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT 1")
        with pytest.raises(CommandError, match="Stop the site first"):
            call_command("restore", str(file), replace=True)
    other.close()


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "record.dump"
    file.write_text("precious")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(file))
    assert file.read_text() == "precious"


def test_a_backup_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", str(tmp_path / "missing" / "record.dump"))


def test_what_is_no_backup_is_refused(committed: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "missing.dump"))
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam")
    with pytest.raises(CommandError, match="is not a backup"):
        call_command("restore", str(file))


def test_only_its_owner_may_read_a_backup(committed: str, tmp_path: Path) -> None:
    file = tmp_path / "record.dump"
    call_command("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["record.dump"]
