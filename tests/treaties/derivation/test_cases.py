"""The legal cases: what the acts on record make of an agreement and of its parties, day by day."""

from datetime import date

import pytest

from tests.cases.reading import LegalCase, every_case
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Timeline

CASES = every_case()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: LegalCase) -> None:
    agreement = derive_agreement(case.facts)
    assert statuses(agreement, case.on, "not_yet") == case.on
    assert flags(agreement, case.flags) == case.flags
    for party in case.facts.parties:
        standing = derive_participation(case.facts, party)
        assert statuses(standing, case.standings[party.code], "none") == case.standings[party.code]
        assert flags(standing, case.party_flags[party.code]) == case.party_flags[party.code]


def statuses(timeline: Timeline, days: dict[date, set[str]], before: str) -> dict[date, set[str]]:
    steps = {day: timeline.on(day) for day in days}
    return {day: {str(status) for status in step.state} if step else {before} for day, step in steps.items()}


def flags(timeline: Timeline, days: dict[date, set[str]]) -> dict[date, set[str]]:
    steps = {day: timeline.on(day) for day in days}
    return {
        day: {str(flag) for flag in list(step.state.values())[-1].flags} if step else set()
        for day, step in steps.items()
    }
