"""How many statements the pages about appeals cost: no more for more demands, links and agreements."""

import pytest
from django.test import Client

from appeals.actions.appeals import AppealGiven, PartyGiven, add_appeal
from appeals.actions.demands import DemandGiven, TargetGiven
from appeals.actions.links import make_link
from appeals.actions.responses import OutcomeGiven, record_outcome
from appeals.models import Appeal
from appeals.vocabulary import AppealKind, DemandAction, LinkRelation, OutcomeKind, PartyRole, TargetKind, TextHeld
from tests.factories.record import a_block, invented_source
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Party, StatusChange

pytestmark = pytest.mark.django_db
LETTER = "/appeals/milli-majlis-letter-2024-10-05/"


@pytest.fixture
def many() -> Appeal:
    """Twelve demands, each for the end of everything between the two, with an outcome and links."""
    one, other, source = Party.objects.get(code="AZ"), Party.objects.get(code="US"), invented_source()
    named = list(Agreement.objects.filter(is_bilateral=True)[:5])
    acts = StatusChange.objects.filter(done_on_earliest__lt="2010-01-01")[:8]
    targets = [TargetGiven(TargetKind.RULE, between=(one, other))]
    targets += [TargetGiven(TargetKind.AGREEMENT, agreement=agreement) for agreement in named]
    with a_block() as block:
        demands = [
            DemandGiven(number, DemandAction.TERMINATE, f"End it, {number}", targets=targets, cites=[Cite(source)])
            for number in range(1, 13)
        ]
        appeal = add_appeal(
            block,
            given=AppealGiven(
                slug="letter-of-many-demands",
                title="A letter of many demands",
                kind=AppealKind.LETTER_OF_MEMBERS,
                issuing_body="A group of members",
                addressee_office="The minister",
                issued_on=PartialDate.parse("2020-01-01"),
                text_held=TextHeld.FULL,
                parties=[PartyGiven(one, PartyRole.ADDRESSEE), PartyGiven(other, PartyRole.CONCERNED)],
                demands=demands,
                cites=[Cite(source)],
            ),
        )
        for demand in appeal.demands.all():
            given = OutcomeGiven(kind=OutcomeKind.REJECTED, asserted_by="The ministry")
            record_outcome(block, demand=demand, given=given, cites=[Cite(source)])
        for act in acts:
            make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.FOLLOWED, cites=[Cite(source)])
    return appeal


@pytest.mark.parametrize("query", ["", "?on=2024-10-05", "?known_at=2", "?on=2010-01-01&known_at=2"])
def test_the_letter_costs_at_most_ten_statements(client, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert client.get(f"{LETTER}{query}").status_code == 200


@pytest.mark.slow
def test_many_demands_cost_no_more(client, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        response = client.get(many.get_absolute_url())
    text = response.content.decode()
    assert text.count("What exactly would demand") == 12
    assert text.count("Rejected, asserted") == 12


@pytest.mark.parametrize(("query", "most"), [("", 1), ("?q=letter", 1), ("?party=AZ&party=US", 5)])
def test_the_list_costs_one_statement_and_four_where_parties_are_named(
    client: Client, query, most, django_assert_max_num_queries
):
    with django_assert_max_num_queries(most):
        assert client.get(f"/appeals/{query}").status_code == 200
