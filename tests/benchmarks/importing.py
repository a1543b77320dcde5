"""How fast acts are taken in, and in how much memory: ``uv run python -m tests.benchmarks.importing [acts]``, 10,000
where nothing is said.

A file of pacta events is read, planned and recorded in a database of its own. Beside it, COPY writes the same rows of
acts and their citations into the same live, indexed tables, with their triggers, in one block. Ratios are of one run.

Half of COPY's rate is the goal, and it is not reached: an import also writes agreements, participants, clauses and the
timelines of each, and most of its time goes into rules and derivation in Python, of which COPY knows nothing.

The peak of memory is of a process of its own for each size: so many acts, and five times as many.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection

from appeals.importing.doing import do
from appeals.importing.formats import read_import
from appeals.importing.plan import make_plan
from tests import databases
from tests.factories.many_acts import write_many_acts
from treaties.actions.journal import open_block

GOAL = 50_000
TIMES = 5
ONLY_MEMORY = "--memory"
OF_COPY = 0.5
ACTS = "slug LIKE 'many-%'"
COPIED = {
    "treaties_statuschange": ACTS,
    "treaties_citation": f"status_change_id IN (SELECT id FROM treaties_statuschange WHERE {ACTS})",
}
"""The tables, and the rows of them that are copied."""


def main(acts: int) -> None:
    databases.make_template()
    with TemporaryDirectory() as folder, databases.clone():
        file = Path(folder, "many.jsonl")
        write_many_acts(file, acts)
        seconds = import_in_steps(file)
        rows = copied_out()
        with databases.clone():
            copied = copy_in(file, rows)
    total = sum(seconds.values())
    print(f"{acts:,} acts")
    print(f"{'':34}{'seconds':>9}{'acts a second':>15}{'of COPY':>9}{f'{GOAL:,} in':>12}")
    for what, took in (*seconds.items(), ("all of it", total), ("COPY of acts and citations", copied)):
        print(f"{what:34}{took:9.1f}{acts / took:15,.0f}{copied / took:9.0%}{GOAL * took / acts:10.0f} s")
    reached = "reached" if copied / total >= OF_COPY else "not reached"
    print(f"The goal, all of it at {OF_COPY:.0%} of the rate of COPY, is {reached}.")
    few, many = (peak_in_a_process_of_its_own(number) for number in (acts, TIMES * acts))
    databases.drop_all()
    print(f"Peak memory: {few} MB with {acts:,} acts, {many} MB with {TIMES * acts:,}: {many / few:.2f} times as much.")


def peak_in_a_process_of_its_own(acts: int) -> int:
    """In MB. The process takes the template of this one."""
    command = [sys.executable, "-m", "tests.benchmarks.importing", ONLY_MEMORY, str(acts)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def peak(acts: int) -> int:
    with TemporaryDirectory() as folder, databases.clone():
        file = Path(folder, "many.jsonl")
        write_many_acts(file, acts)
        import_in_steps(file)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def import_in_steps(file: Path) -> dict[str, float]:
    clock = [time.perf_counter()]
    read = read_import("pacta-events", [file])
    clock.append(time.perf_counter())
    plan = make_plan(read.treaties, read.appeals, read.edition)
    clock.append(time.perf_counter())
    with open_block(actor="import_source", reason="to measure it") as block:
        do(block, plan, files=file.name)
    clock.append(time.perf_counter())
    steps = ("reading", "planning", "recording: rules, facts, timelines")
    return {step: clock[n + 1] - clock[n] for n, step in enumerate(steps)}


def copied_out() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """The columns and rows of each table, without the block, which the journal gives."""
    found = {}
    for table, which in COPIED.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE {which}")
            names = [column.name for column in cursor.description]
            kept = [n for n, name in enumerate(names) if name != "block_id"]
            found[table] = [names[n] for n in kept], [tuple(row[n] for n in kept) for row in cursor.fetchall()]
    return found


def copy_in(file: Path, rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> float:
    """How long COPY takes, once what the acts are of is there."""
    without_acts = [line for line in file.read_text().splitlines() if '"record": "act"' not in line]
    file.write_text("\n".join(without_acts))
    read = read_import("pacta-events", [file])
    with open_block(actor="import_source", reason="what the acts are of") as block:
        do(block, make_plan(read.treaties, read.appeals, read.edition), files=file.name)
    begun = time.perf_counter()
    with open_block(actor="import_source", reason="by COPY"), connection.cursor() as cursor:
        for table, (names, some) in rows.items():
            with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in some:
                    copy.write_row(row)
    return time.perf_counter() - begun


if __name__ == "__main__":
    if sys.argv[1:2] == [ONLY_MEMORY]:
        print(peak(int(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
