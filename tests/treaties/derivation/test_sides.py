"""Sides of several parties: a union with its members on one side (a mixed agreement), one state on the other.

A side is party when all its parties of that day are, unless a clause or a source says otherwise; a denunciation by one
of several closes only its own spell.
"""

from datetime import date
from typing import Any

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact, PartyFact
from treaties.derivation.participation import derive_participation
from treaties.vocabulary import Act, ClauseKind, Nature

SIDES = {"UN1": 1, "MEM": 1, "NEX": 1, "STA": 2}
"""A union with two members, and the state at the other end."""
WHEN_ALL_CONSENTED = (ClauseFact("clause:entry_into_force", ClauseKind.ENTRY_INTO_FORCE),)


def act(kind: Act, by: str | None = None, **dates: str) -> ActFact:
    known: dict[str, Any] = {f"{name}_on": PartialDate.parse(text) for name, text in dates.items()}
    return ActFact(f"{kind}-{by or 'whole'}-{'-'.join(dates.values())}", kind, by, **known)


def consents(*codes: str, on: str = "2000-01-01") -> tuple[ActFact, ...]:
    return tuple(act(Act.RATIFICATION, code, received=on) for code in codes)


def stand(acts: tuple[ActFact, ...], on: str, clauses: tuple[ClauseFact, ...] = (), **life: Any) -> dict[str, str]:
    """How the whole and each party stand on a day; several possible statuses are joined."""
    parties = tuple(PartyFact(code, side, **life.get(code, {})) for code, side in SIDES.items())
    facts = completed(AgreementFacts(True, Nature.TREATY, parties, acts, clauses))
    timelines = {"whole": derive_agreement(facts)} | {one.code: derive_participation(facts, one) for one in parties}
    steps = {name: timeline.on(date.fromisoformat(on)) for name, timeline in timelines.items()}
    return {name: "/".join(step.state) if step else "" for name, step in steps.items()}


ALL = consents(*SIDES)
ENTERED = act(Act.ENTRY_INTO_FORCE, effective="2001-01-01")
IN_FORCE = {"whole": "in_force", "UN1": "party", "MEM": "party", "NEX": "party", "STA": "party"}
BOUND = (*ALL, ENTERED)


def leaves(code: str, on: str = "2010-01-01") -> ActFact:
    return act(Act.NOTICE_OF_TERMINATION, code, received="2009-01-01", effective=on)


def test_it_enters_into_force_when_the_last_of_either_side_has_consented() -> None:
    acts = (*consents("UN1", "MEM", "STA"), *consents("NEX", on="2005-01-01"))
    assert stand(acts, "2004-12-31", WHEN_ALL_CONSENTED)["whole"] == ""
    assert stand(acts, "2005-01-01", WHEN_ALL_CONSENTED) == IN_FORCE


def test_a_side_of_which_one_has_not_consented_is_not_party() -> None:
    assert stand(consents("UN1", "MEM", "STA"), "2020-01-01", WHEN_ALL_CONSENTED)["STA"] == "contracting"


def test_a_recorded_entry_into_force_binds_both_sides() -> None:
    assert stand(BOUND, "2001-01-01") == IN_FORCE


def test_a_denunciation_by_one_of_several_closes_its_own_spell_only() -> None:
    assert stand((*BOUND, leaves("MEM")), "2010-01-01") == IN_FORCE | {"MEM": "former"}


def test_the_union_itself_is_one_of_several_too() -> None:
    assert stand((*BOUND, leaves("UN1")), "2010-01-01") == IN_FORCE | {"UN1": "former"}


def test_a_denunciation_by_the_only_party_of_its_side_ends_the_whole() -> None:
    ended = {"whole": "ended", "UN1": "former", "MEM": "former", "NEX": "former", "STA": "former"}
    assert stand((*BOUND, leaves("STA")), "2010-01-01") == ended


def test_a_pending_notice_of_one_of_several_leaves_the_rest_alone() -> None:
    assert stand((*BOUND, leaves("MEM")), "2009-06-01") == IN_FORCE


def test_a_suspension_by_one_of_several_is_its_own() -> None:
    suspends = act(Act.SUSPENSION, "MEM", effective="2010-01-01")
    assert stand((*BOUND, suspends), "2010-01-01") == IN_FORCE | {"MEM": "suspended"}


def test_the_end_of_one_of_several_leaves_the_agreement_in_force() -> None:
    gone: dict[str, Any] = {"MEM": {"exists_until": PartialDate.parse("2010-01-01")}}
    assert stand(BOUND, "2010-01-01", **gone) == IN_FORCE | {"MEM": "former"}


def test_a_source_that_lets_a_later_member_in_binds_it_from_its_own_day() -> None:
    later = act(Act.ENTRY_INTO_FORCE_FOR_PARTY, "NEX", effective="2013-07-01")
    acts = (*consents("UN1", "MEM", "STA"), ENTERED, later)
    assert stand(acts, "2013-07-01") == IN_FORCE


def test_when_the_last_of_a_side_has_left_the_agreement_is_over() -> None:
    acts = (*BOUND, leaves("UN1"), leaves("MEM", "2011-01-01"), leaves("NEX", "2012-01-01"))
    assert stand(acts, "2011-12-31")["whole"] == "in_force"
    assert stand(acts, "2012-01-01") == dict.fromkeys(IN_FORCE, "former") | {"whole": "ended"}


def test_a_later_member_is_not_bound_before_its_own_day() -> None:
    later = act(Act.ENTRY_INTO_FORCE_FOR_PARTY, "NEX", effective="2013-07-01")
    acts = (*consents("UN1", "MEM", "STA"), ENTERED, later)
    assert stand(acts, "2013-06-30")["NEX"] in ("", "none", "signatory", "contracting")
