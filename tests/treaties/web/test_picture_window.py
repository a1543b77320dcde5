"""Which years a picture shows, and where a day stands in them."""

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.treaties.web.pictures import FRAMES, ON, SCALE, WINDOW, lane, of_class, picture, said_in, svg
from treaties.web.picture.drawing import draw
from treaties.web.picture.frame import PHONE, WIDE
from treaties.web.picture.model import Phase, Spell
from treaties.web.picture.scale import Scale
from treaties.web.picture.window import (
    AskedYears,
    Window,
    YearsNotUnderstood,
    near_of,
    read_years,
    usual_of,
    whole_of,
    window_of,
)


def test_the_model_knows_nothing_of_the_database_and_of_requests():
    modules = "acts, bars, drawing, flags, frame, lane_notes, marks, model, notes, scale, shapes, spells, strip, window"
    known = "sys.exit('django.db' in sys.modules or 'django.http' in sys.modules)"
    code = f"import sys; from treaties.web.picture import {modules}; {known}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_whole_reaches_two_years_past_the_last_day_on_record():
    found = picture(lane(Spell(Phase.IN_FORCE, date(1976, 5, 1), date(2026, 8, 8))))
    assert whole_of(found) == Window(date(1976, 1, 1), date(2028, 1, 1))


def test_it_begins_by_default_with_the_first_act_that_both_parties_of_today_share():
    found = picture(lane(Spell(Phase.IN_FORCE, date(1976, 5, 1), None)), shared_from=date(1992, 6, 12))
    assert usual_of(found).start == date(1992, 1, 1)


def test_the_chosen_day_is_reached_where_it_lies_near_and_said_at_the_edge_where_it_is_far():
    spell = Spell(Phase.IN_FORCE, date(1997, 8, 1), None)
    near = picture(lane(spell), on=date(1990, 1, 1))
    assert whole_of(near).holds(near.on)
    far = picture(lane(spell), on=date(9999, 12, 31))
    assert not whole_of(far).holds(far.on)
    assert "31 Dec 9999 →" in said_in(draw(far, whole_of(far), WIDE))
    early = picture(lane(spell), on=date(1500, 1, 1))
    assert "← 1 Jan 1500" in said_in(draw(early, whole_of(early), PHONE))


def test_placeholders_of_registers_stretch_no_window():
    found = picture(lane(Spell(Phase.IN_FORCE, date(1997, 8, 1), date(9999, 12, 31))))
    assert whole_of(found).end == date(2026, 1, 1)


def test_a_picture_of_nothing_shows_the_years_around_its_day():
    assert whole_of(picture()) == Window(date(2024, 1, 1), date(2026, 1, 1))


def test_ten_years_around_the_day():
    assert near_of(picture()) == Window(date(2014, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("first", "end"),
    [
        (["abc"], []),
        (["19"], []),
        (["1992-01"], []),
        (["٢٠٢٠"], []),
        (["-199"], []),
        (["0000"], []),
        (["9999"], []),
        (["1992\x00"], []),
        (["1992", "1993"], []),
        ([], ["x" * 10_000]),
        (["2000"], ["2000"]),
        (["2001"], ["2000"]),
    ],
)
def test_years_that_are_none_are_refused_in_words(first, end):
    with pytest.raises(YearsNotUnderstood) as refusal:
        read_years(first, end)
    assert len(str(refusal.value)) < 200
    assert "\x00" not in str(refusal.value)


def test_years_are_taken_as_asked_and_the_other_end_stays_usual():
    found = picture(lane(Spell(Phase.IN_FORCE, date(1976, 5, 1), None)))
    assert window_of(found, read_years(["2000"], ["2010"])) == Window(date(2000, 1, 1), date(2010, 1, 1))
    assert window_of(found, read_years(["2000"], [])) == Window(date(2000, 1, 1), whole_of(found).end)
    assert window_of(found, read_years(["2900"], [])).days >= 365
    assert window_of(found, read_years([" "], [""])) == usual_of(found)
    with pytest.raises(YearsNotUnderstood):
        window_of(found, AskedYears(end=1900))


def test_the_scale_is_linear():
    assert SCALE.x(date(1992, 1, 1)) == 326
    assert SCALE.x(date(2028, 1, 1)) == 1152
    assert SCALE.x(date(2010, 1, 1)) == pytest.approx(739, abs=0.5)


@given(st.integers(1, 2900), st.integers(1, 2000), st.sampled_from(FRAMES))
def test_years_are_written_apart(first, length, frame):
    end = min(first + length, 2999)
    scale = Scale(Window(date(first, 1, 1), date(end, 1, 1)), frame.left, frame.right)
    years = scale.years(apart=frame.years_apart, coarsest=frame.coarsest)
    assert all(later - earlier >= frame.years_apart - 0.5 for (_, earlier), (_, later) in pairwise(years))
    assert all(frame.left - 0.1 <= x <= frame.right for _, x in years)


def test_the_phone_writes_decades_only():
    scale = Scale(WINDOW, PHONE.left, PHONE.right)
    assert [year for year, _ in scale.years(apart=44, coarsest=10)] == [2000, 2010, 2020]


def test_a_window_shorter_than_decades_still_has_years_on_the_phone():
    scale = Scale(Window(date(2021, 1, 1), date(2026, 1, 1)), PHONE.left, PHONE.right)
    assert len(scale.years(apart=44, coarsest=10)) >= 2


def test_years_near_the_line_disappear_and_the_pill_stays_inside():
    for day in (date(1992, 1, 2), date(2000, 1, 20), ON, date(2027, 12, 30)):
        for frame in FRAMES:
            drawing = draw(picture(lane(), on=day), WINDOW, frame)
            line = Scale(WINDOW, frame.left, frame.right).x(day)
            years = [
                text for text in svg(drawing).iter("text") if (text.text or "").isdigit() and text.get("class") == "t-s"
            ]
            assert all(abs(float(text.get("x", 0)) - line) >= 10 for text in years)
            [pill] = of_class(drawing, "pill")
            left, width = float(pill.get("x", 0)), float(pill.get("width", 0))
            assert left >= 0
            assert left + width <= frame.width
