"""A statement of many rows: each has its entry, in the order of its rows, and none may name another block."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.record import a_block, invented_agreement, invented_parties
from treaties.models import Agreement, Participation, PartyCode
from treaties.models.journal import Entry


def test_each_row_of_a_statement_has_an_entry_equal_to_it_in_its_order(db):
    (party,) = invented_parties("XAA")
    with a_block() as block:
        rows = PartyCode.objects.bulk_create(PartyCode(party=party, scheme="x", code=f"X{n}") for n in range(20))
    entries = Entry.objects.filter(block_id=block.no, table="treaties_partycode").order_by("pk")
    assert [entry.key for entry in entries] == [str(row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM treaties_partycode c JOIN treaties_entry e"
            " ON e.\"table\" = 'treaties_partycode' AND e.key = c.id::text AND e.row = to_jsonb(c)"
            " WHERE c.block_id = %s",
            [block.no],
        )
        assert cursor.fetchone() == (20,)


@pytest.mark.parametrize(
    "number",
    [
        "1",  # a block of another transaction, for every row
        "CASE n WHEN 2 THEN 1 ELSE (SELECT no FROM treaties_head) END",  # for one of them, and then the right one again
    ],
)
def test_a_statement_that_sets_the_block_of_its_rows_by_hand_is_refused(db, number):
    (party,) = invented_parties("XAA")
    with a_block(), connection.cursor() as cursor:
        with (
            pytest.raises(DatabaseError, match=r"no block is open|belongs to the block that is open"),
            transaction.atomic(),
        ):
            cursor.execute(
                "INSERT INTO treaties_partycode (party_id, scheme, code)"
                f" SELECT %s, 'x', 'X' || n || left(set_config('pacta.block', ({number})::text, true), 0)"
                " FROM generate_series(1, 3) n",
                [party.pk],
            )
        assert not PartyCode.objects.filter(party=party).exists()


def test_copied_rows_are_stamped_and_journaled_too(db):
    (party,) = invented_parties("XAA")
    with a_block() as block, connection.cursor() as cursor:
        with cursor.copy("COPY treaties_partycode (party_id, scheme, code, block_id) FROM STDIN") as copy:
            copy.write_row((party.pk, "x", "X1", 1))
        row = PartyCode.objects.get(party=party)
        assert row.block_id == block.no
        assert Entry.objects.filter(block_id=block.no, key=str(row.pk), table="treaties_partycode").exists()


def test_parties_that_join_several_agreements_at_once_are_listed_under_each_in_order(db):
    one, other = invented_agreement(is_bilateral=False), invented_agreement(is_bilateral=False)
    before = {of.pk: Agreement.objects.get(pk=of.pk).party_ids for of in (one, other)}
    parties = invented_parties("XAC", "XAD", "XAE")
    with a_block():
        Participation.objects.bulk_create(
            Participation(agreement=of, party=party) for party in parties for of in (one, other)
        )
    for of in (one, other):
        assert Agreement.objects.get(pk=of.pk).party_ids == before[of.pk] + [party.pk for party in parties]
