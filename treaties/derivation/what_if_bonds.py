"""Who is bound towards whom under an agreement, and what a hypothetical act would change of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from treaties.derivation.facts import AgreementFacts
from treaties.derivation.pairs import Pair
from treaties.derivation.timeline import Path, State, Timeline
from treaties.vocabulary import AgreementStatus, Between, ParticipationStatus, Status, Word

A, P = AgreementStatus, ParticipationStatus
RUNNING = frozenset({A.IN_FORCE, A.SUSPENDED})
BOUND = frozenset({P.PARTY, P.SUSPENDED})
LETS_BIND = frozenset({Between.APPLIES, Between.SUSPENDED})
"""What lets an agreement bind two parties towards each other; a suspension stops its operation, and not the bond."""


class Bond(Word):
    """Whether an agreement binds two of its parties towards each other."""

    BOUND = "bound", "bound"
    POSSIBLY = "possibly_bound", "possibly bound"
    NOT = "not_bound", "not bound"

    @property
    def strength(self) -> int:
        return {"bound": 2, "possibly_bound": 1}.get(self, 0)


@dataclass(frozen=True, slots=True)
class BondChange:
    """From ``since`` (closed) until ``until`` (open) each of ``ones`` would be bound otherwise towards each of
    ``others``; codes in alphabetical order. Where both are the same, it is each towards every other of them."""

    ones: tuple[str, ...]
    others: tuple[str, ...]
    since: date
    until: date | None
    before: Bond
    after: Bond


@dataclass(frozen=True, slots=True)
class Lives:
    """The life of the agreement, the standing of each party by its code, and the law between them."""

    whole: Timeline[AgreementStatus]
    parties: Mapping[str, Timeline[ParticipationStatus]]
    laws: Mapping[Pair, Timeline[Between]]
    """What stands between two parties, where something ever does."""


def state_on[S: Status](timeline: Timeline[S], day: date, start: S) -> State[S]:
    """The statuses that are possible on a day; ``start`` before the first step."""
    step = timeline.on(day)
    return step.state if step else {start: Path()}


type _Course = tuple[tuple[date, Bond], ...]
"""How firmly a party is bound, or two are, from a day on."""
type _Group = tuple[int | None, _Course, _Course, str]
"""Parties of one side that are bound alike without the act, and alike with it; one by itself, by its code, where
something ever stands between it and another."""


def bond_changes(facts: AgreementFacts, before: Lives, after: Lives, *, changed_on: date | None) -> list[BondChange]:
    """From the first day on which anything differs; ``changed_on`` is that of a status. Parties that are bound alike
    are taken at once."""
    laws = {*before.laws, *after.laws}
    days = [_first_difference(before.laws.get(pair), after.laws.get(pair)) for pair in laws]
    first = min((day for day in (changed_on, *days) if day), default=None)
    if first is None:
        return []
    apart = {code for pair in laws for code in pair}
    groups: dict[_Group, list[str]] = {}
    for party in sorted(facts.parties, key=lambda party: party.code):
        without, with_it = (_course(lives, party.code, first) for lives in (before, after))
        key = party.side, without, with_it, party.code if party.code in apart else ""
        groups.setdefault(key, []).append(party.code)
    pairs = (*combinations(groups, 2), *((group, group) for group in groups if len(groups[group]) > 1))
    return [
        change
        for one, other in pairs
        if one[0] is None or one[0] != other[0]
        for change in _between(groups, one, other, [_law(lives, one[3], other[3], first) for lives in (before, after)])
    ]


def _first_difference(before: Timeline[Between] | None, after: Timeline[Between] | None) -> date | None:
    nothing: Timeline[Between] = Timeline(())
    before, after = before or nothing, after or nothing
    days = sorted({*before.days, *after.days})
    return next((day for day in days if _bond_of(before, day) is not _bond_of(after, day)), None)


def _bond_of(law: Timeline[Between], day: date) -> Bond:
    return _bond(state_on(law, day, Between.APPLIES), LETS_BIND)


def _law(lives: Lives, one: str, other: str, first: date) -> _Course:
    """What stands between two parties lets the agreement bind them towards each other, or does not."""
    law = lives.laws.get((min(one, other), max(one, other))) or Timeline(())
    days = (first, *(day for day in law.days if day > first))
    return tuple((day, _bond_of(law, day)) for day in days)


def _course(lives: Lives, code: str, first: date) -> _Course:
    """Bound as far as the agreement runs and the party is bound by it."""
    standing = lives.parties[code]
    days = sorted({first, *(day for day in (*lives.whole.days, *standing.days) if day > first)})
    course: list[tuple[date, Bond]] = []
    for day in days:
        runs = _bond(state_on(lives.whole, day, A.NOT_YET), RUNNING)
        stands = _bond(state_on(standing, day, P.NONE), BOUND)
        weaker = min(runs, stands, key=lambda bond: bond.strength)
        if not course or course[-1][1] is not weaker:
            course.append((day, weaker))
    return tuple(course)


def _bond[S: Status](state: State[S], binding: frozenset[S]) -> Bond:
    if set(state) <= binding:
        return Bond.BOUND
    return Bond.POSSIBLY if set(state) & binding else Bond.NOT


def _between(
    groups: Mapping[_Group, list[str]], one: _Group, other: _Group, laws: Sequence[_Course]
) -> Iterator[BondChange]:
    days = sorted({day for course in (*one[1:3], *other[1:3], *laws) for day, _ in course})
    course = [(day, _weakest(day, one[1], other[1], laws[0]), _weakest(day, one[2], other[2], laws[1])) for day in days]
    ones, others = sorted((tuple(groups[one]), tuple(groups[other])))
    last = None
    for number, (day, before, after) in enumerate(course):
        if before is not after and (before, after) != last:
            until = next((later for later, *two in course[number + 1 :] if tuple(two) != (before, after)), None)
            yield BondChange(ones, others, day, until, before, after)
        last = before, after


def _weakest(day: date, *courses: _Course) -> Bond:
    found = [[bond for since, bond in course if since <= day][-1] for course in courses]
    return min(found, key=lambda bond: bond.strength)
