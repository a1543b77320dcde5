"""A copy of Pacta's public record in one SQLite file, kept by following the change feed. Python alone, nothing else.

    python3 replica.py begin http://127.0.0.1:8000 copy.sqlite       begins from the newest snapshot that the site holds
    python3 replica.py follow http://127.0.0.1:8000 copy.sqlite      goes on from where it stopped, or from nothing
    python3 replica.py check http://127.0.0.1:8000 copy.sqlite       reads everything again, and tells what differs
    python3 replica.py between AZ US 2024-10-05 copy.sqlite          answers from the copy alone

Each public table becomes a table of the copy, with the same columns; lists are kept as JSON. The table ``blocks`` says
how far the copy goes. A block is added as a whole or not at all, so the copy is always as the record was after one.
"""

import json
import os
import sqlite3
import sys
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryFile
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen
from zipfile import BadZipFile, ZipFile

# Bits of the codes in timelines (see /data/codebook.json): of an agreement, of a party's standing, between two parties.
# A code with more bits than one says that the record leaves it open.
IN_FORCE, OPERATIVE, PARTY, APPLIES = 8, 32, 8, 1
BINDING = [IN_FORCE, PARTY, PARTY, APPLIES]  # in force, both are parties, and nothing precludes it between the two
TIMELINE = "SELECT days, codes FROM timelines WHERE agreement = ? AND party IS ? ORDER BY block DESC LIMIT 1"
BETWEEN = """SELECT days, codes FROM pair_timelines WHERE agreement = ? AND min(one, other) = ? AND max(one, other) = ?
              ORDER BY block DESC LIMIT 1"""
SHARED = """SELECT DISTINCT agreement FROM participations a JOIN participations b USING (agreement)
             WHERE a.party = ? AND b.party = ? AND (a.side IS NULL OR a.side <> b.side) ORDER BY agreement"""


def fetch(address: str) -> Any:
    return json.load(asked(address))


def asked(address: str, *, if_refused: str = "") -> Any:
    """Who asks too often is told for how many seconds to wait; other refusals say in words what is wrong."""
    while True:
        try:
            return urlopen(address, timeout=60)
        except HTTPError as refusal:
            if refusal.code not in (429, 503):
                raise SystemExit(if_refused or refusal.read().decode()) from None
            sleep(int(refusal.headers.get("Retry-After", 5)))


def opened(path: str) -> sqlite3.Connection:
    copy = sqlite3.connect(path, isolation_level=None)  # transactions are begun and committed by hand
    pairs = "pair_timelines (id INTEGER PRIMARY KEY, block, agreement, one, other, days, codes)"
    for table in ("blocks (no INTEGER PRIMARY KEY, at, reason, digest)", pairs):
        copy.execute(f"CREATE TABLE IF NOT EXISTS {table}")
    return copy


def last_block(copy: sqlite3.Connection) -> int:
    return copy.execute("SELECT coalesce(max(no), 0) FROM blocks").fetchone()[0]


def begin(site: str, copy: sqlite3.Connection) -> int:
    """Fill an empty copy from the newest snapshot, all or nothing; the last block that the copy then holds."""
    if held := last_block(copy):
        raise SystemExit(f"The copy holds all up to block {held} already, and only an empty one begins: follow.")
    with TemporaryFile() as file, copy:  # the copy commits at the end, or takes back what was added
        copyfileobj(asked(f"{site}/data/snapshots/latest/pacta.zip", if_refused="The site holds no snapshot."), file)
        copy.execute("BEGIN")
        with ZipFile(file) as snapshot:
            for path in map(PurePosixPath, snapshot.namelist()):
                for line in snapshot.open(str(path)) if path.suffix == ".ndjson" else ():
                    add(copy, path.stem, json.loads(line))
        if not (last := last_block(copy)):
            raise SystemExit("The site's snapshot holds CSV alone, and no NDJSON. Follow from nothing instead.")
        copy.execute("UPDATE blocks SET at = replace(at, '.000000Z', 'Z')")  # as the feed writes a whole second
        # Seals are not in a snapshot. The feed tells the last one, by which ``follow`` knows the history.
        seal = [block_of_feed(site, last).get(name) for name in ("digest", "no", "at", "reason")]
        if not copy.execute("UPDATE blocks SET digest = ? WHERE no = ? AND at = ? AND reason = ?", seal).rowcount:
            raise SystemExit(f"The snapshot is of another record than the feed: it has no such block {last}.")
    return last


