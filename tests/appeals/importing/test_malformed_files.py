"""Files that are wrong in every way that is known here: each problem with its place, nothing written, and at once."""

import re
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command

from tests.appeals.importing.directories import directory
from tests.factories.malformed import KINDS, Malformed
from tests.factories.malformed_registers import REGISTERS, TABLES, good_objects, good_rows, of_way, records, table
from treaties.actions.journal import open_block
from treaties.importing.act_table import of_sheet
from treaties.importing.acts_at_once import take_in
from treaties.importing.formats.spreadsheet import read_table
from treaties.importing.formats.workbook import read_workbook
from treaties.importing.problems import Place, Unreadable
from treaties.models import Block, StatusChange

LOCATED = re.compile(r"[^\n]+?:\d+:\d+: \S.*")
EACH = 20
LONGEST = 2.0
"""Seconds."""


def refused(file: Malformed, folder: Path) -> list[str]:
    """The lines in which it is refused; whatever else is raised is a fault of ours."""
    if file.way == "acts":
        return [str(problem) for problem in refused_acts(file)]
    if file.way == "seed":
        path = directory(folder)
        (path / file.name).write_bytes(file.data)
        arguments = ["seed", str(path)]
    else:
        path = folder / file.name
        path.write_bytes(file.data)
        arguments = ["import_source", file.way, str(path)]
    try:
        call_command(*arguments, stdout=StringIO(), **file.options)
    except CommandError as raised:
        error = raised
    else:
        return []
    head, *lines = str(error).split("\n")
    assert (head, error.returncode) == ("Nothing was written.", 1)
    return lines


def refused_acts(file: Malformed) -> Iterator[str]:
    """As the desk takes in a workbook of acts."""
    try:
        table = of_sheet(read_table(read_workbook(file.data, file.name).text, file.name))
    except Unreadable as unreadable:
        yield from map(str, unreadable.problems)
        return
    lines = table.lines()
    try:
        with open_block(actor="a test", reason="to be given up") as block:
            taken = take_in(block, lines, named=table.named, problems=table.problems)
            raise Unreadable([])
    except Unreadable:
        for row in taken.outcomes.values():
            yield from (f"{Place(file.name, row.line, one.column)}: {one.sentence}" for one in row.refusals)


def check(kind: str, number: int, folder: Path) -> None:
    file = (KINDS | REGISTERS)[kind](Random(f"{kind} {number}"))
    before = Block.objects.count(), StatusChange.objects.count()
    begun = time.perf_counter()
    problems = refused(file, folder)
    took = time.perf_counter() - begun
    told = f"{kind} {number}, {file.way} {file.name}"
    assert problems, f"{told}: taken in"
    assert [line for line in problems if not LOCATED.fullmatch(line)] == [], told
    assert (Block.objects.count(), StatusChange.objects.count()) == before, told
    assert took < LONGEST, f"{told}: {took:.1f} s"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("way", [*TABLES, "ukto"])
def test_what_files_of_registers_are_made_of_is_taken_in(way, tmp_path):
    if way == "ukto":
        file = of_way(way, records(Random("good"), good_objects()).encode())
    else:
        file = table(way, good_rows(way))
    path = tmp_path / file.name
    path.write_bytes(file.data)
    out = StringIO()
    call_command("import_source", file.way, str(path), plan=True, stdout=out, **file.options)
    assert out.getvalue().endswith(" (planned, not written)\n")


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("kind", [*KINDS, *REGISTERS])
def test_one_of_each_kind_is_refused_with_places(kind, tmp_path):
    check(kind, 0, tmp_path)


@pytest.mark.exhaustive
@pytest.mark.django_db
@pytest.mark.parametrize("number", range(1, EACH))
@pytest.mark.parametrize("kind", [*KINDS, *REGISTERS])
def test_twenty_of_each_kind_are_refused_with_places(kind, number, tmp_path):
    check(kind, number, tmp_path)
