"""Deadlines ahead: open diamonds on the lanes of the picture, in its key, its words and its table."""

from datetime import date

import pytest

from tests.factories.record import invented_agreement, last_block, record
from tests.treaties.web.pages import words
from tests.treaties.web.pictures import ON, act, lane, of_class, picture
from treaties.dates import PartialDate
from treaties.models import Agreement, Party
from treaties.queries.country_pair import country_pair
from treaties.queries.deadlines_ahead import Ahead, deadlines_ahead
from treaties.vocabulary import Act, DayKind
from treaties.web.picture.drawing import draw
from treaties.web.picture.frame import WIDE
from treaties.web.picture.key import key_of
from treaties.web.picture.model import MarkKind
from treaties.web.picture.window import whole_of

PAIR = "/pairs/AZ-US/"
MEMORANDUM = "working-group-memorandum-2025"


def ahead(on: date, known_at: int | None = None, codes: tuple[str, str] = ("AZ", "US")) -> dict[str, list[Ahead]]:
    two = [Party.objects.get(code=code) for code in codes]
    pair = country_pair(*two, on=on, known_at=known_at)
    slugs = {row.agreement.pk: row.agreement.slug for row in pair.rows}
    return {slugs[key]: found for key, found in deadlines_ahead(pair).items() if found}


def test_a_diamond_is_drawn_named_and_counted():
    due = act(MarkKind.DEADLINE, "2026-08-08")
    of_one = picture(lane(acts=(due,)))
    assert len(of_class(draw(of_one, whole_of(of_one), WIDE), "m-due")) == 1
    assert MarkKind.DEADLINE.label in [entry.words for entry in key_of(of_one)]
    assert of_one.deadlines == [due]


def test_the_picture_reaches_ten_years_ahead_and_no_further():
    near, far = (picture(lane(acts=(act(MarkKind.DEADLINE, day),))) for day in ("2034-12-31", "2035-01-01"))
    assert whole_of(near).end.year == 2036
    assert whole_of(far).end.year == ON.year + 2


@pytest.mark.django_db
def test_the_next_of_each_kind_is_due_as_the_record_stands():
    found = ahead(date(2025, 10, 5))
    assert found == {MEMORANDUM: [Ahead(DayKind.END_OF_TERM, PartialDate.parse("2026-08-08"))]}
    assert ahead(date(2026, 8, 9)) == {}


@pytest.mark.django_db
def test_as_known_it_is_computed_from_what_was_known():
    agreement, day = invented_agreement(slug="for-five-years", term=60), date(2021, 1, 1)
    before = last_block()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2020-03-01")
    due = {"for-five-years": [Ahead(DayKind.END_OF_TERM, PartialDate.parse("2025-03-01"))]}
    assert ahead(day, codes=("XAA", "XAB")) == due
    assert ahead(day, last_block(), codes=("XAA", "XAB")) == due
    assert ahead(day, before, codes=("XAA", "XAB")) == {}


@pytest.mark.django_db
def test_the_pages_say_so_in_words(client):
    for address in (f"{PAIR}?on=2025-10-05", f"/agreements/{MEMORANDUM}/?on=2025-10-05"):
        text = words(client.get(address))
        assert "1 deadline ahead." in text
        assert "Deadline: end of the term 8 August 2026 computed from the record; no source states this day" in text


@pytest.mark.django_db
def test_as_known_what_was_not_mended_since_is_read_beside_what_was(django_assert_num_queries):
    day = date(2021, 1, 1)
    for slug in ("for-five-years", "ended-by-both"):
        record(invented_agreement(slug=slug, term=60), Act.ENTRY_INTO_FORCE, effective_on="2020-03-01")
    before = last_block()
    due = ahead(day, codes=("XAA", "XAB"))
    record(Agreement.objects.get(slug="ended-by-both"), Act.TERMINATION_BY_CONSENT, effective_on="2022-01-01")
    assert ahead(day, codes=("XAA", "XAB")) != due
    assert ahead(day, before, codes=("XAA", "XAB")) == due
    two = [Party.objects.get(code=code) for code in ("XAA", "XAB")]
    pair = country_pair(*two, on=day, known_at=before)
    with django_assert_num_queries(1):
        deadlines_ahead(pair)
