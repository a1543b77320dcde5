"""A demand is unanswered once its clock has run out with neither an answer nor an outcome on record."""

from datetime import date

import pytest

from appeals.actions.corrections import retract_response
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.models import Appeal, Demand
from appeals.queries.unanswered import DAYS_TO_ANSWER, longest_unanswered, unanswered
from appeals.vocabulary import OutcomeKind, ResponseKind
from tests.factories.record import a_block, invented_source, partial
from treaties.actions.sources import Cite

pytestmark = pytest.mark.django_db
LATER = date(2025, 3, 1)


@pytest.fixture
def appeal():
    return letter("a-letter", "2025-01-01")


def letter(slug, issued, deadline=""):
    with a_block():
        appeal = Appeal.objects.create(
            slug=slug,
            title="A letter",
            kind="letter_of_members",
            issuing_body="A parliament",
            addressee_office="The minister",
            issued_on=partial(issued),
            text_held="full",
        )
        Demand.objects.create(
            appeal=appeal, ordinal=1, action="terminate", heading="End it", deadline=partial(deadline)
        )
    return appeal


def respond(appeal, kind):
    given = ResponseGiven(kind=kind, by="The minister", summary="Later", responded_on=partial("2025-01-20"))
    cites = [Cite(invented_source())]
    with a_block() as block:
        return record_response(block, appeal=appeal, given=given, cites=cites)


def is_unanswered(appeal, *, on=LATER):
    return unanswered(on=on).filter(appeal=appeal).exists()


def test_the_clock_runs_for_its_days_and_not_a_day_less(appeal):
    assert DAYS_TO_ANSWER == 30
    assert not is_unanswered(appeal, on=date(2025, 1, 31))
    assert is_unanswered(appeal, on=date(2025, 2, 1))


@pytest.mark.parametrize(
    ("issued", "deadline", "first"),
    [
        ("2025-01-01", "2025-02-15", date(2025, 2, 16)),
        ("2025-01-01", "2025-01-10", date(2025, 1, 11)),
        ("2025-01", "", date(2025, 3, 3)),
        ("2025-01-01", "2025-02", date(2025, 3, 1)),
    ],
    ids=["a later deadline", "an earlier deadline", "an appeal of some day in a month", "a deadline of a month"],
)
def test_it_runs_to_the_last_possible_day(issued, deadline, first):
    appeal = letter("another", issued, deadline)
    assert not is_unanswered(appeal, on=date.fromordinal(first.toordinal() - 1))
    assert is_unanswered(appeal, on=first)


@pytest.mark.parametrize("kind", [kind for kind in ResponseKind if kind is not ResponseKind.STATEMENT])
def test_an_answer_stops_it_and_one_that_was_retracted_does_not(appeal, kind):
    response = respond(appeal, kind)
    assert not is_unanswered(appeal)
    with a_block() as block:
        retract_response(block, response=response, reason="Another letter was answered")
    assert is_unanswered(appeal)


def test_a_public_statement_is_no_answer(appeal):
    respond(appeal, ResponseKind.STATEMENT)
    assert is_unanswered(appeal)


def test_an_outcome_stops_it(appeal):
    with a_block() as block:
        given = OutcomeGiven(kind=OutcomeKind.REJECTED, asserted_by="The minister")
        record_outcome(block, demand=appeal.demands.get(), given=given)
    assert not is_unanswered(appeal)


def test_the_oldest_come_first_and_are_counted_in_one_statement(appeal, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = longest_unanswered(on=LATER, most=3)
    days = [one.days for one in found.rows]
    assert len(days) == 3
    assert found.count == unanswered(on=LATER).count() == 8
    assert days == sorted(days, reverse=True)
    last = longest_unanswered(on=LATER, most=100).rows[-1]
    assert (last.demand.appeal, last.days, last.overdue) == (appeal, 59, 29)
