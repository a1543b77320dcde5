"""Parties and their names: brought in many at a time, from reference data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Block, Citation, Party, PartyCode, PartyName, Succession
from treaties.vocabulary import NameKind, PartyKind, SuccessionKind


@dataclass(frozen=True, slots=True)
class NameGiven:
    name: str
    language: str
    kind: NameKind
    used_from: PartialDate | None = None
    used_until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """A party as reference data gives it. ``codes`` are pairs of scheme and code."""

    code: str
    kind: PartyKind
    name: str
    sentence_name: str
    exists_from: PartialDate | None = None
    exists_until: PartialDate | None = None
    note: str = ""
    codes: Sequence[tuple[str, str]] = ()
    names: Sequence[NameGiven] = ()
    cites: Sequence[Cite] = ()


def add_parties(block: Block, given: Sequence[PartyGiven]) -> list[Party]:
    """Parties with their codes, names and citations, in four statements."""
    fields = ("code", "kind", "name", "sentence_name", "exists_from", "exists_until", "note")
    parties = Party.objects.bulk_create(Party(**{field: getattr(one, field) for field in fields}) for one in given)
    pairs = list(zip(parties, given, strict=True))
    PartyCode.objects.bulk_create(
        PartyCode(party=party, scheme=scheme, code=code) for party, one in pairs for scheme, code in one.codes
    )
    PartyName.objects.bulk_create(
        PartyName(
            party=party,
            name=name.name,
            language=name.language,
            kind=name.kind,
            used_from=name.used_from,
            used_until=name.used_until,
        )
        for party, one in pairs
        for name in one.names
    )
    Citation.objects.bulk_create(
        Citation(party=party, source=cite.source, locator=cite.locator, about=cite.about)
        for party, one in pairs
        for cite in one.cites
    )
    return parties


@dataclass(frozen=True, slots=True)
class SuccessionGiven:
    predecessor: Party
    successor: Party
    kind: SuccessionKind
    happened_on: PartialDate | None = None


def add_successions(block: Block, given: Iterable[SuccessionGiven]) -> list[Succession]:
    return Succession.objects.bulk_create(
        Succession(predecessor=one.predecessor, successor=one.successor, kind=one.kind, happened_on=one.happened_on)
        for one in given
    )
