"""An appeal is posted with who signed it, who else is addressed, and what is held of its text."""

import json
from typing import Any

import pytest
from django.test import Client

from appeals.models import Appeal
from tests.factories.tokens import an_editor, token_of
from treaties.importing.writing import Scope

MEMBER = {"kind": "person", "name": "Aysel A.", "body": "Parliament", "sources": ["untc-iv-1"]}
TEXT = {"version": "original", "language": "az", "held": "full", "sources": ["untc-iv-1"]}
APPEAL = {
    "slug": "a-petition",
    "title": "A petition about fog",
    "kind": "petition",
    "issuing_body": "An association",
    "addressee_office": "President of Azerbaijan",
    "issued_on": "2026-03-01",
    "text_held": "full",
    "why": "It was published.",
    "sources": ["untc-iv-1"],
    "parties": [{"party": "AZ", "role": "addressee"}],
    "demands": [
        {
            "ordinal": 1,
            "action": "terminate",
            "heading": "End the treaty on investment",
            "targets": [{"kind": "agreement", "agreement": "bit-azerbaijan-united-states-1997"}],
            "sources": ["untc-iv-1"],
        }
    ],
    "signatories": [MEMBER, MEMBER | {"name": "Murad M."}],
    "withdrawals": [{"name": "Murad M.", "body": "Parliament", "withdrawn_on": "2026-04", "sources": ["untc-iv-1"]}],
    "further_addressees": [{"office": "Speaker of the Parliament", "sources": ["untc-iv-1"]}],
    "texts": [TEXT],
}


def post(values: dict[str, Any]) -> Any:
    headers = {"authorization": f"Bearer {token_of(an_editor(), Scope.APPEALS)}"}
    return Client().post("/api/v1/appeals/", json.dumps(values), content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_all_that_an_appeal_lists_is_recorded() -> None:
    answer = post(APPEAL)
    assert answer.status_code == 201, answer.content
    written = Client().get("/api/v1/appeals/a-petition/").json()
    assert [one["name"] for one in written["signatories"]] == ["Aysel A.", "Murad M."]
    assert [one["office"] for one in written["further_addressees"]] == ["Speaker of the Parliament"]
    assert [one["language"] for one in written["texts"]] == ["az"]
    assert Appeal.objects.get(slug="a-petition").signatories.filter(withdrawal__isnull=False).get().name == "Murad M."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"signatories": [MEMBER, MEMBER]}, "signatories[1].name"),
        ({"signatories": [MEMBER | {"body": ""}]}, "signatories[0].name"),
        ({"signatories": [MEMBER | {"sources": []}]}, "signatories[0].sources"),
        ({"signatories": [MEMBER | {"name": " "}], "withdrawals": []}, "signatories[0].name"),
        ({"withdrawals": [{"name": "Nobody", "sources": ["untc-iv-1"]}]}, "withdrawals[0].name"),
        ({"further_addressees": [{"office": " ", "sources": ["untc-iv-1"]}]}, "further_addressees[0].office"),
        ({"texts": [TEXT | {"sources": ["x"]}]}, "texts[0].sources[0].source"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_part_is_told_at_its_place(change: dict[str, Any], field: str) -> None:
    answer = post(APPEAL | change)
    assert answer.status_code == 422, answer.content
    assert field in [one["field"] for one in answer.json()["errors"]]
    assert not Appeal.objects.filter(slug="a-petition").exists()
