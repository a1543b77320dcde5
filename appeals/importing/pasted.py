"""A file that came as text, pasted or uploaded: read like any other, and called by the name that it was given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from appeals.importing.formats import FORMATS, Import, taken_in
from treaties.importing.formats.texts import name_of
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.same_agreement import Answers

SUFFIXES = (".csv", ".jsonl")


def read_pasted(
    format_name: str,
    name: str,
    text: str,
    options: Mapping[str, str] | None = None,
    answers: Answers | None = None,
    *,
    leave_out: bool = False,
) -> Import:
    """Text to rows; places are said under ``name``. Raises OptionRefused; and Unreadable with all that is wrong."""
    taken = FORMATS[format_name]
    values = taken.values(options or {})
    with TemporaryDirectory() as folder:
        path = Path(folder, f"text{suffix_of(name, text)}")
        path.write_bytes(text.encode(errors="replace"))
        try:
            return taken_in(taken.read([path], values), name, answers, called=name, leave_out=leave_out)
        except Unreadable as unreadable:
            raise Unreadable(_called(name, path, unreadable.problems)) from None


def _called(name: str, path: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The file of a problem is the one that came as text, unless it is another that was given with it."""
    for one in problems:
        yield replace(one, place=replace(one.place, file=name)) if one.place.file == name_of(path) else one


def suffix_of(name: str, text: str) -> str:
    """As its name says, or else as it looks: a line of JSON begins with a brace."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in SUFFIXES else SUFFIXES[text.lstrip("\ufeff \t\r\n").startswith("{")]
