"""What a change would mean between two parties: for which pairs the answer becomes another, and from which day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.urls import reverse

from treaties.admin.status import from_words
from treaties.dates import in_words
from treaties.derivation.completion import completed
from treaties.derivation.pairs import Pair, laws_between
from treaties.derivation.stories import story_of
from treaties.models import Party
from treaties.models.timelines import Kept
from treaties.queries.country_pair import PairRow
from treaties.queries.facts import facts_of
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import PairGroup

FEW = 5
"""Pairs that are named."""
MOST = 400
"""Pairs that are compared; of a change that reaches more, no number is given."""
NOTHING = Kept()


@dataclass(frozen=True, slots=True)
class Turn:
    """From ``day`` (closed) until ``until`` (open; ``None`` for ever), one answer instead of another."""

    day: date
    until: date | None
    before: PairGroup
    after: PairGroup

    @property
    def words(self) -> str:
        until = f" until {in_words(self.until)}" if self.until else ""
        return f"from {from_words(self.day)}{until} {self.after.label}, instead of {self.before.label}"


@dataclass(frozen=True, slots=True)
class PairChange:
    """One pair, and every span of days for which its answer becomes another; empty where it does not."""

    one: Party
    other: Party
    turns: Sequence[Turn]

    @property
    def name(self) -> str:
        return f"{self.one.name} – {self.other.name}"

    @property
    def url(self) -> str:
        return reverse("pair", args=[canonical_pair(self.one.code, self.other.code)])

    @property
    def words(self) -> str:
        if not self.turns:
            return "the answer does not change on any day."
        return f"{'; '.join(turn.words for turn in self.turns)}."


@dataclass(frozen=True, slots=True)
class PairsShown:
    """``count`` is ``None`` where more pairs may change than were compared."""

    named: Sequence[PairChange]
    count: int | None

    @property
    def further(self) -> int:
        return (self.count or 0) - len(self.named)


def pairs_changed(before: Any, after: Any) -> PairsShown:
    """Of two agreements ``with_facts``, the same one as it was read and as it was left behind."""
    standing = {one.pk: one for one in after.participations.all()}
    files = [one for one in before.participations.all() if one.pk in standing]
    laws = _laws(before), _laws(after)
    if before.is_bilateral:
        pairs = [_change(one, other, before, after, standing, laws) for one, other in _facing(files)]
        return PairsShown(pairs[:FEW], len(pairs))
    changed = {one.pk for one in files if _kept(one) != _kept(standing[one.pk])}
    whole_changed = _kept(before) != _kept(after)
    by_law = {pair for pair in laws[0].keys() | laws[1].keys() if laws[0].get(pair) != laws[1].get(pair)}
    concerned = (
        pair
        for pair in _facing(files)
        if whole_changed or {one.pk for one in pair} & changed or _codes(*pair) in by_law
    )
    found: list[PairChange] = []
    for number, (one, other) in enumerate(concerned):
        if number == MOST:
            return PairsShown(found[:FEW], None)
        change = _change(one, other, before, after, standing, laws)
        if change.turns:
            found.append(change)
    return PairsShown(found[:FEW], len(found))


def _facing(files: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Two of one side are no pair."""
    pairs = combinations(files, 2)
    return ((one, other) for one, other in pairs if one.side is None or one.side != other.side)


type Laws = Mapping[Pair, Kept]


def _laws(agreement: Any) -> dict[Pair, Kept]:
    laws = laws_between(completed(facts_of(agreement)))
    return {pair: Kept(law.days, law.codes, story_of(law)) for pair, law in laws.items()}


def _change(
    one: Any, other: Any, before: Any, after: Any, standing: Mapping[int, Any], laws: tuple[Laws, Laws]
) -> PairChange:
    rows = (
        _row(before, one, other, laws[0]),
        _row(after, standing[one.pk], standing[other.pk], laws[1]),
    )
    days = sorted({date.min, *rows[0].days, *rows[1].days})
    said = [(day, rows[0].group_on(day), rows[1].group_on(day)) for day in days]
    spans = [one for number, one in enumerate(said) if number == 0 or one[1:] != said[number - 1][1:]]
    ends = [*(day for day, *_ in spans[1:]), None]
    turns = [
        Turn(day, until, *groups) for (day, *groups), until in zip(spans, ends, strict=True) if groups[0] != groups[1]
    ]
    return PairChange(one.party, other.party, turns)


def _row(agreement: Any, one: Any, other: Any, laws: Laws) -> PairRow:
    return PairRow(
        agreement=agreement,
        whole=_kept(agreement),
        one_standing=_kept(one),
        other_standing=_kept(other),
        acts=(),
        said=(),
        on=date.min,
        between=laws.get(_codes(one, other), NOTHING),
    )


def _codes(one: Any, other: Any) -> Pair:
    first, second = sorted((one.party.code, other.party.code))
    return first, second


def _kept(of: Any) -> Kept:
    return Kept(of.days, of.codes, of.story)
