"""A folder of TOML files, each of them one row."""

from collections.abc import Iterable
from pathlib import Path

from treaties.importing.formats.texts import name_of
from treaties.importing.formats.toml import Document
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.tables import Row, read_row


def read_folder[R: Row](folder: Path, row_type: type[R], problems: list[Problem]) -> tuple[R, ...]:
    """One row per file, by name; what is wrong in any of them is added to ``problems``. No folder: no rows."""
    rows = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix != ".toml":
            problems.append(Problem(Place(name_of(path)), "Only files that end in .toml are read here."))
            continue
        try:
            rows.append(read_row(row_type, Document.read(path, name_of(path))))
        except Unreadable as unreadable:
            problems.extend(unreadable.problems)
        except OSError as error:
            problems.append(Problem(Place(name_of(path)), f"This file cannot be read: {error.strerror}."))
    return tuple(rows)


def unexpected_folders(directory: Path, expected: Iterable[str]) -> list[Problem]:
    """Folders beside the expected ones: most likely misspelt, and silently left out otherwise."""
    names = list(expected)
    strange = [path for path in sorted(directory.iterdir()) if path.is_dir() and path.name not in names]
    sentence = f"Only these folders are read: {', '.join(names)}."
    return [Problem(Place(name_of(path)), sentence) for path in strange]
