"""Snapshots: the whole public record as of a block, as files in a folder that is there whole or not at all.

The same block, under the same licence, gives the same bytes, whoever writes it and when: nothing in it tells of the day
on which it was written.
"""

import csv
import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string

from treaties.exporting import codebook
from treaties.exporting.columns import Column
from treaties.exporting.copying import Form, lines, said
from treaties.exporting.datapackage import Written, datapackage, path_of, rights_under
from treaties.exporting.panels import PANELS, write_panels
from treaties.exporting.tables import BLOCKS, public_tables
from treaties.queries.knowledge import Knowledge

NAMED = re.compile(r"pacta-(\d{6,18})")
CREATED = re.compile(rb'"created": "([0-9T:.Z-]+)"')
SUMS = "SHA256SUMS"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can tell."""


class CannotBeWritten(Exception):
    """Why there is no snapshot, in words."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One that is held: the folder with its files, and beside it the same as one file, which may be missing."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def block(self) -> int:
        return int(self.name.removeprefix("pacta-"))

    @property
    def archive(self) -> Path:
        return self.folder.with_name(f"{self.name}.zip")

    @property
    def at(self) -> datetime:
        """The moment of its block: told at the head of its description, which is long."""
        with open(self.folder / "datapackage.json", "rb") as file:
            found = CREATED.search(file.read(4096))
        return datetime.fromisoformat(found[1].decode() if found else "0001-01-01T00:00:00Z")

    @property
    def checksum_of_sums(self) -> str:
        return hashlib.sha256((self.folder / SUMS).read_bytes()).hexdigest()

    def files(self) -> list[Written]:
        """As its list of checksums names them, in its order."""
        listed = (line.split("  ", 1) for line in (self.folder / SUMS).read_text(encoding="utf-8").splitlines())
        return [Written(path, (self.folder / path).stat().st_size, checksum) for checksum, path in listed]


def name_of(block: int) -> str:
    return f"pacta-{block:06}"


def held(root: Path) -> list[Snapshot]:
    """Those in a folder, the newest block first; none where there is no such folder."""
    found = [Snapshot(one) for one in root.iterdir() if NAMED.fullmatch(one.name)] if root.is_dir() else []
    return sorted((one for one in found if (one.folder / SUMS).is_file()), key=lambda one: one.block, reverse=True)


def write_snapshot(
    root: Path, forms: Sequence[Form], *, known: Knowledge, tell: Callable[[str], None] = lambda file: None
) -> Snapshot:
    """Write one of the record as of a block. Raises CannotBeWritten where it is held already, and OSError.

    ``tell`` is called with the name of each file when it is whole.
    """
    snapshot = Snapshot(root / name_of(known.no))
    if snapshot.folder.exists():
        raise CannotBeWritten(f"{snapshot.folder} is there already, and a snapshot never changes.")
    with _draft(root, snapshot.name) as draft, _one_state():
        folder, scratch = draft / snapshot.name, draft / "scratch"
        for each in (folder / "data", folder / "panels", scratch):
            each.mkdir(parents=True)
        writing = Writing(folder, tell)
        for table in (BLOCKS, *public_tables()):
            for form in forms:
                writing.copy(path_of(table.name, form), lines(table, form, until=known.no))
        write_panels(
            Path("panels"), scratch, until=known.no, last_year=known.at.astimezone(UTC).year, write=writing.rows
        )
        _describe(writing, known, forms)
        archive = draft / snapshot.archive.name
        _pack(folder, archive, known.at)
        archive.rename(snapshot.archive)
        folder.rename(snapshot.folder)
    return snapshot


class Writing:
    """The files of one snapshot, as they are written, with what was written."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self.folder, self.tell = folder, tell
        self.written: list[Written] = []

    def copy(self, path: str, chunks: Iterable[bytes | memoryview]) -> None:
        with open(self.folder / path, "wb", buffering=1 << 20) as file:
            file.writelines(chunks)
        self._done(path)

    def text(self, path: str, text: str) -> None:
        self.copy(path, [text.encode()])

    def rows(self, path: Path | str, columns: Sequence[Column | str], rows: Iterable[Sequence[Any]]) -> None:
        with open(self.folder / path, "w", encoding="utf-8", newline="", buffering=1 << 20) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column if isinstance(column, str) else column.name for column in columns)
            writer.writerows(map(said, row) for row in rows)
        self._done(Path(path).as_posix())

    def _done(self, path: str) -> None:
        file = self.folder / path
        with open(file, "rb") as whole:
            checksum = hashlib.file_digest(whole, "sha256").hexdigest()
        self.written.append(Written(path, file.stat().st_size, checksum))
        self.tell(path)


def _describe(writing: Writing, known: Knowledge, forms: Sequence[Form]) -> None:
    """What is said about the tables: after them, since it names their checksums; its own are the last."""
    at = known.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    licence, entries = settings.DATA_LICENCE, list(codebook.entries())
    writing.rows("codebook.csv", [one.name for one in fields(codebook.Entry)], map(astuple, entries))
    writing.text("codebook.md", codebook.as_markdown("Codebook", entries))
    described = datapackage(block=known.no, at=at, written=writing.written, licence=licence)
    writing.text("datapackage.json", json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    rights = rights_under(licence)
    about = {"block": known.no, "at": at, "forms": forms, "rights": rights, "panels": PANELS, "sums": SUMS}
    writing.text("README.md", render_to_string("treaties/snapshot_readme.md", about))
    sums = sorted(writing.written, key=lambda one: one.path)
    writing.text(SUMS, "".join(f"{one.checksum}  {one.path}\n" for one in sums))


def _pack(folder: Path, archive: Path, at: datetime) -> None:
    """Every file as of the block's moment, so that the same block gives the same archive."""
    moment = max(at.astimezone(UTC).timetuple()[:6], EARLIEST)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with open(file, "rb") as whole, packed.open(entry, "w", force_zip64=True) as into:
                shutil.copyfileobj(whole, into, 1 << 20)


def prune(root: Path, *, keep: int) -> list[str]:
    """Take away all but so many of the newest, and say which."""
    old = held(root)[keep:]
    for snapshot in old:
        snapshot.archive.unlink(missing_ok=True)
        gone = snapshot.folder.with_name(f".{snapshot.name}.{os.getpid()}")
        snapshot.folder.rename(gone)
        shutil.rmtree(gone)
    return [snapshot.name for snapshot in old]


@contextmanager
def _one_state() -> Iterator[None]:
    """One state of the record for all files, whatever is written meanwhile; within a transaction it is that one's."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if len(connection.savepoint_ids) == 0:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL datestyle = 'ISO'")
            cursor.execute("SET LOCAL timezone = 'UTC'")
        yield


@contextmanager
def _draft(root: Path, name: str) -> Iterator[Path]:
    """A folder beside the place where the snapshot will be; what killed ones have left is taken away."""
    root.mkdir(parents=True, exist_ok=True)
    for left in root.glob(".pacta-*.*"):
        if not _is_alive(left.suffix[1:]):
            shutil.rmtree(left, ignore_errors=True)
    draft = root / f".{name}.{os.getpid()}"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_alive(process: str) -> bool:
    with suppress(ValueError, ProcessLookupError):
        try:
            os.kill(int(process), 0)
        except PermissionError:
            return True
        return True
    return False
