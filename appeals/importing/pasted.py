"""A file that came as text, pasted or uploaded: read like any other, and called by the name that it was given."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from appeals.importing.entries import AppealRows
from appeals.importing.formats import FORMATS, Import, Lines
from appeals.importing.kinds import KINDS, appeal_rows
from treaties.importing.entries import TreatyRows
from treaties.importing.events import gather
from treaties.importing.kinds import treaty_rows
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.sorting import Edition

SUFFIXES = (".csv", ".jsonl")


def read_pasted(format_name: str, name: str, text: str) -> Import:
    """Text to rows; places are said under ``name``. Raises Unreadable with everything that is wrong in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"text{suffix_of(name, text)}")
        path.write_bytes(text.encode(errors="replace"))
        try:
            read = FORMATS[format_name]([path])
        except Unreadable as unreadable:
            raise Unreadable(
                Problem(replace(one.place, file=name), one.sentence) for one in unreadable.problems
            ) from None
    treaties, appeals = _rows(name, read)
    return Import(treaties, appeals, Edition(name, read.edition_of))


def suffix_of(name: str, text: str) -> str:
    """As its name says, or else as it looks: a line of JSON begins with a brace."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in SUFFIXES else SUFFIXES[text.lstrip("\ufeff \t\r\n").startswith("{")]


def _rows(name: str, read: Lines) -> tuple[TreatyRows, AppealRows]:
    lines = [replace(line, file=name) for line in read.lines]
    gathered = gather(lines, KINDS)
    return treaty_rows(gathered), appeal_rows(gathered)
