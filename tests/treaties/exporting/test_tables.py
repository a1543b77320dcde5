"""The public tables: nothing of the record is left out but what is named here, and every column says what it means."""

import re

import pytest
from django.apps import apps
from django.db import models

from treaties.exporting.codebook import described
from treaties.exporting.columns import Column, Kind
from treaties.exporting.copying import escaped, unescaped
from treaties.exporting.tables import BLOCKS, public_tables
from treaties.models import EvidenceFile, HeldCopy, PairTimeline, Timeline
from treaties.models.journal import Recorded

LEFT_OUT: dict[type[models.Model], str] = {
    EvidenceFile: "copies of documents have rights of their own, and are kept for those who are signed in",
    HeldCopy: "the same",
}
"""Rows of the journal that are in no public table, and why."""


def test_every_journaled_model_is_a_public_table_or_left_out_for_a_reason() -> None:
    journaled = {one for one in apps.get_models() if issubclass(one, Recorded)}
    public = [table.model for table in public_tables()]
    assert journaled - set(public) == set(LEFT_OUT)
    assert set(public) == journaled - set(LEFT_OUT) | {Timeline, PairTimeline}
    assert len(public) == len(set(public))


def made_up(column: Column) -> bool:
    """Whether a description only says the column's name once more."""
    words = column.name.removesuffix("_id").replace("_", " ")
    again = rf"(The {words}(, as precisely as is known)?|The (code|slug|row) of the [a-z ]+)"
    return re.fullmatch(again, column.description, re.IGNORECASE) is not None


def test_every_column_says_in_words_of_its_own_what_it_means() -> None:
    columns = [(f"{one.name}.{column.name}", column) for one in described() for column in one.columns]
    assert [name for name, column in columns if made_up(column)] == []  # say it in treaties/exporting/meanings.py
    assert [name for name, column in columns if not re.match("[A-Z0-9…]", column.description)] == []
    assert [name for name, column in columns if column.description.endswith(".")] == []
    assert [one.name for one in described() if not one.description or one.description.endswith(".")] == []


def test_a_column_has_either_no_value_or_an_empty_text_for_nothing() -> None:
    """So that CSV, in which many readers take the one for the other, tells them apart."""
    for table in (BLOCKS, *public_tables()):
        for column in table.columns:
            both = column.kind is Kind.TEXT and column.is_optional and not column.of and column.path == column.name
            assert not both, f"{table.name}.{column.name}"


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1", "'s-Gravenhage", "'", "", "1=1", "''"]
)
def test_a_formula_is_escaped_and_the_escape_undone(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert escaped(text)[:1] not in tuple("=+-@\t\r")
