"""Files of lines as text: UTF-8, of a size that can be held, with one kind of line end."""

from collections.abc import Iterator
from pathlib import Path

from treaties.importing.problems import Place, Problem, Unreadable

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read. A fact has a few hundred."""
NOT_UTF_8 = "This is not UTF-8 text. Save it as UTF-8; from a spreadsheet as “CSV UTF-8”."
NO_TEXT = "This is a workbook, or packed, and no text: save it as “CSV UTF-8”, or unpack it."
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How workbooks, old and new, and packed files begin."""
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
    if data.startswith(PACKED):
        raise unreadable(Place(name), NO_TEXT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(_place_at(data[: error.start].decode(errors="replace"), name), NOT_UTF_8) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        raise unreadable(_place_at(text[:at], name), "This is no text: it holds a NUL character.")
    if not text.strip():
        raise unreadable(Place(name), "This file is empty.")
    for number, line in enumerate(lines_of(text), start=1):
        if len(line) > longest:
            raise unreadable(Place(name, number), f"This line is longer than {longest:,} characters.")
    return text


def lines_in(path: Path) -> Iterator[str]:
    """The same, line by line, looked through before: however large the file is, a line of it is in memory. Raises
    Unreadable."""
    if not _is_as_expected(path):
        return lines_of(read_text(path))  # which says what is wrong, and where
    return _each_line(path)


def _each_line(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            yield line.removesuffix("\n")


def _is_as_expected(path: Path) -> bool:
    try:
        is_text = False
        if not path.is_file() or path.stat().st_size > LARGEST:
            return False
        for line in _each_line(path):
            is_text = is_text or bool(line.strip())
            if "\0" in line or len(line) > LONGEST_LINE:
                return False
        return is_text
    except (OSError, UnicodeDecodeError):
        return False


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
