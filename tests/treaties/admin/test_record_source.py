"""Where it says so: a source is found by its words or recognised by its address, or described once."""

from typing import Any

import pytest

from tests.factories.analysts import filled_in, record_url, signed_in
from tests.factories.record import a_block
from treaties.actions.sources import add_source
from treaties.models import Agreement, Source, StatusChange
from treaties.queries.source_search import by_address, found_by_words, is_address
from treaties.vocabulary import Evidence

pytestmark = pytest.mark.django_db
FOUND = "/admin/treaties/source/found/"


@pytest.fixture
def bit():
    return Agreement.objects.get(slug="bit-azerbaijan-united-states-1997")


@pytest.fixture
def note():
    with a_block() as block:
        return add_source(
            block,
            slug="note-verbale",
            title="Note verbale on the lighthouse",
            publisher="Ministry of Invented Affairs",
            evidence=Evidence.OFFICIAL,
            url="https://www.example.org/notes/7",
        )


def vote(bit, **typed):
    return filled_in(bit, "domestic_approval", "AZ", done_on="2001", **{"source_on_record": ""} | typed)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/notes/7",
        "http://example.org/notes/7/",
        "www.example.org/notes/7",
        "example.org/notes/7",
        "HTTPS://WWW.EXAMPLE.ORG/notes/7",
    ],
)
def test_the_same_address_is_recognised_however_it_is_written(bit, note, address):
    assert is_address(address)
    assert by_address(address) == note
    sources = Source.objects.count()
    assert signed_in().post(record_url(bit), vote(bit, source_words=address)).status_code == 302
    assert StatusChange.objects.latest("pk").citations.get().source == note
    assert Source.objects.count() == sources


@pytest.mark.parametrize(
    "address", ["https://example.org/notes/8", "https://example.org/Notes/7", "http://[", "1/2", ""]
)
def test_another_address_is_not(note, address):
    assert by_address(address) is None


@pytest.mark.parametrize("words", ["lighthouse", "ministry INVENTED note", "example.org lighthouse"])
def test_words_find_it_anywhere(note, words):
    assert found_by_words(words) == [note]


def test_a_day_beside_a_year_does_not_hide_it():
    found = found_by_words("Ministry 6 February 2025")
    assert found
    days: list[Any] = [one.published_on for one in found]
    assert all(day.possible_from.year <= 2025 <= day.latest.year for day in days)


def test_what_is_found_is_answered_to_choose_from(note):
    page = signed_in().get(FOUND, {"source_words": "lighthouse"}).content.decode()
    assert f'name="source_on_record" value="{note.pk}"' in page
    assert "Already on record. Evidence: official" in page
    assert "checked" not in page  # a match is chosen, not guessed
    exact = signed_in("other").get(FOUND, {"source_words": note.url}).content.decode()
    assert "checked" in exact
    assert "Already on record: <b>Ministry of Invented Affairs</b>" in exact


@pytest.mark.parametrize("typed", ["\0", "\u202e", "x" * 5000, "%", "2001 " * 50, "https://"])
def test_whatever_is_typed_is_answered(typed):
    key = "9" * 40
    assert signed_in().get(FOUND, {"source_words": typed, "source_on_record": key}).status_code == 200


def test_only_who_may_see_sources_is_answered():
    assert signed_in("reader", is_staff=True).get(FOUND, {"source_words": "a"}).status_code == 403
    assert signed_in().post(FOUND, {"source_words": "a"}).status_code == 405


def test_words_alone_are_no_source(bit, note):
    answer = signed_in().post(record_url(bit), vote(bit, source_words="lighthouse", do="preview"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose one of the sources found" in answer.context["form"].errors["source_on_record"][0]
    assert f'value="{note.pk}"' in page  # without script, they are there to choose from now
    chosen = signed_in("other").post(record_url(bit), vote(bit, source_words="lighthouse", source_on_record=note.pk))
    assert chosen.status_code == 302


def test_an_address_on_no_record_asks_what_it_is(bit):
    typed = {"source_words": "www.example.org/new"}
    answer = signed_in().post(record_url(bit), vote(bit, **typed))
    assert set(answer.context["form"].errors) == {"new_title", "new_publisher", "new_evidence"}
    described = {"new_title": "A note", "new_publisher": "A ministry", "new_evidence": "official"}
    assert signed_in("other").post(record_url(bit), vote(bit, **typed, **described)).status_code == 302
    assert StatusChange.objects.latest("pk").citations.get().source.url == "https://www.example.org/new"


def test_no_list_of_all_sources_is_drawn(bit):
    page = signed_in().get(record_url(bit)).content.decode()
    assert page.count('name="source_on_record"') == 0
