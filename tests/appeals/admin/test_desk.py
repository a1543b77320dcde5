"""Demands that nobody has answered wait on the desk; lists of appeals are narrowed; histories tell who did what."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from appeals.actions.corrections import retract_response
from appeals.models import Appeal, Demand, Response
from tests.factories.analysts import signed_in
from treaties.actions.journal import open_block
from treaties.actions.proposals import propose
from treaties.models import Party, Proposal, Source
from treaties.vocabulary import Decision

pytestmark = pytest.mark.django_db
LETTER = "milli-majlis-letter-2024-10-05"


@pytest.fixture
def analyst():
    return signed_in()


def unanswered(client):
    return next(one for one in client.get("/admin/").context["sections"] if one.slug == "unanswered")


def test_unanswered_demands_wait_with_their_days(analyst):
    found = unanswered(analyst)
    assert found.count == 7
    assert "6. End USAID’s activities in Azerbaijan" not in [row.subject for row in found.rows]
    assert all("No answer on record for" in row.cells[1] for row in found.rows)


def test_each_leads_to_what_would_settle_it(analyst):
    demand = Demand.objects.get(appeal__slug=LETTER, ordinal=1)
    steps = [step for row in unanswered(analyst).rows for step in row.actions]
    assert {step.words for step in steps} == {"Record a response", "Record an outcome"}
    assert reverse("admin:appeals_demand_outcome", args=[demand.pk]) in [step.url for step in steps]
    assert reverse("admin:appeals_appeal_respond", args=[demand.appeal_id]) in [step.url for step in steps]


def listed(client, model, query):
    answer = client.get(f"/admin/appeals/{model}/?{query}")
    assert answer.status_code == 200
    return {str(row.pk) for row in answer.context["cl"].queryset}


@pytest.mark.parametrize(
    ("model", "query", "how_many"),
    [
        ("appeal", "pair=AZ-US", 2),
        ("appeal", "pair=AZ-FR", 0),
        ("appeal", "topic=defence", 1),
        ("appeal", "source=news-az-deputy-speaker", 1),
        ("appeal", "mine=on", 0),
        ("demand", "pair=azerbaijan&other=usa&clock=run_out", 7),
        ("demand", "nature=contested", 1),
        ("demand", "source=caliber-2024-10-05", 6),
        ("link", "pair=AZ-US&status=ended&on=2025", 2),
        ("link", "topic=defence", 0),
        ("link", "mine=on", 0),
    ],
)
def test_lists_are_narrowed(analyst, model, query, how_many):
    assert len(listed(analyst, model, query)) == how_many


@pytest.mark.parametrize("model", ["appeal", "demand", "link"])
@pytest.mark.parametrize("query", ["pair=xx", "status=wild", "on=2013", "source=narnia"])
def test_what_is_not_understood_is_a_bad_request(analyst, model, query):
    answer = analyst.get(f"/admin/appeals/{model}/?{query}")
    assert answer.status_code == 400
    assert "Nothing is listed: the filter is not understood." in answer.content.decode()


def history(client, row):
    answer = client.get(f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/")
    assert answer.status_code == 200
    return answer


def test_the_history_of_an_appeal_tells_who_did_what_and_why(analyst, django_assert_max_num_queries):
    response = Response.objects.earliest("pk")
    user, alice = User.objects.get(username="analyst"), User.objects.create(username="alice")
    with open_block(actor="analyst", reason="The transcript is of another day") as block:
        retract_response(block, response=response, reason="It was of another day")
    waiting = propose(by=alice, screen="/admin/", title="Retract it", filled={}, reason="I read the transcript")
    decision = {"decision": Decision.ACCEPTED, "decided_by": user, "recorded_in": block}
    Proposal.objects.filter(pk=waiting.pk).update(**decision, decided_at=waiting.proposed_at)
    with django_assert_max_num_queries(20):
        answer = history(analyst, Appeal.objects.get(slug=LETTER))
    page = answer.content.decode()
    told = [[line.words for line in one.lines] for one in answer.context["history"].blocks]
    assert len(told) == 2
    assert told[0] == [f"Recorded: correction: response retracted: {response} (It was of another day)"]
    assert "Proposed by alice: I read the transcript" in page
    assert "by analyst" in page
    assert reverse("admin:treaties_block_change", args=[block.no]) in page
    assert (
        "Recorded: demand: 1. Terminate all agreements in force between the two, in particular two named ones"
        in told[1]
    )
    assert "Recorded: party: United States, concerns" in told[1]
    assert "Recorded: target: Joint statement on defence, 1997, of demand 1" in told[1]
    assert "Recorded: 8 agreements caught on the appeal’s day" in told[1]


def test_the_histories_of_parties_and_sources(analyst):
    of_party = history(analyst, Party.objects.get(code="RU")).content.decode()
    assert "Recorded: party: Russia" in of_party
    assert "by load_reference" in of_party
    assert "follows" in of_party
    of_source = history(analyst, Source.objects.get(slug="caliber-2024-10-05")).content.decode()
    assert "facts that cite it" in of_source
    assert "by seeds" in of_source
