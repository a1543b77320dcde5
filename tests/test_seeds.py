"""The seeds themselves: complete, each fact with its source, taken in once. What the pair answers: test_az_us."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from appeals.importing.directory import read_directory
from appeals.models import Appeal, AppealCitation, CaughtAgreement, Demand, Link, Outcome, Response, SignatoryCount
from appeals.models.citations import CITED as CITED_OF_APPEALS
from appeals.vocabulary import Caught, OutcomeKind
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, Citation, StatusAssertion
from treaties.models.sources import CITED as CITED_OF_TREATIES
from treaties.vocabulary import Act, AgreementStatus

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LETTER, ANSWERED = "milli-majlis-letter-2024-10-05", "congress-letter-2024-10-03"
FILES = sorted(SEEDS.glob("*/*.toml"))


def test_every_file_is_named_after_its_slug():
    treaties, appeals = read_directory(SEEDS)
    slugs = [row.slug for row in treaties.first.sources] + [row.slug for part in treaties for row in part.agreements]
    slugs += [row.slug for row in appeals.appeals]
    assert sorted(slugs) == sorted(path.stem for path in FILES)


def test_every_source_is_used():
    treaties, _ = read_directory(SEEDS)
    texts = "".join(path.read_text() for path in FILES if path.parent.name != "sources")
    assert [row.slug for row in treaties.first.sources if f'"{row.slug}"' not in texts] == []


@pytest.mark.django_db
def test_the_second_run_says_0_new_and_opens_no_block():
    blocks, out = Block.objects.count(), StringIO()
    call_command("seed", stdout=out)
    assert out.getvalue().endswith("\n0 new\n")
    assert "otherwise" not in out.getvalue()
    assert Block.objects.count() == blocks


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in CITED_OF_TREATIES if kind != "party"])
def test_every_fact_of_treaties_names_its_source(kind):
    cited = Citation.objects.filter(**{f"{kind}__isnull": False}).values(kind)
    assert list(CITED_OF_TREATIES[kind]._default_manager.exclude(pk__in=cited)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CITED_OF_APPEALS)
def test_every_fact_of_appeals_names_its_source(kind):
    cited = AppealCitation.objects.filter(**{f"{kind}__isnull": False}).values(kind)
    assert list(CITED_OF_APPEALS[kind]._default_manager.exclude(pk__in=cited)) == []


@pytest.mark.django_db
def test_three_titles_and_a_contested_nature():
    agreement = Agreement.objects.get(slug="joint-statement-defence-1997")
    assert (agreement.titles.count(), agreement.nature) == (3, "contested")
    assert agreement.citations.filter(about="nature").exists()


@pytest.mark.django_db
def test_the_numbers_of_signatories_differ_by_source():
    counts = SignatoryCount.objects.filter(appeal__slug=ANSWERED)
    assert {(count.citations.get().source.publisher, count.count) for count in counts} == {
        ("Reuters", 58),
        ("OC Media", 60),
        ("The Armenian Mirror-Spectator", 60),
        ("Turan", 63),
    }
    assert SignatoryCount.objects.get(appeal__slug=LETTER).count == 43


@pytest.mark.django_db
def test_assertions_of_one_day_contradict_each_other_and_the_record():
    assertions = StatusAssertion.objects.filter(agreement__slug="usaid-arrangement")
    assert {str(one.since) for one in assertions} == {"2024-06", "2014-06-01"}
    named = StatusAssertion.objects.filter(asserted_on="2024-10-05", status=AgreementStatus.IN_FORCE)
    assert {one.agreement.slug for one in named} == {"joint-statement-defence-1997", "acquisition-agreement-2013"}


@pytest.mark.django_db
def test_demand_1_catches_8_agreements_frozen_on_the_day_of_the_letter():
    caught = CaughtAgreement.objects.filter(demand__appeal__slug=LETTER).select_related("agreement", "demand")
    assert {one.demand.ordinal for one in caught} == {1}
    by_rule = {one.agreement.slug for one in caught if one.how == Caught.BY_RULE}
    assert by_rule == {
        "assistance-agreement-2000",
        "bit-azerbaijan-united-states-1997",
        "counterproliferation-agreement-1999",
        "counterproliferation-protocol-2011",
        "open-skies-agreement-2016",
        "tax-convention-us-ussr-1973",
    }
    outside = {one.agreement.slug: one.status_code for one in caught if one.how == Caught.NAMED_OUTSIDE_THE_RULE}
    assert outside == {
        "joint-statement-defence-1997": AgreementStatus.SIGNED.bit,
        "acquisition-agreement-2013": AgreementStatus.ENDED.bit,
    }
    assert caught.count() == 8


@pytest.mark.django_db
def test_six_demands_one_outcome_and_the_rest_without():
    demands = Demand.objects.filter(appeal__slug=LETTER)
    assert [demand.action for demand in demands] == [
        "terminate",
        "stop_negotiating",
        "not_extend",
        "suspend",
        "other",
        "end_programme",
    ]
    outcome = Outcome.objects.get()
    assert (outcome.demand.ordinal, outcome.kind) == (6, OutcomeKind.OVERTAKEN)
    assert Response.objects.get().responded_on == PartialDate.parse("2024-10-08")


@pytest.mark.django_db
def test_the_lapse_can_only_be_followed_and_the_notice_is_requested_in_part():
    links = Link.objects.filter(appeal__slug=LETTER, demand__ordinal=6, grade="E").order_by("relation")
    assert list(links.values_list("status_change__act", "relation", "in_part")) == [
        (Act.LAPSE, "followed", False),
        (Act.NOTICE_OF_TERMINATION, "requested", True),
    ]
    assert Link.objects.filter(appeal__slug=LETTER).count() == 2


@pytest.mark.django_db
def test_the_letter_answers_the_congressional_letter():
    (relation,) = Appeal.objects.get(slug=LETTER).relations.all()
    assert (relation.kind, relation.other.slug) == ("in_response_to", ANSWERED)
    assert {target.kind for demand in relation.other.demands.all() for target in demand.targets.all()} == {"other"}
