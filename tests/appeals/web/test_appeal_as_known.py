"""The appeal page as the record stood, and what was corrected or retracted of what came back."""

import pytest

from appeals.actions.corrections import correct_outcome, retract_outcome, retract_response
from appeals.actions.responses import OutcomeGiven
from appeals.models import Outcome, Response
from appeals.vocabulary import OutcomeKind
from tests.factories.record import a_block, invented_source
from tests.treaties.web.pages import Page, words
from treaties.actions.sources import Cite
from treaties.models import Block

pytestmark = pytest.mark.django_db
LETTER = "/appeals/milli-majlis-letter-2024-10-05/"
REJECTED = OutcomeGiven(kind=OutcomeKind.REJECTED, asserted_by="The ministry")


def head() -> int:
    return Block.objects.latest("no").no


@pytest.fixture
def before() -> int:
    """The block before the outcome of demand 6 was corrected."""
    source, outcome = invented_source(), Outcome.objects.get(demand__appeal__slug="milli-majlis-letter-2024-10-05")
    known = head()
    with a_block() as block:
        correct_outcome(block, outcome=outcome, given=REJECTED, reason="It was refused.", cites=[Cite(source)])
    return known


def test_the_answer_as_the_record_stood(client, before):
    text = words(client.get(f"{LETTER}?known_at={before}"))
    assert "As this record stood on" in text
    assert (
        "this appeal, issued on 5 October 2024, makes 6 demands. For 1, “overtaken” is asserted; for 5, no outcome is "
        "on record. The latest record says: demand 6 rejected. It changed no status." in text
    )
    assert "Overtaken, asserted" in text
    assert "Corrected and retracted" not in text
    assert "For 1, “rejected” is asserted" in words(client.get(LETTER))


def test_a_corrected_outcome_is_shown_with_what_stands_instead(client, before):
    text = words(client.get(LETTER))
    corrected = text[text.index("Corrected and retracted (1)") :]
    assert "Demand 6: overtaken, asserted by Pacta’s analysts" in corrected
    assert "Instead: Demand 6: rejected, asserted by The ministry" in corrected
    assert "Why: It was refused." in corrected
    assert f"(block {before + 1}), by a test." in corrected
    assert f"known_at={before}" in client.get(LETTER).content.decode()


def test_a_retracted_outcome_is_no_outcome(client):
    outcome = Outcome.objects.get(demand__appeal__slug="milli-majlis-letter-2024-10-05")
    with a_block() as block:
        retract_outcome(block, outcome=outcome, reason="Nobody said so.")
    text = words(client.get(LETTER))
    assert "it makes 6 demands. For 6, no outcome is on record." in text
    assert "Nothing stands in its place. Why: Nobody said so." in text
    assert "no outcome on record." in words(client.get("/pairs/AZ-US/?on=2024-10-05"))


def test_a_retracted_response_is_shown_as_one(client):
    response = Response.objects.filter(appeal__slug="milli-majlis-letter-2024-10-05").earliest("pk")
    with a_block() as block:
        retract_response(block, response=response, reason="It was about another letter.")
    text = words(client.get(LETTER))
    assert f"retracted {response.get_kind_display().capitalize()} by {response.by}" in text
    assert "Why: It was about another letter." in text
    page = Page(client.get(LETTER).content.decode())
    assert (page.misplaced, page.open) == ([], [])


def test_an_appeal_that_was_not_on_record_yet(client):
    response = client.get(f"{LETTER}?known_at=1")
    assert response.status_code == 404
    assert "was not on record yet as the record stood on" in words(response)
    assert "No appeal is on record yet." in words(client.get("/appeals/?known_at=1"))
    assert "0 appeals" not in words(client.get("/pairs/AZ-US/?known_at=1"))
    assert "No appeals about this pair" in words(client.get("/pairs/AZ-US/?known_at=1"))


@pytest.mark.parametrize("url", [LETTER, "/appeals/"])
def test_what_is_no_state_of_knowledge_is_said(client, url):
    response = client.get(f"{url}?known_at=soonish")
    assert (response.status_code, "“soonish” is not understood" in words(response)) == (400, True)
