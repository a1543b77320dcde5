"""Files of lines, and what is wrong with them."""

from pathlib import Path

import pytest

from appeals.importing.formats import read_import
from treaties.importing.problems import Unreadable

SOURCE = "source,a-register,A register,A depositary,register"
HEADER = "record,slug,title,publisher,evidence"


def written(path: Path, name: str, data: str | bytes) -> Path:
    file = path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def problems_of(*files: Path, format_name: str = "pacta-events") -> list[str]:
    """The problems of files that cannot be taken in, without the folder."""
    with pytest.raises(Unreadable) as unreadable:
        read_import(format_name, list(files))
    folder = f"{files[0].parent}/"
    return [str(problem).replace(folder, "") for problem in unreadable.value.problems]
