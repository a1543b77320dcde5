"""What holds of every history, however odd: derivation is total, and no order of recording changes it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.deadlines import computed_days
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact, PartyFact
from treaties.derivation.participation import derive_participation
from treaties.derivation.stories import path_from, story_of
from treaties.derivation.timeline import Timeline
from treaties.derivation.why import why
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting, Evidence, Nature

days = st.dates(date(1990, 1, 1), date(2005, 12, 31))
partial_dates = st.one_of(
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate.parse(f"{day.year}")),
    days.map(lambda day: PartialDate.parse(f"{day:%Y-%m}?")),
    days.map(lambda day: PartialDate.parse(f"{day.year}~")),
    days.map(lambda day: PartialDate.parse(f"../{day}")),
    days.map(lambda day: PartialDate.parse(f"{day}/..")),
    st.tuples(days, days).map(lambda two: PartialDate.parse(f"{min(two)}/{max(two)}")),
)
COUNTINGS = [counting for counting in Counting if counting is not Counting.END_OF_TERM]
PARTIES = (PartyFact("AZ", 1, PartialDate.parse("1991-10-18")), PartyFact("US", 2))


@st.composite
def histories(draw: st.DrawFn, kinds: Iterable[Act] = Act) -> AgreementFacts:
    acts = [
        ActFact(
            ref=f"{number}",
            act=draw(st.sampled_from(list(kinds))),
            by=draw(st.sampled_from([None, "AZ", "US"])),
            done_on=draw(st.none() | partial_dates),
            received_on=draw(st.none() | partial_dates),
            effective_on=draw(st.none() | partial_dates),
            evidence=draw(st.sampled_from(Evidence)),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    terms = (
        (ClauseFact("clause:duration", ClauseKind.DURATION, months=draw(st.integers(1, 200))),)
        if draw(st.booleans())
        else ()
    )
    return AgreementFacts(draw(st.booleans()), draw(st.sampled_from(Nature)), PARTIES, tuple(acts), terms)


@given(histories(), st.randoms(use_true_random=False))
def test_derivation_is_total_and_independent_of_the_order_of_recording(facts, random):
    shuffled = list(facts.acts)
    random.shuffle(shuffled)
    reordered = AgreementFacts(facts.is_bilateral, facts.nature, facts.parties, tuple(shuffled), facts.clauses)
    assert computed_days(facts) == computed_days(reordered)
    facts, reordered = completed(facts), completed(reordered)
    assert derive_agreement(facts) == derive_agreement(reordered)
    for party in facts.parties:
        assert derive_participation(facts, party) == derive_participation(reordered, party)


@pytest.mark.slow
@given(histories())
def test_what_is_complete_stays_as_it_is(facts):
    assert completed(completed(facts)) == completed(facts)


@given(histories(), days)
def test_every_status_can_say_why(facts, day):
    facts = completed(facts)
    timelines: list[Timeline[Any]] = [
        derive_agreement(facts),
        *(derive_participation(facts, party) for party in facts.parties),
    ]
    for step in filter(None, (timeline.on(day) for timeline in timelines)):
        for path in step.state.values():
            told = [reason.ref for reason in why(path, facts, day) if reason.ref]
            assert told == list(path.because)


@given(histories())
def test_a_timeline_neither_overlaps_nor_leaves_a_gap(facts):
    facts = completed(facts)
    standings = [derive_participation(facts, party) for party in facts.parties]
    timelines: list[Timeline[Any]] = [derive_agreement(facts), *standings]
    for timeline in timelines:
        assert timeline.days == sorted(set(timeline.days))
        assert all(code > 0 for code in timeline.codes)


@pytest.mark.slow
@given(histories())
def test_a_step_is_never_the_one_before_it_again(facts):
    steps = derive_agreement(completed(facts)).steps
    assert all(before.state != after.state for before, after in pairwise(steps))


def exact(partial: PartialDate | None, data: st.DataObject) -> PartialDate | None:
    if partial is None:
        return None
    earliest, latest = partial.earliest or date(1980, 1, 1), partial.latest or date(2015, 12, 31)
    return PartialDate.of(data.draw(st.dates(earliest, latest)))


@st.composite
def consents_and_notices(draw: st.DrawFn) -> AgreementFacts:
    """Two sides consent, the clause brings it into force, and one of them gives notice later."""
    later = st.dates(date(2010, 1, 1), date(2012, 12, 31))
    notice = st.one_of(later.map(PartialDate.of), later.map(lambda day: PartialDate.parse(f"{day:%Y-%m}")))
    acts = (
        ActFact("1", Act.RATIFICATION, "AZ", received_on=draw(partial_dates)),
        ActFact("2", Act.RATIFICATION, "US", received_on=draw(partial_dates)),
        ActFact("3", Act.NOTICE_OF_TERMINATION, "US", received_on=draw(notice)),
    )
    kinds = (ClauseKind.ENTRY_INTO_FORCE, ClauseKind.NOTICE_PERIOD)
    given_clauses = tuple(
        ClauseFact(f"clause:{kind}", kind, months=draw(st.integers(0, 14)), counting=draw(st.sampled_from(COUNTINGS)))
        for kind in kinds
    )
    return AgreementFacts(True, Nature.TREATY, PARTIES, acts, given_clauses)


@given(histories([Act.SIGNATURE, Act.TEXT_ADOPTED, Act.ENTRY_INTO_FORCE]), days, st.data())
def test_knowing_a_day_exactly_answers_within_what_was_possible(facts, day, data):
    """Replace each imprecise date by one of its days: the certain answer must be among the possible ones."""
    names = ("done_on", "received_on", "effective_on")
    acts = tuple(replace(fact, **{name: exact(getattr(fact, name), data) for name in names}) for fact in facts.acts)
    facts = replace(facts, clauses=())
    assert possible(replace(facts, acts=acts), day) <= possible(facts, day)


@given(consents_and_notices(), days, st.data())
def test_knowing_a_day_exactly_computes_within_what_was_possible(facts, day, data):
    """The same where clauses compute the entry into force and the effects of notices."""
    acts = tuple(replace(fact, received_on=exact(fact.received_on, data)) for fact in facts.acts)
    assert possible(replace(facts, acts=acts), day) <= possible(facts, day)


def possible(facts: AgreementFacts, day: date) -> set[AgreementStatus]:
    step = derive_agreement(completed(facts)).on(day)
    return set(step.state if step else {AgreementStatus.NOT_YET})


@given(histories())
def test_a_story_is_read_back_as_it_was_told(facts):
    timeline = derive_agreement(completed(facts))
    for step, story in zip(timeline.steps, story_of(timeline), strict=True):
        assert {status: path_from(story, status) for status in step.state} == step.state
