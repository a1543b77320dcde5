"""Bars without a database: from steps to spells, patterns, fades, caps, gaps, and what runs in from earlier."""

from datetime import date

import pytest

from tests.treaties.web.pictures import ON, SCALE, WINDOW, lane, of_class, picture, said_in
from treaties.dates import PartialDate
from treaties.web.picture.bars import Bars, Row
from treaties.web.picture.drawing import Drawing, draw
from treaties.web.picture.frame import WIDE, Frame
from treaties.web.picture.model import Mark, MarkKind, Phase, Spell
from treaties.web.picture.spells import Stretch, spells_of, with_gaps


def bars_of(*spells: Spell, on: date = ON, frame: Frame = WIDE) -> Drawing:
    return draw(picture(lane(*spells), on=on), WINDOW, frame)


def test_solid_needs_a_known_day_and_a_register_or_a_text():
    assert Spell(Phase.IN_FORCE, date(2001, 8, 2), None).ink == "force"
    weak = Spell(Phase.IN_FORCE, date(2001, 8, 2), None, is_strong=False)
    assert weak.ink == "said"
    assert of_class(bars_of(weak), "b-said")
    assert not of_class(bars_of(weak), "b-force")


def test_after_the_line_a_bar_is_pale():
    drawing = bars_of(Spell(Phase.IN_FORCE, date(2001, 8, 2), None))
    before, after = of_class(drawing, "b-force")
    [pale] = of_class(drawing, "later")
    assert after in list(pale) or pale.find("rect") is not None
    line = SCALE.x(ON)
    assert float(before.get("x", 0)) + float(before.get("width", 0)) == pytest.approx(line, abs=0.2)
    assert float(after.get("x", 0)) == pytest.approx(line, abs=0.2)


def test_what_is_only_signed_goes_to_the_line_and_no_further():
    [dots] = of_class(bars_of(Spell(Phase.SIGNED, date(2004, 1, 2), None)), "b-unk")
    assert float(dots.get("x", 0)) + float(dots.get("width", 0)) == pytest.approx(SCALE.x(ON), abs=0.2)


def test_an_unknown_start_fades_for_sixty_pixels_and_never_reaches_the_edge():
    for end in (date(2024, 6, 1), date(1993, 6, 1)):
        drawing = bars_of(Spell(Phase.IN_FORCE, None, end, is_strong=False, is_over=True))
        [bar] = of_class(drawing, "b-said")
        left, width = float(bar.get("x", 0)), float(bar.get("width", 0))
        assert width <= 60.1
        assert left > SCALE.left
        assert left + width == pytest.approx(SCALE.x(end), abs=0.2)
        assert 'mask="url(#k-in-wide)"' in drawing.body


def test_an_end_has_a_heavy_cap_and_none_where_it_goes_on():
    assert (
        len(of_class(bars_of(Spell(Phase.IN_FORCE, date(2003, 1, 1), date(2013, 12, 1), is_over=True)), "b-endcap"))
        == 1
    )
    assert not of_class(bars_of(Spell(Phase.IN_FORCE, date(2003, 1, 1), None)), "b-endcap")


def test_what_runs_into_the_window_has_an_arrow_and_its_year():
    one = Spell(Phase.POSSIBLE, date(1976, 1, 1), date(1977, 1, 1))
    drawing = bars_of(one, Spell(Phase.IN_FORCE, date(1977, 1, 1), None, is_strong=False))
    assert "from 1976" in said_in(drawing)
    assert "from 1997" not in said_in(bars_of(Spell(Phase.IN_FORCE, date(1997, 8, 1), None)))


def test_the_year_at_the_edge_is_that_of_the_force_and_not_of_the_signature():
    spells = Spell(Phase.WAITING, date(1973, 6, 20), date(1976, 1, 29)), Spell(Phase.IN_FORCE, date(1976, 1, 29), None)
    assert "from 1976" in said_in(bars_of(*spells))


