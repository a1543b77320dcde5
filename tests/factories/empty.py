"""The database of a test, emptied of every fact: as ``migrate`` leaves it."""

from django.apps import apps
from django.db import connections

KEPT = "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal"
ENABLED = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER"}


def empty_the_record() -> None:
    """Only in a database of the test's own (``committed``), and only as its owner can: without its triggers."""
    models = [*apps.get_app_config("treaties").get_models(), *apps.get_app_config("appeals").get_models()]
    tables = {one._meta.db_table for one in models}
    with connections["owner"].cursor() as cursor:
        cursor.execute(KEPT)
        triggers = [(table, name, state) for table, name, state in cursor.fetchall() if table in tables]
        for table, name, _ in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        cursor.execute(f"TRUNCATE {', '.join(sorted(tables))} RESTART IDENTITY CASCADE")
        cursor.execute("INSERT INTO treaties_head (id, no) VALUES (1, 0)")
        for table, name, state in triggers:
            cursor.execute(f"ALTER TABLE {table} {ENABLED[state]} {name}")
