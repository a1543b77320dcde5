"""What one more act would do: when, by what, to whom; and that asking never changes the answer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.treaties.derivation.test_properties import days, histories
from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact, PartyFact
from treaties.derivation.participation import derive_participation
from treaties.derivation.what_if import Ground, Outcome, hypothetical, what_if
from treaties.derivation.what_if_bonds import Bond
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting, EndReason, Flag, Nature, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus
TWO = (PartyFact("AZ", 1), PartyFact("US", 2))
FOUR = tuple(PartyFact(code) for code in ("AT", "BE", "CH", "DK"))
ENTRY = ActFact("entry", Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse("1999-04-01"))


def clause(kind: ClauseKind, **given: Any) -> ClauseFact:
    return ClauseFact(f"clause:{kind}", kind, **given)


def bilateral(*clauses: ClauseFact, nature: Nature = Nature.TREATY, acts: tuple[ActFact, ...] = (ENTRY,)):
    return AgreementFacts(True, nature, TWO, acts, clauses)


def multilateral(*clauses: ClauseFact, codes: str = "AT BE CH DK") -> AgreementFacts:
    consents = tuple(
        ActFact(f"ratification-{code}", Act.RATIFICATION, code, received_on=PartialDate.parse("1998-01-01"))
        for code in codes.split()
    )
    return AgreementFacts(False, Nature.TREATY, FOUR, (*consents, ENTRY), clauses)


def ask(facts: AgreementFacts, act: Act, on: str, by: str = "AZ") -> Outcome:
    return what_if(facts, hypothetical(act, by, date.fromisoformat(on)))


def test_a_notice_under_a_clause_ends_a_bilateral_agreement_for_both():
    outcome = ask(bilateral(clause(ClauseKind.NOTICE_PERIOD, months=6)), Act.NOTICE_OF_TERMINATION, "2026-08-31")
    assert outcome.effect.ground is Ground.CLAUSE
    assert outcome.effect.day == PartialDate.parse("2027-02-28")
    assert outcome.effect.basis == ("clause:notice_period",)
    pending, ended = outcome.whole
    assert (pending.since, pending.until, set(pending.after)) == (date(2026, 8, 31), date(2027, 2, 28), {A.IN_FORCE})
    assert pending.after[A.IN_FORCE].flags == {Flag.NOTICE_PENDING}
    assert (ended.since, ended.until, set(ended.before)) == (date(2027, 2, 28), None, {A.IN_FORCE})
    assert ended.after[A.ENDED].reason is EndReason.DENOUNCED
    assert [set(many[-1].after) for many in outcome.parties.values()] == [{P.FORMER}, {P.FORMER}]
    (bond,) = outcome.unbound
    assert (bond.ones, bond.others, bond.since, bond.until) == (("AZ",), ("US",), date(2027, 2, 28), None)
    assert (bond.before, bond.after) == (Bond.BOUND, Bond.NOT)


def test_without_a_clause_the_end_is_never_more_than_possible():
    outcome = ask(bilateral(), Act.NOTICE_OF_TERMINATION, "2024-02-29")
    assert outcome.effect.ground is Ground.NO_CLAUSE
    assert outcome.effect.day is None
    assert outcome.effect.possibly_on == PartialDate.parse("2025-02-28")
    assert outcome.unbound == ()
    assert [set(change.after) for change in outcome.whole] == [{A.IN_FORCE}]


def test_what_runs_for_a_term_is_not_left_by_an_implied_right():
    outcome = ask(bilateral(*RENEWED), Act.NOTICE_OF_TERMINATION, "2024-02-29")
    assert (outcome.effect.ground, outcome.effect.possibly_on) == (Ground.NO_CLAUSE, None)
    assert outcome.effect.basis == ("clause:duration",)


RENEWED = (
    clause(ClauseKind.DURATION, months=120),
    clause(ClauseKind.TACIT_RENEWAL, months=120),
    clause(ClauseKind.NON_RENEWAL_NOTICE, months=6),
)


@pytest.mark.parametrize(
    ("received", "ends", "missed"),
    [
        ("2018-09-24", "2019-04-01", None),
        ("2018-10-01", "2019-04-01", None),
        ("2018-10-02", "2029-04-01", "2019-04-01"),
    ],
)
def test_a_notice_of_non_renewal_ends_the_term_that_it_is_in_time_for(received, ends, missed):
    outcome = ask(bilateral(*RENEWED), Act.NOTICE_OF_NON_RENEWAL, received)
    assert outcome.effect.day == PartialDate.parse(ends)
    assert outcome.effect.missed == (PartialDate.parse(missed) if missed else None)
    assert "clause:non_renewal_notice" in outcome.effect.basis
    assert outcome.whole[-1].after[A.ENDED].reason is EndReason.NON_RENEWED


def test_a_notice_of_non_renewal_without_a_term_ends_nothing():
    outcome = ask(bilateral(), Act.NOTICE_OF_NON_RENEWAL, "2018-09-24")
    assert outcome.effect.ground is Ground.NO_TERM
    assert outcome.unbound == ()


def test_a_term_that_is_over_sooner_is_said():
    facts = bilateral(clause(ClauseKind.DURATION, months=336), clause(ClauseKind.NOTICE_PERIOD, months=12))
    outcome = ask(facts, Act.NOTICE_OF_TERMINATION, "2026-11-26")
    assert outcome.ends_anyway_on == PartialDate.parse("2027-04-01")
    assert outcome.effect.day == PartialDate.parse("2027-11-26")
    assert outcome.unbound == ()


def test_a_withdrawal_from_a_multilateral_agreement_looses_its_maker_from_every_other_party():
    facts = multilateral(clause(ClauseKind.NOTICE_PERIOD, months=6, counting=Counting.DAY_AFTER))
    outcome = ask(facts, Act.NOTICE_OF_TERMINATION, "2009-07-06", by="CH")
    assert outcome.effect.day == PartialDate.parse("2010-01-07")
    assert outcome.whole == ()
    assert set(outcome.parties) == {"CH"}
    (bond,) = outcome.unbound
    assert (bond.ones, bond.others, bond.since) == (("AT", "BE", "DK"), ("CH",), date(2010, 1, 7))


def test_a_clause_on_essential_parties_ends_it_among_all():
    facts = multilateral(
        clause(ClauseKind.NOTICE_PERIOD, months=6), clause(ClauseKind.ESSENTIAL_PARTIES, parties=("CH",))
    )
    outcome = ask(facts, Act.NOTICE_OF_TERMINATION, "2009-07-06", by="CH")
    assert outcome.whole[-1].after[A.ENDED].reason is EndReason.ESSENTIAL_PARTY_LEFT
    assert {(one.ones, one.others) for one in outcome.unbound} == {(("AT", "BE", "CH", "DK"), ("AT", "BE", "CH", "DK"))}
    assert set(outcome.parties) == {"AT", "BE", "CH", "DK"}


def test_what_survives_for_the_party_that_left():
    facts = multilateral(clause(ClauseKind.NOTICE_PERIOD, months=12), clause(ClauseKind.SURVIVAL, months=240))
    outcome = ask(facts, Act.NOTICE_OF_TERMINATION, "2020-01-01", by="BE")
    (survival,) = outcome.survivals
    assert (survival.by, str(survival.since), str(survival.until)) == ("BE", "2021-01-01", "2041-01-01")


def test_a_ratification_binds_when_its_clause_says():
    facts = multilateral(clause(ClauseKind.LATER_PARTIES, days=30), codes="AT BE CH")
    outcome = ask(facts, Act.ACCESSION, "2017-02-15", by="DK")
    assert outcome.effect.day == PartialDate.parse("2017-03-17")
    assert outcome.effect.basis == ("clause:later_parties",)
    (bond,) = outcome.bonds
    assert (bond.ones, bond.others, bond.before, bond.after) == (("AT", "BE", "CH"), ("DK",), Bond.NOT, Bond.BOUND)
    assert outcome.unbound == ()


def test_the_last_ratification_brings_it_into_force():
    facts = bilateral(
        clause(ClauseKind.ENTRY_INTO_FORCE, days=30),
        acts=(ActFact("us", Act.RATIFICATION, "US", received_on=PartialDate.parse("2020-01-01")),),
    )
    outcome = ask(facts, Act.RATIFICATION, "2021-01-01")
    assert outcome.effect.day == PartialDate.parse("2021-01-31")
    assert set(outcome.whole[-1].after) == {A.IN_FORCE}


def test_an_objection_looses_two_parties_and_no_status():
    objection = replace(hypothetical(Act.OBJECTION_TO_ACCESSION, "AT", date(2020, 1, 1)), towards="DK")
    outcome = what_if(multilateral(), objection)
    assert (outcome.whole, outcome.parties) == ((), {})
    assert not outcome.changes_nothing
    (bond,) = outcome.unbound
    assert (bond.ones, bond.others, bond.since, bond.after) == (("AT",), ("DK",), date(2020, 1, 1), Bond.NOT)


def test_who_was_not_bound_towards_another_is_not_loosened_from_it():
    objection = ActFact(
        "no", Act.OBJECTION_TO_ACCESSION, "AT", received_on=PartialDate.parse("1998-02-01"), towards="DK"
    )
    facts = multilateral(clause(ClauseKind.NOTICE_PERIOD, months=6))
    outcome = ask(facts.with_acts((*facts.acts, objection)), Act.NOTICE_OF_TERMINATION, "2020-01-01", by="DK")
    assert {(bond.ones, bond.others) for bond in outcome.unbound} == {(("BE", "CH"), ("DK",))}


def test_a_notice_under_what_has_ended_changes_nothing():
    ended = ActFact("end", Act.TERMINATION_BY_CONSENT, effective_on=PartialDate.parse("2005-01-01"))
    outcome = ask(bilateral(acts=(ENTRY, ended)), Act.NOTICE_OF_TERMINATION, "2026-01-01")
    assert outcome.changes_nothing


def test_a_discontinuation_is_of_the_whole():
    facts = bilateral(nature=Nature.NON_BINDING, acts=(ActFact("1", Act.ISSUED, done_on=PartialDate.parse("1997")),))
    outcome = ask(facts, Act.DISCONTINUATION, "2026-01-01")
    assert outcome.act.by is None
    assert (outcome.effect.ground, str(outcome.effect.day)) == (Ground.OWN_DAY, "2026-01-01")
    assert set(outcome.whole[-1].after) == {A.DISCONTINUED}


def test_an_act_without_effect_says_so():
    outcome = ask(bilateral(), Act.SEVERANCE_OF_RELATIONS, "2026-01-01")
    assert (outcome.changes_nothing, outcome.effect.ground) == (True, Ground.NO_CHANGE)


clauses = st.lists(
    st.builds(
        ClauseFact,
        st.integers(0, 9).map("clause:{}".format),
        st.sampled_from(ClauseKind),
        months=st.integers(0, 200),
        counting=st.sampled_from(Counting),
        parties=st.sampled_from([(), ("AZ",), ("AZ", "US")]),
    ),
    max_size=4,
    unique_by=(lambda one: one.kind, lambda one: one.ref),
).map(tuple)
questions = st.builds(hypothetical, st.sampled_from(Act), st.sampled_from([None, "AZ", "US", "XX"]), days)


@pytest.mark.slow
@given(histories(), clauses, questions, st.randoms(use_true_random=False))
def test_it_is_total_independent_of_order_and_compares_with_what_is(facts, clauses, act, random):
    facts = replace(facts, clauses=clauses)
    outcome = what_if(facts, act)
    shuffled = list(facts.acts)
    random.shuffle(shuffled)
    assert what_if(facts.with_acts(tuple(shuffled)), act) == outcome
    without, with_it = completed(facts), completed(facts.with_acts((*facts.acts, act)))
    assert outcome.before.whole == derive_agreement(without)
    assert outcome.after.whole == derive_agreement(with_it)
    for party in facts.parties:
        assert outcome.before.parties[party.code] == derive_participation(without, party)
        assert outcome.after.parties[party.code] == derive_participation(with_it, party)


@given(histories(), clauses, questions)
def test_the_changes_are_exactly_where_the_two_lives_differ(facts, clauses, act):
    outcome = what_if(replace(facts, clauses=clauses), act)
    whole = outcome.before.whole, outcome.after.whole
    for day in {*whole[0].days, *whole[1].days}:
        before, after = (set(step.state) if (step := one.on(day)) else {A.NOT_YET} for one in whole)
        told = [one for one in outcome.whole if one.since <= day and (one.until is None or day < one.until)]
        assert len(told) <= 1
        if before != after:
            assert (set(told[0].before), set(told[0].after)) == (before, after)
