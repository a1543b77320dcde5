"""Reference data of parties: from fixtures/parties.json and fixtures/memberships.toml, through a plan, into the record.

Their formats are in fixtures/README.md. What the record already has is left as it is; names and codes that a party on
record lacks are added to it. So the second run has nothing to add, and a name that left the file stays on record.
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaties.actions.journal import open_block
from treaties.actions.parties import (
    MembershipGiven,
    NameGiven,
    NewNames,
    PartyGiven,
    SuccessionGiven,
    add_memberships,
    add_names,
    add_parties,
    add_successions,
)
from treaties.actions.sources import Cite, add_source, cite
from treaties.dates import PartialDate
from treaties.models import Block, Citation, Membership, Party, PartyCode, PartyName, Source, Succession
from treaties.vocabulary import Evidence, NameKind, PartyKind, SuccessionKind

FIXTURE = Path(__file__).parents[2] / "fixtures" / "parties.json"
MEMBERSHIPS = FIXTURE.with_name("memberships.toml")
FORMAT = 1
Record = dict[str, Any]


class FixtureNotUnderstood(ValueError):
    """The file is no reference data of the format that this release reads."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would add, and how much of the file is on record already."""

    sources: list[Record]
    parties: list[Record]
    successions: list[Record]
    additions: list[Record]
    """Of each party on record that lacks some: its code, and the codes and names that are new."""
    memberships: list[Record]
    already: int

    @property
    def new(self) -> int:
        added = sum(len(party["codes"]) + len(party["names"]) for party in self.additions)
        return len(self.sources) + len(self.parties) + len(self.successions) + len(self.memberships) + added

    @property
    def names(self) -> int:
        return sum(len(party["names"]) for party in (*self.parties, *self.additions))


def read_fixture(path: Path = FIXTURE) -> Record:
    """The file as data. Raises FixtureNotUnderstood."""
    try:
        fixture = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FixtureNotUnderstood(f"{path.name} cannot be read: {error}") from error
    if not isinstance(fixture, dict) or fixture.get("format") != FORMAT:
        raise FixtureNotUnderstood(f"{path.name} is not reference data of format {FORMAT}.")
    memberships, sources = read_memberships()
    return fixture | {"memberships": memberships, "sources": [*fixture["sources"], *sources]}


