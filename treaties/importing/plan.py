"""Plan, then show, then do: what an import of sources and agreements would add, before anything is written."""

from dataclasses import dataclass

from treaties.importing.consistency import problems_of
from treaties.importing.entries import TreatyRows, within
from treaties.importing.matching import (
    Group,
    Record,
    act_row,
    agreement_row,
    assertion_row,
    relation_row,
    source_row,
)
from treaties.importing.problems import Unreadable
from treaties.importing.rows import ActRow, AgreementRow, AssertionRow, CiteRow, RelationRow, SourceRow


@dataclass(frozen=True)
class TreatyPlan:
    """What is new, what is on record, and what differs there; with the records it needs."""

    record: Record
    sources: Group[SourceRow]
    agreements: Group[AgreementRow]
    relations: Group[RelationRow]
    acts: Group[ActRow]
    assertions: Group[AssertionRow]

    @property
    def groups(self) -> tuple[Group, ...]:
        return (self.sources, self.agreements, self.relations, self.acts, self.assertions)


def plan_treaties(rows: TreatyRows, record: Record | None = None) -> TreatyPlan:
    """Compare with the record; nothing is written. Raises Unreadable with all that does not hold together."""
    record = record or Record.empty()
    fetch_named(rows, record)
    problems = list(problems_of(rows, record))
    if problems:
        raise Unreadable(problems)
    return TreatyPlan(
        record,
        Group.sorted_out("Sources", rows.source_entries(), record.sources, source_row),
        Group.sorted_out("Agreements", rows.agreement_entries(), record.agreements, agreement_row),
        Group.sorted_out("Relations", rows.relation_entries(), record.relations, relation_row),
        Group.sorted_out("Acts", rows.act_entries(), record.acts, act_row),
        Group.sorted_out("Assertions", rows.assertion_entries(), record.assertions, assertion_row),
    )


def fetch_named(rows: TreatyRows, record: Record) -> None:
    """Everything that the rows name, in one statement per kind."""
    inner = [one for row in (*rows.sources, *rows.agreements) for one in within(row)]
    own = [row.slug for row in rows.agreements]
    acts = [one for one in inner if isinstance(one, ActRow)]
    parties = [one.party for row in rows.agreements for one in row.participants]
    record.parties.fetch(parties + [act.by for act in acts] + [act.done_by_predecessor for act in acts])
    record.sources.fetch([row.slug for row in rows.sources] + [one.source for one in inner if isinstance(one, CiteRow)])
    record.agreements.fetch(own + [one.other for one in inner if isinstance(one, RelationRow)])
    record.numbers.fetch(one.number for row in rows.agreements for one in row.numbers)
    record.relations.fetch(own)
    record.acts.fetch(str(entry.key) for entry in rows.act_entries())
    record.assertions.fetch(str(entry.key) for entry in rows.assertion_entries())
