"""What rows about appeals may not say together."""

from collections.abc import Iterator

from appeals.importing.entries import AppealRows
from appeals.importing.matching import AppealRecord
from appeals.importing.rows import AppealRow, TargetRow
from appeals.vocabulary import TargetKind
from treaties.importing.consistency import repeated, twice, unknown, unknown_party, unknown_sources
from treaties.importing.entries import TreatyRows
from treaties.importing.problems import Problem

KEY_OF_KIND = {TargetKind.AGREEMENT: "agreement", TargetKind.RULE: "between"}


def problems_of(rows: AppealRows, treaties: TreatyRows, record: AppealRecord) -> Iterator[Problem]:
    """Everything that keeps these rows from being taken in; ``treaties`` are the rows that come with them."""
    yield from twice(rows.appeal_entries())
    yield from twice(rows.relation_entries(), key="other")
    yield from twice(rows.response_entries(), key="by")
    yield from twice(rows.outcome_entries(), key="kind")
    yield from twice(rows.link_entries(), key="act")
    sources = {row.slug for row in treaties.sources}
    agreements = {row.slug for row in treaties.agreements}
    appeals = {row.slug for row in rows.appeals}
    acts = {entry.name for entry in treaties.act_entries()}
    for row in rows.appeals:
        yield from unknown_sources(row, sources, record.treaties)
        for relation in row.relations:
            yield from unknown("appeal", relation.other, relation.at("other"), appeals, record.appeals)
        for party in row.parties:
            yield from unknown_party(party.party, party.at("party"), record.treaties)
        for target in (one for demand in row.demands for one in demand.targets):
            yield from wrong_target(target, agreements, record)
        for link in row.links:
            yield from unknown("status change", link.act, link.at("act"), acts, record.treaties.acts)
        yield from wrong_numbers(row)
        yield from late_demands(row, record)


def wrong_target(target: TargetRow, agreements: set[str], record: AppealRecord) -> Iterator[Problem]:
    needed = KEY_OF_KIND.get(target.kind, "description")
    given = [key for key in ("agreement", "between", "description") if getattr(target, key)]
    if needed not in given or set(given) - {needed, "description"}:
        yield Problem(target.at("kind"), f"A target of kind “{target.kind}” is given by “{needed}”.")
    elif target.kind is TargetKind.AGREEMENT:
        yield from unknown(
            "agreement", target.agreement, target.at("agreement"), agreements, record.treaties.agreements
        )
    elif target.kind is TargetKind.RULE and len(set(target.between)) != 2:
        yield Problem(target.at("between"), "A rule is between two different parties.")
    else:
        for code in target.between:
            yield from unknown_party(code, target.at("between"), record.treaties)


def wrong_numbers(row: AppealRow) -> Iterator[Problem]:
    ordinals = [demand.ordinal for demand in row.demands]
    yield from repeated([(one.ordinal, one.at("ordinal")) for one in row.demands], "A demand has a number of its own")
    yield from repeated([((one.party, one.role), one.at("role")) for one in row.parties], "A party has a role once")
    for demand in row.demands:
        if demand.ordinal < 1:
            yield Problem(demand.at("ordinal"), "Demands are numbered from 1.")
    for link in row.links:
        if link.demand is not None and link.demand not in ordinals:
            yield Problem(link.at("demand"), f"This appeal makes no demand number {link.demand}.")


def late_demands(row: AppealRow, record: AppealRecord) -> Iterator[Problem]:
    """A recorded appeal gets no further demands by an import, so nothing can be recorded about them."""
    appeal = record.appeals.get(row.slug)
    known = {demand.ordinal for demand in appeal.demands.all()} if appeal else None
    linked = {link.demand for link in row.links}
    for demand in row.demands:
        if known is not None and demand.ordinal not in known and (demand.outcomes or demand.ordinal in linked):
            sentence = f"The appeal is on record without a demand number {demand.ordinal}: an import adds none to it."
            yield Problem(demand.at("ordinal"), sentence)
