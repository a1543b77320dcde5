"""Proposals: kept as they were made, decided once, and never by who made them; by the database too."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connections, transaction

from tests.factories.record import a_block
from treaties.actions.proposals import accept_proposal, propose, refuse_proposal, withdraw_proposal
from treaties.models import Block, Proposal
from treaties.rules.findings import Refused
from treaties.vocabulary import Decision

FILLED = {"act": ["signature"], "reason": ["It was published"]}


@pytest.fixture
def alice(db):
    return User.objects.create_user("alice", is_staff=True)


@pytest.fixture
def bob(db):
    return User.objects.create_user("bob", is_staff=True)


def proposed(by, **changes):
    given = {"screen": "/admin/a/", "title": "A signature", "filled": FILLED, "reason": "It was published"}
    return propose(by=by, **(given | changes))


def code_of(refused):
    return refused.value.findings[0].code


def test_a_proposal_keeps_its_form_and_waits(alice, bob):
    made = Proposal.objects.get(pk=proposed(alice, title="x" * 400, overrides=["after_the_end"]).pk)
    assert (made.filled, made.decision, len(made.title)) == (FILLED, "", 300)
    assert list(Proposal.objects.waiting_for(bob.pk)) == [made]
    assert not Proposal.objects.waiting_for(alice.pk)


def test_the_same_form_is_proposed_once_while_it_waits(alice, bob):
    first = proposed(alice)
    with pytest.raises(Refused) as again:
        proposed(alice)
    assert code_of(again) == "proposed_before"
    proposed(bob)
    proposed(alice, screen="/admin/b/")
    proposed(alice, filled=FILLED | {"act": ["accession"]})
    withdraw_proposal(proposal=first, by=alice)
    assert proposed(alice).pk != first.pk


def test_nobody_decides_on_their_own(alice):
    made = proposed(alice)
    with a_block() as block, pytest.raises(Refused) as accepted:
        accept_proposal(block, proposal=made, by=alice, filled=FILLED)
    with pytest.raises(Refused) as refused:
        refuse_proposal(proposal=made, by=alice, reason="No")
    assert code_of(accepted) == code_of(refused) == "own_proposal"
    own = {"decision": "refused", "decided_by": alice, "decided_at": made.proposed_at, "decision_reason": "No"}
    with pytest.raises(IntegrityError, match="nobody_decides_on_their_own_proposal"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(**own)


def test_only_its_proposer_withdraws_a_proposal(alice, bob):
    made = proposed(alice)
    with pytest.raises(Refused) as refused:
        withdraw_proposal(proposal=made, by=bob)
    assert code_of(refused) == "not_own_proposal"
    forged = {"decision": "withdrawn", "decided_by": bob, "decided_at": made.proposed_at}
    with pytest.raises(IntegrityError, match="only_its_proposer_withdraws"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(**forged)


def test_a_refusal_has_a_reason(alice, bob):
    made = proposed(alice)
    with pytest.raises(Refused) as refused:
        refuse_proposal(proposal=made, by=bob, reason="  ")
    assert code_of(refused) == "no_reason"
    assert refuse_proposal(proposal=made, by=bob, reason="The note is older.").decision == Decision.REFUSED


def test_a_proposal_is_decided_once(alice, bob):
    made = proposed(alice)
    refuse_proposal(proposal=made, by=bob, reason="The note is older.")
    with a_block() as block, pytest.raises(Refused, match="refused before, by bob"):
        accept_proposal(block, proposal=made, by=bob, filled=FILLED)
    with pytest.raises(Refused, match="refused before"):
        withdraw_proposal(proposal=made, by=alice)
    with pytest.raises(IntegrityError, match="it was decided before"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(decision_reason="Another reason")


def test_accepted_with_other_words_it_says_which(alice, bob):
    one, other = proposed(alice), proposed(bob)
    with a_block() as block:
        accept_proposal(block, proposal=one, by=bob, filled=FILLED)
        accept_proposal(block, proposal=other, by=alice, filled=FILLED | {"act": ["accession"]})
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.decision, one.amended, one.recorded_in) == ("accepted", None, block)
    assert (other.decision, other.amended["act"]) == ("amended", ["accession"])


REWRITES = (
    "UPDATE treaties_proposal SET filled = '{}'",
    "UPDATE treaties_proposal SET overrides = '{after_the_end}'",
    "UPDATE treaties_proposal SET proposed_by_id = proposed_by_id + 1",
    "DELETE FROM treaties_proposal",
    "TRUNCATE treaties_proposal",
)


def test_the_database_keeps_what_was_proposed(committed):
    proposed(User.objects.create_user("alice"))
    for alias in ("default", "owner"):
        for statement in REWRITES:
            with pytest.raises(DatabaseError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
                cursor.execute(statement)
    assert Proposal.objects.get().filled == FILLED


def test_of_two_editors_at_once_one_decides_and_the_other_is_told(committed):
    made = proposed(User.objects.create_user("alice"))
    editors = [User.objects.create_user(name) for name in ("bob", "carol")]
    blocks, together = Block.objects.count(), Barrier(2)

    def decide(editor):
        together.wait(timeout=5)
        try:
            with a_block() as block:
                accept_proposal(block, proposal=made, by=editor, filled=FILLED)
                return "accepted"
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(decide, editors))
    assert said[1] == "accepted"
    assert said[0].startswith("This proposal was accepted before, by ")
    assert Block.objects.count() == blocks + 1


def test_pressed_twice_at_once_it_is_proposed_once(committed):
    alice, together = User.objects.create_user("alice"), Barrier(2)

    def press(_):
        together.wait(timeout=5)
        try:
            with suppress(Refused):
                return proposed(alice).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(press, range(2)))
    assert made.count(None) == 1
    assert Proposal.objects.count() == 1
