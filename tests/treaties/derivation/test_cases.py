"""The legal cases: what the acts on record make of an agreement and of its parties, day by day."""

from datetime import date

import pytest

from tests.cases.reading import LegalCase, every_case
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.deadlines import DueDay, computed_days
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Timeline

CASES = every_case()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: LegalCase) -> None:
    facts = completed(case.facts)
    agreement = derive_agreement(facts)
    assert statuses(agreement, case.on, "not_yet") == case.on
    assert flags(agreement, case.flags) == case.flags
    for party in case.facts.parties:
        standing = derive_participation(facts, party)
        assert statuses(standing, case.standings[party.code], "none") == case.standings[party.code]
        assert flags(standing, case.party_flags[party.code]) == case.party_flags[party.code]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_computed_days(case: LegalCase) -> None:
    days = computed_days(case.facts)
    assert {day: next_due(days, day) for day in case.due} == case.due
    assert {f"{day.kind}:{day.computed}" for day in days if day.differs} == case.differs


def next_due(days: list[DueDay], day: date) -> set[str]:
    coming = [due for due in days if due.is_due and (due.computed.latest or date.max) >= day]
    first = {due.kind: due for due in reversed(coming)}
    return {f"{kind}:{due.computed}" for kind, due in first.items()}


def statuses(timeline: Timeline, days: dict[date, set[str]], before: str) -> dict[date, set[str]]:
    steps = {day: timeline.on(day) for day in days}
    return {day: {str(status) for status in step.state} if step else {before} for day, step in steps.items()}


def flags(timeline: Timeline, days: dict[date, set[str]]) -> dict[date, set[str]]:
    steps = {day: timeline.on(day) for day in days}
    return {
        day: {str(flag) for flag in list(step.state.values())[-1].flags} if step else set()
        for day, step in steps.items()
    }
