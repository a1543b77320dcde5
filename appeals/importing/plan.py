"""The plan of an import that brings appeals with sources and agreements."""

from dataclasses import dataclass
from itertools import chain

from appeals.importing.consistency import problems_of
from appeals.importing.entries import AppealRows
from appeals.importing.matching import (
    AppealRecord,
    appeal_row,
    link_row,
    outcome_row,
    relation_row,
    response_row,
)
from appeals.importing.rows import AppealRow, LinkRow, OutcomeRow, RelationRow, ResponseRow
from treaties.importing.entries import TreatyRows, within
from treaties.importing.matching import Differs, Group, Record
from treaties.importing.plan import TreatyPlan, plan_treaties
from treaties.importing.problems import Unreadable
from treaties.importing.rows import CiteRow


@dataclass(frozen=True)
class Plan:
    """What is new, what is on record, and what differs there: of treaties, then of appeals."""

    record: AppealRecord
    treaties: TreatyPlan
    appeals: Group[AppealRow]
    relations: Group[RelationRow]
    responses: Group[ResponseRow]
    outcomes: Group[OutcomeRow]
    links: Group[LinkRow]

    @property
    def groups(self) -> tuple[Group, ...]:
        return (*self.treaties.groups, self.appeals, self.relations, self.responses, self.outcomes, self.links)

    @property
    def new(self) -> int:
        return sum(len(group.new) for group in self.groups)

    @property
    def differing(self) -> list[Differs]:
        return list(chain.from_iterable(group.differing for group in self.groups))


def make_plan(treaties: TreatyRows, appeals: AppealRows) -> Plan:
    """Compare with the record; nothing is written. Raises Unreadable with everything that is wrong in any file."""
    record = AppealRecord.beside(Record.empty())
    fetch_named(appeals, record)
    try:
        plan = plan_treaties(treaties, record.treaties)
        found = []
    except Unreadable as unreadable:
        found = list(unreadable.problems)
    found += problems_of(appeals, treaties, record)
    if found:
        raise Unreadable(found)
    return Plan(
        record,
        plan,
        Group.sorted_out("Appeals", appeals.appeal_entries(), record.appeals, appeal_row),
        Group.sorted_out("Appeal relations", appeals.relation_entries(), record.relations, relation_row),
        Group.sorted_out("Responses", appeals.response_entries(), record.responses, response_row),
        Group.sorted_out("Outcomes", appeals.outcome_entries(), record.outcomes, outcome_row),
        Group.sorted_out("Links", appeals.link_entries(), record.links, link_row),
    )


def fetch_named(rows: AppealRows, record: AppealRecord) -> None:
    """Everything that the rows about appeals name, in one statement per kind."""
    own = [row.slug for row in rows.appeals]
    targets = [target for row in rows.appeals for demand in row.demands for target in demand.targets]
    codes = [code for target in targets for code in target.between]
    record.treaties.parties.fetch(codes + [one.party for row in rows.appeals for one in row.parties])
    record.treaties.agreements.fetch(target.agreement for target in targets)
    record.treaties.sources.fetch(one.source for row in rows.appeals for one in within(row) if isinstance(one, CiteRow))
    record.treaties.acts.fetch(link.act for row in rows.appeals for link in row.links)
    record.appeals.fetch(own + [one.other for row in rows.appeals for one in row.relations])
    for shelf in (record.relations, record.responses, record.outcomes, record.links):
        shelf.fetch(own)
