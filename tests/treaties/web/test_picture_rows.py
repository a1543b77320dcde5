"""Rows, notes, flags, folding, the table, and what may be in a drawing."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from tests.treaties.web.pictures import FRAMES, ON, WINDOW, act, lane, of_class, picture, said_in, svg
from treaties.dates import PartialDate
from treaties.web.picture import shapes
from treaties.web.picture.bars import Row
from treaties.web.picture.drawing import draw
from treaties.web.picture.frame import PHONE, WIDE
from treaties.web.picture.model import (
    FIRST_TOLD,
    MANY,
    MOST_TOLD,
    Flag,
    Group,
    Mark,
    MarkKind,
    Phase,
    Picture,
    Spell,
    Step,
    Strip,
)
from treaties.web.picture.notes import note
from treaties.web.picture.strip import density_of
from treaties.web.picture.table import MOST_STEPS, NOT_ON_RECORD, entries_of, table_of
from treaties.web.picture.window import (
    Window,
)


def test_a_note_stands_where_the_row_is_empty_or_not_at_all():
    row = Row(taken=[(600, 1152)])
    assert "press only" in note(row, ("press only",), left=326, right=1152, line=1078, y=10)
    assert not note(Row(taken=[(326, 1152)]), ("press only",), left=326, right=1152, line=1078, y=10)
    assert not note(Row(taken=[(400, 1152)]), ("a note far too long for it",), left=326, right=1152, line=1078, y=10)


def test_a_note_does_not_cross_the_line():
    row = Row(taken=[(326, 1000), (1140, 1152)])
    assert not note(row, ("signed 10 Feb 2026",), left=326, right=1152, line=1078, y=10)


def test_a_note_about_what_comes_after_the_line_stands_before_the_line():
    row = Row(taken=[(1100, 1140)])
    words = note(row, ("nature contested",), left=326, right=1152, line=1078, y=10)
    assert 'x="1070.0"' in words
    assert 'text-anchor="end"' in words


def test_on_dots_a_note_has_a_halo():
    drawing = draw(
        picture(lane(Spell(Phase.SIGNED, date(1992, 1, 1), None), notes=("nature contested",))), WINDOW, WIDE
    )
    [words] = [text for text in svg(drawing).iter("text") if text.text == "nature contested"]
    assert "halo" in (words.get("class") or "")


def test_the_phone_has_no_notes():
    assert "a note" not in said_in(draw(picture(lane(notes=("a note",))), WINDOW, PHONE))


def test_no_title_is_cut():
    title = "Agreement on the Acquisition of Equipment and Mutual Services between two Ministries of Defence"
    for frame in FRAMES:
        lines = frame.lines(title)
        assert " ".join(lines) == title
        assert all(len(line) * 7.6 <= frame.title_width for line in lines)
    assert "".join(WIDE.lines("x" * 80)) == "x" * 80


def test_rows_do_not_overlap():
    title = "A title that takes more than one line of the left column of the wide drawing, and of the phone's"
    for frame in FRAMES:
        drawing = draw(
            picture(*(lane(Spell(Phase.IN_FORCE, date(2000, 1, 1), None), title=title) for _ in range(3))),
            WINDOW,
            frame,
        )
        tops = [float(bar.get("y", 0)) for bar in of_class(drawing, "b-force")[::2]]
        assert all(later - earlier >= frame.row for earlier, later in pairwise(tops))
        assert tops[-1] + frame.bar < drawing.height


def flag(when: str, words: str = "A letter") -> Flag:
    return Flag(PartialDate.parse(when), words)


def test_flags_stack_in_two_tiers_the_newest_on_top_and_the_rest_is_a_number():
    four = tuple(flag(f"2024-10-0{day}", f"Letter {day}") for day in (3, 5, 4, 1))
    drawing = draw(picture(lane(), flags=four), WINDOW, WIDE)
    words = [text for text in said_in(drawing) if "Letter" in text]
    assert words == ["5 Oct 2024 Letter 5", "4 Oct 2024 Letter 4 + 2 letters"]
    assert len(of_class(drawing, "flag")) == 2


def test_a_flag_at_the_left_has_its_words_to_the_right_and_one_without_room_none():
    left = draw(picture(lane(), flags=(flag("1992-02-01", "w" * 60),)), WINDOW, WIDE)
    [words] = of_class(left, "t-appeal")
    assert words.get("text-anchor") is None
    phone = draw(picture(lane(), flags=(flag("2024-10-05", "w" * 60),)), WINDOW, PHONE)
    assert "5 Oct 2024 appeal" in said_in(phone)


def test_a_flag_outside_the_window_is_not_drawn():
    assert not of_class(draw(picture(lane(), flags=(flag("1950"),)), WINDOW, WIDE), "flag")


def many(number: int, heading: str, *, binds: bool = False) -> Group:
    spell = Spell(Phase.IN_FORCE, date(1995, 1, 1), date(2005, 1, 1), is_over=True)
    return Group(heading, tuple(lane(spell, title=f"{heading} {n}") for n in range(number)), binds)


def test_above_thirty_rows_the_groups_that_do_not_bind_fold_to_one_row_with_their_count():
    groups = many(5, "In force", binds=True), many(MANY, "Ended")
    drawing = draw(Picture("Agreements", ON, groups), WINDOW, WIDE)
    words = said_in(drawing)
    assert "In force 4" in words
    assert "Ended 4" not in words
    assert {"Ended", "30", "number of them in operation"} <= set(words)
    assert of_class(drawing, "multi")


def test_up_to_thirty_rows_nothing_folds():
    drawing = draw(Picture("Agreements", ON, (many(MANY, "Ended"),)), WINDOW, WIDE)
    assert "Ended 29" in said_in(drawing)


def test_the_table_has_every_lane_even_where_the_picture_folds():
    table = table_of(Picture("Agreements", ON, (many(MANY + 10, "Ended"),)))
    assert len(table.blocks[0].rows) == MANY + 10


def test_of_more_than_a_hundred_lanes_it_tells_the_first_of_long_groups_and_links_to_the_rest():
    groups = many(FIRST_TOLD + 5, "In force"), replace(many(MOST_TOLD, "Ended"), listed_at="?status=ended")
    short, long = table_of(Picture("Agreements", ON, groups)).blocks
    assert (len(short.rows), short.left_out) == (FIRST_TOLD + 5, 0)
    assert (len(long.rows), long.left_out, long.total) == (FIRST_TOLD, MOST_TOLD - FIRST_TOLD, MOST_TOLD)
    assert "90 more of 100" in render_to_string(
        "treaties/picture/table.html", {"table": table_of(Picture("A", ON, groups))}
    )
    nowhere = Picture("Agreements", ON, (many(MOST_TOLD + 1, "Ended"),))
    assert table_of(nowhere).blocks[0].left_out == 0


def test_of_many_steps_the_table_tells_the_last_of_each_year():
    steps = [Step(date(1950 + n // 4, 1 + n % 4, 1), n) for n in range(MOST_STEPS + 4)]
    table = table_of(Picture("Agreements", ON, (), Strip("Bound", "number", tuple(steps))))
    assert table.is_yearly
    assert table.steps[:2] == [("1 April 1950", 3, 0), ("1 April 1951", 7, 0)]


def test_density_counts_what_ran():
    assert density_of(many(3, "Ended")).steps == (Step(date(1995, 1, 1), 3), Step(date(2005, 1, 1), 0))


def test_the_strip_steps_up_with_its_numbers_and_pales_after_the_line():
    strip = Strip("Multilateral", "bound by both", (Step(date(1992, 9, 12), 2), Step(date(2000, 5, 29), 10, 1)))
    drawing = draw(picture(strip=strip), WINDOW, WIDE)
    assert len(of_class(drawing, "multi")) == 2
    assert len(of_class(drawing, "multi-maybe")) == 1
    assert {"2", "10"} <= set(said_in(drawing))
    assert strip.on(date(1999, 1, 1)).certain == 2
    assert strip.on(date(1990, 1, 1)).certain == 0


def test_the_table_says_what_the_picture_shows():
    spells = (
        Spell(Phase.WAITING, date(1997, 8, 1), date(2001, 8, 2)),
        Spell(Phase.IN_FORCE, date(2001, 8, 2), None, how="register"),
    )
    acts = (
        act(MarkKind.ENTERED, "2001-08-02"),
        act(MarkKind.SIGNED, "1997-08-01"),
        Mark(MarkKind.NOTICE, None, "Notice"),
    )
    entries = list(entries_of(lane(*spells, acts=acts)))
    assert [entry.what for entry in entries] == [
        "signed",
        "entry into force",
        "Notice",
        *(str(spell.phase.label) for spell in spells),
    ]
    assert entries[2].since == str(NOT_ON_RECORD)
    assert (entries[-1].since, entries[-1].until, entries[-1].how) == ("2 August 2001", "no end on record", "register")


@given(st.lists(st.dates(date(1993, 1, 1), date(2027, 1, 1)), max_size=12))
def test_the_marks_of_the_drawings_are_those_of_the_table(days):
    found = picture(lane(acts=tuple(Mark(MarkKind.CHANGED, PartialDate.of(day), "Amendment") for day in days)))
    in_table = sum(entry.is_mark for block in table_of(found).blocks for rows in block.rows for entry in rows.entries)
    assert [draw(found, WINDOW, frame).drawn for frame in FRAMES] == [in_table, in_table] == [len(days)] * 2


HOSTILE = '</text><script>alert("1")</script>&amp; <b>’é漢\x00\x1b\ud800'


def test_titles_and_words_are_escaped():
    found = Picture(
        HOSTILE,
        ON,
        (Group(HOSTILE, (lane(title=HOSTILE, notes=(HOSTILE,)),), binds=True),),
        Strip(HOSTILE, HOSTILE, (Step(date(1993, 1, 1), 3),)),
        (flag("2020-01-01", HOSTILE),),
    )
    for frame in FRAMES:
        drawing = draw(found, WINDOW, frame)
        assert not list(svg(drawing).iter("script"))
        assert not list(svg(drawing).iter("b"))
        assert "<script" not in drawing.body


def test_a_drawing_is_safe_for_a_template_and_has_nothing_that_a_strict_policy_forbids():
    drawing = draw(picture(lane(Spell(Phase.IN_FORCE, date(2000, 1, 1), None))), WINDOW, WIDE)
    assert isinstance(drawing.body, shapes.Svg)
    names = {name for element in svg(drawing).iter() for name in element.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert not {element.tag for element in svg(drawing).iter()} & {"a", "style", "script", "image", "foreignObject"}


spell_values = st.builds(
    Spell,
    st.sampled_from(Phase),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(spell_values, max_size=5), st.dates(), st.integers(1, 2998), st.integers(1, 500))
def test_whatever_is_on_record_a_well_formed_drawing_comes_out(spells, on, first, length):
    window = Window(date(first, 1, 1), date(min(first + length, 2999), 1, 1))
    for frame in FRAMES:
        drawing = draw(picture(lane(*spells, notes=("a note",)), on=on), window, frame)
        for bar in svg(drawing).iter("rect"):
            if (bar.get("class") or "").startswith("b-"):
                assert float(bar.get("x", 0)) >= frame.left - 0.1
                assert float(bar.get("x", 0)) + float(bar.get("width", 0)) <= frame.right + 0.1
