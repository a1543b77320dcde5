"""What the database refuses, to the web role and, as a seatbelt, to the owner of the tables."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connections, transaction

from appeals.actions.corrections import retract_response
from appeals.actions.links import add_counter_evidence
from appeals.actions.signatories import AddresseeGiven, SignatoryGiven, TextGiven, withdraw_signature
from appeals.models import Link, Response
from appeals.vocabulary import SignatoryKind, TextHeld, TextVersion
from tests.factories.appeals import invented_appeal
from tests.factories.record import a_block, invented_agreement, invented_parties, record
from tests.treaties.rules.test_evidence import PDF
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.evidence import keep_copy, store
from treaties.actions.journal import open_block
from treaties.actions.judgements import record_judgement
from treaties.actions.parties import answer_name
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import (
    Agreement,
    Block,
    Correction,
    Participation,
    Party,
    Source,
    StatusAssertion,
    StatusChange,
    Timeline,
)
from treaties.models.journal import Entry, Recorded, Seal
from treaties.rules.findings import Refused
from treaties.vocabulary import Act, Form, Nature, Verdict

FACTS = sorted({model._meta.db_table for model in apps.get_models() if issubclass(model, Recorded)})
KEPT = [*FACTS, *(model._meta.db_table for model in (Timeline, Block, Entry, Seal))]


@pytest.fixture
def all_kinds_of_facts(committed):
    """A database that holds at least one row of every kind: the seeds do, but nothing of theirs is mended."""
    act = record(invented_agreement(), Act.SIGNATURE, done_on="2000-01-01").change
    said = StatusAssertion.objects.get(slug="joint-statement-defence-1997-in-force-2024-10-05")
    cites = [Cite(Source.objects.all()[0])]
    with a_block() as block:
        record_judgement(
            block, agreement=said.agreement, assertion=said, verdict=Verdict.OPEN, reason="Two sources.", cites=cites
        )
        retract_status_change(block, change=act, reason="It is not so.")
        retract_response(block, response=Response.objects.all()[0], reason="It is not so.")
        answer_name(block, source=Source.objects.all()[0], name="Elbonia", party=Party.objects.all()[0])
        keep_copy(block, source=Source.objects.all()[0], stored=store(PDF), name="note.pdf")
        add_counter_evidence(block, link=Link.objects.all()[0], statement="It was drafted before.", cites=cites)
    appeal = invented_appeal(
        signatories=[SignatoryGiven(kind=SignatoryKind.ORGANISATION, name="A society")],
        texts=[TextGiven(version=TextVersion.ORIGINAL, language="en", held=TextHeld.FULL)],
        further_addressees=[AddresseeGiven(office="The speaker")],
    )
    with a_block() as block:
        withdraw_signature(block, signatory=appeal.signatories.get(), cites=cites)
    with connections["default"].cursor() as cursor:
        for table in KEPT:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone()[0] > 0, f"there is no row of {table}"


def refuses(alias, statement, *parameters):
    with (
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(statement, parameters)
    return str(refused.value)


@contextmanager
def refused_at_commit(words):
    """What is written inside breaks a rule that the database asks at the end of the transaction."""
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), a_block():  # noqa: PT012
        yield
        with connections["default"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def counts(alias="owner"):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT count(*) FROM "{table}")' for table in KEPT))
        return cursor.fetchone()


def test_facts_survive_update_delete_and_truncate_by_the_web_role_and_by_the_owner(all_kinds_of_facts):
    before = counts()
    for table in KEPT:
        for alias, words in [("default", "permission denied"), ("owner", "append-only")]:
            assert words in refuses(alias, f'DELETE FROM "{table}"')
            assert words in refuses(alias, f'TRUNCATE "{table}" CASCADE')
            column = {"treaties_block": "actor", "treaties_entry": "key", "treaties_seal": "entries"}.get(table, "id")
            assert refuses(alias, f'UPDATE "{table}" SET "{column}" = NULL')
    assert counts() == before


def test_the_head_of_the_journal_only_counts_on(committed):
    for statement in (
        "UPDATE treaties_head SET no = no - 1",
        "UPDATE treaties_head SET no = no + 2",
        "DELETE FROM treaties_head",
        "TRUNCATE treaties_head",
    ):
        assert "permission denied" in refuses("default", statement)
        assert "is refused" in refuses("owner", statement)


def test_switching_off_ordinary_triggers_does_not_open_the_record_to_the_owner(all_kinds_of_facts):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgname LIKE 'b\\_no\\_%%' AND t.tgenabled <> 'A'"
        )
        assert cursor.fetchall() == []


def test_every_table_of_facts_has_its_guards_and_grants(all_kinds_of_facts):
    with connections["owner"].cursor() as cursor:
        for table in FACTS:
            cursor.execute(
                "SELECT array_agg(tgname::text ORDER BY tgname) FROM pg_trigger"
                " WHERE tgrelid = %s::regclass AND tgname ~ '^(a_stamp|b_no_|y_journal)'",
                [table],
            )
            assert cursor.fetchone()[0] == ["a_stamp", "b_no_delete", "b_no_truncate", "b_no_update", "y_journal"], (
                table
            )
            cursor.execute(
                "SELECT array_agg(privilege_type::text ORDER BY 1) FROM information_schema.role_table_grants"
                " WHERE table_name = %s AND grantee = 'pacta_web'",
                [table],
            )
            assert cursor.fetchone()[0] == ["INSERT", "SELECT"], table


@pytest.mark.django_db
def test_a_write_without_a_block_is_refused():
    with pytest.raises(DatabaseError, match="no block is open"), transaction.atomic():
        Party.objects.create(code="XAZ", kind="state", name="X", sentence_name="X")


def test_a_block_of_another_transaction_opens_nothing(committed):
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('pacta.block', '1', true)")
        with pytest.raises(DatabaseError, match="no block is open"), transaction.atomic():
            Party.objects.create(code="XAZ", kind="state", name="X", sentence_name="X")


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "reason"), [("", "why"), (" ", "why"), ("who", ""), ("who", " ")])
def test_a_block_without_actor_or_reason_is_refused(actor, reason):
    with pytest.raises(Refused), open_block(actor=actor, reason=reason):
        pass
    with pytest.raises(IntegrityError), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT pacta_open_block(%s, %s, '')", [actor, reason])


def test_repeatable_read_cannot_write(committed):
    with connections["default"].cursor() as cursor, transaction.atomic():
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(DatabaseError, match="READ COMMITTED"):
            cursor.execute("SELECT pacta_open_block('who', 'why', '')")


def test_a_sealed_block_takes_no_more_facts(committed):
    with a_block() as block, connections["default"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match=f"block {block.no} is sealed"), transaction.atomic():
            Party.objects.create(code="XAZ", kind="state", name="X", sentence_name="X")


@pytest.mark.django_db
def test_a_client_cannot_choose_the_block_of_its_fact():
    with a_block() as block:
        party = Party.objects.create(code="XAZ", kind="state", name="X", sentence_name="X", block_id=1)
        party.refresh_from_db()
        assert party.block_id == block.no


@pytest.mark.django_db
@pytest.mark.parametrize(
    "days", [["2001-01-01", "2000-01-01"], ["2000-01-01", "2000-01-01"], ["infinity"], ["-infinity"]]
)
def test_a_timeline_out_of_order_or_without_end_is_refused(days):
    agreement = invented_agreement()
    codes = list(range(1, len(days) + 1))
    statement = "UPDATE treaties_agreement SET days = %s::date[], codes = %s WHERE id = %s"
    assert "days_strictly_ascend" in refuses("default", statement, days, codes, agreement.pk)


@pytest.mark.django_db
def test_a_day_without_a_code_is_refused():
    agreement = invented_agreement()
    with pytest.raises(IntegrityError, match="each_have_a_code"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(days=["2000-01-01"], codes=[])


@pytest.mark.django_db
def test_a_party_takes_part_once():
    agreement = invented_agreement()
    (party,) = invented_parties("XAA")
    with pytest.raises(IntegrityError, match="a_party_takes_part_once"), transaction.atomic(), a_block():
        Participation.objects.create(agreement=agreement, party=party, side=2)


@pytest.mark.django_db
@pytest.mark.parametrize("sides", [[], [1], [1, 1], [1, None], [None, None]])
def test_a_bilateral_agreement_has_exactly_two_sides(sides):
    parties = invented_parties("XAA", "XAB")
    with refused_at_commit("exactly two sides"):
        agreement = Agreement.objects.create(
            slug="one-sided", title="T", short_title="T", form=Form.TREATY, is_bilateral=True, nature=Nature.TREATY
        )
        for party, side in zip(parties, sides, strict=False):
            Participation.objects.create(agreement=agreement, party=party, side=side)


@pytest.mark.django_db
def test_a_multilateral_agreement_has_no_sides():
    (party,) = invented_parties("XAC")
    agreement = invented_agreement(is_bilateral=False)
    with refused_at_commit("no sides"):
        Participation.objects.create(agreement=agreement, party=party, side=1)


@pytest.mark.django_db
@pytest.mark.parametrize("bound", ["infinity", "-infinity"])
def test_infinite_dates_are_refused(bound):
    agreement = invented_agreement()
    statement = (
        "INSERT INTO treaties_statuschange (agreement_id, slug, act, order_on_day, place, note, done_on,"
        " done_on_earliest, done_on_latest) VALUES (%s, 'x', 'signature', 0, '', '', '2000', %s, %s)"
    )
    with a_block():
        assert "in_order" in refuses("default", statement, agreement.pk, bound, bound)


@pytest.mark.django_db
def test_an_act_by_a_participant_of_another_agreement_is_refused():
    one, other = invented_agreement(), invented_agreement()
    stranger = other.participations.first()
    with refused_at_commit("an_act_is_by_a_participant_of_its_agreement"):
        one.status_changes.create(slug="strange", act=Act.SIGNATURE, participation=stranger)


def test_what_was_known_stays_as_it_was_known(committed):
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, done_on="1997-08-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-08-02")
    versions = Timeline.objects.filter(agreement=agreement, participation=None)
    assert [(len(version.days), version.known_until_id) for version in versions] == [
        (0, versions[1].known_from_id),
        (1, versions[2].known_from_id),
        (2, None),
    ]
    for version in versions:
        with pytest.raises(DatabaseError, match="what was known stays"), a_block():
            Timeline.objects.filter(pk=version.pk).update(codes=[8] * len(version.codes), days=version.days, story=[{}])


def test_a_correction_puts_an_act_of_the_same_agreement_recorded_with_it(db):
    one, other = invented_agreement(), invented_agreement()
    act = record(one, Act.SIGNATURE, done_on="2000-01-01").change
    elsewhere = record(other, Act.SIGNATURE, done_on="2000-01-01").change
    earlier = record(one, Act.AMENDMENT, done_on="2001-01-01").change
    for replacement in (elsewhere, earlier):
        with pytest.raises(IntegrityError, match="same agreement, recorded with it"), transaction.atomic(), a_block():
            Correction.objects.create(status_change=act, replacement_change=replacement, reason="No.")


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"reason": ""}, "correction_has_a_reason"),
        ({"reason": "No.", "status_change": None}, "correction_is_of_one_row"),
        ({"reason": "No.", "replacement_change": "itself"}, "correction_is_not_of_itself|recorded with it"),
    ],
)
def test_a_correction_that_is_none_is_refused(db, columns, constraint):
    act = record(invented_agreement(), Act.SIGNATURE, done_on="2000-01-01").change
    values = {"status_change": act} | columns
    if "replacement_change" in values:
        values["replacement_change"] = act
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), a_block():
        Correction.objects.create(**values)


def test_an_act_is_mended_once_and_may_be_answered_only_under_its_agreement(db):
    one, other = invented_agreement(), invented_agreement()
    act = record(one, Act.SIGNATURE, done_on="2000-01-01").change
    given, cites = ActGiven(act=Act.SIGNATURE, done_on=PartialDate.parse("2001")), [Cite(Source.objects.all()[0])]
    with a_block() as block:
        correct_status_change(block, change=act, given=given, reason="Misread.", cites=cites)
    with pytest.raises(IntegrityError), transaction.atomic(), a_block():
        Correction.objects.create(status_change=act, reason="Again.")
    with refused_at_commit("an_act_answers_one_of_its_agreement"):
        StatusChange.objects.create(agreement=other, slug="answers", act=Act.DECLARATION, about=act)
