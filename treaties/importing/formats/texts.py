"""Files of lines as text: UTF-8, of a size that can be held, with one kind of line end."""

from collections.abc import Iterator
from pathlib import Path

from treaties.importing.problems import Place, Problem, Unreadable

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read. A fact has a few hundred."""
LONGEST_LINE = 2**20
"""Characters of the longest line that is read."""


def name_of(path: Path) -> str:
    """How messages call a file: from here, if it is below here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def read_text(path: Path, longest: int | None = None) -> str:
    """The text, without a byte order mark, its lines ended by a line feed. Raises Unreadable."""
    name, longest = name_of(path), longest or LONGEST_LINE
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise unreadable(Place(name), f"This file cannot be read: {error.strerror}.") from None
    if len(data) > LARGEST:
        raise unreadable(Place(name), f"This file is larger than {LARGEST // 2**20} MiB; divide it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(
            _place_at(data[: error.start].decode(errors="replace"), name), "This is not UTF-8 text."
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        raise unreadable(_place_at(text[:at], name), "This is no text: it holds a NUL character.")
    if not text.strip():
        raise unreadable(Place(name), "This file is empty.")
    for number, line in enumerate(lines_of(text), start=1):
        if len(line) > longest:
            raise unreadable(Place(name, number), f"This line is longer than {longest:,} characters.")
    return text


def lines_of(text: str) -> Iterator[str]:
    """Ended by a line feed alone: other separators of Unicode may stand within a text."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def unreadable(place: Place, sentence: str) -> Unreadable:
    return Unreadable([Problem(place, sentence)])


def _bytes_of(path: Path) -> bytes:
    """Not more than is needed to see that it is too much. A directory, a pipe or a device is no file."""
    if path.exists() and not path.is_file():
        raise OSError(0, "it is no file")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _place_at(before: str, name: str) -> Place:
    unified = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Place(name, unified.count("\n") + 1, len(unified) - (unified.rfind("\n") + 1) + 1)
