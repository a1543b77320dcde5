"""Marks without a database: which act gets which, merging, and days that are not known exactly."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.treaties.web.pictures import ON, SCALE, act
from treaties.dates import PartialDate
from treaties.derivation.law import LAW
from treaties.vocabulary import Act
from treaties.web.picture import marks
from treaties.web.picture.acts import kind_of, mark_of_act
from treaties.web.picture.model import Mark, MarkKind


def test_marks_less_than_eight_pixels_apart_become_one_with_a_count():
    days = ["2000-08-08", "2000-08-25", "2005-01-01"]
    two, one = marks.place([act(MarkKind.CHANGED, day) for day in days], SCALE)
    assert (two.count, one.count) == (2, 1)


def test_merged_marks_take_the_shape_of_the_more_telling():
    [one] = marks.place([act(MarkKind.SIGNED, "2016-04-06"), act(MarkKind.ENTERED, "2016-06-14")], SCALE)
    assert (one.kind, one.count) == (MarkKind.ENTERED, 2)


@given(st.lists(st.tuples(st.sampled_from(MarkKind), st.dates(date(1980, 1, 1), date(2040, 1, 1))), max_size=40))
def test_no_two_marks_stand_closer_and_none_is_lost(given_marks):
    found = [Mark(kind, PartialDate.of(day), "act") for kind, day in given_marks]
    placed = marks.place(found, SCALE)
    points = sorted(one.x for one in placed)
    assert all(later - earlier >= marks.APART for earlier, later in pairwise(points))
    assert sum(one.count for one in placed) == sum(marks.is_inside(mark.when, SCALE) for mark in found if mark.when)


@pytest.mark.parametrize("when", ["2013", "2013-12/2014", "2013~", "1990/1992", "2027/2030"])
def test_an_imprecise_day_is_stretched_over_its_span(when):
    [one] = marks.place([act(MarkKind.SIGNED, when)], SCALE)
    span = PartialDate.parse(when)
    assert one.is_stretched
    assert one.x1 == pytest.approx(SCALE.inside(SCALE.x(span.earliest or ON)))
    assert one.x2 == pytest.approx(SCALE.inside(SCALE.x(span.latest or ON)), abs=0.1)


@pytest.mark.parametrize("when", ["../2025-02-06", "2010/.."])
def test_a_day_bounded_on_one_side_reaches_a_little_to_the_other(when):
    [one] = marks.place([act(MarkKind.NOTICE, when)], SCALE)
    assert one.x2 - one.x1 == pytest.approx(marks.STUB)


def test_an_entry_into_force_that_is_only_announced_is_hollow():
    [one] = marks.place([act(MarkKind.ENTERED, "2016-04-06/2016-06-14")], SCALE)
    assert one.is_open
    assert 'class="m-open"' in "".join(marks.draw(one, 10, 13))
    [exact] = marks.place([act(MarkKind.ENTERED, "2016-06-14")], SCALE)
    assert 'class="m-full"' in "".join(marks.draw(exact, 10, 13))


def test_every_kind_of_mark_has_a_shape_of_its_own():
    drawn = {"".join(marks.glyph(kind, 8, 7, 8)) for kind in MarkKind}
    assert len(drawn) == len(MarkKind)


@pytest.mark.parametrize("one", Act)
def test_every_act_of_the_vocabulary_has_a_mark(one):
    assert kind_of(one) in MarkKind
    assert one in LAW


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (Act.SIGNATURE, MarkKind.SIGNED),
        (Act.RATIFICATION, MarkKind.CONSENTED),
        (Act.ENTRY_INTO_FORCE, MarkKind.ENTERED),
        (Act.DOMESTIC_APPROVAL, MarkKind.AT_HOME),
        (Act.AMENDMENT, MarkKind.CHANGED),
        (Act.NOTICE_OF_TERMINATION, MarkKind.NOTICE),
        (Act.LAPSE, MarkKind.ENDING),
        (Act.DECLARATION, MarkKind.OTHER),
    ],
)
def test_the_marks_of_the_best_known_acts(one, kind):
    assert kind_of(one) is kind


def test_an_entry_into_force_stands_on_its_effect_and_a_signature_on_its_day():
    days = {"done_on": PartialDate.parse("1997-08-01"), "effective_on": PartialDate.parse("2001-08-02")}
    entered = mark_of_act(Act.ENTRY_INTO_FORCE, by="", received_on=None, sources=(), **days)
    signed = mark_of_act(Act.SIGNATURE, by="Azerbaijan", received_on=None, sources=(), **days)
    assert (str(entered.when), str(signed.when)) == ("2001-08-02", "1997-08-01")
    assert signed.what == "Signature by Azerbaijan"
