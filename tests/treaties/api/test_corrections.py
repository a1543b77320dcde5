"""Corrections in the open: what was recorded stays readable, and says what stands instead, why and since when."""

import pytest

from appeals.actions.links import make_link
from appeals.models import Appeal
from appeals.vocabulary import LinkRelation
from tests.factories.record import a_block, invented_agreement, invented_source, record
from tests.treaties.api.asking import ask, refusal, walk
from tests.treaties.api.histories import ANOTHER, MISREAD, History, mended_history
from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.corrections import correct_assertion, retract_assertion
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import StatusChange
from treaties.vocabulary import Act, AgreementStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def history() -> History:
    return mended_history()


def test_a_corrected_act_stays_at_its_address_and_says_what_stands_instead(history: History) -> None:
    act = ask(f"/status-changes/{history.first}/")
    assert act["effective_on"]["edtf"] == "2001-01-01"
    by = act["corrected_by"]
    assert (by["slug"], by["url"]) == (history.second, f"/api/v1/status-changes/{history.second}/")
    assert (by["reason"], by["block"]) == (MISREAD, history.corrected)
    assert by["at"] == ask("/agreements/", known_at=str(history.corrected))["known_at"]["at"]


def test_a_retracted_act_says_that_nothing_stands_instead_and_on_what_source(history: History) -> None:
    act = ask(f"/status-changes/{history.second}/")
    by = act["corrected_by"]
    assert (by["slug"], by["url"], by["reason"], by["block"]) == (None, None, ANOTHER, history.retracted)
    assert len(by["sources"]) == 1
    assert (act["corrects"]["slug"], act["corrects"]["reason"]) == (history.first, MISREAD)


def test_before_it_was_corrected_an_act_stood(history: History) -> None:
    first = ask(f"/status-changes/{history.first}/", known_at=str(history.recorded))
    assert (first["corrects"], first["corrected_by"]) == (None, None)
    second = ask(f"/status-changes/{history.second}/", known_at=str(history.corrected))
    assert (second["corrects"]["slug"], second["corrected_by"]) == (history.first, None)
    refusal(f"/status-changes/{history.second}/", status=404, known_at=str(history.recorded))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "mended", "found"),
    [
        ("bare", "with", ""),
        ("recorded", "without", "1"),
        ("recorded", "with", "1"),
        ("recorded", "only", ""),
        ("corrected", "without", "2"),
        ("corrected", "with", "12"),
        ("corrected", "only", "1"),
        ("retracted", "without", ""),
        ("retracted", "with", "12"),
        ("retracted", "only", "12"),
    ],
)
def test_the_list_holds_what_stood_or_was_mended_by_then(history: History, state: str, mended: str, found: str) -> None:
    asked = {"agreement": history.agreement.slug, "known_at": str(getattr(history, state)), "page_size": "1"}
    listed = {act["slug"] for act in walk("/status-changes/", mended=mended, **asked)}
    assert listed == {{"1": history.first, "2": history.second}[one] for one in found}
    if mended == "without":
        assert listed == {act["slug"] for act in walk("/status-changes/", **asked)}


def test_the_file_of_an_agreement_tells_what_was_mended_by_then(history: History) -> None:
    address = f"/agreements/{history.agreement.slug}/"
    told = {
        state: [
            (one["status_change"]["slug"], one["corrected_by"]["slug"], one["corrected_by"]["reason"])
            for one in ask(address, known_at=str(getattr(history, state)))["corrections"]
        ]
        for state in ("bare", "recorded", "corrected", "retracted")
    }
    corrected, retracted = (history.first, history.second, MISREAD), (history.second, None, ANOTHER)
    assert told == {"bare": [], "recorded": [], "corrected": [corrected], "retracted": [retracted, corrected]}
    (act,) = ask(address, known_at=str(history.corrected))["acts"]
    assert (act["corrects"]["slug"], act["corrected_by"]) == (history.first, None)
    assert ask(address)["acts"] == []


def test_a_corrected_and_a_retracted_assertion() -> None:
    agreement, cites, day = invented_agreement(), [Cite(invented_source())], PartialDate.parse("2005-01-01")
    given = [
        AssertionGiven(asserted_on=day, status=status) for status in (AgreementStatus.IN_FORCE, AgreementStatus.ENDED)
    ]
    with a_block() as block:
        said = record_assertion(block, agreement=agreement, slug="said-of-it", given=given[0], cites=cites)
    with a_block() as block:
        said = correct_assertion(block, assertion=said, given=given[1], reason=MISREAD, cites=cites)
    file = ask(f"/agreements/{agreement.slug}/")
    assert [(one["status"], one["corrects"]["slug"]) for one in file["assertions"]] == [("ended", "said-of-it")]
    (correction,) = file["corrections"]
    assert correction["status_change"] is None
    assert correction["assertion"]["status"] == "in_force"
    assert (correction["corrected_by"]["slug"], correction["corrected_by"]["url"]) == (said.slug, None)
    with a_block() as block:
        retract_assertion(block, assertion=said, reason=ANOTHER)
    file = ask(f"/agreements/{agreement.slug}/")
    assert file["assertions"] == []
    assert [one["corrected_by"]["slug"] for one in file["corrections"]] == [None, said.slug]


def test_an_appeal_that_was_linked_to_a_corrected_act_is_beside_what_stands(history: History) -> None:
    appeal = Appeal.objects.get(slug="milli-majlis-letter-2024-10-05")
    earlier = StatusChange.objects.get(slug=history.first)
    with a_block() as block:
        make_link(block, appeal=appeal, status_change=earlier, relation=LinkRelation.FOLLOWED)
    for slug in (history.first, history.second):
        (link,) = ask(f"/status-changes/{slug}/")["appeals"]
        assert (link["appeal"]["slug"], link["status_change"]) == (appeal.slug, history.first)
    told = [link for link in ask(f"/appeals/{appeal.slug}/")["links"] if link["status_change"]["slug"] == history.first]
    assert [link["standing"] for link in told] == [None]


def test_scope_what_it_is_towards_what_it_is_about_and_its_end_are_told() -> None:
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    notice = record(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2004-01-01", effective_on="2009-01-01")
    suspended = record(agreement, Act.SUSPENSION, effective_on="2002-01-01", ends_on="2003-01-01").change
    shaped = ask(f"/status-changes/{suspended.slug}/")
    assert (shaped["scope"], shaped["towards"], shaped["about"]) == ("whole", None, None)
    assert shaped["ends_on"]["edtf"] == "2003-01-01"
    (row,) = [one for one in ask("/pairs/XAA-XAB/", on="2002-06-01")["suspended"] if one["slug"] == agreement.slug]
    assert {act["slug"]: (act["scope"], act["ends_on"] and act["ends_on"]["edtf"]) for act in row["acts"]} == {
        f"{agreement.slug}-entry-into-force": ("whole", None),
        notice.change.slug: ("whole", None),
        suspended.slug: ("whole", "2003-01-01"),
    }
