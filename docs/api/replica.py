"""A copy of Pacta's public record in one SQLite file, kept by following the change feed. Python alone, nothing else.

    python3 replica.py begin http://127.0.0.1:8000 copy.sqlite       begins from the newest snapshot that the site holds
    python3 replica.py follow http://127.0.0.1:8000 copy.sqlite      goes on from where it stopped, or from nothing
    python3 replica.py check http://127.0.0.1:8000 copy.sqlite       reads all of it again, and tells what differs
    python3 replica.py between AZ US 2024-10-05 copy.sqlite          answers from the copy alone

Each public table becomes a table of the copy, with the same columns; lists are kept as JSON. The table ``blocks`` says
how far the copy goes. A block is added as a whole or not at all, so the copy is always as the record was after one.
"""

import json
import os
import sqlite3
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryFile
from time import sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen
from zipfile import BadZipFile, ZipFile

# Bits of the codes in timelines (see /data/codebook.json): of an agreement, of a party's standing, between two parties.
# A code with more bits than one says that the record leaves it open.
IN_FORCE, OPERATIVE, PARTY, APPLIES = 8, 32, 8, 1
BINDING = [IN_FORCE, PARTY, PARTY, APPLIES]  # in force, both are parties, and nothing precludes it between the two
TIMELINE = "SELECT days, codes FROM timelines WHERE agreement = ? AND party IS ? ORDER BY block DESC LIMIT 1"
BETWEEN = """SELECT days, codes FROM pair_timelines WHERE agreement = ? AND min(one, other) = ? AND max(one, other) = ?
              ORDER BY block DESC LIMIT 1"""
MEANT = """SELECT DISTINCT code FROM (SELECT code, code AS given FROM parties
                                 UNION ALL SELECT party, code FROM party_codes) WHERE given = upper(?)"""
FIRST_DAY = "0001-01-01"


def fetch(address: str) -> Any:
    return json.load(asked(address))


def asked(address: str, *, if_refused: str = "") -> Any:
    """Who asks too often is told for how many seconds to wait; other refusals say in words what is wrong."""
    while True:
        try:
            return urlopen(address, timeout=60)
        except HTTPError as refusal:
            if refusal.code not in (429, 503):
                is_problem = refusal.headers.get_content_type() == "application/problem+json"
                words = refusal.read().decode() if is_problem else f"{address}: {refusal}"
                raise SystemExit(if_refused or words) from None
            sleep(int(refusal.headers.get("Retry-After", 5)))
        except (URLError, TimeoutError, ValueError) as unreachable:
            raise SystemExit(f"{address}: {unreachable}") from None


def opened(path: str, *, begun: bool = False) -> sqlite3.Connection:
    if begun and not Path(path).exists():
        raise SystemExit(f"There is no copy in {path} yet: begin, or follow.")
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
    """Up to its last block: each row and block that is not as in the feed, and tables with other numbers of rows."""
    copy.row_factory = sqlite3.Row
    tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    counts: Counter[str] = Counter()
    for table, key, number, row in given_again(site, upto=last_block(copy)):
        counts[table] += 1
        found = f'SELECT * FROM "{table}" WHERE {key} = ?'
        held = copy.execute(found, [number]).fetchone() if table in tables else None
        if not held or any(held[name] != kept(value) for name, value in row.items() if not is_unsealed(held, name)):
            yield f"{table} {number}"
    for table in tables:
        if (number := copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) != counts[table]:
            yield f"{table}: {number} rows, not {counts[table]}"


def given_again(site: str, *, upto: int) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    """Table, name and value of its key, and row, of all that the feed gives up to a block; blocks are rows too."""
    for page in pages(site, after=0):
        for change in page["results"]:
            if change["block"] <= upto:
                yield change["table"], "id", change["id"], change["row"]
        for block in page["blocks"]:
            if block["complete"] and block["no"] <= upto:
                yield "blocks", "no", block["no"], {name: block[name] for name in ("at", "reason", "digest")}
        if page["blocks"][-1]["no"] > upto:
            return


def is_unsealed(held: sqlite3.Row, name: str) -> bool:
    """Of a block that came with a snapshot, which holds no seals."""
    return name == "digest" and held[name] is None


def between(copy: sqlite3.Connection, one: str, other: str, day: str) -> Iterator[tuple[str, bool]]:
    """What was in force between two parties on a day: the slug of each agreement, and whether that is certain. A party
    without a file of its own is bound through a union, while it is a member of it and the other is not."""
    one, other, day = meant(copy, one), meant(copy, other), read_day(day)
    two = ((one, other), (other, one))
    unions = {party: memberships(copy, party) for party in (one, other)}
    ties = {party: ties_of(unions[party], unions[facing], facing, day) for party, facing in two}
    for agreement, sides in taking_part(copy, {one, other, *ties[one], *ties[other]}):
        own = [[party] if party in sides else [] for party, _ in two]
        via = [[] if facing in {*unions[party]} & {*sides} else [*{*ties[party]} & {*sides}] for party, facing in two]
        ends = [own[n] or via[n] for n in (0, 1)]
        speak = [[a for a in ends[n] if any(are_apart(sides, a, b) for b in ends[1 - n])] for n in (0, 1)]
        if all(speak):
            standings = [standing(copy, day, agreement, speak[n], ties[party]) for n, (party, _) in enumerate(two)]
            codes = [code_on(copy, day, TIMELINE, agreement, None), *(code for code, _ in standings)]
            codes.append(code_on(copy, day, BETWEEN, agreement, *sorted(name for _, name in standings)) or APPLIES)
            if codes[0] & OPERATIVE or all(code & bit for code, bit in zip(codes, BINDING, strict=True)):
                yield agreement, codes == BINDING or codes[0] == OPERATIVE


