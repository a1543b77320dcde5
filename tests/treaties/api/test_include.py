"""What is included in a list is what the whole answer says, for as few statements."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appeals.api.v1.appeal_parts import READERS as OF_APPEALS
from appeals.api.v1.appeal_parts import AppealPart
from tests.treaties.api.asking import ask, refusal
from treaties.api.v1.agreement_parts import READERS, AgreementPart, PairPart
from treaties.api.v1.including import added_by
from treaties.slots import AGREEMENT_API_INCLUDES

ALIKE = ("acts", "clauses", "assertions", "titles", "series_numbers", "relations", "deadlines", "timeline", "sources")
ALL = ",".join([*AgreementPart, *added_by(AGREEMENT_API_INCLUDES)])


def test_each_word_has_one_reader() -> None:
    assert set(READERS) == set(AgreementPart) >= set(PairPart)
    assert set(OF_APPEALS) == set(AppealPart)
    assert "appeals" in ALL


@pytest.mark.django_db
def test_what_is_included_is_what_the_agreement_itself_says() -> None:
    compared("usaid-arrangement", ask("/agreements/", include=ALL, on="2024-10-05", q="usaid"))


@pytest.mark.slow
@pytest.mark.django_db
def test_so_it_is_for_every_agreement() -> None:
    page = ask("/agreements/", include=ALL, on="2013-06-30", page_size=100)
    for row in page["results"]:
        compared(row["slug"], page)


def compared(slug: str, page: dict[str, Any]) -> None:
    row = next(one for one in page["results"] if one["slug"] == slug)
    whole = ask(f"/agreements/{slug}/", on=page["on"])
    assert {name: row[name] for name in ALIKE} == {name: whole[name] for name in ALIKE}
    assert row["appeals"] == whole["appeals"]
    standings = {one["party"]["code"]: one["standing"] for one in whole["participations"]}
    for one in row["participations"]:
        assert one["standing"].items() <= standings[one["party"]["code"]].items()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "most"),
    [(f"agreements/?include={ALL}", 20), ("appeals/?include=demands,links,responses,texts", 10)],
)
def test_it_takes_so_many_statements_whatever_the_size_of_the_page(address: str, most: int) -> None:
    def counted(size: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/api/v1/{address}&page_size={size}")
        return len(queries)

    assert counted(100) <= counted(20) + 1 <= most + 1


@pytest.mark.django_db
def test_without_include_rows_are_lean() -> None:
    row = ask("/agreements/", page_size=1)["results"][0]
    assert not {*AgreementPart, "appeals"} & set(row)
    assert not {*AppealPart} & set(ask("/appeals/", page_size=1)["results"][0])


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "act", "acts,", "acts;clauses", "ACTS", "acts,everything", "%"])
def test_what_cannot_be_included_is_refused_with_what_can(asked: str) -> None:
    problem = refusal("/agreements/", include=asked)
    assert (problem["code"], problem["parameter"]) == ("invalid_parameter", "include")
    assert "acts, participations, clauses" in problem["detail"]


@pytest.mark.django_db
def test_an_act_shows_what_rests_on_it() -> None:
    act = ask("/status-changes/usaid-arrangement-lapse/", include="effects,parties")
    assert act["effects"] == [{"party": None, "day": "2024-06-01", "possible": ["ended"], "resting": ["ended"]}]
    assert act["parties"] == ["AZ", "US"]
