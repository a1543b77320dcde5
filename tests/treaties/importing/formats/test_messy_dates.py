"""Dates of researchers' tables: as exact as ours can say them, else the period that they leave open."""

import pytest

from treaties.dates import DateNotUnderstood
from treaties.importing.formats.messy_dates import Messy, read_messy


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("1975-10", "1975-10"),
        ("1978-02-17?", "1978-02-17?"),
        ("1990-01-15~", "1990-01-15~"),
        ("1981-09..1981-10", "1981-09/1981-10"),
        ("1981-09-XX..1981-10-XX", "1981-09/1981-10"),
        ("..1918-11-11", "../1918-11-11"),
        ("1918-11-11..", "1918-11-11/.."),
        ("1918-11-11..9999-12-31", "1918-11-11/.."),
        ("{1990,1992}", "1990/1992"),
        ("[1990-01..1990-03]", "1990-01/1990-03"),
        ("1990/1991", "1990/1991"),
        ("1991-01-XX", "1991-01"),
        ("1991-XX-XX", "1991"),
        ("1991-XX-15", "1991"),
        ("1991-1X", "1991-10/1991-12"),
        ("1991-02-2X", "1991-02-20/1991-02-28"),
        ("199X", "1990/1999"),
        ("19XX?", "1900?/1999?"),
        ("~1990", "1990~"),
        ("?1991-01-01", "1991-01-01?"),
        ("1990-~01-15", "1990-01~"),
        ("1990~-01-15", "1990~"),
        ("1990%", "1989-01-01?/1991-12-31?"),
    ],
)
def test_a_date_is_read_as_the_period_that_it_leaves_open(given, day):
    read = read_messy(given)
    assert (read.day, bool(read.why)) == (day, given != day)


@pytest.mark.parametrize("given", ["", " ", "NA"])
def test_an_empty_field_says_nothing(given):
    assert read_messy(given) == Messy()


@pytest.mark.parametrize("given", ["9999-12-31", "9999-12", "9999"])
def test_the_year_9999_is_open_and_no_day(given):
    assert (read_messy(given).day, read_messy(given).is_open) == ("", True)


@pytest.mark.parametrize("given", ["2899-01-01", "2999-12-31", "0000", "0000-00-00", "XXXX", "XXXX-XX-XX"])
def test_other_placeholders_are_unknown_and_told(given):
    read = read_messy(given)
    assert (read.day, read.is_open, read.why) == ("", False, "stands for an unknown day")


@pytest.mark.parametrize(
    "given",
    ["03/04/1990", "1990-13", "1991-02-30", "-0044", "1990..1980", "..", "yesterday", "1990-02-3X", "١٩٩٠", "{}"],
)
def test_what_is_no_date_is_never_guessed(given):
    with pytest.raises(DateNotUnderstood):
        read_messy(given)
