"""Status changes: the order of the list, its filters, and the appeals beside each act."""

import pytest

from tests.factories.record import invented_agreement, record
from tests.treaties.api.asking import ask, refusal, walk
from treaties.models import StatusChange
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


def test_acts_come_in_the_order_of_the_day_that_counts() -> None:
    acts = walk("/status-changes/", page_size=40)
    days = [act["operative_on"]["earliest"] or act["operative_on"]["latest"] for act in acts]
    assert days == sorted(days)
    assert len(acts) == StatusChange.objects.count()


def test_of_several_dates_the_one_that_counts_is_named() -> None:
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, done_on="2001-01-01")
    change = record(agreement, Act.RATIFICATION, by="XAA", done_on="2001-02-01", received_on="2001-03-01").change
    assert ask(f"/status-changes/{change.slug}/")["operative_on"]["edtf"] == "2001-03-01"


@pytest.mark.parametrize("act", ["signature", "accession"])
def test_the_list_is_filtered_by_act(act: str) -> None:
    assert {one["act"] for one in walk("/status-changes/", act=act)} == {act}


def test_the_list_is_filtered_by_agreement_and_by_whose_act_it_is() -> None:
    found = walk("/status-changes/", agreement="iccpr-1966", party="United States")
    assert [(one["act"], one["by"]["code"]) for one in found][:2] == [("signature", "US"), ("ratification", "US")]
    assert {one["agreement"]["slug"] for one in found} == {"iccpr-1966"}


def test_an_unknown_agreement_is_refused_and_not_answered_with_nothing() -> None:
    assert refusal("/status-changes/", agreement="no-such")["code"] == "unknown_agreement"


def test_an_act_names_its_appeals_with_relation_and_grade() -> None:
    lapse, notice = "usaid-arrangement-lapse", "usaid-arrangement-notice-of-termination-az"
    found = {act["slug"]: act["appeals"] for act in walk("/status-changes/", agreement="usaid-arrangement")}
    assert [(link["relation"], link["grade"], link["demand"]) for link in found[lapse]] == [("followed", "E", 6)]
    assert [(link["relation"], link["in_part"]) for link in found[notice]] == [("requested", True)]
    assert ask(f"/status-changes/{notice}/")["appeals"] == found[notice]


def test_an_act_that_no_appeal_is_linked_to_says_so() -> None:
    assert ask("/status-changes/bit-azerbaijan-united-states-1997-signature/")["appeals"] == []


def test_a_predecessor_is_named_where_it_did_the_act() -> None:
    found = [act for act in walk("/status-changes/", page_size=100) if act["done_by_predecessor"]]
    assert all(act["done_by_predecessor"]["code"] == "SU" for act in found)


def test_an_unknown_slug_is_a_problem() -> None:
    assert refusal("/status-changes/no-such/", status=404)["code"] == "not_found"