def meant(copy: sqlite3.Connection, given: str) -> str:
    """The code in addresses of the party that a code of any scheme means."""
    if not has_table(copy, "parties") or not has_table(copy, "party_codes"):
        return given
    found = {code for (code,) in copy.execute(MEANT, [given])}
    if given.upper() in found:
        return given.upper()
    if len(found) != 1:
        words = f"may mean {' or '.join(sorted(found))}: say which" if found else "is the code of no party in the copy"
        raise SystemExit(f"“{given}” {words}.")
    return found.pop()


def read_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise SystemExit(f"“{text}” is no day: write 2024-10-05.") from None


def has_table(copy: sqlite3.Connection, name: str) -> bool:
    """A table comes into being with its first row."""
    return bool(copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name]).fetchone())


def memberships(copy: sqlite3.Connection, party: str) -> dict[str, list[dict[str, str | None]]]:
    """The unions to which a party ever belonged, each with the spells."""
    if not has_table(copy, "memberships"):
        return {}
    names = [f"{bound}{part}" for bound in ("since", "until") for part in ("", "_earliest", "_latest")]
    rows = copy.execute(f'SELECT "union", {", ".join(names)} FROM memberships WHERE member = ?', [party]).fetchall()
    return {union: [dict(zip(names, row[1:], strict=True)) for row in rows if row[0] == union] for union, *_ in rows}


def ties_of(own: dict[str, Any], others: dict[str, Any], facing: str, day: str) -> dict[str, set[bool]]:
    """By the unions that may ever bind a party towards another: whether one does on a day; both, if that is open."""

    def holds(union: str, on: str) -> set[bool]:
        inside, shared = may_belong(own[union], on), may_belong(others.get(union, []), on)
        return {one and not other for one in inside for other in shared}

    spells = [spell for unions in (own, others) for rows in unions.values() for spell in rows]
    days = {FIRST_DAY, *(spell[f"{bound}_earliest"] or FIRST_DAY for spell in spells for bound in ("since", "until"))}
    may_bind = [union for union in own if union != facing and any(True in holds(union, on) for on in days)]
    return {union: holds(union, day) for union in may_bind}


def may_belong(spells: list[dict[str, str | None]], day: str) -> set[bool]:
    found = {False}
    for spell in spells:
        over = has_happened(spell, "until", day) if spell["until"] else {False}
        within = {begun and not ended for begun in has_happened(spell, "since", day) for ended in over}
        found = {one or other for one in found for other in within}
    return found


def has_happened(spell: dict[str, str | None], bound: str, day: str) -> set[bool]:
    text, earliest, latest = (spell[f"{bound}{part}"] for part in ("", "_earliest", "_latest"))
    if day < (earliest or FIRST_DAY):
        return {False}
    return {True} if latest and (day > latest or text == day == latest) else {True, False}


def taking_part(copy: sqlite3.Connection, parties: set[str]) -> Iterator[tuple[str, dict[str, int | None]]]:
    """Each agreement with the sides of those of these parties that take part."""
    places = ", ".join("?" * len(parties))
    found: dict[str, dict[str, int | None]] = {}
    rows = f"SELECT agreement, party, side FROM participations WHERE party IN ({places}) ORDER BY agreement"
    for agreement, party, side in copy.execute(rows, [*parties]):
        found.setdefault(agreement, {})[party] = side
    yield from found.items()


def are_apart(sides: dict[str, int | None], one: str, other: str) -> bool:
    return one != other and (sides[one] is None or sides[one] != sides[other])


def standing(
    copy: sqlite3.Connection, day: str, agreement: str, speak: list[str], ties: dict[str, set[bool]]
) -> tuple[int, str]:
    """The code of a party's standing, and whose file counts: its own; or of the unions the one that may be party."""
    codes = {name: code_on(copy, day, TIMELINE, agreement, name) for name in speak}
    if not codes.keys() & ties:
        return codes[speak[0]], speak[0]
    may = [name for name, code in codes.items() if code & PARTY and True in ties[name]]
    is_certain = any(codes[name] == PARTY and ties[name] == {True} for name in may)
    return (PARTY if is_certain else PARTY | 1 if may else 0), max(may, default=speak[0])


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
                copy = opened(path, begun=True)
                if differs := list(check(site.rstrip("/"), copy)):
                    sys.exit("\n".join(differs))
                print(f"The copy is what the record was as of block {last_block(copy)}.")
            case ["between", one, other, day, path]:
                for agreement, is_certain in between(opened(path, begun=True), one, other, day):
                    print(agreement if is_certain else f"{agreement} (possibly)")
            case _:
                sys.exit(__doc__)
        sys.stdout.flush()
    except BrokenPipeError:  # ``head`` has read enough; what is left goes nowhere, or Python fails again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except BadZipFile as damaged:
        sys.exit(f"The snapshot did not arrive whole, and nothing of it was kept: {damaged}.")
    except sqlite3.DatabaseError as error:
        sys.exit(f"The file is no copy that can be read: {error}.")
