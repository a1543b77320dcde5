"""The report of an import that leaves something out: a CSV file with everything that was odd, a line for each."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from treaties.importing.doing import Warned
from treaties.importing.formats.reading import Remark
from treaties.importing.problems import Problem

COLUMNS = ("file", "line", "column", "what", "code", "sentence")
LEFT_OUT, REFUSED, REMARK, WARNING = "left out", "refused", "kept, odd", "recorded, with a warning"
_FORMULA = re.compile(r"[=+\-@\t\r]")
type Cells = tuple[str, str, str, str, str, str]


class NoReport(Exception):
    """The report cannot be written there; the message says why."""


def report_of(
    left_out: Iterable[Problem], refused: Iterable[Problem], remarks: Iterable[Remark], warnings: Sequence[Warned]
) -> Iterator[Cells]:
    """What was left out first, then what is recorded and odd."""
    for what, problems in ((LEFT_OUT, left_out), (REFUSED, refused)):
        yield from (_cells(one, what) for one in problems)
    for remark in remarks:
        for line in remark.lines or [remark.sentence]:
            yield _cells(line, REMARK) if isinstance(line, Problem) else ("", "", "", REMARK, "", line)
    for one in warnings:
        sentence = f"{one.name}: {one.finding}"
        yield _cells(Problem(one.place, sentence, one.finding.code), WARNING)


def _cells(one: Problem, what: str) -> Cells:
    return (one.place.file, str(one.place.line), str(one.place.column), what, one.code, one.sentence)


def as_csv(rows: Iterable[Cells]) -> str:
    """With an apostrophe before what a spreadsheet would compute."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return text.getvalue()


def check_place(path: Path) -> None:
    """Raises NoReport: no such folder, or a file that is no earlier report and must not be overwritten."""
    if not path.parent.is_dir():
        raise NoReport(f"{path.parent} is no folder.")
    if path.exists() and not (path.is_file() and _is_report(path)):
        raise NoReport(f"{path} is there already, and is no report of an import: name another file.")


def write_report(path: Path, rows: Iterable[Cells]) -> None:
    """Raises NoReport. A report that is there is replaced."""
    try:
        path.write_text(as_csv(rows), encoding="utf-8")
    except OSError as error:
        raise NoReport(f"{path} cannot be written: {error.strerror}.") from None


def _is_report(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.readline(200).decode("utf-8", "replace").strip() in ("", ",".join(COLUMNS))
    except OSError:
        return False
