"""Contradictions and judgements in the API."""

from typing import Any

import pytest

from tests.factories.record import invented_source
from tests.factories.watched import asserted, done, in_force, judged, noticed_otherwise
from tests.treaties.api.asking import ask, refusal, walk
from tests.treaties.api.histories import head
from treaties.vocabulary import Act, AgreementStatus, Verdict

pytestmark = pytest.mark.django_db


def test_both_sides_and_what_would_settle_them() -> None:
    answer = ask("/contradictions/", pair="AZ-US")
    assert [row["agreement"]["slug"] for row in answer["results"]] == [
        "acquisition-agreement-2013",
        "joint-statement-defence-1997",
        "usaid-arrangement",
    ]
    first = answer["results"][0]
    assert (first["kind"], first["ours"]["possible"], first["theirs"]["status"]) == ("status", ["ended"], "in_force")
    assert (first["settled"], first["judgement"], first["computed"]) == (False, None, None)
    assert first["theirs"]["asserted_on"]["edtf"] == "2024-10-05"
    assert first["theirs"]["sources"]
    assert [reason["ref"] for reason in first["ours"]["reasons"]][2] == "clause:duration"
    assert "extension after 2019" in first["would_settle"]
    assert answer["known_at"]["block"] == head()


def test_a_computed_day_and_two_days() -> None:
    agreement, notice = noticed_otherwise()
    entry = agreement.status_changes.order_by("pk")[0]
    later = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-05-01")
    found = {row["kind"]: row for row in ask("/contradictions/", agreement="noticed")["results"]}
    computed, days = found["computed_day"], found["two_days"]
    assert (computed["ours"]["day"]["edtf"], computed["theirs"]["day"]["edtf"]) == ("2027-03-01", "2027-05-01")
    assert (computed["theirs"]["act"]["slug"], computed["computed"]) == (notice.slug, "notice_takes_effect")
    assert [act["slug"] for act in days["ours"]["acts"]] == [entry.slug]
    assert days["theirs"]["act"]["slug"] == later.slug
    assert days["theirs"]["status"] is None


def test_judgements_are_with_the_list_and_with_the_agreement_as_known() -> None:
    agreement = in_force()
    said = asserted(agreement, AgreementStatus.ENDED, "2005-06-01")
    before = head()
    judged(said, Verdict.OPEN, "Two letters.")
    judged(said, Verdict.RECORD, "The register.")
    (row,) = ask("/contradictions/", agreement=agreement.slug, settled="settled")["results"]
    assert (row["settled"], row["judgement"]["verdict"], row["judgement"]["reason"]) == (
        True,
        "record",
        "The register.",
    )
    assert row["judgement"]["sources"][0]["locator"] == "p. 2"
    address = f"/agreements/{agreement.slug}/"
    whole = ask(address)
    assert [one["reason"] for one in whole["judgements"]] == ["The register.", "Two letters."]
    assert {one["on"] for one in whole["judgements"]} == {said.slug}
    assert whole["contradictions"][0]["judgement"] == row["judgement"]
    then = ask(address, known_at=str(before))
    assert (then["judgements"], then["contradictions"][0]["settled"]) == ([], False)


def test_filters() -> None:
    source = invented_source()
    agreement = in_force()
    asserted(agreement, AgreementStatus.ENDED, "2005-06-01", source=source)
    assert len(walk("/contradictions/", source=source.slug)) == 1
    assert len(walk("/contradictions/", party="XAA")) == 1
    assert walk("/contradictions/", settled="settled") == []
    assert len(walk("/contradictions/", settled="open")) == 4


@pytest.mark.parametrize("size", [pytest.param("1", marks=pytest.mark.slow), "2", "100"])
def test_it_is_walked_to_its_end(size: str) -> None:
    for _ in range(3):
        agreement = in_force()
        asserted(agreement, AgreementStatus.ENDED, "2005-06-01")
        done(agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    found = [(row["agreement"]["slug"], row["kind"]) for row in walk("/contradictions/", page_size=size)]
    assert len(found) == len(set(found)) == 9
    assert [slug for slug, _ in found] == sorted(slug for slug, _ in found)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"source": "nobody"}, "invalid_parameter"),
        ({"source": "\0"}, "invalid_parameter"),
        ({"agreement": "\0"}, "invalid_parameter"),
        ({"agreement": "no-such"}, "unknown_agreement"),
        ({"party": "Xyzzyland"}, "unknown_party"),
        ({"pair": "AZ"}, "unknown_pair"),
        ({"pair": "AZ-US", "party": "AZ"}, "invalid_parameter"),
        ({"settled": "perhaps"}, "invalid_parameter"),
        ({"cursor": "x"}, "invalid_cursor"),
        ({"page_size": "0"}, "invalid_parameter"),
        ({"known_at": "1"}, "unknown_parameter"),
        ({"on": "2024-01-01"}, "unknown_parameter"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_place(asked: dict[str, Any], code: str) -> None:
    problem = refusal("/contradictions/", **asked)
    assert problem["code"] == code
    assert problem["parameter"] in asked
