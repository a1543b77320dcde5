"""The appeal page over the seeds: demand by demand, outcomes, links, and who signed."""

import pytest

from tests.treaties.web.pages import words

pytestmark = pytest.mark.django_db
LETTER = "/appeals/milli-majlis-letter-2024-10-05/"


@pytest.fixture
def letter(client) -> str:
    return words(client.get(LETTER))


def test_the_answer(letter):
    assert (
        "Issued on 5 October 2024, it makes 6 demands. For 1, “overtaken” is asserted; for 5, no outcome is on record. "
        "It changed no status." in letter
    )


def test_the_frozen_expansion_names_each_agreement_and_how_it_came_in(letter):
    assert "8 agreements, as the record showed them on 5 October 2024. The list is frozen" in letter
    assert "Acquisition agreement of 2013 named, outside the rule Ended (expired), computed" in letter
    assert "Investment treaty (BIT) by rule In force the same 1 year on 5 October 2024: ends 5 October 2025" in letter


def test_an_outcome_says_who_asserts_it(letter):
    assert (
        "Overtaken, asserted Asserted by Pacta’s analysts, from press reports of January and February 2025." in letter
    )


def test_a_link_has_a_grade_and_an_order_in_time(letter):
    assert "Lapse, Arrangement with USAID (demand 6) followed E same target and time only act first" in letter
    assert "requested, in part E same target and time only not certain" in letter


def test_the_chain_is_in_the_order_of_time(letter):
    chain = letter[letter.index("The same as a list") :]
    stations = [
        "Arrangement with USAID: lapse",
        "this appeal answers it",
        "Letter of members of the Milli Majlis to the Minister of Foreign Affairs this appeal",
        "Supports the appeal in plenary.",
        "Arrangement with USAID: notice of termination",
    ]
    assert sorted(stations, key=chain.index) == stations


def test_a_response_is_not_an_outcome(letter):
    assert "Supports the appeal in plenary. A response, not an outcome." in letter


def test_conflicting_numbers_of_signatories_stand_side_by_side(client):
    text = words(client.get("/appeals/congress-letter-2024-10-03/"))
    assert "58 claimed: 10 senators and 48 representatives" in text
    assert "60 claimed: 11 senators and 49 representatives" in text
    assert "63 claimed" in text
    assert "Sources differ; each number stands." in text
    assert "answers this appeal" in text


def test_the_pair_lists_its_appeals_the_latest_first(client):
    text = words(client.get("/pairs/AZ-US/?on=2024-10-05"))
    section = text[text.index("2 appeals about this pair") :]
    assert section.index("Letter of members of the Milli Majlis") < section.index(
        "Letter of members of the United States"
    )
    assert "6 demands: 1 with an asserted outcome, the others without an outcome on record." in section
