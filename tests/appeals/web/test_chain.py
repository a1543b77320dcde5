"""The chain drawn: nothing overlaps and nothing is cut, whatever number of letters, responses and acts there is."""

import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.web.chain import Lane, Station
from appeals.web.chain_picture import MOST, ChainPicture, Placed, draw_phone, draw_wide, place_phone, place_wide
from treaties.dates import PartialDate

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzəşç", min_size=1, max_size=60), min_size=1, max_size=14)
DAYS = st.sampled_from([None, "2024", "2024-10-05", "../2025-02-06", "2013-12/2014"])


def station(lane: Lane = Lane.ACT, name: str = "A letter", *, relations: tuple[str, ...] = ("answers it",), **more):
    return Station(lane, PartialDate.parse("2024-10-05"), name, "to: an office", "appeal", relations, **more)


THIS = station(Lane.LETTER, "This letter", relations=(), is_this=True)
OTHERS = st.builds(
    lambda lane, day, name, relations, weak, here: Station(
        lane,
        PartialDate.parse(day) if day else None,
        " ".join(name),
        " ".join(name[:3]),
        "act",
        tuple(" ".join(words) for words in relations),
        is_weak=weak,
        points_here=here,
    ),
    st.sampled_from(Lane),
    DAYS,
    WORDS,
    st.lists(WORDS, min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)
CHAINS = st.tuples(st.lists(OTHERS, max_size=9), st.lists(OTHERS, max_size=9)).map(lambda two: [*two[0], THIS, *two[1]])


def boxes(placed: list[Placed]) -> list:
    return [box for one in placed for box in (one.box, one.label) if box]


@pytest.mark.slow
@given(CHAINS)
def test_no_two_boxes_and_no_two_words_meet(stations):
    for placed in (place_wide(stations), place_phone(stations)):
        assert not [pair for pair in combinations(boxes(placed), 2) if pair[0].meets(pair[1])]


@pytest.mark.slow
@given(CHAINS)
def test_all_is_within_the_drawing_and_no_name_is_cut(stations):
    picture = ChainPicture(stations)
    for placed, drawing in (
        (place_wide(picture.drawn), draw_wide(picture.drawn)),
        (place_phone(picture.drawn), draw_phone(picture.drawn)),
    ):
        assert all(box.x >= 0 and box.x + box.width <= drawing.width for box in boxes(placed))
        assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in boxes(placed))
        assert ["".join(one.title).replace(" ", "") for one in placed] == [
            one.name.replace(" ", "") for one in picture.drawn
        ]
        assert ET.fromstring(f"<svg>{drawing.body}</svg>") is not None


def test_the_newest_are_drawn_and_the_others_counted():
    others = [station(name=f"Act {number}") for number in range(20)]
    picture = ChainPicture([THIS, *others])
    assert len(picture.drawn) == MOST
    assert picture.drawn[0] is THIS
    assert picture.drawn[-1].name == "Act 19"
    assert picture.more == "+ 9 earlier, in the list below"
    assert all(picture.more in drawing.body for drawing in picture.drawings)
    assert picture.more in picture.description


def test_an_appeal_alone_has_no_arrow():
    drawing = draw_wide([THIS])
    assert "c-line" not in drawing.body
    assert "c-head" not in drawing.body


def test_weak_grades_are_dashed_and_the_grade_is_said():
    drawing = draw_wide([THIS, station(relations=("followed · grade E",), is_weak=True)])
    assert "c-line c-weak" in drawing.body
    assert "followed · grade E" in drawing.body
    assert "c-weak" not in draw_wide([THIS, station(relations=("cited as ground · grade A",))]).body


def test_the_description_says_all_of_it():
    picture = ChainPicture([station(Lane.RESPONSE, "A minister", relations=("public statement",)), THIS])
    assert picture.description == (
        "5 October 2024, appeal: A minister (public statement). 5 October 2024, appeal: This letter."
    )
