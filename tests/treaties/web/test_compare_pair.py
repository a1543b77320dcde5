"""Comparing a pair: the groups of the pair's page, with what stands between the two and with unions."""

from datetime import date

import pytest
from django.test import Client

from tests.treaties.web.pages import words
from treaties.queries.country_pair import country_pair
from treaties.queries.differences import Point, pair_difference
from treaties.queries.pair_details import two_parties
from treaties.vocabulary import PairGroup

pytestmark = pytest.mark.django_db
PAIR = "/pairs/AZ-US/compare/"


@pytest.mark.parametrize("before", [date(1960, 1, 1), date(1995, 1, 1), date(2013, 12, 31)])
def test_what_moved_is_what_the_two_pages_group_otherwise(before: date) -> None:
    one, other = two_parties("AZ", "US")
    after = date(2024, 10, 5)
    then, now = (
        {row.agreement.slug: row.group for row in country_pair(one, other, on=day).rows} for day in (before, after)
    )
    moved = {move.agreement.slug for move in pair_difference(Point(before), Point(after), (one, other)).moves}
    nothing = PairGroup.NOT_YET
    assert moved == {slug for slug in {*then, *now} if then.get(slug, nothing) is not now.get(slug, nothing)}
    assert moved


def test_the_page_shows_them_before_the_statuses(client: Client) -> None:
    page = words(client.get(f"{PAIR}?from_on=2013&on=2024-10-05"))
    assert "15 statuses differ. Between the two, 5 agreements stand otherwise." in page
    assert "Open Skies (air transport) Not on record that day In force, on press only some day between" in page
    assert page.index("Between the two as the pair’s page shows it") < page.index("Status by status")


def test_nothing_moved_is_said(client: Client) -> None:
    page = words(client.get(f"{PAIR}?from_on=2024-10-04&on=2024-10-05"))
    assert "no status differs. Between the two, no agreement stands otherwise." in page


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("?from_on=2024-02-31", "is not a day of the calendar"),
        ("?from_known_at=999999&on=2024", "The record has no block 999999 yet"),
        ("?from_on=2013&from_on=2014", "given 2 times"),
        ("?from_on=2013&on=10000", "10000"),
        ("?from_on=%00", "Nothing was compared"),
    ],
)
def test_what_is_not_understood_is_kept_and_said(client: Client, asked: str, message: str) -> None:
    answer = client.get(f"{PAIR}{asked}")
    assert answer.status_code == 400
    assert message in words(answer)
