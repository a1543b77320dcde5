"""Pages by position: many ties, missing days, and cursors that nobody gave out."""

from datetime import date

import pytest

from tests.factories.record import a_block, invented_agreement, record
from tests.treaties.api.asking import ask, refusal, walk
from treaties.api.v1.cursors import NotACursor, cursor_for, position_in
from treaties.dates import PartialDate
from treaties.models import StatusChange
from treaties.queries.keyset import Position, page_of
from treaties.queries.lists import status_changes
from treaties.vocabulary import Act

DAY = date(2001, 2, 3)


@pytest.fixture
def many_ties(db: None) -> set[str]:
    """The slugs of forty acts of one day, and of five whose day has no earliest bound."""
    agreement = invented_agreement()
    days = [PartialDate.parse("../2001-02-03" if number % 9 == 0 else "2001-02-03") for number in range(45)]
    with a_block():
        acts = StatusChange.objects.bulk_create(
            StatusChange(agreement=agreement, slug=f"tied-{number}", act=Act.AMENDMENT, done_on=day)
            for number, day in enumerate(days)
        )
    return {act.slug for act in acts}


@pytest.mark.parametrize("size", [pytest.param(1, marks=pytest.mark.slow), 2, 7, 45, 100])
def test_tied_rows_are_neither_repeated_nor_skipped(many_ties: set[str], size: int) -> None:
    rows = status_changes().filter(slug__in=many_ties)
    found: list[str] = []
    position = None
    for _ in range(len(many_ties) + 1):
        page = page_of(rows, by="first_day", size=size, after=position)
        found += [change.slug for change in page.rows]
        position = page.goes_on_after
        if position is None:
            break
    assert position is None
    assert sorted(found) == sorted(many_ties)


def test_a_walk_over_the_api_meets_every_act_once(many_ties: set[str]) -> None:
    found = [act["slug"] for act in walk("/status-changes/", page_size=10)]
    assert len(found) == len(set(found)) == StatusChange.objects.count()
    assert many_ties <= set(found)


@pytest.mark.django_db
def test_a_day_without_an_earliest_bound_is_placed_by_its_latest() -> None:
    change = record(invented_agreement(), Act.SIGNATURE, done_on="../1850").change
    assert status_changes().get(slug=change.slug).first_day == date(1850, 12, 31)
    assert ask("/status-changes/", page_size=1)["results"][0]["slug"] == change.slug


@pytest.mark.django_db
def test_a_row_that_arrives_between_two_pages_moves_no_other() -> None:
    first = ask("/agreements/", page_size=5)
    invented_agreement(slug="aaa-arrived-later")
    rest = walk("/agreements/", page_size=5)
    later = [row["slug"] for row in ask("/agreements/", page_size=5)["results"]]
    assert later[0] == "aaa-arrived-later"
    assert [row["slug"] for row in first["results"]] == [row["slug"] for row in rest][1:6]


def test_a_cursor_gives_its_position_back() -> None:
    position = Position(DAY, 17)
    assert position_in(cursor_for(position, of="x"), of="x", sort=date.fromisoformat) == position


GENUINE = cursor_for(Position("iccpr-1966", 17), of="list_agreements")


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "1",
        "abc",
        "WyJhIiwxXQ",
        "WyJhIiwxXQ:" + "A" * 43,
        GENUINE[:-1],
        GENUINE + "x",
        GENUINE.replace(":", ""),
        "x" * 100_000,
        cursor_for(Position("iccpr-1966", 17), of="list_parties"),
        "é:ü",
        "..",
        ":",
    ],
)
def test_a_cursor_that_this_list_did_not_give_out_is_refused(forged: str) -> None:
    with pytest.raises(NotACursor):
        position_in(forged, of="list_agreements")


@pytest.mark.django_db
def test_a_forged_cursor_is_a_problem() -> None:
    problem = refusal("/agreements/", cursor=GENUINE + "x")
    assert (problem["code"], problem["parameter"]) == ("invalid_cursor", "cursor")


@pytest.mark.django_db
def test_a_cursor_of_another_list_is_a_problem() -> None:
    cursor = ask("/agreements/", page_size=1)["next"].rpartition("cursor=")[2]
    assert refusal("/parties/", cursor=cursor)["code"] == "invalid_cursor"
