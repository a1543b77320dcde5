"""Very many acts at once: in time, and without memory that grows with how many are recorded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests import databases
from tests.factories.many_acts import write_many_acts
from treaties.models import StatusChange

IMPORTER = """
import resource, sys, time
import django
django.setup()
from django.core.management import call_command
from tests import databases
databases.point_at(sys.argv[1])
begun = time.perf_counter()
call_command("import_source", "pacta-events", sys.argv[2], verbosity=0)
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
IN_TIME = 120
"""Seconds."""
AT_MOST = 2.0
"""Times the memory of a fifth of the acts: what is read and planned is held until the end, and that is linear."""


def imported(path: Path, acts: int) -> tuple[float, float]:
    """Seconds, and megabytes at the peak, of a process that imports so many."""
    file = path / f"{acts}.jsonl"
    write_many_acts(file, acts)
    with databases.clone() as database:
        done = subprocess.run(
            [sys.executable, "-c", IMPORTER, database, str(file)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert StatusChange.objects.filter(slug__startswith="many-").count() == acts
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


@pytest.mark.exhaustive
def test_fifty_thousand_acts_take_less_than_two_minutes_and_not_five_times_the_memory(committed, tmp_path):
    _, of_a_fifth = imported(tmp_path, 10_000)
    seconds, megabytes = imported(tmp_path, 50_000)
    assert seconds < IN_TIME
    assert megabytes < AT_MOST * of_a_fifth
