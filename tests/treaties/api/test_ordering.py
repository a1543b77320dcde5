"""Lists in the orders that they offer: rows that tie are met once, whatever the order and the size of the page."""

import pytest

from tests.factories.appeals import invented_appeal
from tests.factories.record import invented_agreement, record
from tests.treaties.api.asking import ask, refusal, walk
from treaties.api.v1.agreements import AgreementOrder
from treaties.api.v1.sources import SourceOrder
from treaties.api.v1.status_changes import ActOrder
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def ties() -> None:
    """Seven agreements of one title, four of them signed on one day; their sources tie in everything but the slug."""
    for number in range(7):
        agreement = invented_agreement()
        if number < 4:
            record(agreement, Act.SIGNATURE, done_on="2001-02-03")


@pytest.mark.slow
def test_agreements_that_tie_are_met_once(ties: None) -> None:
    everything = sorted(row["slug"] for row in ask("/agreements/", party="XAA", page_size=100)["results"])
    for order in AgreementOrder:
        found = [row["slug"] for row in walk("/agreements/", party="XAA", order=order, page_size=2)]
        assert sorted(found) == everything, order
    assert len(everything) == 7


@pytest.mark.slow
def test_so_are_sources_and_acts(ties: None) -> None:
    for list_, orders in (("sources", SourceOrder), ("status-changes", ActOrder)):
        for order in orders:
            found = [row["slug"] for row in walk(f"/{list_}/", order=order, page_size=30)]
            assert len(found) == len(set(found))
            assert set(found) == {row["slug"] for row in walk(f"/{list_}/", page_size=100)}


def test_what_was_not_signed_comes_last_either_way(ties: None) -> None:
    for order in ("signed_on", "-signed_on"):
        days = [row["signed_on"] for row in walk("/agreements/", party="XAA", order=order, page_size=3)]
        assert [day and day["edtf"] for day in days] == ["2001-02-03"] * 4 + [None] * 3


def test_an_order_puts_in_order() -> None:
    titles = [row["title"] for row in walk("/agreements/", order="title", page_size=7)]
    assert titles == sorted(titles)
    assert [row["title"] for row in walk("/agreements/", order="-title", page_size=7)] == titles[::-1]
    signed = [row["signed_on"]["earliest"] for row in walk("/agreements/", order="-signed_on") if row["signed_on"]]
    assert signed == sorted(signed, reverse=True)


@pytest.mark.parametrize(
    ("given", "asked"), [("title", "slug"), ("title", "-title"), ("slug", "title"), ("-slug", "signed_on")]
)
def test_a_cursor_of_another_order_is_refused(given: str, asked: str) -> None:
    cursor = ask("/agreements/", order=given, page_size=1)["next"].rpartition("cursor=")[2]
    problem = refusal("/agreements/", order=asked, cursor=cursor)
    assert (problem["code"], problem["parameter"]) == ("invalid_cursor", "cursor")


@pytest.mark.slow
def test_a_walk_in_small_steps_meets_what_one_page_holds(ties: None) -> None:
    invented_appeal()
    for list_ in ("participations", "timelines", "clauses", "assertions", "demands", "links", "appeals"):
        whole = walk(f"/{list_}/", page_size=100)
        assert walk(f"/{list_}/", page_size=17) == whole
        assert whole