def follow(site: str, copy: sqlite3.Connection) -> int:
    """Add all that is new, block by block; the last block that the copy then holds."""
    refuse_another_history(site, copy)
    for page in pages(site, after=last_block(copy)):
        rows = iter(page["results"])
        row = next(rows, None)
        for block in page["blocks"]:
            if not copy.in_transaction:
                copy.execute("BEGIN")
            while row and row["block"] == block["no"]:
                add(copy, row["table"], row["row"])
                row = next(rows, None)
            if block["complete"]:
                add(copy, "blocks", {name: block[name] for name in ("no", "at", "reason", "digest")})
                copy.execute("COMMIT")
    return last_block(copy)


def pages(site: str, *, after: int) -> Iterator[Any]:
    address = f"{site}/api/v1/changes/?after={after}"
    while (page := fetch(address))["blocks"]:
        yield page
        address = page["next"]


def refuse_another_history(site: str, copy: sqlite3.Connection) -> None:
    """Each seal is over the one before, so where the last is the same, so is everything up to there."""
    if held := last_block(copy):
        (digest,) = copy.execute("SELECT digest FROM blocks WHERE no = ?", [held]).fetchone()
        if block_of_feed(site, held).get("digest") != digest:
            raise SystemExit(f"Block {held} is not what it was. The copy is of another record: begin a new one.")


def block_of_feed(site: str, number: int) -> dict[str, Any]:
    """Nothing, where the record does not go as far."""
    return next(iter(fetch(f"{site}/api/v1/changes/?after={number - 1}&page_size=1")["blocks"]), {})


def add(copy: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns = [name for _, name, *_ in copy.execute(f'PRAGMA table_info("{table}")')]
    if not columns:
        copy.execute(f'CREATE TABLE "{table}" (id INTEGER PRIMARY KEY)')
        columns = ["id"]
    for name in row.keys() - set(columns):  # a later version of Pacta may say more
        copy.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}"')
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    copy.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', [kept(value) for value in row.values()])


def kept(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def check(site: str, copy: sqlite3.Connection) -> Iterator[str]:
    """Every row of the feed that the copy does not hold as it is, and how many it holds that the feed does not give."""
    copy.row_factory = sqlite3.Row
    counts: dict[str, int] = {}
    for page in pages(site, after=0):
        for change in page["results"]:
            table = change["table"]
            counts[table] = counts.get(table, 0) + 1
            held = copy.execute(f'SELECT * FROM "{table}" WHERE id = ?', [change["id"]]).fetchone()
            if not held or any(held[name] != kept(value) for name, value in change["row"].items()):
                yield f"{table} {change['id']}"
    for table, count in counts.items():
        if (held := copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) != count:
            yield f"{table}: {held} rows, not {count}"


def between(copy: sqlite3.Connection, one: str, other: str, day: str) -> Iterator[tuple[str, bool]]:
    """What was in force between two parties on a day: the slug of each agreement, and whether that is certain.

    Parties that are bound only through a union (``memberships``) are left out.
    """
    for (agreement,) in copy.execute(SHARED, [one, other]).fetchall():
        codes = [code_on(copy, day, TIMELINE, agreement, party) for party in (None, one, other)]
        codes.append(code_on(copy, day, BETWEEN, agreement, *sorted([one, other])) or APPLIES)
        if codes[0] & OPERATIVE or all(code & bit for code, bit in zip(codes, BINDING, strict=True)):
            yield agreement, codes == BINDING or codes[0] == OPERATIVE


def code_on(copy: sqlite3.Connection, day: str, latest: str, *given: str | None) -> int:
    """From each of the days of a timeline on, the code in the same place; before the first, none."""
    days, codes = map(json.loads, copy.execute(latest, given).fetchone() or ("[]", "[]"))
    return codes[number - 1] if (number := bisect_right(days, day)) else 0


if __name__ == "__main__":
    try:
        match sys.argv[1:]:
            case ["begin" | "follow" as verb, site, path]:
                goes_on = begin if verb == "begin" else follow
                print(f"The copy holds all up to block {goes_on(site.rstrip('/'), opened(path))}.")
            case ["check", site, path]:
                sys.exit("\n".join(check(site.rstrip("/"), opened(path))) or None)
            case ["between", one, other, day, path]:
                for agreement, is_certain in between(opened(path), one, other, day):
                    print(agreement if is_certain else f"{agreement} (possibly)")
            case _:
                sys.exit(__doc__)
        sys.stdout.flush()
    except BrokenPipeError:  # ``head`` has read enough; what is left goes nowhere, or Python fails again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except BadZipFile as damaged:
        sys.exit(f"The snapshot did not arrive whole, and nothing of it was kept: {damaged}.")
