"""What rows about appeals may not say together."""

from collections.abc import Collection, Hashable, Iterator

from appeals.importing.entries import AppealRows
from appeals.importing.matching import AppealRecord
from appeals.importing.rows import (
    AddresseeRow,
    AppealRow,
    LinkRow,
    OutcomeRetractionRow,
    OutcomeRow,
    RelationRow,
    ResponseRetractionRow,
    ResponseRow,
    SignatoryRetractionRow,
    SignatoryRow,
    TargetRow,
    TextRow,
    WithdrawalRow,
)
from appeals.vocabulary import SignatoryKind, TargetKind
from treaties.importing.consistency import repeated, twice, unknown, unknown_party
from treaties.importing.entries import Entry
from treaties.importing.parts import Brought
from treaties.importing.problems import Problem
from treaties.importing.rows import CiteRow

OF_APPEALS = (
    AddresseeRow,
    TextRow,
    SignatoryRow,
    WithdrawalRow,
    SignatoryRetractionRow,
    RelationRow,
    ResponseRow,
    OutcomeRow,
    LinkRow,
    ResponseRetractionRow,
    OutcomeRetractionRow,
)
"""The rows that may be of an appeal that is in none of the files."""
KEYS_OF_KIND = {
    TargetKind.AGREEMENT: ("agreement",),
    TargetKind.RULE: ("between",),
    TargetKind.PARTICIPATION: ("agreement", "party"),
}
ALSO_OF_KIND = {TargetKind.RULE: ("topic", "form")}


def problems_of(rows: AppealRows, brought: Brought, record: AppealRecord) -> Iterator[Problem]:
    """Everything that keeps these rows from being taken in; ``brought`` is of treaties and comes with them."""
    yield from twice(rows.appeal_entries())
    yield from twice(rows.addressee_entries(), key="office")
    yield from twice(rows.text_entries(), key="version")
    yield from twice(rows.signatory_entries(), key="name")
    yield from twice(rows.withdrawal_entries(), key="name")
    yield from twice(rows.signatory_retraction_entries(), key="name")
    yield from twice(rows.relation_entries(), key="other")
    yield from twice(rows.response_entries(), key="by")
    yield from twice(rows.outcome_entries(), key="kind")
    yield from twice(rows.link_entries(), key="act")
    yield from twice(rows.response_retraction_entries(), key="by")
    yield from twice(rows.outcome_retraction_entries(), key="kind")
    yield from unknown_names(rows, brought, record)
    agreements, new_parties = brought.agreements, brought.parties
    yield from no_public_capacity(rows)
    for row in rows.appeals:
        for party in row.parties:
            yield from unknown_party(party.party, party, "party", record.treaties, new_parties)
        for target in (one for demand in row.demands for one in demand.targets):
            yield from wrong_target(target, agreements, new_parties, record)
            yield from no_such_part(target, brought.takes_part(target.agreement), record)
        yield from wrong_numbers(row)
        yield from late_demands(row, record)
    yield from no_such_demand(rows, record)


def unknown_names(rows: AppealRows, brought: Brought, record: AppealRecord) -> Iterator[Problem]:
    """Sources, appeals, acts, responses and outcomes that are neither in the files nor on record."""
    for row in rows.every_row():
        if isinstance(row, CiteRow):
            yield from unknown("source", row.source, row.at("source"), brought.sources, record.treaties.sources)
    appeals = {row.slug for row in rows.appeals}
    for fact in rows.facts:
        if not isinstance(fact.row, OF_APPEALS):
            continue
        yield from unknown("appeal", fact.of[0], fact.row.at("appeal"), appeals, record.appeals)
    for relation in rows.relation_entries():
        yield from unknown("appeal", relation.row.other, relation.row.at("other"), appeals, record.appeals)
    for link in rows.link_entries():
        yield from unknown("status change", link.row.act, link.row.at("act"), brought.acts, record.treaties.acts)
    signed = {entry.key for entry in rows.signatory_entries()}
    for named in (*rows.withdrawal_entries(), *rows.signatory_retraction_entries()):
        yield from unknown("signature", named.key, named.row.at("name"), signed, record.signatories)
    responses = {entry.key for entry in rows.response_entries()}
    outcomes = {entry.key for entry in rows.outcome_entries()}
    for response in rows.response_retraction_entries():
        yield from unknown("response", response.key, response.row.at("by"), responses, record.responses)
    for outcome in rows.outcome_retraction_entries():
        yield from unknown("outcome", outcome.key, outcome.row.at("kind"), outcomes, record.outcomes)


def no_public_capacity(rows: AppealRows) -> Iterator[Problem]:
    for entry in rows.signatory_entries():
        if entry.row.kind is SignatoryKind.PERSON and not entry.row.body:
            sentence = "Say in which body the person signed: only public roles are kept."
            yield Problem(entry.row.at("name"), sentence, "no_public_capacity")


def no_such_demand(rows: AppealRows, record: AppealRecord) -> Iterator[Problem]:
    """Outcomes and links of an appeal on record, about a demand that it does not make."""
    given = {row.slug for row in rows.appeals}
    outcomes = [(entry, entry.number) for entry in rows.outcome_entries()]
    links = [(entry, entry.row.demand) for entry in rows.link_entries() if entry.row.demand is not None]
    entries: list[tuple[Entry, int]] = [*outcomes, *links]
    for entry, number in entries:
        appeal = None if entry.of in given else record.appeals.get(entry.of)
        if appeal and number not in [demand.ordinal for demand in appeal.demands.all()]:
            yield Problem(entry.row.at("demand"), f"This appeal makes no demand number {number}.")


def wrong_target(
    target: TargetRow, agreements: Collection[Hashable], new_parties: Collection[Hashable], record: AppealRecord
) -> Iterator[Problem]:
    needed = KEYS_OF_KIND.get(target.kind, ("description",))
    given = {key for key in ("agreement", "party", "between", "topic", "form", "description") if getattr(target, key)}
    if not given.issuperset(needed) or given - {*needed, *ALSO_OF_KIND.get(target.kind, ()), "description"}:
        keys = " and ".join(f"“{key}”" for key in needed)
        yield Problem(target.at("kind"), f"A target of kind “{target.kind}” is given by {keys}.")
    elif target.kind is TargetKind.RULE and len(set(target.between)) != 2:
        yield Problem(target.at("between"), "A rule is between two different parties.")
    else:
        known = record.treaties.agreements
        if target.agreement:
            yield from unknown("agreement", target.agreement, target.at("agreement"), agreements, known)
        for code in target.between:
            yield from unknown_party(code, target, "between", record.treaties, new_parties)
        if target.party:
            yield from unknown_party(target.party, target, "party", record.treaties, new_parties)


def no_such_part(target: TargetRow, joining: Collection[str], record: AppealRecord) -> Iterator[Problem]:
    """A part in an agreement that the party does not take; ``joining`` are those that come with the files."""
    if target.kind is not TargetKind.PARTICIPATION or not target.agreement or not target.party:
        return
    on_record = record.treaties.takes_part([target.agreement])
    if target.party not in joining and target.party not in {code for _, code in on_record}:
        yield Problem(target.at("party"), f"{target.party} takes no part in “{target.agreement}”.")


def wrong_numbers(row: AppealRow) -> Iterator[Problem]:
    ordinals = [demand.ordinal for demand in row.demands]
    demands, parties = row.demands, row.parties
    yield from repeated([Entry(one.ordinal, one) for one in demands], "ordinal", "A demand has a number of its own")
    yield from repeated([Entry((one.party, one.role), one) for one in parties], "role", "A party has a role once")
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
