"""Snapshots as pages tell of them: how large, of which block and moment, and what is in the files."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from treaties.exporting.datapackage import Written
from treaties.exporting.snapshots import Snapshot
from treaties.queries.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Listed:
    """``archive`` is the name of the zip file, empty where there is none; ``size`` its bytes."""

    block: int
    moment: str
    archive: str
    size: int


@dataclass(frozen=True, slots=True)
class FilesListed:
    """What is there in one or more forms: ``agreements`` as CSV and as NDJSON."""

    name: str
    about: str
    files: list[tuple[str, Written]]
    """Each with the word for its form."""


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    listed: Listed
    name: str
    parts: Sequence[FilesListed]


def listed(snapshots: Iterable[Snapshot]) -> list[Listed]:
    return [_listed(one) for one in snapshots]


def of_one(snapshot: Snapshot) -> SnapshotPage:
    """Each file with what is in it, in the words of the snapshot itself."""
    described = json.loads((snapshot.folder / "datapackage.json").read_bytes())
    about = {one["path"]: one["description"] for one in described["resources"]} | _about_others()
    parts: dict[str, FilesListed] = {}
    for file in snapshot.files():
        name, _dot, form = file.path.rpartition(".")
        part = parts.setdefault(name, FilesListed(name.rpartition("/")[2], about.get(file.path, ""), []))
        part.files.append((form.upper(), file))
    return SnapshotPage(_listed(snapshot), snapshot.name, list(parts.values()))


def _listed(snapshot: Snapshot) -> Listed:
    archive = snapshot.archive
    is_there = archive.is_file()
    moment = Knowledge(snapshot.block, snapshot.at).words
    return Listed(snapshot.block, moment, archive.name if is_there else "", archive.stat().st_size if is_there else 0)


def _about_others() -> dict[str, str]:
    return {
        "README.md": _("How it was made, how to read it, and how to go on."),
        "datapackage.json": _("All tables, described for programs."),
        "codebook.csv": _("Every table, column and word, with its meaning."),
    }
