"""A directory of facts: ``sources/``, ``agreements/`` and ``appeals/``, a TOML file for each."""

from pathlib import Path

from appeals.importing.entries import AppealRows
from appeals.importing.rows import AppealRow
from treaties.importing.entries import TreatyRows
from treaties.importing.formats.folder import read_folder, unexpected_folders
from treaties.importing.formats.texts import name_of
from treaties.importing.parts import Parts
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.rows import AgreementRow, SourceRow

FOLDERS = ("sources", "agreements", "appeals")


def read_directory(directory: Path) -> tuple[Parts, AppealRows]:
    """All rows of all files. Raises Unreadable with everything that is wrong in any of them."""
    if not any((directory / folder).is_dir() for folder in FOLDERS):
        sentence = f"This is not a directory of facts: it has none of the folders {', '.join(FOLDERS)}."
        raise Unreadable([Problem(Place(name_of(directory)), sentence)])
    problems = unexpected_folders(directory, FOLDERS)
    treaties = TreatyRows(
        read_folder(directory / "sources", SourceRow, problems),
        read_folder(directory / "agreements", AgreementRow, problems),
    )
    appeals = AppealRows(read_folder(directory / "appeals", AppealRow, problems))
    if problems:
        raise Unreadable(problems)
    return Parts.of(treaties), appeals
