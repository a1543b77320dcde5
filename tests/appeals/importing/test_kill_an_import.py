"""A process that is killed while it imports leaves everything or nothing, and the import can be run again."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import databases
from tests.factories.many_acts import write_many_acts

IMPORTER = """
import sys
import django
django.setup()
from django.core.management import call_command
from tests import databases
databases.point_at(sys.argv[1])
print("ready", flush=True)
call_command("import_source", "pacta-events", sys.argv[2], verbosity=0)
print("done", flush=True)
"""


@contextmanager
def importing(database: str, file: Path) -> Iterator[subprocess.Popen]:
    """A process that is about to import."""
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, database, str(file)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    with process:
        yield process


def counts() -> dict[str, int]:
    """Of the rows of every table."""
    models = [model for label in ("treaties", "appeals") for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


def wait_for_the_server(database: str) -> None:
    """Until it has noticed that nobody is there any more."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(asked, [database])
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise AssertionError("the killed import goes on")


def kill_often(file: Path, *, kills: int) -> None:
    """At random moments, spread over as long as the import takes."""
    before, random = counts(), Random(5)
    lasts = []
    for _ in range(2):  # the first is slower than those that follow
        with databases.clone() as database, importing(database, file) as process:
            begun = time.perf_counter()
            assert process.stdout
            assert process.stdout.readline() == "done\n"
            lasts.append(time.perf_counter() - begun)
            assert process.wait(timeout=300) == 0
            whole = counts()
    unfinished = 0
    for number in range(kills):
        with databases.clone() as database:
            with importing(database, file) as process:
                time.sleep(min(lasts) * (number + random.random()) / kills)
                process.kill()
            wait_for_the_server(database)
            found = counts()
            assert found in (before, whole), f"kill {number}: {differences(found, before)}"
            unfinished += found == before
            call_command("verify", stdout=StringIO())
            call_command("import_source", "pacta-events", file, stdout=StringIO())
            assert counts() == whole
            call_command("verify", stdout=StringIO())
    assert unfinished > kills // 2, "most came too late to hurt"


def differences(found: dict[str, int], before: dict[str, int]) -> dict[str, int]:
    return {name: count - before[name] for name, count in found.items() if count != before[name]}


@pytest.mark.exhaustive
def test_three_kills_leave_all_or_nothing(committed, tmp_path):
    write_many_acts(tmp_path / "many.jsonl", 100)
    kill_often(tmp_path / "many.jsonl", kills=3)


@pytest.mark.exhaustive
def test_twenty_kills_leave_all_or_nothing(committed, tmp_path):
    write_many_acts(tmp_path / "many.jsonl", 500)
    kill_often(tmp_path / "many.jsonl", kills=20)
