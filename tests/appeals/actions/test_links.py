"""Links are made once, mended by further rows, and keep what speaks against them."""

import pytest

from appeals.actions.corrections import LinkGiven, correct_link, retract_link
from appeals.actions.links import add_counter_evidence, make_link
from appeals.models import Appeal, Link
from appeals.vocabulary import Grade, LinkRelation
from tests.factories.appeals import invented_appeal, named
from tests.factories.record import a_block, invented_agreement, invented_source, last_block, record
from treaties.actions.sources import Cite
from treaties.models import StatusChange
from treaties.rules.findings import Refused
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def act() -> StatusChange:
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    return record(agreement, Act.TERMINATION_BY_CONSENT, done_on="2011-01-01", effective_on="2011-01-01").change


@pytest.fixture
def appeal(act) -> Appeal:
    return invented_appeal(named(act.agreement))


@pytest.fixture
def cites() -> list[Cite]:
    return [Cite(invented_source(), "p. 7")]


@pytest.fixture
def link(appeal, act) -> Link:
    with a_block() as block:
        return make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.PRECEDED).link


def codes_of(refused) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_link_that_stands_is_not_made_again_but_one_of_a_demand_is_another(appeal, act, link):
    with a_block() as block:
        with pytest.raises(Refused, match="already linked to this act in this way") as refused:
            make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.PRECEDED, grade=Grade.C)
        assert codes_of(refused) == ["link_made_before"]
        demand = appeal.demands.get()
        make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.PRECEDED, demand=demand)
    assert Link.objects.standing().filter(appeal=appeal).count() == 2


def test_a_corrected_link_may_say_the_same_relation_and_keeps_its_counter_evidence(appeal, act, link, cites):
    with a_block() as block:
        add_counter_evidence(block, link=link, statement="The note of 2009 names another ground.", cites=cites)
    before = last_block()
    given = LinkGiven(status_change=act, relation=LinkRelation.PRECEDED, grade=Grade.D)
    with a_block() as block:
        mended = correct_link(block, link=link, given=given, reason="Two papers report it.", cites=cites)
    after = mended.correction.replacement_link
    assert after
    ours = Link.objects.filter(appeal=appeal)
    assert [one.grade for one in ours.standing(before)] == [Grade.E]
    assert [one.grade for one in ours.standing()] == [Grade.D]
    against = after.counter_evidence.get()
    assert (against.statement, against.citations.get().locator) == ("The note of 2009 names another ground.", "p. 7")


def test_a_correction_is_held_to_the_rules_of_links(appeal, act, link):
    wrong = LinkGiven(status_change=act, relation=LinkRelation.CITED_AS_GROUND)
    with pytest.raises(Refused) as refused, a_block() as block:
        correct_link(block, link=link, given=wrong, reason="So they say.")
    assert codes_of(refused) == ["cited_as_ground"]
    assert list(Link.objects.standing().filter(appeal=appeal)) == [link]


def test_a_retracted_link_can_be_made_again(appeal, act, link):
    with a_block() as block:
        retract_link(block, link=link, reason="Another act was meant.")
    assert not Link.objects.standing().filter(appeal=appeal).exists()
    with a_block() as block:
        make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.PRECEDED)


def test_what_speaks_against_a_link_has_words_and_a_source_and_is_said_once(link, cites):
    with a_block() as block:
        with pytest.raises(Refused) as refused:
            add_counter_evidence(block, link=link, statement=" ", cites=[])
        assert codes_of(refused) == ["no_statement", "no_source"]
        add_counter_evidence(block, link=link, statement="It says otherwise.", cites=cites)
        with pytest.raises(Refused) as refused:
            add_counter_evidence(block, link=link, statement=" It says otherwise. ", cites=cites)
        assert codes_of(refused) == ["said_before"]
        retract_link(block, link=link, reason="Another act was meant.")
        with pytest.raises(Refused) as refused:
            add_counter_evidence(block, link=link, statement="More.", cites=cites)
    assert codes_of(refused) == ["stands_no_longer"]