def read_memberships(path: Path = MEMBERSHIPS) -> tuple[list[Record], list[Record]]:
    """Memberships, one a member, and the sources that only they rest on. Raises FixtureNotUnderstood."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        spells = [
            {"until": None} | {key: value for key, value in spell.items() if key != "members"} | {"member": member}
            for spell in held["spell"]
            for member in spell["members"]
        ]
        blank = {"published_on": None, "url": ""}
        return spells, [blank | {"slug": slug} | source for slug, source in held["sources"].items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FixtureNotUnderstood(f"{path.name} cannot be read: {error}") from error


def plan(fixture: Record) -> Plan:
    """Compare the files with the record; six statements."""
    slugs = set(Source.objects.values_list("slug", flat=True))
    codes = set(Party.objects.order_by().values_list("code", flat=True))
    pairs = set(Succession.objects.values_list("predecessor__code", "successor__code"))
    sources = [source for source in fixture["sources"] if source["slug"] not in slugs]
    parties = [party for party in fixture["parties"] if party["code"] not in codes]
    successions = [one for one in fixture["successions"] if (one["predecessor"], one["successor"]) not in pairs]
    additions = _additions(party for party in fixture["parties"] if party["code"] in codes)
    memberships = _new_memberships(fixture["memberships"])
    total = sum(len(fixture[key]) for key in ("sources", "parties", "successions", "memberships"))
    already = total - len(sources) - len(parties) - len(successions) - len(memberships)
    return Plan(sources, parties, successions, additions, memberships, already)


def _new_memberships(given: Iterable[Record]) -> list[Record]:
    """Those that the record lacks: the same two may belong together from several days on. One statement."""
    spells = {
        (union, member, str(since))
        for union, member, since in Membership.objects.order_by().values_list("union__code", "member__code", "since")
    }
    return [one for one in given if (one["union"], one["member"], one["since"]) not in spells]


def _additions(parties: Iterable[Record]) -> list[Record]:
    """What parties on record lack of their codes and names. Two statements."""
    codes = set(PartyCode.objects.order_by().values_list("party__code", "scheme", "code"))
    names = set(PartyName.objects.order_by().values_list("party__code", "language", "kind", "name"))
    found = []
    for party in parties:
        code = party["code"]
        new_codes = [one for one in party["codes"] if (code, one["scheme"], one["code"]) not in codes]
        new_names = [one for one in party["names"] if (code, one["language"], one["kind"], one["name"]) not in names]
        if new_codes or new_names:
            found.append({"code": code, "codes": new_codes, "names": new_names})
    return found


def carry_out(plan: Plan, *, actor: str, reason: str) -> None:
    """Add what the plan says in one block of the journal; nothing new opens no block."""
    if not plan.new:
        return
    with open_block(actor=actor, reason=reason) as block:
        for source in plan.sources:
            _add_source(block, source)
        sources = Source.objects.in_bulk(field_name="slug")
        add_parties(block, [_party(record, sources) for record in plan.parties])
        _add_successions(block, plan.successions, sources)
        _add_names(block, plan.additions, sources)
        _add_memberships(block, plan.memberships, sources)


def _add_source(block: Block, record: Record) -> None:
    add_source(
        block,
        slug=record["slug"],
        title=record["title"],
        publisher=record["publisher"],
        evidence=Evidence(record["evidence"]),
        published_on=_date(record["published_on"]),
        url=record["url"],
    )


def _party(record: Record, sources: dict[str, Source]) -> PartyGiven:
    exists = record["exists"] or {"from": None, "until": None}
    cites = [Cite(sources[exists["source"]], about="existence")] if record["exists"] else []
    slugs = sorted({name["source"] for name in record["names"]})
    return PartyGiven(
        code=record["code"],
        kind=PartyKind(record["kind"]),
        name=record["name"],
        sentence_name=record["sentence_name"],
        exists_from=_date(exists["from"]),
        exists_until=_date(exists["until"]),
        note=record["note"],
        codes=[(code["scheme"], code["code"]) for code in record["codes"]],
        names=[_name(name) for name in record["names"]],
        cites=cites + [Cite(sources[slug], about="names") for slug in slugs],
    )


def _add_names(block: Block, records: Iterable[Record], sources: dict[str, Source]) -> None:
    """New names and codes of parties on record; a source is cited once for the names of a party."""
    parties = Party.objects.in_bulk(field_name="code")
    cited = set(Citation.objects.filter(party__isnull=False, about="names").values_list("party_id", "source_id"))
    given = []
    for record in records:
        party = parties[record["code"]]
        named_by = (sources[slug] for slug in sorted({name["source"] for name in record["names"]}))
        given.append(
            NewNames(
                party=party,
                codes=[(code["scheme"], code["code"]) for code in record["codes"]],
                names=[_name(name) for name in record["names"]],
                cites=[Cite(source, about="names") for source in named_by if (party.pk, source.pk) not in cited],
            )
        )
    add_names(block, given)


def _name(record: Record) -> NameGiven:
    return NameGiven(
        name=record["name"],
        language=record["language"],
        kind=NameKind(record["kind"]),
        used_from=_date(record.get("from")),
        used_until=_date(record.get("until")),
    )


def _add_successions(block: Block, records: Iterable[Record], sources: dict[str, Source]) -> None:
    """A succession is cited at the successor: it says there to whom."""
    parties = Party.objects.in_bulk(field_name="code")
    given = []
    for record in records:
        successor = parties[record["successor"]]
        given.append(
            SuccessionGiven(
                predecessor=parties[record["predecessor"]],
                successor=successor,
                kind=SuccessionKind(record["kind"]),
                happened_on=_date(record["happened_on"]),
            )
        )
        cite(block, successor, [Cite(sources[record["source"]], about=f"succession to {record['predecessor']}")])
    add_successions(block, given)


def _add_memberships(block: Block, records: Iterable[Record], sources: dict[str, Source]) -> None:
    parties = Party.objects.in_bulk(field_name="code")
    given = [
        MembershipGiven(
            union=parties[record["union"]],
            member=parties[record["member"]],
            since=PartialDate.parse(record["since"]),
            until=_date(record["until"]),
            cites=[Cite(sources[record["source"]])],
        )
        for record in records
    ]
    add_memberships(block, given)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
