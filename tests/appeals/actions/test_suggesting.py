"""Suggested links: the nearest that ask for the act come first; nothing is linked by itself."""

import pytest

from appeals.actions.responses import OutcomeGiven, record_outcome
from appeals.actions.suggesting import suggest_appeals
from appeals.models import Link
from appeals.vocabulary import DemandAction, Grade, LinkRelation, OutcomeKind
from tests.factories.appeals import a_rule, invented_appeal, named
from tests.factories.record import a_block, an_act, invented_agreement, invented_source, record
from treaties.actions.sources import Cite
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
R = LinkRelation


@pytest.fixture
def agreement():
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    return agreement


def for_notice(agreement, **days):
    given = an_act(Act.NOTICE_OF_TERMINATION, "XAA", **days or {"done_on": "2012-01-01"})
    return suggest_appeals(agreement=agreement, act=Act.NOTICE_OF_TERMINATION, days=given)


def test_those_that_ask_for_it_come_first_the_nearest_in_time_before_all(agreement):
    target = named(agreement)
    far = invented_appeal(target, issued_on="2008-01-01")
    near = invented_appeal(target, issued_on="2011-12-01")
    after = invented_appeal(target, issued_on="2012-01-11")
    of_the_day = invented_appeal(target, issued_on="2012-01-01")
    other_way = invented_appeal(target, issued_on="2011-12-31", action=DemandAction.RATIFY)
    review = invented_appeal(target, issued_on="2011-12-30", action=DemandAction.REVIEW)
    found = [(one.demand.appeal, one.relation, one.proposal.days) for one in for_notice(agreement)]
    assert found == [
        (near, R.REQUESTED, 31),
        (far, R.REQUESTED, 1461),
        (of_the_day, None, 0),
        (other_way, R.OPPOSED, 1),
        (review, R.PRECEDED, 2),
        (after, R.FOLLOWED, 10),
    ]
    assert {one.grade for one in for_notice(agreement)} == {Grade.E}
    assert not Link.objects.filter(appeal__in=[far, near, after]).exists()


def test_a_demand_that_meant_more_was_met_in_part(agreement):
    invented_agreement_in_force()
    invented_appeal(a_rule(), named(agreement))
    assert {one.demand.ordinal: one.in_part for one in for_notice(agreement)} == {1: True, 2: False}


def invented_agreement_in_force():
    record(invented_agreement(), Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")


def test_an_uncertain_order_is_said_to_be_so(agreement):
    invented_appeal(named(agreement), issued_on="2012")
    (one,) = for_notice(agreement, done_on="2012")
    assert (one.relation, one.proposal.order_is_certain, one.proposal.days) == (R.REQUESTED, False, None)


def test_a_demand_given_up_asks_for_nothing(agreement):
    appeal = invented_appeal(named(agreement))
    with a_block() as block:
        given = OutcomeGiven(kind=OutcomeKind.WITHDRAWN, asserted_by="The group")
        record_outcome(block, demand=appeal.demands.get(), given=given, cites=[Cite(invented_source())])
    assert for_notice(agreement) == []


def test_one_statement(agreement, django_assert_num_queries):
    for year in range(10, 16):
        invented_appeal(named(agreement), issued_on=f"20{year}")
    given = an_act(Act.NOTICE_OF_TERMINATION, "XAA", done_on="2020-01-01")
    with django_assert_num_queries(1):
        assert len(suggest_appeals(agreement=agreement, act=Act.NOTICE_OF_TERMINATION, days=given)) == 6
