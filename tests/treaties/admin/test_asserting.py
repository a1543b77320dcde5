"""An analyst records what a source says the status was: it changes nothing."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from tests.factories.analysts import record_url, signed_in
from treaties.models import Agreement, Proposal, Source, StatusAssertion, Timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def bit():
    return Agreement.objects.get(slug="bit-azerbaijan-united-states-1997")


def url(agreement):
    return reverse("admin:treaties_agreement_assert", args=[agreement.pk])


def said(**typed):
    source = Source.objects.earliest("pk")
    given = {"status": "ended", "asserted_on": "2 Mar 2024", "source_on_record": source.pk, "reason": "It says so"}
    return given | {"do": "record"} | typed


def test_it_is_recorded_with_its_source_and_changes_no_status(bit):
    before = Timeline.objects.count()
    answer = signed_in().post(url(bit), said(end_reason="denounced", since="2023"), follow=True)
    assertion = StatusAssertion.objects.latest("pk")
    assert (assertion.status, assertion.reason, str(assertion.since)) == ("ended", "denounced", "2023")
    assert assertion.citations.get().source == Source.objects.order_by("pk").first()
    assert Timeline.objects.count() == before
    assert "Recorded: a source says ended, said of 2 March 2024" in str(next(iter(answer.context["messages"])))


def test_the_preview_sets_it_beside_what_is_derived(bit):
    before = StatusAssertion.objects.count()
    page = signed_in().post(url(bit), said(do="preview")).content.decode()
    assert "The two do not agree for certain" in page
    agreeing = signed_in("other").post(url(bit), said(do="preview", status="in_force")).content.decode()
    assert "The two agree." in agreeing
    assert StatusAssertion.objects.count() == before


def test_what_a_source_said_already_is_not_recorded_twice(bit):
    analyst = signed_in()
    analyst.post(url(bit), said())
    again = analyst.post(url(bit), said())
    assert again.status_code == 422
    assert "already_on_record" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"status": ""}, "status"),
        ({"status": "coronation"}, "status"),
        ({"asserted_on": ""}, "asserted_on"),
        ({"asserted_on": "03/04/2024"}, "asserted_on"),
        ({"source_on_record": ""}, "source_on_record"),
        ({"end_reason": "boredom"}, "end_reason"),
        ({"note": "\0"}, "note"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(bit, typed, field):
    before = StatusAssertion.objects.count()
    answer = signed_in().post(url(bit), said(**typed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert StatusAssertion.objects.count() == before


def test_a_contributor_proposes_it(bit):
    contributor = signed_in("contributor", is_staff=True)
    User.objects.get(username="contributor").groups.add(Group.objects.get(name="contributors"))
    assert contributor.post(url(bit), said()).status_code == 403
    assert contributor.post(url(bit), said(do="propose")).status_code == 302
    assert Proposal.objects.latest("pk").title.startswith("A source says: ended, said of 2 March 2024")
    reader = signed_in("reader", is_staff=True)
    assert reader.get(url(bit)).status_code == 403


def test_it_is_found_from_the_agreement_and_from_the_form_that_records_acts(bit):
    analyst = signed_in()
    for page in (reverse("admin:treaties_agreement_change", args=[bit.pk]), record_url(bit)):
        assert url(bit) in analyst.get(page).content.decode()
