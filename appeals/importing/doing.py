"""Doing what was planned for appeals, after the treaties that they are about."""

from appeals.actions.appeals import AppealGiven, CountGiven, PartyGiven, add_appeal, relate_appeals
from appeals.actions.demands import DemandGiven, TargetGiven
from appeals.actions.links import make_link
from appeals.actions.responses import record_outcome, record_response
from appeals.importing.matching import AppealRecord
from appeals.importing.plan import Plan
from appeals.importing.rows import AppealRow, DemandRow, LinkRow, OutcomeRow, RelationRow, ResponseRow, TargetRow
from treaties.importing.doing import Doing, do_treaties
from treaties.importing.entries import Entry
from treaties.models import Block


def do(block: Block, plan: Plan) -> Doing:
    """Write everything new. Raises Unreadable if anything is refused; the block must then be given up."""
    doing = Doing(block, plan.record.treaties)
    do_treaties(doing, plan.treaties)
    doing.end()
    for appeal in plan.appeals.new:
        with doing.told_at(appeal.row):
            add_appeal_row(doing, plan.record, appeal.row)
    doing.end()
    for relation in plan.relations.new:
        relate_row(doing, plan.record, relation)
    for response in plan.responses.new:
        with doing.told_at(response.row):
            record_response_row(doing, plan.record, response)
    for outcome in plan.outcomes.new:
        with doing.told_at(outcome.row):
            record_outcome_row(doing, plan.record, outcome)
    for link in plan.links.new:
        with doing.told_at(link.row):
            make_link_row(doing, plan.record, link)
    doing.end()
    return doing


def add_appeal_row(doing: Doing, record: AppealRecord, row: AppealRow) -> None:
    appeal = add_appeal(
        doing.block,
        given=AppealGiven(
            slug=row.slug,
            title=row.title,
            kind=row.kind,
            issuing_body=row.issuing_body,
            addressee_name=row.addressee_name,
            addressee_office=row.addressee_office,
            issued_on=row.issued_on,
            received_on=row.received_on,
            published_on=row.published_on,
            language=row.language,
            text_held=row.text_held,
            grounds=row.grounds,
            summary=row.summary,
            parties=[PartyGiven(doing.record.parties[one.party], one.role) for one in row.parties],
            signatory_counts=[
                CountGiven(one.kind, one.count, one.breakdown, doing.cites(one.sources)) for one in row.signatory_counts
            ],
            demands=[demand_given(doing, demand) for demand in row.demands],
            cites=doing.cites(row.sources),
        ),
    )
    record.appeals.add(appeal)


def demand_given(doing: Doing, row: DemandRow) -> DemandGiven:
    return DemandGiven(
        row.ordinal,
        row.action,
        row.heading,
        row.condition,
        row.deadline,
        row.locator,
        [target_given(doing, target) for target in row.targets],
        doing.cites(row.sources),
    )


def target_given(doing: Doing, row: TargetRow) -> TargetGiven:
    parties = doing.record.parties
    between = (parties[row.between[0]], parties[row.between[1]]) if row.between else None
    return TargetGiven(row.kind, doing.record.agreements.get(row.agreement), between, row.description)


def relate_row(doing: Doing, record: AppealRecord, entry: Entry[RelationRow]) -> None:
    row = entry.row
    relate_appeals(
        doing.block,
        appeal=record.appeals[entry.of],
        other=record.appeals[row.other],
        kind=row.kind,
        cites=doing.cites(row.sources),
    )


def record_response_row(doing: Doing, record: AppealRecord, entry: Entry[ResponseRow]) -> None:
    row = entry.row
    record_response(
        doing.block,
        appeal=record.appeals[entry.of],
        kind=row.kind,
        by=row.by,
        summary=row.summary,
        responded_on=row.responded_on,
        cites=doing.cites(row.sources),
    )


def record_outcome_row(doing: Doing, record: AppealRecord, entry: Entry[OutcomeRow]) -> None:
    row = entry.row
    record_outcome(
        doing.block,
        demand=record.demand(entry.of, entry.number),
        kind=row.kind,
        asserted_by=row.asserted_by,
        asserted_on=row.asserted_on,
        note=row.note,
        cites=doing.cites(row.sources),
    )


def make_link_row(doing: Doing, record: AppealRecord, entry: Entry[LinkRow]) -> None:
    row = entry.row
    made = make_link(
        doing.block,
        appeal=record.appeals[entry.of],
        demand=record.demand(entry.of, row.demand) if row.demand is not None else None,
        status_change=doing.record.acts[row.act],
        relation=row.relation,
        grade=row.grade,
        in_part=row.in_part,
        quotation=row.quotation,
        note=row.note,
        cites=doing.cites(row.sources),
    )
    doing.warn(entry, made.warnings)
