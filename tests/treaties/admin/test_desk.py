"""The desk says what waits, with the step that settles it; and stays quick when the record is large."""

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.urls import reverse

from tests.factories.analysts import signed_in
from tests.factories.many import a_hundred_of_everything
from tests.factories.watched import judged, renewed_tacitly
from treaties.actions.proposals import propose, refuse_proposal
from treaties.models import StatusAssertion
from treaties.vocabulary import Verdict

pytestmark = pytest.mark.django_db
MOST = 20


@pytest.fixture
def analyst():
    return signed_in()


def section(client, slug):
    return next(one for one in client.get("/admin/").context["sections"] if one.slug == slug)


def subjects(client, slug):
    return [row.subject for row in section(client, slug).rows]


def steps(section):
    return {step.words: step.url for row in section.rows for step in row.actions}


def test_the_page_takes_at_most_twenty_statements(analyst, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        assert analyst.get("/admin/").status_code == 200


@pytest.mark.slow
def test_and_no_more_with_many_rows(analyst, django_assert_max_num_queries):
    alice = User.objects.create(username="alice")
    a_hundred_of_everything(alice)
    with django_assert_max_num_queries(MOST):
        answer = analyst.get("/admin/")
    counts = {one.slug: (one.count, len(one.rows)) for one in answer.context["sections"]}
    assert counts["proposals"] == (100, 8)
    assert counts["imprecise"][0] > 100


def test_a_deadline_waits_with_the_form_that_answers_it():
    agreement = renewed_tacitly()
    with time_machine.travel("2027-05-01"):
        analyst = signed_in()
        waits = section(analyst, "deadlines")
        row = next(row for row in waits.rows if row.subject == "renewed")
        page = analyst.get("/admin/").content.decode()
    assert row.cells == ("1 October 2027, in 153 days", "Last day to give notice of non-renewal, computed")
    assert [step.url for step in row.actions] == [reverse("admin:treaties_agreement_record", args=[agreement.pk])]
    assert 'href="#deadlines"' in page


def test_a_contradiction_waits_until_it_is_judged(analyst):
    said = StatusAssertion.objects.get(slug="joint-statement-defence-1997-in-force-2024-10-05")
    waits = section(analyst, "contradictions")
    assert reverse("admin:treaties_statusassertion_judge", args=[said.pk]) in [
        step.url for row in waits.rows for step in row.actions
    ]
    judged(said, Verdict.RECORD)
    assert section(analyst, "contradictions").count == waits.count - 1


def proposed(by, **given):
    given = {"screen": "/admin/treaties/agreement/1/record/", "title": "Ratification", "filled": {}} | given
    return propose(by=by, reason="It was published", **given)


def test_a_proposal_waits_for_others_and_never_for_its_proposer(analyst):
    alice = User.objects.get(username="analyst")
    bob = User.objects.create(username="bob", is_staff=True)
    own = proposed(alice, title="Her own")
    other = proposed(bob, title="Of somebody else")
    assert subjects(analyst, "proposals") == ["Of somebody else"]
    assert steps(section(analyst, "proposals")) == {"Review": f"{other.screen}?proposal={other.pk}"}
    assert subjects(analyst, "own-proposals") == ["Her own"]
    refuse_proposal(proposal=own, by=bob, reason="The source is missing")
    assert section(analyst, "own-proposals").rows[0].cells[1] == "The source is missing"
    with time_machine.travel("2099-01-01"):
        analyst.force_login(alice)
        assert "own-proposals" not in [one.slug for one in analyst.get("/admin/").context["sections"]]


def test_what_is_thin_says_what_is_missing_and_what_there_is(analyst):
    found = {(row.subject, *row.cells): row for row in section(analyst, "imprecise").rows}
    tax = ("Income tax convention US–USSR", "Signature: known only as “1973”", "Secondary list")
    assert any(one[1:] == tax[1:] for one in found)
    notice = "Notice of termination by Azerbaijan: known only as “by 6 February 2025”; no source but the press"
    assert ("Arrangement with USAID", notice, "Press") in found


def test_entries_into_force_that_are_not_on_record(analyst):
    found = section(analyst, "without-entry")
    assert {row.subject for row in found.rows} == {
        "Weapons elimination, TIAS 04-102", "Joint statement on defence, 1997", "FATCA agreement",
    }  # fmt: skip
    assert {row.cells[0] for row in found.rows} == {"Signed; entry into force not on record"}


def test_a_contributor_sees_the_same_and_decides_nothing(analyst):
    carol = User.objects.create(username="carol", is_staff=True)
    carol.groups.add(Group.objects.get(name="contributors"))
    analyst.force_login(carol)
    slugs = [one.slug for one in analyst.get("/admin/").context["sections"]]
    assert slugs == ["deadlines", "contradictions", "own-proposals", "unanswered", "imprecise", "without-entry"]


def test_who_may_view_nothing_sees_no_work(analyst):
    answer = signed_in("dave", is_staff=True).get("/admin/")
    assert answer.status_code == 200
    assert answer.context["sections"] == []
    assert "don’t have permission to view anything" in answer.content.decode()


def test_an_empty_section_keeps_its_heading_and_says_that_nothing_waits(analyst):
    page = analyst.get("/admin/").content.decode()
    assert "Proposals to review" in page
    assert "Nothing waits for you. Proposals of others appear here; your own never do." in page


@pytest.mark.slow
def test_every_step_leads_to_a_page(analyst):
    for one in analyst.get("/admin/").context["sections"]:
        for row in one.rows:
            for url in (row.url, *(step.url for step in row.actions)):
                assert analyst.get(url).status_code == 200, url
        if one.more:
            assert analyst.get(one.more.url).status_code == 200, one.more.url


def test_the_menu_is_in_groups(analyst):
    menu = analyst.get("/admin/").context["app_list"]
    groups = {group["name"]: [model["object_name"] for model in group["models"]] for group in menu}
    assert list(groups)[:4] == ["Agreements", "Appeals", "Parties", "Sources"]
    assert groups["Agreements"][:2] == ["Agreement", "StatusChange"]
    assert groups["Appeals"][:3] == ["Appeal", "Demand", "Link"]
