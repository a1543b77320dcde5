"""The catalogue of problems: what ``docs/api/problems.md`` says of each code, and of each rule of the record."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from config.documents import FOLDER, reader
from treaties.actions.refusals import messages
from treaties.api.v1.problems import ProblemKind

IN_GENERAL = "Correct what the sentence is about."


class NoSuchCode(LookupError):
    """No refusal has that code."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: ``title`` says what it means, ``what_to_do`` (in Markdown) what to do about it. A kind of problem has a
    ``status`` of HTTP, a rule may have an ``article`` of the Vienna Convention on the Law of Treaties."""

    code: str
    title: str = ""
    status: str = ""
    article: str = ""
    what_to_do: str = ""


COLUMNS = {"code": "code", "rule": "title", "status": "status", "article": "article", "what to do": "what_to_do"}
"""The columns of the tables of the document, and where each goes."""


def entry(code: str) -> Entry:
    """Raises NoSuchCode."""
    if found := entries().get(code):
        return found
    if sentence := messages().get(code):
        return Entry(code, sentence, what_to_do=IN_GENERAL)
    raise NoSuchCode(code)


@cache
def entries() -> dict[str, Entry]:
    """All that the document lists, by code, in its order."""
    found, columns, cells = {}, [], []
    tokens = reader().parse((FOLDER / "problems.md").read_text())
    for before, token in pairwise(tokens):
        match before.type, token.type:
            case "th_open", "inline":
                columns.append(COLUMNS[token.content])
            case "td_open", "inline":
                cells.append(token.content)
            case _, "tr_close" if cells:
                row = _entry(dict(zip(columns, cells, strict=True)))
                found[row.code], cells = row, []
            case _, "table_close":
                columns = []
    return found


def _entry(said: dict[str, str]) -> Entry:
    code = said["code"].strip("`")
    title = said.get("title") or ProblemKind(code).label
    return Entry(**said | {"code": code, "title": str(title)})
