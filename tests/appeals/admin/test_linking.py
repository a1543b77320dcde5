"""An act on record is linked to an appeal; a link is corrected, retracted, or spoken against."""

import pytest
import time_machine
from django.urls import reverse

from appeals.actions.links import make_link
from appeals.models import AppealCorrection, CounterEvidence, Demand, Link
from appeals.vocabulary import LinkRelation
from tests.factories.analysts import filled_in, record_url, signed_in
from tests.factories.record import a_block
from treaties.models import Agreement, Block, Source, StatusChange

pytestmark = pytest.mark.django_db
LETTER = "milli-majlis-letter-2024-10-05"


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def demand():
    return Demand.objects.get(appeal__slug=LETTER, ordinal=1)


@pytest.fixture
def notice(analyst):
    bit = Agreement.objects.get(slug="bit-azerbaijan-united-states-1997")
    with time_machine.travel("2026-06-01", tick=False):
        analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", received_on="1 March 2026"))
    return StatusChange.objects.latest("pk")


@pytest.fixture
def link(notice, demand):
    with a_block() as block:
        return make_link(
            block, appeal=demand.appeal, demand=demand, status_change=notice, relation=LinkRelation.REQUESTED
        ).link


def said(demand, **typed):
    return {"appeal": f"demand-{demand.pk}", "relation": "requested", "grade": "E", "reason": "x", "do": "link"} | typed


def link_url(change):
    return reverse("admin:treaties_statuschange_link", args=[change.pk])


def test_an_act_on_record_is_linked(analyst, notice, demand):
    shown = analyst.post(link_url(notice), said(demand, do="preview")).content.decode()
    assert "about 17 months earlier" in shown
    assert not Link.objects.filter(status_change=notice).exists()
    answer = analyst.post(link_url(notice), said(demand, in_part="on"), follow=True)
    made = Link.objects.get(status_change=notice)
    assert (made.demand, made.relation, made.in_part) == (demand, "requested", True)
    assert "No status has changed" in str(next(iter(answer.context["messages"])))
    page = analyst.get(reverse("admin:treaties_statuschange_change", args=[notice.pk])).content.decode()
    assert link_url(notice) in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"relation": "followed"}, "relation"),
        ({"relation": "cited_as_ground"}, "grade"),
        ({"relation": "cited_as_ground", "grade": "A"}, "quotation"),
        ({"appeal": "demand-0"}, "appeal"),
        ({"appeal": ""}, "appeal"),
        ({"note": "\0"}, "note"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_link_that_is_refused_is_told_at_its_field(analyst, notice, demand, typed, field):
    before = Block.objects.count()
    answer = analyst.post(link_url(notice), said(demand, **typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Block.objects.count() == before


def test_relations_that_the_days_leave_out_cannot_be_chosen(analyst, notice, demand):
    page = analyst.post(link_url(notice), said(demand, do="preview")).content.decode()
    assert '<option value="followed" disabled>' in page
    assert "“followed” is not offered: by the order of the two days." in page


def test_a_link_is_corrected(analyst, link):
    url = reverse("admin:appeals_link_correct", args=[link.pk])
    typed = said(link.demand, relation="preceded", do="correct", reason="No source ties them")
    shown = analyst.post(url, typed | {"do": "preview"})
    assert [(one.name, one.before, one.after) for one in shown.context["changes"]] == [
        ("Relation", "requested", "preceded")
    ]
    assert analyst.post(url, typed).status_code == 302
    correction = AppealCorrection.objects.get(link=link)
    assert correction.replacement_link
    assert correction.replacement_link.relation == "preceded"
    nothing = analyst.post(reverse("admin:appeals_link_correct", args=[correction.replacement_link_id]), typed)
    assert "changes nothing" in nothing.content.decode()


def test_a_link_is_retracted_and_says_so(analyst, link):
    url = reverse("admin:appeals_link_retract", args=[link.pk])
    assert analyst.post(url, {"reason": "Another agreement was meant", "do": "retract"}).status_code == 302
    assert AppealCorrection.objects.get(link=link).is_retraction
    for page in (
        reverse("admin:appeals_link_change", args=[link.pk]),
        reverse("admin:appeals_appealcorrection_changelist"),
    ):
        assert "Another agreement was meant" in analyst.get(page).content.decode()
    assert analyst.get(url).status_code == 409


def test_counter_evidence_stands_beside_a_link(analyst, link):
    url = reverse("admin:appeals_link_counter", args=[link.pk])
    source = Source.objects.earliest("pk")
    typed = {"statement": "The note was drafted a year before.", "reason": "x", "do": "record"}
    assert "source_on_record" in analyst.post(url, typed).context["form"].errors
    assert analyst.post(url, typed | {"source_on_record": source.pk}).status_code == 302
    against = CounterEvidence.objects.get(link=link)
    assert against.citations.get().source == source
    page = analyst.get(reverse("admin:appeals_link_change", args=[link.pk])).content.decode()
    assert "The note was drafted a year before." in page
    assert url in page


def test_an_act_or_a_link_that_stands_no_longer_is_not_found(analyst, link):
    analyst.post(reverse("admin:appeals_link_retract", args=[link.pk]), {"reason": "x", "do": "retract"})
    assert analyst.get(reverse("admin:appeals_link_counter", args=[link.pk])).status_code == 404
    assert analyst.get(link_url(StatusChange(pk=2**62))).status_code == 404


def test_who_may_not_link_is_refused(notice, link):
    reader = signed_in("reader", is_staff=True)
    assert reader.get(link_url(notice)).status_code == 403
    assert reader.get(reverse("admin:appeals_link_counter", args=[link.pk])).status_code == 403