def test_what_lies_outside_the_window_is_not_drawn():
    bars, row = Bars(SCALE, SCALE.x(ON), 13, "wide"), Row()
    for spell in (
        Spell(Phase.IN_FORCE, date(1950, 1, 1), date(1960, 1, 1), is_over=True),
        Spell(Phase.IN_FORCE, date(2100, 1, 1), None),
        Spell(Phase.SIGNED, date(2100, 1, 1), None),
        Spell(Phase.IN_FORCE, None, date(1960, 1, 1)),
        Spell(Phase.IN_FORCE, None, None),
    ):
        bars.draw(spell, row, 10)
    assert not row.parts


def test_neighbours_that_look_the_same_are_one_bar():
    first = Stretch(date(2001, 1, 1), Phase.IN_FORCE, how="register")
    pending = Stretch(date(2005, 1, 1), Phase.IN_FORCE, how="register; notice of termination pending")
    [spell] = spells_of([first, pending])
    assert (spell.since, spell.until) == (date(2001, 1, 1), None)
    assert spell.how == "register; notice of termination pending"


def test_what_was_signed_and_came_into_force_later_only_waited():
    signed, entered = Stretch(date(1997, 8, 1), Phase.SIGNED), Stretch(date(2001, 8, 2), Phase.IN_FORCE)
    assert [spell.phase for spell in spells_of([signed, entered])] == [Phase.WAITING, Phase.IN_FORCE]
    assert [spell.phase for spell in spells_of([signed])] == [Phase.SIGNED]


def test_suspended_and_provisional_spells_keep_their_own_bars():
    found = spells_of(
        [
            Stretch(date(2000, 1, 1), Phase.PROVISIONAL),
            Stretch(date(2001, 1, 1), Phase.IN_FORCE),
            Stretch(date(2002, 1, 1), Phase.SUSPENDED),
            Stretch(date(2003, 1, 1), Phase.IN_FORCE),
            Stretch(date(2004, 1, 1), None, is_over=True),
        ]
    )
    assert [str(spell.phase) for spell in found] == ["prov", "force", "susp", "force"]
    assert [spell.is_over for spell in found] == [False, False, False, True]
    drawing = bars_of(*found)
    assert of_class(drawing, "b-prov")
    assert of_class(drawing, "b-susp")


def test_an_end_whose_beginning_is_not_on_record_is_a_bar_without_a_start():
    [spell] = spells_of([Stretch(date(2024, 6, 1), None, is_over=True, starts_unknown=True)])
    assert (spell.since, spell.until, spell.is_over) == (None, date(2024, 6, 1), True)


def test_two_spells_of_a_party_that_left_and_came_back_are_two_bars():
    found = spells_of(
        [
            Stretch(date(1986, 2, 14), Phase.IN_FORCE),
            Stretch(date(2010, 1, 7), None, is_over=True),
            Stretch(date(2021, 9, 3), Phase.IN_FORCE),
        ]
    )
    assert [(spell.since, spell.until, spell.is_over) for spell in found] == [
        (date(1986, 2, 14), date(2010, 1, 7), True),
        (date(2021, 9, 3), None, False),
    ]


def assertion(when: str, *, contrary: bool = True) -> Mark:
    return Mark(MarkKind.SAID, PartialDate.parse(when), "A source says: in force", "", contrary)


def test_the_gap_between_a_computed_end_and_an_assertion_is_cross_hatched():
    ended = Spell(Phase.IN_FORCE, date(2014, 1, 1), date(2019, 1, 1), False, is_over=True, is_computed=True)
    _, gap = with_gaps((ended,), [(assertion("2024-10-05"), True)])
    assert (gap.phase, gap.since, gap.until) == (Phase.GAP, date(2019, 1, 1), ON)
    assert of_class(bars_of(ended, gap), "b-contra")


@pytest.mark.parametrize(
    ("is_computed", "runs", "contrary", "when"),
    [
        (False, True, True, "2024-10-05"),
        (True, False, True, "2024-10-05"),
        (True, True, False, "2024-10-05"),
        (True, True, True, "2018-10-05"),
    ],
)
def test_there_is_no_gap_otherwise(is_computed, runs, contrary, when):
    ended = Spell(Phase.IN_FORCE, date(2014, 1, 1), date(2019, 1, 1), is_over=True, is_computed=is_computed)
    assert with_gaps((ended,), [(assertion(when, contrary=contrary), runs)]) == (ended,)
