"""Rows that are laid aside while an import is read."""

import pytest

from treaties.importing import spool
from treaties.importing.problems import Place, Unreadable
from treaties.importing.rows import ActRow
from treaties.importing.spool import Spool
from treaties.importing.tables import Origin
from treaties.vocabulary import Act


class Somewhere:
    """A document of one line."""

    def place(self, where):
        return Place("many.jsonl", 7)


def row(note: str) -> ActRow:
    return ActRow(act=Act.SIGNATURE, note=note, sources=(), origin=Origin(Somewhere(), ()))


def test_rows_come_back_in_their_order_with_their_places(monkeypatch):
    monkeypatch.setattr(spool, "HELD_BACK", 2)
    laid = Spool()
    for number in range(5):
        laid.lay(1, "a-treaty", row(str(number)))
    laid.close()
    found = laid.rows(1, "a-treaty")
    assert found == [row(str(number)) for number in range(5)]
    assert {one.at().line for one in found} == {7}


def test_where_temporary_files_have_no_room_a_sentence_says_so(monkeypatch):
    monkeypatch.setattr(spool, "SCHEMA", f"{spool.SCHEMA}PRAGMA max_page_count = 8;")
    laid = Spool()
    laid.lay(1, "a-treaty", row("long " * 20_000))
    with pytest.raises(Unreadable, match=r"^many.jsonl:7:1: Rows cannot be laid aside in a temporary file \(.*full\)"):
        laid.close()
