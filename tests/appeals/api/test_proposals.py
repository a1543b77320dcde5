"""Proposing through the API: an editor decides at the desk, and the proposer reads what became of it."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.analysts import signed_in
from tests.factories.tokens import a_contributor, an_editor, token_of
from treaties.api.v1.writing.postings import ACT
from treaties.importing.writing import Scope
from treaties.models import Head, Proposal, StatusChange

PROPOSALS = "/api/v1/proposals/"
NOTICE = {"record": "act", **ACT}
PAGE = reverse("admin:appeals_appeal_write")


@pytest.fixture
def proposer(db: None) -> str:
    return token_of(a_contributor(), Scope.PROPOSE)


def ask(method: str, address: str, token: str, body: Any = None) -> Any:
    headers = {"authorization": f"Bearer {token}"}
    sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(Client(), method)(address, headers=headers, **sent)


def as_filled_in(editor: Client, number: int) -> dict[str, str]:
    """What the page holds for who reviews it."""
    form = editor.get(PAGE, {"proposal": number}).context["form"]
    return {"record": form["record"].value(), "body": form["body"].value(), "proposal": str(number)}


def test_what_is_accepted_is_recorded_as_it_was_proposed(proposer: str) -> None:
    before = Head.objects.get().no
    made = ask("post", PROPOSALS, proposer, NOTICE)
    assert (made.status_code, made["Location"], made.json()["recorded_in"]) == (
        201,
        made.json()["written"]["url"],
        None,
    )
    assert made.json()["effect"]["changes"][0]["after"]["possible"] == ["ended"]
    assert Head.objects.get().no == before
    number, editor = made.json()["written"]["id"], signed_in("decider")
    done = editor.post(PAGE, as_filled_in(editor, number) | {"do": "accept"})
    assert done.status_code == 302
    told = ask("get", made["Location"], proposer).json()
    assert (told["state"], told["decided_by"], told["recorded_in"]) == ("accepted", "decider", before + 1)
    assert (told["object"], told["recorded_object"]) == (NOTICE, None)
    act = StatusChange.objects.get(slug="bit-azerbaijan-united-states-1997-notice-of-termination-az")
    assert act.block.reason == "The note was published. (proposed by contributor)"


def test_what_is_amended_or_refused_says_so(proposer: str) -> None:
    editor = signed_in("decider")
    first = ask("post", PROPOSALS, proposer, NOTICE).json()["written"]["id"]
    amended = NOTICE | {"done_on": "2026-03-03"}
    body = json.dumps({key: value for key, value in amended.items() if key != "record"})
    assert editor.post(PAGE, as_filled_in(editor, first) | {"do": "accept", "body": body}).status_code == 302
    told = ask("get", f"{PROPOSALS}{first}/", proposer).json()
    assert (told["state"], told["recorded_object"]) == ("amended", amended)
    second = ask("post", PROPOSALS, proposer, {"record": "source", **SOURCE}).json()["written"]["id"]
    refuse = as_filled_in(editor, second) | {"do": "refuse", "decision_reason": "It is on record."}
    assert editor.post(PAGE, refuse).status_code == 302
    told = ask("get", f"{PROPOSALS}{second}/", proposer).json()
    assert (told["state"], told["decision_reason"]) == ("refused", "It is on record.")
    listed = ask("get", PROPOSALS, proposer).json()["results"]
    assert [one["id"] for one in listed] == [second, first]


SOURCE = {
    "slug": "gazette",
    "title": "Gazette",
    "publisher": "A state",
    "evidence": "official",
    "why": "It has the note.",
}


def test_an_account_has_only_so_many_waiting_and_takes_some_back(proposer: str, settings: Any) -> None:
    settings.PROPOSALS_WAITING = 2
    made = [ask("post", PROPOSALS, proposer, {"record": "source", **SOURCE, "slug": f"gazette-{n}"}) for n in range(3)]
    assert [one.status_code for one in made] == [201, 201, 422]
    assert made[2].json()["errors"][0]["code"] == "too_many_waiting"
    withdrawal = f"{made[0]['Location']}withdrawal/"
    assert ask("post", withdrawal, token_of(an_editor(), *Scope), {}).status_code == 404
    assert ask("post", withdrawal, proposer, {"why": "Mine."}).json()["errors"][0]["field"] == "why"
    assert ask("post", withdrawal, proposer, {}).json()["state"] == "withdrawn"
    assert ask("post", withdrawal, proposer, {}).json()["errors"][0]["code"] == "decided_before"
    waiting = ask("get", f"{PROPOSALS}?state=waiting", proposer).json()["results"]
    assert [one["url"] for one in waiting] == [made[1]["Location"]]
    assert ask("post", PROPOSALS, proposer, NOTICE).status_code == 201


@pytest.mark.django_db
def test_the_latest_hundred_lead_to_those_before(proposer: str) -> None:
    account = a_contributor()
    form = {"proposed_by": account, "screen": PAGE, "title": "A fact", "filled": {}, "reason": "So."}
    Proposal.objects.bulk_create(Proposal(**form) for _ in range(101))
    first = ask("get", PROPOSALS, proposer).json()
    last = ask("get", first["next"], proposer).json()
    assert (len(first["results"]), len(last["results"]), last["next"]) == (100, 1, None)


@pytest.mark.django_db
def test_who_shows_no_token_is_told_which_one_is_needed() -> None:
    words = Client().get(PROPOSALS).json()["detail"]
    assert words.startswith("List your proposals: ")
    assert "“propose”" in words


def test_what_is_refused_or_unknown_is_not_proposed(proposer: str) -> None:
    wrong = {
        "a rule": NOTICE | {"by": None},
        "no such source": NOTICE | {"sources": ["none"]},
        "no kind": ACT,
        "another kind": {"record": "party", "why": "So."},
        "a kind that is no text": {"record": {}, "why": "So."},
    }
    assert {ask("post", PROPOSALS, proposer, body).status_code for body in wrong.values()} == {422}
    assert ask("post", PROPOSALS, token_of(an_editor(), Scope.RECORD), NOTICE).status_code == 403
    assert ask("post", f"{PROPOSALS}?dry_run=true", proposer, NOTICE).json()["written"] is None
    assert not Proposal.objects.filter(screen=PAGE).exists()


def test_proposals_are_read_by_who_made_them(proposer: str) -> None:
    made = ask("post", PROPOSALS, proposer, NOTICE)
    stranger = token_of(an_editor(), *Scope)
    assert ask("get", made["Location"], stranger).status_code == 404
    assert ask("get", PROPOSALS, stranger).json() == {"results": [], "next": None}
    assert ask("get", f"{PROPOSALS}{10**30}/", proposer).status_code == 404
    assert ask("get", made["Location"], proposer)["Cache-Control"] == "no-store"
    assert ask("post", PROPOSALS, proposer, NOTICE).json()["errors"][0]["code"] == "proposed_before"
