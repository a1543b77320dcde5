"""The agreement page over the seeds: status, why, acts, and what sources say otherwise."""

import pytest

from tests.treaties.web.pages import words

pytestmark = pytest.mark.django_db
G1, G2, G3 = "joint-statement-defence-1997", "acquisition-agreement-2013", "usaid-arrangement"


def page(client, slug, on="2024-10-05"):
    return words(client.get(f"/agreements/{slug}/?on={on}"))


@pytest.mark.parametrize(
    ("slug", "on", "sentence"),
    [
        (
            G2,
            "2024-10-05",
            "On 5 October 2024, the term of this agreement had run out on the record, on some day between December "
            "2018 and 2019, with no extension found; a source of that day calls it in force.",
        ),
        (
            G2,
            "2019-06-01",
            "On 1 June 2019, this agreement may have been in force: its end is known only as some day between December "
            "2018 and 2019.",
        ),
        (
            G1,
            "2024-10-05",
            "On 5 October 2024, this agreement had been signed, and no entry into force is on record; a source of that "
            "day calls it in force.",
        ),
        (G3, "2024-10-05", "On 5 October 2024, this agreement had ended (lapsed), on 1 June 2024."),
        (
            G3,
            "2025-03-01",
            "On 1 March 2025, this agreement had ended (lapsed), on 1 June 2024; a source gives 1 June 2014.",
        ),
        (
            "bit-azerbaijan-united-states-1997",
            "1998-01-01",
            "On 1 January 1998, this agreement had been signed, and was not yet in force: its entry into force is of "
            "2 August 2001.",
        ),
        (
            "bit-azerbaijan-united-states-1997",
            "2024-10-05",
            "On 5 October 2024, this agreement was in force, since 2 August 2001.",
        ),
        (
            "joint-statement-relations-1997",
            "2024-10-05",
            "On 5 October 2024, this non-binding text was operative, since 1 August 1997.",
        ),
        (
            G3,
            "2019-06-01",
            "On 1 June 2019, nothing is on record of this agreement; the first act on record ends it, on 1 June 2024, "
            "and when it began is not on record.",
        ),
        (
            G2,
            "2013-06-01",
            "On 1 June 2013, this agreement may have been signed: its signature is known only as 2013.",
        ),
        (
            "strategic-partnership-charter-2026",
            "2024-10-05",
            "On 5 October 2024, nothing is on record of this agreement; the first act on record is of 10 "
            "February 2026.",
        ),
    ],
)
def test_the_status_on_a_day_in_a_sentence(client, slug, on, sentence):
    assert sentence in page(client, slug, on)


def test_the_record_and_the_source_stand_side_by_side_with_what_would_settle_it(client):
    text = page(client, G2)
    assert "What the record derives Ended (expired), computed" in text
    assert "What a source says “In force” on 5 October 2024" in text
    assert "What would settle it: the text, an exchange of notes, or a register entry showing an extension" in text


def test_a_disagreement_of_a_later_day_is_not_shown_before_it(client):
    assert "What a source says" not in page(client, G2, "2020-01-01")


def test_the_why_names_acts_clauses_articles_and_gaps(client):
    text = page(client, G2)
    assert "Between December 2013 and 2014: entry into force" in text
    assert "A term of 5 years, begun between December 2013 and 2014, is over between December 2018 and 2019." in text
    assert "No extension and no renewal is on record: this end is computed, and unconfirmed." in text
    assert "Art. 54(a) VCLT" in text
    assert "Entry into force is not on record." in page(client, G1)


def test_domestic_approval_is_said_to_have_no_effect(client):
    assert "Domestic approval by Azerbaijan Domestic approval: no effect between the states." in page(client, G2)


def test_the_days_that_sources_give_stand_side_by_side(client):
    text = page(client, G3, "2026-01-01")
    assert "Ended (lapsed) 1 Jan 2026 1 June 2024 this is the record" in text
    assert "June 2024 the same" in text
    assert "1 June 2014 the same status, another day" in text


def test_three_titles_with_their_sources(client):
    text = page(client, G1)
    for title in (
        "Future Military and Defense Cooperation between Azerbaijan and the United States",
        "Joint Declaration on Future Military and Defense Cooperation between the Republic of Azerbaijan and the U.S.",
        "Future Military and Defence Relations",
    ):
        assert title in text


def test_unknown_and_inapplicable_are_told_apart(client):
    assert "Notice period not on record" in page(client, G2)
    assert "In force does not apply Term does not apply" in page(client, "joint-statement-relations-1997")


def test_each_party_has_its_standing_and_its_own_acts(client):
    text = page(client, "iccpr-1966")
    assert "Azerbaijan Party since 13 Nov 1992 13 August 1992: accession by Azerbaijan" in text
    assert "United States Party since 8 Sep 1992 5 October 1977: signature by the United States" in text


def test_the_citation_names_the_day_and_a_lasting_address(client):
    text = page(client, G2)
    assert "status on 5 October 2024: ended (expired), computed and unconfirmed; as known on" in text
    assert "http://testserver/agreements/acquisition-agreement-2013/?on=2024-10-05&known_at=" in text


def test_appeals_stand_beside_the_acts_and_the_agreement(client):
    text = page(client, G3)
    assert "demand 6: followed, grade E (same target and time only); act first, by about 4 months." in text
    assert "demand 6: requested, in part, grade E" in text
    assert "Demand 1, 5 October 2024: terminate" in page(client, G2)
