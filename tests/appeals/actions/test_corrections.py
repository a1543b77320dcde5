"""What came back to an appeal is mended by further rows; what was known before stays known for then."""

import pytest
from django.db import IntegrityError, transaction

from appeals.actions.corrections import correct_outcome, correct_response, retract_outcome, retract_response
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.models import AppealCorrection, Demand, Outcome, Response
from appeals.vocabulary import OutcomeKind, ResponseKind
from tests.factories.record import a_block, invented_source
from treaties.actions.sources import Cite
from treaties.models import Block
from treaties.rules.findings import Refused

pytestmark = pytest.mark.django_db
NOTED = ResponseGiven(kind=ResponseKind.HOLDING, by="The office", summary="Noted.")
ANSWERED = ResponseGiven(kind=ResponseKind.SUBSTANTIVE, by="The office", summary="Answered.")
GRANTED = OutcomeGiven(kind=OutcomeKind.GRANTED, asserted_by="The office")
REJECTED = OutcomeGiven(kind=OutcomeKind.REJECTED, asserted_by="The office")


@pytest.fixture
def demand() -> Demand:
    return Demand.objects.order_by("pk")[0]


@pytest.fixture
def cites() -> list[Cite]:
    return [Cite(invented_source())]


def head() -> int:
    return Block.objects.latest("no").no


def test_a_response_is_corrected_and_then_retracted(demand, cites):
    with a_block() as block:
        first = record_response(block, appeal=demand.appeal, given=NOTED, cites=cites)
    known = head()
    with a_block() as block:
        correction = correct_response(block, response=first, given=ANSWERED, reason="Misread.", cites=cites)
    second = correction.replacement_response
    assert second
    ours = Response.objects.filter(pk__in=[first.pk, second.pk])
    assert (list(ours.standing(known)), list(ours.standing())) == ([first], [second])
    with a_block() as block:
        retracted = retract_response(block, response=second, reason="It was another office.", cites=cites)
    assert retracted.is_retraction
    assert [list(ours.standing(at)) for at in (known, known + 1, None)] == [[first], [second], []]
    assert retracted.citations.count() == 1


def test_an_outcome_is_corrected_and_then_retracted(demand, cites):
    with a_block() as block:
        first = record_outcome(block, demand=demand, given=GRANTED, cites=cites)
        mended = correct_outcome(block, outcome=first, given=REJECTED, reason="A misprint.", cites=cites)
    second = mended.replacement_outcome
    assert second
    with a_block() as block:
        retract_outcome(block, outcome=second, reason="Nobody said so.")
    assert list(Outcome.objects.filter(pk__in=[first.pk, second.pk]).standing()) == []
    assert [row.kind for row in (first, second)] == [OutcomeKind.GRANTED, OutcomeKind.REJECTED]


def test_a_row_is_mended_once_and_with_a_reason(demand, cites):
    with a_block() as block:
        outcome = record_outcome(block, demand=demand, given=GRANTED, cites=cites)
        with pytest.raises(Refused, match="Say why") as refused:
            retract_outcome(block, outcome=outcome, reason="  ")
        assert [finding.code for finding in refused.value.findings] == ["no_reason"]
        retract_outcome(block, outcome=outcome, reason="Nobody said so.")
        with pytest.raises(Refused, match="already corrected or retracted"):
            correct_outcome(block, outcome=outcome, given=REJECTED, reason="Again.", cites=cites)


def test_a_response_is_corrected_with_a_source(demand, cites):
    with a_block() as block:
        response = record_response(block, appeal=demand.appeal, given=NOTED, cites=cites)
    with pytest.raises(Refused, match="with the source"), a_block() as block:
        correct_response(block, response=response, given=ANSWERED, reason="Misread.", cites=[])
    assert list(Response.objects.filter(pk=response.pk).standing()) == [response]


def test_the_database_refuses_a_replacement_about_another_demand(demand, cites):
    other = Demand.objects.exclude(pk=demand.pk)[0]
    with a_block() as block:
        of_one = record_outcome(block, demand=demand, given=GRANTED, cites=cites)
        of_other = record_outcome(block, demand=other, given=REJECTED, cites=cites)
        wrong = AppealCorrection(outcome=of_one, replacement_outcome=of_other, reason="No.")
        with pytest.raises(IntegrityError, match="about the same appeal"), transaction.atomic():
            wrong.save()
