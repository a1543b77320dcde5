"""Partly known days: what is read, what it bounds, what is refused, and how it is said."""

from datetime import date

import pytest

from treaties.dates import DateNotUnderstood, PartialDate, first_of, last_of, read_day, read_partial


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "certain_from"),
    [
        ("1997-08-01", "1997-08-01", "1997-08-01", "1997-08-01"),
        ("1997-08", "1997-08-01", "1997-08-31", "1997-09-01"),
        ("1996-02", "1996-02-01", "1996-02-29", "1996-03-01"),
        ("1997", "1997-01-01", "1997-12-31", "1998-01-01"),
        ("1997-08-01?", "1997-08-01", "1997-08-01", "1997-08-02"),
        ("1997?", "1997-01-01", "1997-12-31", "1998-01-01"),
        ("1997~", "1996-01-01", "1998-12-31", "1999-01-01"),
        ("1997-01~", "1996-12-01", "1997-02-28", "1997-03-01"),
        ("1997-03-01~", "1997-02-28", "1997-03-02", "1997-03-03"),
        ("1990-10/1990-11", "1990-10-01", "1990-11-30", "1990-12-01"),
        ("2013-12/2014", "2013-12-01", "2014-12-31", "2015-01-01"),
        ("../1918", None, "1918-12-31", "1919-01-01"),
        ("1918/..", "1918-01-01", None, None),
        ("9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31"),
        ("9999", "9999-01-01", "9999-12-31", None),
    ],
)
def test_bounds(text, earliest, latest, certain_from):
    def day(given):
        return given and date.fromisoformat(given)

    partial = PartialDate.parse(text)
    assert (partial.earliest, partial.latest, partial.certain_from) == (day(earliest), day(latest), day(certain_from))
    assert str(partial) == text


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "1997-02-31", "1997-13", "0000", "97", "1997-8-1", "1997/1996", "../..", "1997-08-01T00:00",
     "١٩٩٧", "1997-08-01\x00", "2013–2014", "/", "1/2/3", "9999~", "0001~", "inf", "-0044", "19970801"],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(text):
    with pytest.raises(DateNotUnderstood, match="“"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("5 October 2024", "2024-10-05"),
        ("5. oct 2024", "2024-10-05"),
        ("05 Oct. 2024", "2024-10-05"),
        ("Aug 1997", "1997-08"),
        ("2013", "2013"),
        ("by 6 Feb 2025", "../2025-02-06"),
        ("before 1918", "../1918"),
        ("about 1990", "1990~"),
        ("since 2025-02-06", "2025-02-06/.."),
        ("  1997-08-01 ", "1997-08-01"),
        ("../1918", "../1918"),
    ],
)
def test_what_people_type(typed, text):
    assert str(read_partial(typed)) == text


@pytest.mark.parametrize(
    "typed", ["31 February 2024", "5 Okt 2024", "Ma 1997", "by about 1990", "1 2 3", "5 October", "a" * 10_000]
)
def test_what_people_mistype(typed):
    with pytest.raises(DateNotUnderstood):
        read_partial(typed)


@pytest.mark.parametrize(
    ("typed", "day"), [("2013", "2013-12-31"), ("Feb 2024", "2024-02-29"), ("2024-10-05", "2024-10-05")]
)
def test_a_question_about_a_year_or_a_month_means_its_last_day(typed, day):
    assert read_day(typed) == date.fromisoformat(day)


@pytest.mark.parametrize("typed", ["../1918", "2013~", "2013?", "2013/2014", "yesterday", ""])
def test_a_question_needs_one_day(typed):
    with pytest.raises(DateNotUnderstood):
        read_day(typed)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2013-12/2014", 60, "2018-12/2019"),
        ("2003", 120, "2013"),
        ("2004-02-29", 12, "2005-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("1999-12", 1, "2000-01"),
        ("../1918", 12, "../1919"),
        ("2003?", 12, "2004?"),
    ],
)
def test_a_term_ends_on_the_same_numbered_day_as_precisely_as_it_began(start, months, end):
    assert str(PartialDate.parse(start).plus(years=months // 12, months=months % 12)) == end


@pytest.mark.parametrize(
    ("dates", "last"),
    [
        (["2000-01-01", "2000-03-01"], "2000-03-01"),
        (["2000", "2000-06-01"], "2000-06-01/2000-12-31"),
        (["2000-06-01", "../2001"], "2000-06-01/2001-12-31"),
        (["1999/..", "2000"], "2000-01-01/.."),
        (["2000?", "1999"], "2000?"),
        (["../1999", "../1998"], "../1999"),
    ],
)
def test_the_last_of_several(dates, last):
    assert str(last_of(map(PartialDate.parse, dates))) == last
    assert str(last_of(map(PartialDate.parse, reversed(dates)))) == last


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["2000-01-01", "2000-03-01"], "2000-01-01"),
        (["2000", "2000-06-01"], "2000-01-01/2000-06-01"),
        (["2000-06-01", "../2001"], "../2000-06-01"),
        (["1999/..", "2000"], "1999-01-01/2000-12-31"),
    ],
)
def test_the_first_of_several(dates, first):
    assert str(first_of(map(PartialDate.parse, dates))) == first
    assert str(first_of(map(PartialDate.parse, reversed(dates)))) == first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1997-08-01", "1 August 1997"),
        ("1997-08?", "August 1997 (uncertain)"),
        ("1997~", "about 1997"),
        ("2013-12/2014", "between December 2013 and 2014"),
        ("../2025-02-06", "by 6 February 2025"),
        ("1918/..", "on or after 1918"),
    ],
)
def test_words(text, words):
    assert PartialDate.parse(text).words() == words
