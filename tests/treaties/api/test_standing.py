"""Every status says how sure it is, for how long it holds, what it rests on, and where its why is."""

from datetime import date

import pytest

from tests.factories.record import invented_agreement, record
from tests.treaties.api.asking import ask
from treaties.queries.periods import Span, span_around
from treaties.vocabulary import Act, Nature

DAYS = [date(1, 1, 1), date(2000, 1, 1), date(2001, 1, 1), date(2002, 1, 1)]


@pytest.mark.parametrize(
    ("days", "values", "on", "span"),
    [
        ([], [], "2000-01-01", (None, None)),
        ([date(2000, 1, 1)], [8], "1999-12-31", (None, "2000-01-01")),
        ([date(2000, 1, 1)], [8], "2000-01-01", ("2000-01-01", None)),
        ([date(2000, 1, 1)], [1], "2000-01-01", (None, None)),
        (DAYS, [4, 8, 8, 16], "2001-06-01", ("2000-01-01", "2002-01-01")),
        (DAYS, [4, 8, 8, 16], "1999-06-01", (None, "2000-01-01")),
        (DAYS, [4, 8, 8, 16], "2002-01-01", ("2002-01-01", None)),
    ],
)
def test_a_period_is_the_days_around_one_on_which_the_same_is_possible(days, values, on, span) -> None:
    since, until = (date.fromisoformat(text) if text else None for text in span)
    assert span_around(date.fromisoformat(on), days, values, 1) == Span(since, until)


def status(on: str, **parameters: str) -> dict:
    (row,) = ask("/agreements/", on=on, **parameters)["results"]
    return row["status"]


@pytest.mark.django_db
def test_not_yet_none_certain_and_possible_are_told_apart() -> None:
    blank = invented_agreement(slug="invented-and-blank", nature=Nature.TREATY)
    signed = invented_agreement(slug="invented-and-signed", codes=("XAC", "XAD"))
    record(signed, Act.SIGNATURE, done_on="2001")
    rows = {row["slug"]: row["status"] for row in ask("/agreements/", party="XAA", on="1990")["results"]}
    assert rows[blank.slug]["certainty"] == "none"
    assert rows[blank.slug]["basis"] == "nothing"
    found = {on: status(on, party="XAC") for on in ("1990", "2001-06-01", "2010")}
    assert [one["certainty"] for one in found.values()] == ["not_yet", "possible", "certain"]
    assert [one["period"] for one in found.values()] == [
        {"from": None, "until": "2001-01-01"},
        {"from": "2001-01-01", "until": "2002-01-01"},
        {"from": "2002-01-01", "until": None},
    ]
    assert found["2010"]["basis"] == "asserted"


@pytest.mark.django_db
def test_what_cannot_be_is_not_applicable() -> None:
    standing = ask("/participations/", agreement="iccpr-1966", party="AZ", on="1985")["results"][0]["standing"]
    assert (standing["possible"], standing["certainty"]) == (["none"], "not_applicable")  # it did not exist yet
    assert standing["period"] == {"from": None, "until": "1991-12-21"}
    later = ask("/participations/", agreement="iccpr-1966", party="AZ", on="1991-12-25")["results"][0]["standing"]
    assert (later["certainty"], later["period"]) == ("not_yet", {"from": "1991-12-21", "until": "1992-08-13"})
    party = ask("/agreements/joint-statement-relations-1997/participations/AZ/")["standing"]
    assert party["certainty"] == "not_applicable"  # a text that binds nobody has no parties


@pytest.mark.django_db
def test_a_term_that_ran_out_is_computed() -> None:
    whole = ask("/agreements/acquisition-agreement-2013/", on="2024-10-05")["status"]
    assert (whole["certainty"], whole["basis"]) == ("certain", "computed")
    assert whole["period"] == {"from": "2020-01-01", "until": None}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("/agreements/", {"pair": "AZ-US", "page_size": 2}),
        ("/participations/", {"agreement": "crc-1989"}),
        pytest.param("/pairs/AZ-US/", {}, marks=pytest.mark.slow),
    ],
)
def test_the_why_leads_to_the_step_with_its_reasons(address: str, parameters: dict) -> None:
    answer = ask(address, on="2019-06-01", **parameters)
    members = answer.get("results") or [*answer["in_force"], *answer["possibly_in_force"]]
    found = [one for row in members for one in statuses_in(row)]
    assert found
    for one in found:
        steps = ask(one["why"].removeprefix("/api/v1"))["steps"]
        assert len(steps) == 1, one["why"]
        (step,) = steps
        assert (step["from"] or "0001") <= "2019-06-01" < (step["until"] or "9999")
        if "possible" in one and "possible" in step:
            assert step["possible"] == one["possible"]
        if "group" in one:
            assert step["group"] == one["group"]


def statuses_in(row: dict) -> list[dict]:
    """The dated statuses of a row; of a pair's row its own too."""
    found = [row[name] for name in ("status", "standing") if name in row]
    return found + list(row.get("standings", {}).values()) + ([row] if "why" in row else [])
