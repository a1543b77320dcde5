"""Whoever changes the record behind its back is found out: the owner can switch triggers off, and verify sees it."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connections

from tests.factories.record import a_block, invented_agreement, record
from tests.treaties.rules.test_evidence import PDF
from treaties.actions.evidence import keep_copy, store
from treaties.models import Source
from treaties.models.evidence import place_of, where_files_lie
from treaties.vocabulary import Act


def as_owner(*statements):
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def verify():
    output = StringIO()
    call_command("verify", stdout=output)
    return output.getvalue().split("\n")[:4]


@pytest.fixture
def agreement(committed):
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, done_on="1997-08-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-08-02")
    return agreement


def test_the_seeds_and_what_was_recorded_since_are_what_they_say(agreement):
    assert verify() == ["journal: equal", "facts: equal", "timelines: equal", "evidence: equal"]


@pytest.mark.slow
def test_kept_files_that_are_missing_or_are_not_what_was_kept_are_found(committed):
    stored = [store(PDF), store(PDF + b"\n"), store(PDF + b"\n\n")]
    source, storage = Source.objects.order_by("pk")[0], where_files_lie()
    for one in stored:
        with a_block() as block:
            keep_copy(block, source=source, stored=one, name="note.pdf")
    assert verify()[3] == "evidence: equal"
    missing, changed, longer = (place_of(one.checksum) for one in stored)
    for place in (missing, changed, longer):
        storage.delete(place)
    storage.save(changed, ContentFile(PDF + b" "))
    storage.save(longer, ContentFile(PDF))
    with pytest.raises(CommandError) as problems:
        verify()
    said = str(problems.value)
    assert f"{stored[0].checksum}: its bytes are missing" in said
    assert f"{stored[1].checksum}: its bytes are not what was kept" in said
    assert f"{stored[2].checksum}: its bytes cannot be read, or are not what was kept" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (
            "UPDATE treaties_statuschange SET effective_on = '1999', effective_on_earliest = '1999-01-01',"
            " effective_on_latest = '1999-12-31' WHERE act = 'entry_into_force' AND agreement_id = {agreement}",
            ["differs from the journal", "its timeline is not what its acts give"],
        ),
        ("DELETE FROM treaties_citation WHERE status_change_id IS NOT NULL", ["has vanished"]),
        (
            "INSERT INTO treaties_party (code, kind, name, sentence_name, note, block_id)"
            " VALUES ('XAZ', 'state', 'X', 'X', '', 1)",
            ["was never journaled"],
        ),
        (
            "UPDATE treaties_agreement SET codes = '{{16}}', days = '{{2000-01-01}}' WHERE id = {agreement}",
            ["its timeline"],
        ),
        (
            "UPDATE treaties_computedday SET differs = NOT differs",
            ["computed days: its days are not what law computes"],
        ),
        ("UPDATE treaties_block SET reason = 'another reason' WHERE no = 1", ["its seal does not fit what it holds"]),
        ('UPDATE treaties_entry SET row = row || \'{{"note": "x"}}\' WHERE block_id = 1', ["its seal does not fit"]),
        ("DELETE FROM treaties_seal WHERE block_id = (SELECT max(no) FROM treaties_block)", ["it has no seal"]),
        ("UPDATE treaties_head SET no = no + 1", ["the head is not the last block"]),
    ],
)
def test_tampering_with_triggers_switched_off_is_found(agreement, tampering, found):
    table = tampering.replace("DELETE FROM", "UPDATE").replace("INSERT INTO", "UPDATE").split()[1]
    as_owner(
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        tampering.format(agreement=agreement.pk),
        f"ALTER TABLE {table} ENABLE TRIGGER USER",
    )
    with pytest.raises(CommandError) as problems:
        verify()
    for sentence in found:
        assert sentence in str(problems.value)
