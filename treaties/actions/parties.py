"""Parties and their names: brought in many at a time, from reference data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treaties.actions.sources import Cite, cite_each
from treaties.dates import PartialDate
from treaties.models import Block, Citation, Membership, NameInSource, Party, PartyCode, PartyName, Source, Succession
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


@dataclass(frozen=True, slots=True)
class NewNames:
    """Further codes (scheme and code) and names of a party on record, and what they rest on."""

    party: Party
    codes: Sequence[tuple[str, str]] = ()
    names: Sequence[NameGiven] = ()
    cites: Sequence[Cite] = ()


def add_parties(block: Block, given: Sequence[PartyGiven]) -> list[Party]:
    """Parties with their codes, names and citations, in four statements."""
    fields = ("code", "kind", "name", "sentence_name", "exists_from", "exists_until", "note")
    parties = Party.objects.bulk_create(Party(**{field: getattr(one, field) for field in fields}) for one in given)
    pairs = zip(parties, given, strict=True)
    add_names(block, [NewNames(party, one.codes, one.names, one.cites) for party, one in pairs])
    return parties


def add_names(block: Block, given: Sequence[NewNames]) -> None:
    """Codes, names and citations of parties, in three statements. Raises IntegrityError for one that is on record."""
    PartyCode.objects.bulk_create(
        PartyCode(party=one.party, scheme=scheme, code=code) for one in given for scheme, code in one.codes
    )
    PartyName.objects.bulk_create(
        PartyName(
            party=one.party,
            name=name.name,
            language=name.language,
            kind=name.kind,
            used_from=name.used_from,
            used_until=name.used_until,
        )
        for one in given
        for name in one.names
    )
    Citation.objects.bulk_create(
        Citation(party=one.party, source=cite.source, locator=cite.locator, about=cite.about)
        for one in given
        for cite in one.cites
    )


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


@dataclass(frozen=True, slots=True)
class MembershipGiven:
    """``member`` belongs to ``union`` from a day (closed) until a day (open), as far as known."""

    union: Party
    member: Party
    since: PartialDate
    until: PartialDate | None = None
    cites: Sequence[Cite] = ()


def add_memberships(block: Block, given: Sequence[MembershipGiven]) -> list[Membership]:
    """In two statements. Raises IntegrityError for a union as its own member, and for a spell that is on record."""
    added = Membership.objects.bulk_create(
        Membership(union=one.union, member=one.member, since=one.since, until=one.until) for one in given
    )
    cite_each(block, [(row, one.cites) for row, one in zip(added, given, strict=True)])
    return added


def answer_name(block: Block, *, source: Source, name: str, party: Party) -> NameInSource:
    """What a source calls a party: remembered for this source. A wrong answer is mended by answering again."""
    return NameInSource.objects.create(source=source, name=name, party=party)
