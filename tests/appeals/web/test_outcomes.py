"""What came of demands, counted: by outcome, broken down, as CSV; neutral, as known, and never wrong by a filter."""

import csv
import io

import pytest

from appeals.actions.appeals import AppealGiven, add_appeal
from appeals.actions.corrections import retract_outcome
from appeals.actions.demands import TargetGiven
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.models import Appeal, Outcome
from appeals.vocabulary import AppealKind, DemandAction, OutcomeKind, ResponseKind, TargetKind, TextHeld
from tests.factories.appeals import invented_appeal
from tests.factories.record import a_block, invented_source, last_block
from tests.treaties.web.pages import words
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.rules.findings import Refused

pytestmark = pytest.mark.django_db
PAGE, CSV = "/appeals/outcomes/", "/appeals/outcomes.csv"
OTHER = TargetGiven(TargetKind.OTHER, description="Something else")


@pytest.fixture
def appeal() -> Appeal:
    """Three demands: one acknowledged, then rejected; one granted; one without any outcome. Answered on day 20."""
    appeal = invented_appeal(OTHER, OTHER, OTHER, body="=1+1 society", action=DemandAction.PUBLISH)
    cites = [Cite(invented_source())]
    outcomes = [(1, OutcomeKind.ACKNOWLEDGED, "2010-02"), (1, OutcomeKind.REJECTED, "2010-05"), (2, "granted", "2012")]
    with a_block() as block:
        for number, kind, day in outcomes:
            given = OutcomeGiven(kind=OutcomeKind(kind), asserted_by="@ministry", asserted_on=PartialDate.parse(day))
            record_outcome(block, demand=appeal.demands.get(ordinal=number), given=given, cites=cites)
        for kind, day in ((ResponseKind.STATEMENT, "2010-01-02"), (ResponseKind.SUBSTANTIVE, "2010-01-21")):
            answer = ResponseGiven(kind=kind, by="A", summary="B", responded_on=PartialDate.parse(day))
            record_response(block, appeal=appeal, given=answer, cites=cites)
    return appeal


def rows(client, query: str) -> list[dict[str, str]]:
    response = client.get(f"{CSV}{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_latest_outcome_of_each_demand_is_counted(client, appeal):
    text = words(client.get(f"{PAGE}?party=XAA&on=2026-01-01"))
    assert "3 demands of 1 appeal are counted. For 1, no outcome is on record." in text
    assert "Of 3 demands: Rejected 1; Granted 1; No outcome on record 1." in text
    assert "Time to the first answer: median 20 days, from 20 to 20; known for 1 of 1 appeal." in text
    assert "An appeal never changes a status" in text


def test_what_was_not_asserted_yet_on_a_day_is_not_counted(client, appeal):
    text = words(client.get(f"{PAGE}?party=XAA&on=2010-01-11"))
    assert "For 3, no outcome is on record." in text
    assert "the longest wait is 10 days" in text
    assert "No demand on record is so" in words(client.get(f"{PAGE}?party=XAA&on=2009-01-01"))


def test_every_demand_is_one_row_and_no_cell_is_a_formula(client, appeal):
    found = rows(client, "?party=XAA&on=2012-12-31")
    assert [(one["demand"], one["outcome"], one["asserted_on"]) for one in found] == [
        ("1", "rejected", "2010-05"),
        ("2", "granted", "2012"),
        ("3", "", ""),
    ]
    assert {(one["issuing_body"], one["days_to_answer"], one["answered"]) for one in found} == {
        ("'=1+1 society", "20", "yes")
    }
    assert found[0]["asserted_by"] == "'@ministry"
    assert found[2]["url"].endswith(f"{appeal.slug}/demands/3/?on=2012-12-31&known_at={last_block()}")


def test_what_was_retracted_since_is_still_counted_as_it_was_known(client, appeal):
    before = last_block()
    with a_block() as block:
        retract_outcome(block, outcome=Outcome.objects.get(demand__appeal=appeal, kind="granted"), reason="No.")
    assert [one["outcome"] for one in rows(client, "?party=XAA")] == ["rejected", "", ""]
    assert [one["outcome"] for one in rows(client, f"?party=XAA&known_at={before}")] == ["rejected", "granted", ""]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("outcome=none", 1),
        ("outcome=rejected", 1),
        ("action=publish", 3),
        ("action=sign", 0),
        ("year=2010", 3),
        ("kind=petition", 3),
        ("body=%3D1%2B1+society", 3),
        ("office=The+minister", 3),
        ("office=Another", 0),
    ],
)
def test_filters_narrow(client, appeal, query, number):
    assert len(rows(client, f"?party=XAA&{query}")) == number


@pytest.mark.parametrize("by", ["body", "office", "pair", "action", "kind", "year"])
def test_each_breakdown_leads_to_what_it_counts(client, appeal, by):
    response = client.get(f"{PAGE}?party=XAA&on=2026-01-01&by={by}")
    text = words(response)
    name = {
        "body": "=1+1 society",
        "office": "The minister",
        "pair": "State of XAA – State of XAB",
        "action": "Publish",
        "kind": "Petition",
        "year": "2010",
    }[by]
    assert f"{name} 3 1 1 1 0" in text


@pytest.mark.parametrize(
    "query", ["year=0000", "year=20x0", "by=colour", "outcome=won", "action=win&action=lose", "body=%00", "on=someday"]
)
def test_what_is_not_understood_is_said_and_nothing_is_counted(client, query):
    for path in (PAGE, CSV):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 400
        assert b"is counted" not in response.content.replace(b"that stands is counted", b"")
        assert b"are counted" not in response.content


def test_the_picture_has_a_pattern_and_words_for_each_and_its_own_ids(client, appeal):
    html = client.get(f"{PAGE}?on=2026-01-01").content.decode()
    assert html.count('role="img"') == 2
    assert html.count("<desc") == 2
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("query", ["", "?by=pair&on=2020-01-01"])
def test_two_statements(client, appeal, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert client.get(f"{PAGE}{query}").status_code == 200


def test_no_appeal_takes_the_address(appeal):
    given = AppealGiven(
        slug="outcomes",
        title="T",
        kind=AppealKind.OTHER,
        issuing_body="B",
        addressee_office="O",
        issued_on=PartialDate.parse("2010"),
        text_held=TextHeld.FULL,
        cites=[Cite(invented_source())],
    )
    with pytest.raises(Refused, match="another page"), a_block() as block:
        add_appeal(block, given=given)
