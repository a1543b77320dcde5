"""The pair endpoint tells what stands between the two, and through which union one of them is bound."""

import pytest

from tests.factories.record import invented_agreement, invented_parties, last_block, record, retract
from tests.treaties.api.asking import ask
from tests.treaties.queries.test_through_unions import MEMBER, STATE, UNION, bind, join
from treaties.models import Agreement
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


def member(path: str, group: str, kind: str = "multilateral", **query: object) -> dict:
    answer = ask(path, **query)
    (found,) = answer[kind][group] if kind else answer[group]
    counts = answer["counts"][kind] if kind else answer["counts"]
    assert counts[group] == 1
    return found


@pytest.fixture
def objected() -> Agreement:
    agreement = bind(invented_agreement(is_bilateral=False, codes=("XAA", "XAB")), "XAA", "XAB")
    record(agreement, Act.RESERVATION, "XAB", done_on="1979-06-01")
    about = f"{agreement.slug}-reservation-xab"
    record(agreement, Act.PRECLUDING_OBJECTION, "XAA", received_on="1985-01-01", about=about)
    return agreement


def test_an_objection_stands_between_the_two_with_its_day_and_its_act(objected: Agreement) -> None:
    found = member("/pairs/XAA-XAB/", "not_between", on="2000-01-01")
    assert found["between"] == {
        "possible": ["precluded"],
        "certain": True,
        "since": {"edtf": "1985-01-01", "earliest": "1985-01-01", "latest": "1985-01-01"},
        "because": [f"{objected.slug}-precluding-objection-xaa"],
    }
    assert (found["group"], found["via"], found["since"]["edtf"]) == ("not_between", {}, "1985-01-01")
    assert {code: one["possible"] for code, one in found["standings"].items()} == {"XAA": ["party"], "XAB": ["party"]}


def test_before_it_and_as_known_before_it_the_two_are_bound(objected: Agreement) -> None:
    found = member("/pairs/XAA-XAB/", "in_force", on="1984-12-31")
    assert found["between"] == {"possible": ["applies"], "certain": True, "since": None, "because": []}
    assert member("/pairs/XAA-XAB/", "in_force", on="2000-01-01", known_at=last_block() - 1)["slug"] == objected.slug


def test_a_retracted_objection_stands_between_nobody(objected: Agreement) -> None:
    recorded = last_block()
    retract(objected.status_changes.get(act=Act.PRECLUDING_OBJECTION))
    assert member("/pairs/XAA-XAB/", "in_force", on="2000-01-01")["between"]["possible"] == ["applies"]
    assert member("/pairs/XAA-XAB/", "not_between", on="2000-01-01", known_at=recorded)["slug"] == objected.slug


def test_the_list_of_agreements_has_the_group_too(objected: Agreement) -> None:
    listed = ask("/agreements/", pair="XAA-XAB", on="2000-01-01", status="not_between")
    assert [one["slug"] for one in listed["results"]] == [objected.slug]


def test_a_member_is_answered_through_its_union() -> None:
    agreement = bind(invented_agreement(codes=(UNION, STATE)), UNION, STATE)
    join(MEMBER, "1990-01-01", "2020-01-01")
    invented_parties(STATE)
    found = member(f"/pairs/{MEMBER}-{STATE}/", "in_force", kind="", on="2000-01-01")
    assert found["slug"] == agreement.slug
    assert found["via"] == {
        MEMBER: {
            "union": {"code": UNION, "name": f"State of {UNION}", "url": f"/api/v1/parties/{UNION}/"},
            "member_since": {"edtf": "1990-01-01", "earliest": "1990-01-01", "latest": "1990-01-01"},
            "member_until": {"edtf": "2020-01-01", "earliest": "2020-01-01", "latest": "2020-01-01"},
            "member": True,
        }
    }
    assert found["standings"][MEMBER]["possible"] == ["party"]
    later = member(f"/pairs/{MEMBER}-{STATE}/", "ended", kind="", on="2021-01-01")
    assert later["via"][MEMBER]["member"] is False
