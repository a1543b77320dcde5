"""Clauses on the agreement's page and in the API: in words, with article and source, as known then."""

import pytest

from tests.factories.record import a_block, invented_source, last_block
from tests.treaties.api.asking import ask
from tests.treaties.web.pages import Page, words
from treaties.actions.clauses import ClauseGiven, add_clause, correct_clause, retract_clause
from treaties.actions.sources import Cite
from treaties.models import Agreement, Clause
from treaties.vocabulary import ClauseKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GENOCIDE, CTBT = "genocide-convention-1948", "ctbt-1996"


def clauses_on(client, slug, query=""):
    """The words of the section."""
    text = words(client.get(f"/agreements/{slug}/{query}"))
    start = text.index("Clauses what the text itself rules")
    return text[start : text.index("on record in the order of time", start)]


def of(slug, known_at=None):
    return ask(f"/agreements/{slug}/", **({"known_at": str(known_at)} if known_at else {}))["clauses"]


def test_each_clause_is_read_in_words_with_its_article_in_the_order_of_a_treatys_life(client):
    text = clauses_on(client, GENOCIDE)
    told = [
        "Art. XIII Enters into force 90 days after the 20th consent.",
        "Art. XIII For a party that consents later, it enters into force 90 days after its consent.",
        "Art. XIV It lasts ten years.",
        "Art. XIV It is renewed for further terms of five years unless notice is given.",
        "Art. XIV A party may denounce it with effect at the end of a term, by a notice given at least six months "
        "before.",
        "Art. XV It ends when fewer than 16 parties are left.",
    ]
    places = [text.index(sentence) for sentence in told]
    assert places == sorted(places)
    assert text.count("United Nations Office of Legal Affairs, Art.") == len(told)


def test_the_44_states_that_a_clause_names_are_listed_where_its_sentence_counts_them(client):
    text = clauses_on(client, CTBT)
    assert "Enters into force 180 days after the consent of all 44 states listed in Annex 2." in text
    assert "The 44 that it names" in text
    assert "Democratic Republic of the Congo" in text


def test_an_agreement_without_clauses_has_no_section(client):
    assert "what the text itself rules" not in words(client.get("/agreements/paris-convention-1883/"))


def test_the_ids_of_the_page_are_its_own(client):
    page = Page(client.get(f"/agreements/{CTBT}/").content.decode())
    assert page.misplaced == []
    assert len(page.ids) == len(set(page.ids))
    assert "clause-entry_into_force-1" in page.ids


def test_a_corrected_clause_is_shown_only_as_known_before(client):
    clause = Clause.objects.get(agreement__slug=GENOCIDE, kind=ClauseKind.MINIMUM_PARTIES)
    before, cites = last_block(), (Cite(invented_source(), "Art. XVI"),)
    with a_block() as block:
        new = ClauseGiven(ClauseKind.MINIMUM_PARTIES, count=17, cites=cites)
        correct_clause(block, clause=clause, given=new, reason="Misread.")
    assert "fewer than 17 parties" in clauses_on(client, GENOCIDE)
    assert "fewer than 16 parties" not in clauses_on(client, GENOCIDE)
    assert "fewer than 16 parties" in clauses_on(client, GENOCIDE, f"?known_at={before}")
    assert "fewer than 17 parties" not in clauses_on(client, GENOCIDE, f"?known_at={before}")
    (now,) = [one for one in of(GENOCIDE) if one["kind"] == "minimum_parties"]
    (then,) = [one for one in of(GENOCIDE, before) if one["kind"] == "minimum_parties"]
    assert (now["ref"], now["count"], now["article"]) == ("clause:minimum_parties:2", 17, "Art. XVI")
    assert (then["ref"], then["count"], then["article"]) == ("clause:minimum_parties", 16, "Art. XV")


def test_a_term_is_found_after_its_correction(client):
    slug = "acquisition-agreement-2003"
    clause, cites = Clause.objects.get(agreement__slug=slug), (Cite(invented_source()),)
    with a_block() as block:
        new = ClauseGiven(ClauseKind.DURATION, months=132, cites=cites)
        correct_clause(block, clause=clause, given=new, reason="Misread.")
    assert "Term 11 years" in words(client.get(f"/agreements/{slug}/"))


def test_a_retracted_clause_is_told_below_the_acts(client):
    clause = Clause.objects.get(agreement__slug=GENOCIDE, kind=ClauseKind.MINIMUM_PARTIES)
    with a_block() as block:
        retract_clause(block, clause=clause, reason="It is in another text.")
    text = words(client.get(f"/agreements/{GENOCIDE}/"))
    assert "fewer than 16 parties" in text[text.index("Corrected and retracted (1)") :]
    assert "It is in another text." in text
    assert [one["kind"] for one in of(GENOCIDE) if one["kind"] == "minimum_parties"] == []


def test_two_conditions_are_said_to_be_met_together(client):
    agreement, cites = Agreement.objects.get(slug=CTBT), (Cite(invented_source()),)
    with a_block() as block:
        new = ClauseGiven(ClauseKind.ENTRY_INTO_FORCE, count=50, cites=cites)
        add_clause(block, agreement=agreement, given=new)
    assert "It enters into force once all 2 conditions are met" in clauses_on(client, CTBT)


def test_the_api_gives_every_field_the_words_and_the_article():
    (entry,) = [one for one in of(CTBT) if one["kind"] == "entry_into_force"]
    assert entry | {"id": None, "parties": None, "sources": None} == {
        "id": None,
        "ref": "clause:entry_into_force",
        "kind": "entry_into_force",
        "words": "Enters into force 180 days after the consent of all 44 states listed in Annex 2.",
        "article": "Art. XIV(1), Annex 2",
        "months": None,
        "days": 180,
        "counting": "same_day",
        "count": None,
        "percent": None,
        "of_what": "states listed in Annex 2",
        "parties": None,
        "not_before": None,
        "counted_from": None,
        "note": "The Democratic Republic of the Congo is listed as Zaire, Türkiye as Turkey.",
        "sources": None,
    }
    assert [one["party"]["code"] for one in entry["parties"]][:2] == ["DZ", "AR"]
    assert len(entry["parties"]) == 44
    assert entry["sources"][0]["locator"] == "Art. XIV(1), Annex 2"
