"""Deadlines in the API."""

from typing import Any

import pytest
import time_machine

from tests.factories.watched import noticed_otherwise, renewed_tacitly
from tests.treaties.api.asking import ask, refusal, walk
from tests.treaties.api.histories import head

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-06-01", tick=False)
def test_what_is_due_from_today_on() -> None:
    renewed_tacitly()
    answer = ask("/deadlines/", party="XAA", until="2029-01-01")
    assert (answer["from"], answer["known_at"]["block"], answer["next"]) == ("2026-06-01", head(), None)
    first, second = answer["results"]
    assert (first["kind"], first["day"]["edtf"], first["computed"]) == ("last_day_for_notice", "2027-10-01", True)
    assert ask("/deadlines/", party="XAA", **{"from": "2027"})["from"] == "2027-01-01"
    assert (first["agreement"]["slug"], first["uid"]) == ("renewed", "renewed/last_day_for_notice/1")
    assert (second["after_term"], second["notice_by"]["edtf"], second["term"]) == ("renewed", "2027-10-01", 1)
    assert second["follows"] == "It is renewed tacitly for 10 years unless notice is given by 1 October 2027."
    assert [reason["ref"] for reason in first["reasons"]] == ["clause:duration", "clause:non_renewal_notice"]


def test_the_act_and_the_party_whose_day_it_is() -> None:
    _, notice = noticed_otherwise()
    (one,) = ask("/deadlines/", **{"from": "2026-01-01"}, agreement="noticed")["results"]
    assert (one["status_change"], one["party"]["code"]) == (f"/api/v1/status-changes/{notice.slug}/", "XAA")
    assert one["computed"] is False


def test_the_file_of_an_agreement_has_the_same() -> None:
    renewed_tacitly()
    listed = walk("/deadlines/", **{"from": "2026-01-01"}, agreement="renewed")
    whole = ask("/agreements/renewed/", on="2026-01-01")["deadlines"]
    assert whole == [{name: value for name, value in one.items() if name != "agreement"} for one in listed]


@pytest.mark.parametrize("size", [pytest.param("1", marks=pytest.mark.slow), "5", "100"])
def test_it_is_walked_to_its_end_and_the_next_page_pins_the_day(size: str) -> None:
    for number in range(3):
        renewed_tacitly(f"tied-{number}")
    found = [one["uid"] for one in walk("/deadlines/", page_size=size, **{"from": "2026-01-01"})]
    assert len(found) == len(set(found)) > 20
    with time_machine.travel("2026-06-01", tick=False):
        assert "from=2026-06-01" in ask("/deadlines/", page_size="1")["next"]


@pytest.mark.parametrize(
    ("asked", "code", "parameter"),
    [
        ({"from": "2026-02-31"}, "invalid_day", "from"),
        ({"from": "\0"}, "invalid_parameter", "from"),
        ({"until": "soon"}, "invalid_day", "until"),
        ({"from": "2027", "until": "2026"}, "invalid_parameter", "until"),
        ({"kind": "party"}, "invalid_parameter", "kind"),
        ({"party": "Xyzzyland"}, "unknown_party", "party"),
        ({"party": "AZ,US"}, "invalid_parameter", "party"),
        ({"pair": "AZ-US", "party": "AZ"}, "invalid_parameter", "party"),
        ({"cursor": "x"}, "invalid_cursor", "cursor"),
        ({"known_at": "2"}, "unknown_parameter", "known_at"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_place(asked: dict[str, Any], code: str, parameter: str) -> None:
    problem = refusal("/deadlines/", **asked)
    assert (problem["code"], problem["parameter"]) == (code, parameter)
