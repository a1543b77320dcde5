"""What a demand means on a day: by rule, named, and named outside the rule; in one statement."""

from datetime import date

import pytest

from appeals.models import Demand, Target
from appeals.queries.expansion import expansion
from appeals.vocabulary import Caught, TargetKind
from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, record
from tests.treaties.queries.test_through_unions import join
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.actions.sources import Cite
from treaties.models import Agreement
from treaties.vocabulary import Act, AgreementStatus, Form, Nature, Topic

pytestmark = pytest.mark.django_db
DAY = date(2010, 1, 1)


@pytest.fixture
def rule():
    one, other = invented_parties("XAA", "XAB")
    return Target(kind=TargetKind.RULE, rule_one=one, rule_other=other)


def named(agreement):
    return Target(kind=TargetKind.AGREEMENT, agreement=agreement)


def in_force(since="2005-01-01", **how):
    agreement = invented_agreement(**how)
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on=since)
    return agreement


def meant(targets, on=DAY):
    names = dict(Agreement.objects.values_list("pk", "slug"))
    return {names[one.agreement_id]: one.how for one in expansion(targets, on=on)}


def test_a_rule_catches_what_is_certainly_in_force_between_the_two_and_nothing_else(rule):
    in_force(slug="in-force")
    in_force(slug="possibly", since="2010")
    in_force(slug="later", since="2011")
    in_force(slug="over", term=12)
    in_force(slug="of-others", codes=("XAA", "XAC"))
    record(invented_agreement(slug="signed"), Act.SIGNATURE, done_on="2005-01-01")
    assert meant([rule]) == {"in-force": Caught.BY_RULE}


def test_a_rule_is_about_bilateral_agreements(rule):
    many = invented_agreement(slug="of-many", is_bilateral=False)
    record(many, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    for code in ("XAA", "XAB"):
        record(many, Act.ACCESSION, by=code, done_on="2004-01-01", effective_on="2005-01-01")
    assert Agreement.objects.in_force(on=DAY).filter(pk=many.pk).exists()
    assert meant([rule]) == {}


def test_named_agreements_are_in_the_expansion_whatever_their_status(rule):
    inside, outside = in_force(slug="inside"), invented_agreement(slug="outside")
    record(outside, Act.SIGNATURE, done_on="2005-01-01")
    assert meant([rule, named(inside), named(outside)]) == {
        "inside": Caught.NAMED,
        "outside": Caught.NAMED_OUTSIDE_THE_RULE,
    }
    assert meant([named(outside)]) == {"outside": Caught.NAMED}


def test_the_status_of_the_day_is_kept_and_unknown_stays_unknown(rule):
    unknown = invented_agreement(slug="nothing-on-record")
    (nothing,) = expansion([named(unknown)], on=DAY)
    assert nothing.status_code is None
    (caught,) = expansion([named(in_force())], on=DAY)
    assert caught.status_code == AgreementStatus.IN_FORCE.bit


def test_an_agreement_that_ends_on_the_day_is_not_caught(rule):
    ending = in_force(slug="ending")
    record(ending, Act.EXPIRY, effective_on="2010-01-01")
    assert meant([rule]) == {}
    assert meant([rule], on=date(2009, 12, 31)) == {"ending": Caught.BY_RULE}


def test_two_statements_however_many_targets(rule, django_assert_num_queries):
    targets = [rule, named(in_force()), named(in_force()), rule]
    with django_assert_num_queries(2):
        expansion(targets, on=DAY)


@pytest.mark.slow
def test_a_rule_catches_what_binds_one_of_the_two_through_a_union_while_it_is_a_member(rule):
    of_union = in_force(slug="of-a-union", codes=("XUN", "XAB"))
    in_force(slug="of-its-own")
    join("XAA", "2008-01-01", "2012-01-01")
    assert meant([rule]) == {"of-a-union": Caught.BY_RULE_THROUGH_UNION, "of-its-own": Caught.BY_RULE}
    assert meant([rule, named(of_union)])["of-a-union"] == Caught.NAMED
    for day in (date(2007, 12, 31), date(2012, 1, 1)):
        assert meant([rule], on=day) == {"of-its-own": Caught.BY_RULE}


def test_demands_without_agreements_ask_the_database_nothing(django_assert_num_queries):
    targets = list(Demand.objects.get(appeal__slug__startswith="milli-majlis", ordinal=6).targets.all())
    with django_assert_num_queries(0):
        assert expansion(targets, on=DAY) == []


def test_one_partys_part_means_the_agreement_by_name(rule):
    inside, outside = in_force(slug="inside"), invented_agreement(slug="outside")
    part = Target(kind=TargetKind.PARTICIPATION, participation=outside.participations.first())
    assert meant([part]) == {"outside": Caught.NAMED}
    assert meant([part, rule]) == {"inside": Caught.BY_RULE, "outside": Caught.NAMED_OUTSIDE_THE_RULE}
    assert inside.pk


def test_a_rule_may_mean_only_one_topic_and_one_form():
    one, other = invented_parties("XAA", "XAB")
    topics = {"arms": [Topic.DEFENCE, Topic.AID], "trade": [Topic.ECONOMY], "exercises": [Topic.DEFENCE]}
    forms = {"arms": Form.TREATY, "trade": Form.TREATY, "exercises": Form.MEMORANDUM}
    for slug, about in topics.items():
        agreement_about(slug, about, forms[slug])

    def caught(**only):
        return set(meant([Target(kind=TargetKind.RULE, rule_one=one, rule_other=other, **only)]))

    assert caught() == {"arms", "trade", "exercises"}
    assert caught(rule_topic=Topic.DEFENCE) == {"arms", "exercises"}
    assert caught(rule_form=Form.TREATY) == {"arms", "trade"}
    assert caught(rule_topic=Topic.DEFENCE, rule_form=Form.TREATY) == {"arms"}


def agreement_about(slug, topics, form):
    parties, source = invented_parties("XAA", "XAB"), invented_source()
    with a_block() as block:
        agreement = add_agreement(
            block,
            given=AgreementGiven(
                slug=slug,
                title=slug,
                short_title=slug,
                form=form,
                is_bilateral=True,
                nature=Nature.TREATY,
                topics=topics,
                participants=[Participant(party, side) for side, party in enumerate(parties, 1)],
                cites=[Cite(source)],
            ),
        )
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
