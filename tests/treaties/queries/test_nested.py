"""Rows that come as JSON in a column of another row are what they are when they are read by themselves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, record
from treaties.actions.clauses import ClauseGiven, NamedParty, add_clause
from treaties.actions.sources import Cite
from treaties.models import Agreement, Block, Clause, Participation, StatusChange
from treaties.queries.clauses import NAMED
from treaties.queries.nested import Nested, in_columns, put_all
from treaties.vocabulary import Act, ClauseKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    """Signed by one party on a partly known day, and later in force."""
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, "XAA", done_on="1989-05")
    return record(agreement, Act.ENTRY_INTO_FORCE, effective_on="1990-01-01").change.agreement


def read(agreement: Agreement, **parts: Nested) -> Any:
    found = Agreement.objects.annotate(**in_columns(parts)).get(pk=agreement.pk)
    put_all(found, parts)
    return found


def columns(row: Any) -> dict[str, str]:
    """Those that were read, as Python writes them: ``Decimal("50.0000")`` equals ``Decimal("50")``."""
    deferred = row.get_deferred_fields()
    return {
        one.attname: repr(getattr(row, one.attname))
        for one in row._meta.concrete_fields
        if one.attname not in deferred and not one.attname.endswith(("_earliest", "_latest"))
    }


def test_every_column_is_read_and_what_was_joined_costs_nothing(agreement, django_assert_num_queries):
    expected = list(StatusChange.objects.filter(agreement=agreement))
    with django_assert_num_queries(1):
        found = read(agreement, acts=Nested(StatusChange.objects.all(), "agreement", ("participation__party", "about")))
        assert [act.participation and act.participation.party.code for act in found.acts] == ["XAA", None]
        assert [act.about for act in found.acts] == [None, None]
        assert [columns(act) for act in found.acts] == [columns(act) for act in expected]


def test_decimals_keep_their_digits(agreement, django_assert_num_queries):
    shares = zip(invented_parties("XAA", "XAB"), (Decimal("33.3333"), Decimal("60.1")), strict=True)
    named = [NamedParty(party, share) for party, share in shares]
    with a_block() as block:
        cites = [Cite(invented_source())]
        given = ClauseGiven(ClauseKind.ENTRY_INTO_FORCE, percent=Decimal("55.5"), parties=named, cites=cites)
        clause = add_clause(block, agreement=agreement, given=given).clause
    expected = Clause.objects.prefetch_related("parties").get(pk=clause.pk)
    with django_assert_num_queries(1):
        found = read(agreement, clauses=Nested(Clause.objects.all(), "agreement", children={"parties": NAMED}))
        (read_clause,) = found.clauses.all()
        assert repr(read_clause.percent) == repr(expected.percent)
        told = [(one.party.code, repr(one.share)) for one in read_clause.parties.all()]
    assert told == [("XAA", "Decimal('33.3333')"), ("XAB", "Decimal('60.1000')")]


def test_days_in_an_array_are_days(agreement):
    (one, *_) = read(agreement, participations=Nested(Participation.objects.all(), "agreement")).participations.all()
    assert one.days == Participation.objects.get(pk=one.pk).days
    assert one.days[-1] == date(1990, 1, 1)


def test_columns_left_out_are_read_when_they_are_asked_for(agreement, django_assert_num_queries):
    parts = {"participations": Nested(Participation.objects.all(), "agreement", without=("days", "story"))}
    (one, *_) = read(agreement, **parts).participations.all()
    assert one.get_deferred_fields() == {"days", "story"}
    with django_assert_num_queries(1):
        assert one.days[-1] == date(1990, 1, 1)


def test_rows_that_belong_to_nothing_may_be_limited(agreement):
    newest = Nested(Block.objects.order_by("-no")[:1])
    assert read(agreement, newest=newest).newest == [Block.objects.latest("no")]
