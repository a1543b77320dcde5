"""What the database refuses of appeals, whoever writes: rows are inserted past the rules."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from appeals.models import Appeal, AppealCitation, Demand, Link, Target
from appeals.models.citations import ORDER
from appeals.rules.links import LinkCase, check
from appeals.vocabulary import Grade, LinkRelation, TargetKind
from tests.factories.record import a_block, invented_agreement, record
from treaties.dates import PartialDate
from treaties.models import Party, Source
from treaties.rules.findings import Refused
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
DAYS = ["2024-10-04", "2024-10-05", "2024-10-06", "2024-10", "2024-09", "2024", "../2025-02-06", "../2024-10-04"]


@pytest.fixture
def letter():
    return Appeal.objects.get(slug="milli-majlis-letter-2024-10-05")


def insert(letter, change, **columns):
    with a_block(), transaction.atomic():
        return Link.objects.create(appeal=letter, status_change=change, **{"grade": Grade.E} | columns)


def insert_at_once(letter, change, **columns):
    """With what is otherwise looked at when the block ends."""
    with transaction.atomic():
        insert(letter, change, **columns)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_the_database_and_the_rule_agree_on_every_order_of_days(letter, day):
    change = record(invented_agreement(), Act.SIGNATURE, done_on=day).change
    for relation in (LinkRelation.REQUESTED, LinkRelation.FOLLOWED, LinkRelation.OPPOSED, LinkRelation.SUPPORTED):
        case = LinkCase(relation=relation, issued_on=letter.issued_on, done_on=PartialDate.parse(day))
        try:
            check(case)
        except Refused:
            with pytest.raises(IntegrityError, match=r"(earlier|later) than the decision"):
                insert_at_once(letter, change, relation=relation)
        else:
            insert(letter, change, relation=relation)


@pytest.mark.parametrize("relation", [LinkRelation.REQUESTED, LinkRelation.FOLLOWED])
def test_on_one_day_a_source_says_which_came_first(letter, relation):
    change = record(invented_agreement(), Act.SIGNATURE, done_on="2024-10-05").change
    case = LinkCase(relation=relation, issued_on=letter.issued_on, done_on=change.done_on, order_is_sourced=True)
    assert check(case) == ()
    with a_block():
        link = Link.objects.create(appeal=letter, status_change=change, relation=relation, grade=Grade.D)
        AppealCitation.objects.create(link=link, source=Source.objects.earliest("pk"), about=ORDER)
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Link.objects.standing().filter(pk=link.pk).exists()


def test_a_ground_without_a_quotation_or_a_grade(letter):
    change = record(invented_agreement(), Act.SIGNATURE, done_on="2025-01-01").change
    for columns in ({"grade": Grade.A}, {"grade": Grade.C, "quotation": "words"}):
        with pytest.raises(IntegrityError, match="cited_as_ground_needs_grade_a_or_b_and_a_quotation"):
            insert(letter, change, relation=LinkRelation.CITED_AS_GROUND, **columns)


def test_a_demand_of_another_appeal(letter):
    change = record(invented_agreement(), Act.SIGNATURE, done_on="2025-01-01").change
    strange = Demand.objects.exclude(appeal=letter).first()
    with pytest.raises(IntegrityError, match="a_link_is_of_a_demand_of_its_appeal"):
        insert(letter, change, demand=strange, relation=LinkRelation.REQUESTED)


def test_a_link_twice(letter):
    change = record(invented_agreement(), Act.SIGNATURE, done_on="2025-01-01").change
    insert(letter, change, relation=LinkRelation.REQUESTED)
    with pytest.raises(IntegrityError, match="already linked"), transaction.atomic():
        insert_at_once(letter, change, relation=LinkRelation.REQUESTED)


def test_a_link_edited_or_deleted(letter):
    links = Link.objects.filter(pk=letter.links.first().pk)
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"), transaction.atomic():
        links.update(grade=Grade.A)
    with pytest.raises(DatabaseError, match=r"permission denied|append-only"), transaction.atomic():
        links._raw_delete("default")


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": TargetKind.AGREEMENT, "description": "which?"},
        {"kind": TargetKind.RULE, "description": "between whom?"},
        {"kind": TargetKind.PROJECT},
        {"kind": TargetKind.OTHER, "description": "both", "rule_one": "AZ"},
    ],
)
def test_a_target_without_what_its_kind_needs(letter, columns):
    if "rule_one" in columns:
        columns = columns | {"rule_one": Party.objects.get(code=columns["rule_one"])}
    with pytest.raises(IntegrityError, match="a_target_has_what_its_kind_needs"), a_block(), transaction.atomic():
        Target.objects.create(demand=letter.demands.first(), **columns)


def test_a_citation_of_two_facts_or_none(letter):
    source = Source.objects.earliest("pk")
    for facts in ({}, {"appeal": letter, "demand": letter.demands.first()}):
        with pytest.raises(IntegrityError, match="points_to_one_fact"), a_block(), transaction.atomic():
            AppealCitation.objects.create(source=source, **facts)
