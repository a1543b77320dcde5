"""The formats that ``import_source`` reads: each a way from files to lines of Pacta events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from appeals.importing.entries import AppealRows
from appeals.importing.kinds import KINDS, appeal_rows
from treaties.importing.events import Line, gather
from treaties.importing.formats import ggo, participants, ukto, unctad, wipo
from treaties.importing.formats.pacta_events import read_events
from treaties.importing.formats.reading import Format, Lines, Remark
from treaties.importing.formats.texts import name_of
from treaties.importing.kinds import treaty_rows
from treaties.importing.parts import Parts
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.same_agreement import Answers
from treaties.importing.sorting import Edition

UNKNOWN_PARTY = "unknown_party"
"""What formats leave out because they ask: each question is told, not just the first."""


@dataclass(frozen=True)
class Import:
    """What an import takes in. ``remarks`` are what the format says of the files."""

    treaties: Parts
    appeals: AppealRows
    edition: Edition
    remarks: Sequence[Remark] = ()
    left_out: Sequence[Problem] = ()
    """What cannot be a fact of the record, where the import is to leave it out."""


def pacta_events(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    """The files are an edition of each source that has a line of its own in them."""
    return Lines(read_events(paths, KINDS), edition_of=None)


def wipo_memberships(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    return Lines(wipo.convert(paths), edition_of=frozenset({wipo.TABLE}))


FORMATS: dict[str, Format] = {
    "pacta-events": Format("Pacta events: CSV or JSON Lines", pacta_events),
    "wipo": Format("WIPO: memberships to copyright treaties, CSV", wipo_memberships),
    "untc": Format("UN Treaty Collection: participants of a treaty, CSV", participants.read, participants.OPTIONS),
    "unctad": Format("UNCTAD: investment agreements of a country, XLSX", unctad.read, unctad.OPTIONS, True),
    "ggo": Format("GGO (manytreaties): a table of parties, CSV", ggo.read),
    "ukto": Format("UK Treaties Online: records, JSON", ukto.read),
}


def read_import(
    format_name: str,
    paths: Sequence[Path],
    options: Mapping[str, str] | None = None,
    answers: Answers | None = None,
    *,
    leave_out: bool = False,
) -> Import:
    """Files to rows. Raises OptionRefused; and Unreadable with everything that is wrong in any of the files.

    ``leave_out`` takes in the rest of files that hold what cannot be a fact of the record.
    """
    taken = FORMATS[format_name]
    read = taken.read(paths, taken.values(options or {}))
    return taken_in(read, ", ".join(map(name_of, paths)), answers, leave_out=leave_out)


def taken_in(
    read: Lines, files: str, answers: Answers | None = None, *, called: str = "", leave_out: bool = False
) -> Import:
    """What a format gave as rows. Places are said under ``called``, where a file came under another name."""
    refused = [] if leave_out else list(in_short(read.left_out))
    try:
        read = read.settled(answers)
    except Unreadable as unreadable:
        raise Unreadable([*refused, *unreadable.problems]) from None
    if refused:
        raise Unreadable(refused)
    lines = (replace(line, file=called) for line in read.lines) if called else read.lines
    parts = Parts()
    gathered = gather(lines, KINDS, parts.lay)
    if problems := list(parts.close(treaty_rows(gathered))):
        raise Unreadable(problems)
    alone = frozenset(_agreements_of(read.lines)) if read.of_its_agreements else None
    given = frozenset(row.slug for row in gathered.whole["source"])
    edition = Edition(
        files, given if read.edition_of is None else read.edition_of, is_partial=read.is_partial, agreements=alone
    )
    remarks, left_out = read.remarks, read.left_out
    if called:
        left_out = [_of_file(one, called) for one in left_out]
        remarks = [replace(one, lines=[_line_of_file(line, called) for line in one.lines]) for one in remarks]
    return Import(parts, appeal_rows(gathered), edition, remarks, left_out)


def in_short(left_out: Sequence[Problem]) -> Iterator[Problem]:
    """The first of each kind, with how many there are, for a dirty table has thousands; each open question."""
    kinds: dict[str, list[Problem]] = {}
    for one in sorted(left_out):
        kinds.setdefault(one.sentence if one.code == UNKNOWN_PARTY else one.code, []).append(one)
    for some in kinds.values():
        places = "1 place" if len(some) == 1 else f"{len(some):,} places"
        yield replace(some[0], sentence=f"{some[0].sentence} (Of this kind: {places}. It can be left out, and listed.)")


def _of_file(one: Problem, called: str) -> Problem:
    return replace(one, place=replace(one.place, file=called))


def _agreements_of(lines: Iterable[Line]) -> set[str]:
    found = (one.values.get("slug" if one.record == "agreement" else "agreement") for one in lines)
    return {str(slug) for slug in found if slug}


def _line_of_file(one: Problem | str, called: str) -> Problem | str:
    return _of_file(one, called) if isinstance(one, Problem) else one
