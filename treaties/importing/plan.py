"""Plan, then show, then do: what an import of sources, parties and agreements would add, before anything is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from treaties.importing import recorded as as_rows
from treaties.importing.clauses import held_clauses
from treaties.importing.consistency import given_twice_anywhere, problems_of
from treaties.importing.entries import TreatyRows
from treaties.importing.matching import (
    Record,
    fetch_named,
    names_of_row,
    said_by_row,
    same_acts,
    same_assertions,
)
from treaties.importing.parts import Brought, Parts
from treaties.importing.problems import Unreadable
from treaties.importing.retractions import RetractionGroup
from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    ClauseRow,
    NameRow,
    NumberRow,
    ParticipantRow,
    PartyCodeRow,
    PartyNameRow,
    PartyRow,
    RelationRow,
    SourceRow,
    SuccessionRow,
    TitleRow,
)
from treaties.importing.sorting import Edition, Group, Sorter


@dataclass(frozen=True)
class TreatyPlan:
    """What is new, what is on record, and what differs there; with the records it needs. In the order of doing."""

    record: Record
    sources: Group[SourceRow]
    parties: Group[PartyRow]
    party_names: Group[PartyNameRow]
    party_codes: Group[PartyCodeRow]
    successions: Group[SuccessionRow]
    names: Group[NameRow]
    agreements: Group[AgreementRow]
    participants: Group[ParticipantRow]
    titles: Group[TitleRow]
    numbers: Group[NumberRow]
    clauses: Group[ClauseRow]
    relations: Group[RelationRow]
    acts: Group[ActRow]
    assertions: Group[AssertionRow]
    retractions: RetractionGroup

    @property
    def groups(self) -> tuple[Group, ...]:
        values = [getattr(self, one.name) for one in fields(self)]
        return tuple(value for value in values if isinstance(value, Group))

    @classmethod
    def empty(cls, record: Record) -> Self:
        names = [one.name for one in fields(cls) if one.name != "record"]
        groups: dict[str, Any] = {name: Group("") for name in names} | {"retractions": RetractionGroup("")}
        return cls(record, **groups)

    def and_of(self, part: Self) -> Self:
        """The two in sum; the record stays this one's."""
        groups = [one.name for one in fields(self) if one.name != "record"]
        return replace(self, **{name: getattr(self, name) + getattr(part, name) for name in groups})


def plan_treaties(
    rows: TreatyRows,
    record: Record | None = None,
    edition: Edition | None = None,
    *,
    brought: Brought | None = None,
    is_checked: bool = False,
) -> TreatyPlan:
    """Compare with the record; nothing is written. Raises Unreadable with all that does not hold together.

    ``brought`` is what all rows bring where these are a part of them; a part that ``is_checked`` was found to hold
    together before.
    """
    record, brought = record or Record.empty(), brought or Brought.by(rows)
    fetch_named(rows, record)
    if not is_checked and (problems := list(problems_of(rows, record, brought))):
        raise Unreadable(problems)
    return TreatyPlan(
        record,
        Sorter(record.sources, as_rows.source_row, edition=edition).group("Sources", rows.source_entries()),
        *_parties(rows, record, edition),
        *_agreements(rows, record, edition),
        _acts(rows, record, edition, brought),
        _assertions(rows, record, edition, brought),
        RetractionGroup.of(rows, record),
    )


def plan_parts(parts: Parts, record: Record, edition: Edition | None = None) -> TreatyPlan:
    """The plan of all parts in sum. Raises Unreadable as ``plan_treaties``, with what is wrong in any of them."""
    problems = list(given_twice_anywhere(parts))
    plan = TreatyPlan.empty(record)
    for rows in parts:
        beside = record if rows is parts.first else record.beside()
        try:
            part = plan_treaties(rows, beside, edition, brought=parts.brought)
        except Unreadable as unreadable:
            problems += unreadable.problems
        else:
            plan = plan.and_of(part)
    if problems:
        raise Unreadable(problems)
    return plan


def plans_to_do(
    rows: Iterable[TreatyRows], record: Record, edition: Edition | None, brought: Brought
) -> Iterator[TreatyPlan]:
    """Each part planned when its turn comes: beside what was written of those before it."""
    for part in rows:
        yield plan_treaties(part, record.beside(), edition, brought=brought, is_checked=True)


type _Five = tuple[Group, Group, Group, Group, Group]
type _Six = tuple[Group, Group, Group, Group, Group, Group]


def _parties(rows: TreatyRows, record: Record, edition: Edition | None) -> _Five:
    return (
        Sorter(record.parties, as_rows.party_row, edition=edition).group("Parties", rows.party_entries()),
        Sorter(record.party_names, as_rows.party_name_row).group("Party names", rows.party_name_entries()),
        Sorter(record.party_codes, as_rows.party_code_row).group("Party codes", rows.party_code_entries()),
        Sorter(record.successions, as_rows.succession_row).group("Successions", rows.succession_entries()),
        Sorter(record.names, as_rows.name_row).group("Names in sources", rows.name_entries()),
    )


def _agreements(rows: TreatyRows, record: Record, edition: Edition | None) -> _Six:
    agreements = Sorter(record.agreements, as_rows.agreement_row, edition=edition)
    joined, titled = ({entry.of for entry in entries} for entries in (rows.participant_entries(), rows.title_entries()))
    participants = Sorter(record.participations(joined), as_rows.participant_row, edition=edition)
    titles = Sorter(record.titles(titled), as_rows.title_row, edition=edition)
    numbers = Sorter(record.numbers, as_rows.number_row, edition=edition)
    held = held_clauses(rows.clause_entries(), record)
    clauses = Sorter(held, as_rows.clause_row, edition=edition, is_correctable=True)
    relations = Sorter(record.relations, as_rows.relation_row, edition=edition)
    return (
        agreements.group("Agreements", rows.agreement_entries()),
        participants.group("Participants", rows.participant_entries()),
        titles.group("Titles", rows.title_entries()),
        numbers.group("Numbers", rows.number_entries()),
        clauses.group("Clauses", rows.clause_entries()),
        relations.group("Relations", rows.relation_entries()),
    )


def _acts(rows: TreatyRows, record: Record, edition: Edition | None, brought: Brought) -> Group[ActRow]:
    entries = rows.act_entries()
    same = same_acts(entries, record, edition.sources) if edition else {}
    sorter = Sorter(
        record.acts,
        as_rows.act_row,
        edition=edition,
        is_correctable=True,
        taken_back=brought.acts_taken_back,
        alike=lambda entry: next((same[name] for name in names_of_row(entry) if name in same), None),
    )
    return sorter.group("Acts", entries)


def _assertions(rows: TreatyRows, record: Record, edition: Edition | None, brought: Brought) -> Group[AssertionRow]:
    entries = rows.assertion_entries()
    same = same_assertions(entries, record) if edition else {}
    sorter = Sorter(
        record.assertions,
        as_rows.assertion_row,
        edition=edition,
        is_correctable=True,
        taken_back=brought.assertions_taken_back,
        alike=lambda entry: same.get(said_by_row(entry)),
    )
    return sorter.group("Assertions", entries)
