"""What holds of every history, however odd: derivation is total, and no order of recording changes it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact, TermFact
from treaties.derivation.participation import derive_participation
from treaties.derivation.stories import path_from, story_of
from treaties.derivation.timeline import Timeline
from treaties.vocabulary import Act, AgreementStatus, Evidence, Nature

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
    terms = (TermFact("clause:duration", draw(st.integers(1, 200))),) if draw(st.booleans()) else ()
    return AgreementFacts(draw(st.booleans()), draw(st.sampled_from(Nature)), PARTIES, tuple(acts), terms)


@given(histories(), st.randoms(use_true_random=False))
def test_derivation_is_total_and_independent_of_the_order_of_recording(facts, random):
    shuffled = list(facts.acts)
    random.shuffle(shuffled)
    reordered = AgreementFacts(facts.is_bilateral, facts.nature, facts.parties, tuple(shuffled), facts.terms)
    assert derive_agreement(facts) == derive_agreement(reordered)
    for party in facts.parties:
        assert derive_participation(facts, party) == derive_participation(reordered, party)


@given(histories())
def test_a_timeline_neither_overlaps_nor_leaves_a_gap(facts):
    standings = [derive_participation(facts, party) for party in facts.parties]
    timelines: list[Timeline[Any]] = [derive_agreement(facts), *standings]
    for timeline in timelines:
        assert timeline.days == sorted(set(timeline.days))
        assert all(code > 0 for code in timeline.codes)


@given(histories())
def test_a_step_is_never_the_one_before_it_again(facts):
    steps = derive_agreement(facts).steps
    assert all(before.state != after.state for before, after in pairwise(steps))


@given(histories([Act.SIGNATURE, Act.TEXT_ADOPTED, Act.ENTRY_INTO_FORCE]), days, st.data())
def test_knowing_a_day_exactly_answers_within_what_was_possible(facts, day, data):
    """Replace each imprecise date by one of its days: the certain answer must be among the possible ones."""

    def exact(partial: PartialDate | None) -> PartialDate | None:
        if partial is None:
            return None
        earliest, latest = partial.earliest or date(1980, 1, 1), partial.latest or date(2015, 12, 31)
        return PartialDate.of(data.draw(st.dates(earliest, latest)))

    acts = tuple(
        ActFact(a.ref, a.act, a.by, exact(a.done_on), exact(a.received_on), exact(a.effective_on)) for a in facts.acts
    )
    facts = replace(facts, terms=())
    exactly = derive_agreement(replace(facts, acts=acts)).on(day)
    possibly = derive_agreement(facts).on(day)
    start = {AgreementStatus.NOT_YET}
    assert set(exactly.state if exactly else start) <= set(possibly.state if possibly else start)


@given(histories())
def test_a_story_is_read_back_as_it_was_told(facts):
    timeline = derive_agreement(facts)
    for step, story in zip(timeline.steps, story_of(timeline), strict=True):
        assert {status: path_from(story, status) for status in step.state} == step.state
