"""The table of acts and the tables of transitions hold together, and the legal cases reach every part of them."""

from itertools import pairwise

import pytest

from tests.cases.reading import every_case
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.law import LAW
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Timeline
from treaties.derivation.transitions import MAY_BECOME, PARTY_MAY_BECOME
from treaties.vocabulary import Act, AgreementStatus, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus
CASES = every_case()


def test_every_act_has_its_law():
    assert list(LAW) == [*dict.fromkeys(LAW)]
    assert set(LAW) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_effects_move_along_the_tables(act):
    law = LAW[act]
    moves = [(origin, effect.to) for effect in law.agreement for origin in effect.origins if origin is not effect.to]
    assert [move for move in moves if move[1] not in MAY_BECOME[move[0]]] == []
    own = [(origin, effect.to) for effect in law.party for origin in effect.origins if origin is not effect.to]
    assert [move for move in own if move[1] not in PARTY_MAY_BECOME[move[0]]] == []


def test_every_transition_is_what_some_act_does():
    """But for two of a party: what is undone leads back to where its own acts had brought it, and no row says where."""
    done = {(origin, effect.to) for law in LAW.values() for effect in law.agreement for origin in effect.origins}
    assert {(one, other) for one, others in MAY_BECOME.items() for other in others} - done == set()
    own = {(origin, effect.to) for law in LAW.values() for effect in law.party for origin in effect.origins}
    undone = {(one, other) for one, others in PARTY_MAY_BECOME.items() for other in others} - own
    assert undone == {(P.PROVISIONAL, P.NONE), (P.CONTRACTING, P.NONE)}


def test_every_act_is_in_a_case():
    assert {fact.act for case in CASES for fact in case.facts.acts} == set(Act)


def seen(timelines: list[Timeline], start) -> set[tuple]:
    """Certain statuses that follow each other."""
    found = set()
    for timeline in timelines:
        states = [[start], *(list(step.state) for step in timeline.steps)]
        found |= {(a[0], b[0]) for a, b in pairwise(states) if len(a) == len(b) == 1 and a != b}
    return found


def test_the_cases_walk_every_transition_of_an_agreement():
    walked = seen([derive_agreement(case.facts) for case in CASES], A.NOT_YET)
    allowed = {(one, other) for one, others in MAY_BECOME.items() for other in others}
    assert (walked - allowed, allowed - walked) == (set(), set())


def test_the_cases_walk_every_transition_of_a_party():
    timelines = [derive_participation(case.facts, party) for case in CASES for party in case.facts.parties]
    walked = seen(timelines, P.NONE) - {(P.PARTY, P.CONTRACTING)}  # a new consent, on the very day that a spell ends
    allowed = {(one, other) for one, others in PARTY_MAY_BECOME.items() for other in others}
    assert (walked - allowed, allowed - walked) == (set(), set())
