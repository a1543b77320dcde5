"""The formats that ``import_source`` reads: each a way from files to lines of Pacta events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from appeals.importing.entries import AppealRows
from appeals.importing.kinds import KINDS, appeal_rows
from treaties.importing.entries import TreatyRows
from treaties.importing.events import Line, gather
from treaties.importing.formats import wipo
from treaties.importing.formats.pacta_events import read_events
from treaties.importing.formats.texts import name_of
from treaties.importing.kinds import treaty_rows
from treaties.importing.sorting import Edition


@dataclass(frozen=True)
class Lines:
    """What files of a format give: lines, and the sources that they are an edition of."""

    lines: Sequence[Line]
    edition_of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Import:
    """What an import takes in."""

    treaties: TreatyRows
    appeals: AppealRows
    edition: Edition


def pacta_events(paths: Sequence[Path]) -> Lines:
    """The files are an edition of each source that has a line of its own in them."""
    lines = read_events(paths, KINDS)
    return Lines(lines, edition_of=frozenset(str(one.values.get("slug")) for one in lines if one.record == "source"))


def wipo_memberships(paths: Sequence[Path]) -> Lines:
    return Lines(wipo.convert(paths), edition_of=frozenset({wipo.TABLE}))


FORMATS: dict[str, Callable[[Sequence[Path]], Lines]] = {"pacta-events": pacta_events, "wipo": wipo_memberships}


def read_import(format_name: str, paths: Sequence[Path]) -> Import:
    """Files to rows. Raises Unreadable with everything that is wrong in any of them."""
    read = FORMATS[format_name](paths)
    gathered = gather(read.lines, KINDS)
    edition = Edition(", ".join(name_of(path) for path in paths), read.edition_of)
    return Import(treaty_rows(gathered), appeal_rows(gathered), edition)
