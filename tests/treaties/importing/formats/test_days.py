"""Days of registers: each cell by its own shape, and what could be read two ways is refused."""

from datetime import date

import pytest

from treaties.importing.formats.days import NoDay, day_in_words, spreadsheet_day, stands_for_nothing

DAY = date(2001, 8, 2)


@pytest.mark.parametrize("text", ["2001-08-02", "02/08/2001", "2/8/2001", "37105"])
def test_a_day_is_read_by_its_shape_with_the_day_before_the_month(text):
    assert spreadsheet_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("13/25/1997", "not a day of the calendar: the day comes first"),
        ("31/02/1997", "not a day of the calendar"),
        ("1997-02-30", "not a day of the calendar"),
        ("0000-01-01", "not a day of the calendar"),
        ("1997", "may be a year or the number of a day"),
        ("2/8/01", "is no day"),
        ("2.8.2001", "is no day"),
        ("37105.5", "is no day"),
        ("2001-8-2", "is no day"),
        ("999999", "the number of a day in the year 4637"),
        ("٢٠٠١-٠٨-٠٢", "is no day"),
        ("n/a", "is no day"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text, why):
    with pytest.raises(NoDay, match=why):
        spreadsheet_day(text)


def test_placeholders_are_no_days():
    assert all(map(stands_for_nothing, ["9999-12-31", "2999-01-01", "2899-01-01", "0000-00-00", "01/01/2899"]))
    assert not any(map(stands_for_nothing, ["2001-08-02", "", "9999", "2898-12-31"]))


def test_a_day_in_words():
    assert day_in_words("16 Aug 1996") == day_in_words("16 August 1996") == date(1996, 8, 16)
    for text in ("16 Agu 1996", "31 Feb 1996", "Aug 1996", "16 Aug 96", "16 08 1996"):
        with pytest.raises(NoDay):
            day_in_words(text)
