"""What has no slug is corrected and retracted by its number, through the API; and agreements with what is listed."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from appeals.models import Link
from tests.factories.analysts import signed_in
from tests.factories.tokens import an_editor, token_of
from treaties.importing.writing import Scope

LETTER = "/api/v1/appeals/milli-majlis-letter-2024-10-05/"
BIT = "bit-azerbaijan-united-states-1997"
CITED = {"sources": ["untc-iv-1"]}
RESPONSE = {"kind": "statement", "by": "A ministry", "responded_on": "2024-10-12", "summary": "It says so."}
OUTCOME = {"kind": "under_consideration", "asserted_by": "An analyst", "asserted_on": "2024-10-12"}
LINK = {"act": "usaid-arrangement-lapse", "demand": 6, "relation": "followed", "grade": "D"}


@pytest.fixture
def token(db: None) -> str:
    return token_of(an_editor(), *Scope)


def post(address: str, values: dict[str, Any], token: str) -> Any:
    headers = {"authorization": f"Bearer {token}"}
    body = json.dumps(values | {"why": "It was misread."})
    return Client().post(f"/api/v1/{address}/", body, content_type="application/json", headers=headers)


def code_of(answer: Any) -> tuple[int, str | None, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["field"], error["code"]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "values"), [("response", RESPONSE), ("outcome", OUTCOME), ("link", LINK)])
def test_a_row_without_a_slug_is_corrected_and_retracted_by_its_number(
    kind: str, values: dict[str, Any], token: str
) -> None:
    corrected = post(f"{kind}s/1/corrections", values | CITED, token)
    assert corrected.status_code == 201, corrected.content
    mending = corrected.json()["written"]["corrections"][0]
    assert (mending[kind]["id"], mending["instead"]["id"]) == (1, corrected.json()["id"])
    assert code_of(post(f"{kind}s/1/corrections", values | CITED, token)) == (422, None, "stands_no_longer")
    retracted = post(f"{kind}s/{corrected.json()['id']}/retractions", {}, token)
    assert retracted.json()["written"]["corrections"][0]["instead"] is None
    assert Client().get(corrected["Location"]).json() == retracted.json()["written"]


def test_a_number_that_is_none_and_a_demand_that_is_none_are_refused(token: str) -> None:
    assert [post(f"links/{one}/retractions", {}, token).status_code for one in (0, 99, 10**30)] == [404] * 3
    assert code_of(post("links/1/retractions", {"retracts": 2}, token)) == (422, "retracts", "invalid_field")
    proposed = post("proposals", {"record": "link_retraction", "retracts": 2**53}, token)
    assert code_of(proposed) == (422, "retracts", "invalid_field")
    for demand in (0, -1, 99):
        link = post("appeals/milli-majlis-letter-2024-10-05/links", LINK | CITED | {"demand": demand}, token)
        assert code_of(link) == (422, "demand", "invalid_field")
    assert Link.objects.count() == 2


def test_what_has_happened_is_not_still_to_come(token: str) -> None:
    later = RESPONSE | CITED | {"responded_on": "9998-01-01"}
    assert code_of(post("responses/1/corrections", later, token)) == (422, "responded_on", "still_to_come")


def test_a_clause_is_added_corrected_and_retracted(token: str) -> None:
    rule = {"kind": "duration", "months": 120, **CITED}
    added = post("clauses", rule | {"agreement": BIT}, token)
    assert (added.status_code, added.json()["effect"]["after"]["end_reason"]) == (201, "expired")
    assert code_of(post("clauses", rule | {"agreement": BIT}, token)) == (422, "kind", "second_of_its_kind")
    assert code_of(post("clauses", {"agreement": BIT, "kind": "duration", **CITED}, token))[2] == "clause_lacks"
    (notice,) = [one for one in clauses() if one["kind"] == "notice_period"]
    corrected = post(f"clauses/{notice['id']}/corrections", {"kind": "notice_period", "months": 6, **CITED}, token)
    assert (corrected.status_code, corrected.json()["written"]["months"]) == (201, 6)
    retracted = post(f"clauses/{corrected.json()['id']}/retractions", {}, token)
    assert (retracted.status_code, retracted.json()["effect"]["agreement"]["slug"]) == (201, BIT)
    assert "notice_period" not in [one["kind"] for one in clauses()]


def clauses() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Client().get("/api/v1/clauses/", {"agreement": BIT}).json()["results"]
    return found


def test_an_agreement_is_added_and_what_is_listed_under_it(token: str) -> None:
    agreement = {
        "slug": "fog-treaty",
        "title": "Treaty about fog",
        "short_title": "Fog",
        "form": "treaty",
        "is_bilateral": False,
        "nature": "treaty",
        "participants": [{"party": code, **CITED} for code in ("AZ", "US")],
        "relations": [{"kind": "replaces", "other": BIT, **CITED}],
        "nature_sources": CITED["sources"],
        **CITED,
    }
    one_sided = post("agreements", agreement | {"is_bilateral": True}, token)
    assert code_of(one_sided) == (422, "is_bilateral", "two_sides")
    assert post("agreements", agreement, token)["Location"] == "/api/v1/agreements/fog-treaty/"
    assert code_of(post("agreements", agreement, token)) == (422, "slug", "slug_taken")
    joined = {"agreement": "fog-treaty", "party": "FR", **CITED}
    assert post("participations", joined, token).json()["written"]["party"]["code"] == "FR"
    assert code_of(post("participations", joined, token)) == (422, "party", "takes_part_twice")
    listed = {
        "titles": {"title": "Traité sur la brume", "language": "fr"},
        "numbers": {"series": "UNTS", "number": "99999"},
        "relations": {"kind": "amends", "other": BIT},
    }
    for part, values in listed.items():
        assert post(f"agreements/fog-treaty/{part}", values | CITED, token).status_code == 201, part
        assert code_of(post(f"agreements/fog-treaty/{part}", values | CITED, token))[2] == "already_on_record"


@pytest.mark.slow
@pytest.mark.parametrize(
    "proposed",
    [
        {"record": "link_retraction", "retracts": 1},
        {"record": "response_correction", "corrects": 1, **RESPONSE, **CITED},
        {"record": "participant", "agreement": "iccpr-1966", "party": "FR", **CITED},
        {"record": "clause_correction", "corrects": 1, "kind": "duration", "months": 60, **CITED},
    ],
    ids=lambda one: one["record"],
)
def test_what_is_proposed_by_program_is_accepted_at_the_desk(proposed: dict[str, Any], token: str) -> None:
    made = post("proposals", proposed, token)
    assert made.status_code == 201, made.content
    page, editor, number = reverse("admin:appeals_appeal_write"), signed_in("decider"), made.json()["written"]["id"]
    form = editor.get(page, {"proposal": number}).context["form"]
    filled = {"record": form["record"].value(), "body": form["body"].value(), "proposal": number}
    done = editor.post(page, filled | {"do": "accept"})
    assert done.status_code == 302, done.content.decode()
    headers = {"authorization": f"Bearer {token}"}
    assert Client().get(made["Location"], headers=headers).json()["state"] == "accepted"
