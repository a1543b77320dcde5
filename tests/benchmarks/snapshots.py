"""How fast snapshots are written: ``uv run python -m tests.benchmarks.snapshots [agreements]``.

Makes so many invented agreements (default 5,000) in a database of its own and writes its tables as CSV and as NDJSON,
beside a bare COPY of the same rows by the same client, and beside rows that Python writes. Then a whole snapshot, with
the memory that it took.
"""

import csv
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import batched
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection

from tests import databases
from tests.benchmarks.derivation import AT_ONCE, MEMBERS, _record
from tests.factories.record import a_block, invented_parties
from treaties.actions.timelines import derive_many
from treaties.exporting.copying import Form, lines
from treaties.exporting.snapshots import write_snapshot
from treaties.exporting.tables import Table, public_tables
from treaties.queries.knowledge import latest_knowledge

TABLES = ("status_changes", "timelines", "citations", "party_names")


def main(number: int) -> None:
    databases.make_template()
    ways = f"{'CSV':>8}{'NDJSON':>8}{'Python':>8}{'NDJSON of JSON':>16}"
    with databases.clone(), tempfile.TemporaryDirectory() as folder:
        parties = invented_parties(*(f"XB{chr(65 + n)}" for n in range(MEMBERS)))
        ids = [pk for some in batched(range(number), AT_ONCE) for pk in _record(some, parties)]
        for some in batched(ids, AT_ONCE):
            with a_block() as block:
                derive_many(block, some)
        print(f"{'table':16}{'rows':>9}{'COPY s':>9}{ways}   (rates, of a bare COPY's)")
        for table in public_tables():
            if table.name in TABLES:
                _compare(table, Path(folder) / "rows")
        _whole(Path(folder))
    databases.drop_all()


def _compare(table: Table, file: Path) -> None:
    known = latest_knowledge()
    assert known
    count = table.rows(until=known.no).count()
    bare = _best(lambda: _write(file, _bare(table, known.no)))
    bare_of_json = _best(lambda: _write(file, _bare(table, known.no, "SELECT row_to_json(r) FROM ({rows}) AS r")))
    ways: list[Callable[[], Any]] = [
        lambda: _write(file, lines(table, Form.CSV, until=known.no)),
        lambda: _write(file, lines(table, Form.NDJSON, until=known.no)),
        lambda: _by_python(table, file, known.no),
    ]
    ratios = "".join(f"{bare / _best(way):8.0%}" for way in ways)
    told = bare_of_json / _best(ways[1])
    print(f"{table.name:16}{count:9}{bare:9.2f}{ratios}{told:14.0%}")


def _best(way: Callable[[], Any]) -> float:
    return min(_timed(way) for _ in range(3))


def _timed(way: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


def _bare(table: Table, until: int, of: str = "{rows}") -> Any:
    rows, parameters = table.rows(until=until).query.sql_with_params()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({of.format(rows=rows)}) TO STDOUT", parameters) as copy:
        yield from copy


def _write(file: Path, chunks: Any) -> None:
    with open(file, "wb", buffering=1 << 20) as into:
        into.writelines(chunks)


def _by_python(table: Table, file: Path, until: int) -> None:
    with open(file, "w", encoding="utf-8", newline="") as into:
        writer = csv.writer(into)
        for row in table.read(until=until):
            writer.writerow([json.dumps(one, default=str) if isinstance(one, list) else one for one in row.values()])


def _whole(folder: Path) -> None:
    known = latest_knowledge()
    assert known
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = _timed(lambda: write_snapshot(folder / "held", list(Form), known=known))
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    files = [one for one in (folder / "held" / f"pacta-{known.no:06}").rglob("*") if one.is_file()]
    size = sum(one.stat().st_size for one in files) / 1e6
    print(
        f"whole snapshot: {seconds:.1f} s, {len(files)} files, {size:.0f} MB; memory grew by {more:.0f} MB at its peak"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
