"""Which link may be made, by the days of the appeal and of the decision; the database says the same."""

from dataclasses import replace
from typing import Any

import pytest

from appeals.actions.links import make_link
from appeals.models import Appeal, Link
from appeals.rules.links import LinkCase, check, matching_demand
from appeals.vocabulary import ASKS_FOR, DemandAction, Grade, LinkRelation
from tests.factories.record import a_block, invented_agreement, record
from treaties.dates import PartialDate
from treaties.rules.findings import Refused
from treaties.vocabulary import Act

EARLIER = [relation for relation in LinkRelation if relation.needs_earlier_appeal]


def case(relation, issued_on="2024-10-05", grade=Grade.A, quotation="words", **dates):
    days: dict[str, Any] = {name: PartialDate.parse(text) for name, text in dates.items()}
    return LinkCase(relation=relation, issued_on=PartialDate.parse(issued_on), grade=grade, quotation=quotation, **days)


def verdict(*args, **kwargs):
    """``refused``, ``warned`` or ``made``."""
    try:
        return "warned" if check(case(*args, **kwargs)) else "made"
    except Refused:
        return "refused"


@pytest.mark.parametrize("relation", EARLIER)
@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("2024-10-06", "made"),
        ("2024-10-05", "refused"),
        ("2024-10-04", "refused"),
        ("2024-10", "warned"),
        ("2024-09", "refused"),
        ("../2025-02-06", "warned"),
        ("2025-01/..", "made"),
    ],
)
def test_an_appeal_that_was_not_earlier_asked_for_nothing(relation, decision, expected):
    assert verdict(relation, done_on=decision) == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [("2024-10-04", "made"), ("2024-10-05", "refused"), ("2024-10-06", "refused"), ("2024-10", "warned")],
)
def test_an_appeal_that_was_not_later_followed_nothing(decision, expected):
    assert verdict(LinkRelation.FOLLOWED, done_on=decision) == expected


@pytest.mark.parametrize(
    ("asked", "act", "expected"),
    [
        (DemandAction.TERMINATE, Act.NOTICE_OF_TERMINATION, "made"),
        (DemandAction.END_PROGRAMME, Act.LAPSE, "made"),
        (DemandAction.NOT_EXTEND, Act.EXPIRY, "made"),
        (DemandAction.NOT_EXTEND, Act.NOTICE_OF_TERMINATION, "refused"),
        (DemandAction.STOP_NEGOTIATING, Act.NOTICE_OF_TERMINATION, "refused"),
        (DemandAction.SUSPEND, Act.ENTRY_INTO_FORCE, "refused"),
        (DemandAction.OTHER, Act.RATIFICATION, "made"),
        (None, Act.NOTICE_OF_TERMINATION, "refused"),
    ],
)
def test_requested_needs_a_demand_that_asks_for_such_an_act(asked, act, expected):
    later = replace(case(LinkRelation.REQUESTED, done_on="2025-01-01"), asked=asked, act=act)
    finding = matching_demand(later)
    assert (finding.code if finding else None) == ("matching_demand" if expected == "refused" else None)


def test_every_kind_of_demand_says_which_acts_it_asks_for():
    assert set(ASKS_FOR) == set(DemandAction)


@pytest.mark.parametrize("decision", ["2024-10-04", "2024-10-05", "2024-10-06", "2024"])
def test_an_act_can_be_supported_before_and_after(decision):
    assert verdict(LinkRelation.SUPPORTED, done_on=decision) == "made"


def test_the_decision_is_the_earliest_of_done_and_received():
    assert verdict(LinkRelation.REQUESTED, done_on="2024-09-01", received_on="2024-11-01") == "refused"
    assert verdict(LinkRelation.REQUESTED, done_on="2024-11-01", received_on="2024-09-01") == "refused"


def test_the_effect_is_no_decision_where_one_is_known():
    assert verdict(LinkRelation.REQUESTED, done_on="2024-11-01", effective_on="2024-01-01") == "made"
    assert verdict(LinkRelation.REQUESTED, effective_on="2024-06-01") == "refused"
    assert verdict(LinkRelation.FOLLOWED, effective_on="2024-06-01") == "made"


def test_an_imprecise_appeal_is_warned_of():
    assert verdict(LinkRelation.REQUESTED, issued_on="2024", done_on="2024-05-01") == "warned"
    assert verdict(LinkRelation.REQUESTED, issued_on="2024", done_on="2023-05-01") == "refused"


@pytest.mark.parametrize(
    ("grade", "quotation", "expected"),
    [(Grade.A, "words", "made"), (Grade.B, "words", "made"), (Grade.C, "words", "refused"), (Grade.A, " ", "refused")],
)
def test_a_ground_is_cited_by_somebody_who_can_be_quoted(grade, quotation, expected):
    assert verdict(LinkRelation.CITED_AS_GROUND, done_on="2025", grade=grade, quotation=quotation) == expected


def test_a_refusal_says_both_days_and_what_is_left():
    with pytest.raises(Refused) as refused:
        check(case(LinkRelation.REQUESTED, done_on="2024-06"))
    (finding,) = refused.value.findings
    assert (finding.code, finding.field) == ("chronology", "relation")
    assert finding.sentence == (
        "The decision was taken by 30 June 2024, the appeal was not issued before 5 October 2024: “requested” needs an "
        "appeal that came first. It can only be “followed” or “supported”."
    )


@pytest.mark.django_db
def test_the_demand_must_be_one_of_the_appeal():
    letter, other = (Appeal.objects.get(slug__startswith=start) for start in ("milli-majlis", "congress"))
    change = record(invented_agreement(), Act.SIGNATURE, done_on="2026-01-01").change
    with a_block() as block, pytest.raises(Refused, match="not one of this appeal"):
        make_link(
            block,
            appeal=letter,
            demand=other.demands.first(),
            status_change=change,
            relation=LinkRelation.REQUESTED,
        )
    assert not Link.objects.filter(status_change=change).exists()
