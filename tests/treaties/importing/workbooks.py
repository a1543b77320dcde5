"""Workbooks as a register gives them out, made of the samples: days as days, numbers as numbers, texts as texts."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import WINDOWS_EPOCH

SAMPLES = Path(__file__).parent / "samples"


def workbook(rows: Iterable[Sequence[Any]], *, modified: str = "2025-06-30", epoch: datetime = WINDOWS_EPOCH) -> bytes:
    """``modified`` is the day that it says it was last changed on; empty where it says nothing of the kind."""
    book = Workbook()
    book.epoch = epoch
    for row in rows:
        book.active.append(row)
    saved, held = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as written, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in written.namelist():
            data = written.read(part)
            if part == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{modified}T12:00:00Z".encode(), data)
            if modified or part != "docProps/core.xml":
                kept.writestr(part, data)
    return held.getvalue()


def rows_of(name: str) -> list[list[Any]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return [[_cell(text) for text in record] for record in csv.reader(file)]


def saved(path: Path, name: str, rows: Iterable[Sequence[Any]], **more: Any) -> Path:
    file = path / name
    file.write_bytes(workbook(rows, **more))
    return file


def _cell(text: str) -> Any:
    try:
        return datetime.fromisoformat(text) if "-" in text and text < "9" else int(text)
    except ValueError:
        return text or None
