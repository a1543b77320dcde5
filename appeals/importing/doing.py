"""Doing what was planned for appeals, after the treaties that they are about."""

from collections.abc import Callable, Hashable, Sequence

from appeals.actions.appeals import AppealGiven, CountGiven, PartyGiven, add_appeal, relate_appeals
from appeals.actions.citations import cite_appeal
from appeals.actions.corrections import (
    correct_outcome,
    correct_response,
    correct_signatory,
    retract_outcome,
    retract_response,
    retract_signatory,
)
from appeals.actions.demands import DemandGiven, TargetGiven
from appeals.actions.links import make_link
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.actions.signatories import (
    AddresseeGiven,
    SignatoryGiven,
    TextGiven,
    add_addressee,
    add_signatories,
    add_text,
    withdraw_signature,
)
from appeals.importing.matching import AppealRecord
from appeals.importing.plan import Plan
from appeals.importing.rows import (
    AddresseeRow,
    AppealRow,
    DemandRow,
    LinkRow,
    OutcomeRow,
    RelationRow,
    ResponseRow,
    SignatoryRow,
    TargetRow,
    TextRow,
    WithdrawalRow,
)
from appeals.models import Outcome, Response, Signatory
from treaties.importing.doing import Doing, silently
from treaties.importing.entries import Entry
from treaties.importing.matching import Shelf
from treaties.importing.sorting import Found
from treaties.importing.standing import standing_of
from treaties.importing.steps import do_treaties
from treaties.models import Block, Participation
from treaties.rules.findings import Finding, Refused


def do(
    block: Block,
    plan: Plan,
    *,
    files: str = "",
    retract_missing: bool = False,
    done: Callable[[int], None] = silently,
) -> Doing:
    """Write everything planned. Raises Unreadable if anything is refused; the block must then be given up.

    ``files`` is how reasons of corrections call the files. ``retract_missing`` takes back what they no longer give.
    """
    doing = Doing(block, plan.record.treaties, files, done, named_later=_named_later(plan))
    do_treaties(doing, *plan.stages(), gone=plan.gone if retract_missing else ())
    doing.end()
    targets = [target for appeal in plan.appeals.new for demand in appeal.row.demands for target in demand.targets]
    plan.record.treaties.agreements.fetch(target.agreement for target in targets if target.agreement)
    for appeal in plan.appeals.new:
        with doing.told_at(appeal.row):
            add_appeal_row(doing, plan.record, appeal.row)
    doing.end()
    do_signing(doing, plan)
    for relation in plan.relations.new:
        relate_row(doing, plan.record, relation)
    do_answers(doing, plan)
    for link in plan.links.new:
        with doing.told_at(link.row):
            make_link_row(doing, plan.record, link)
    doing.end()
    return doing


def do_answers(doing: Doing, plan: Plan) -> None:
    """What came back: taken back, corrected, recorded, and cited from further sources."""
    take_back(doing, plan, just_recorded=False)
    correct_answers(doing, plan)
    for response in plan.responses.new:
        with doing.told_at(response.row):
            record_response_row(doing, plan.record, response)
    for outcome in plan.outcomes.new:
        with doing.told_at(outcome.row):
            record_outcome_row(doing, plan.record, outcome)
    take_back(doing, plan, just_recorded=True)
    for group in (plan.texts, plan.signatories, plan.withdrawals, plan.responses, plan.outcomes):
        confirmed: tuple[Found, ...] = group.confirmed
        for found in confirmed:
            cite_appeal(doing.block, found.record, doing.cites(found.cites))


def _named_later(plan: Plan) -> frozenset[Hashable]:
    """The acts that are linked to after they are recorded."""
    return frozenset(one.row.act for one in plan.links.new)


def do_signing(doing: Doing, plan: Plan) -> None:
    """Who else is addressed, what is held of the text, who signed, and who took the name back."""
    for addressed in plan.addressees.new:
        with doing.told_at(addressed.row):
            add_addressee_row(doing, plan.record, addressed)
    for text in plan.texts.new:
        with doing.told_at(text.row):
            add_text_row(doing, plan.record, text)
    take_back_signatures(doing, plan, just_recorded=False)
    for signed in plan.signatories.corrected:
        with doing.told_at(signed.entry.row):
            given, why = signatory_given(doing, signed.entry.row), doing.why_corrected(signed)
            correct_signatory(doing.block, signatory=signed.record, given=given, reason=why, cites=given.cites)
    for entry in plan.signatories.new:
        with doing.told_at(entry.row):
            add_signatory_rows(doing, plan.record, [entry])
    for taken in plan.withdrawals.new:
        with doing.told_at(taken.row):
            withdraw_row(doing, plan.record, taken)
    take_back_signatures(doing, plan, just_recorded=True)


def take_back_signatures(doing: Doing, plan: Plan, *, just_recorded: bool) -> None:
    for entry in plan.signatories_taken_back.new:
        signatory = _standing(plan.record.signatories, entry)
        if signatory and (("signatory", entry.key) in doing.recorded) is just_recorded:
            with doing.told_at(entry.row):
                reason, cites = entry.row.reason, doing.cites(entry.row.sources)
                retract_signatory(doing.block, signatory=signatory, reason=reason, cites=cites)


def add_addressee_row(doing: Doing, record: AppealRecord, entry: Entry[AddresseeRow]) -> None:
    row = entry.row
    given = AddresseeGiven(office=row.office, name=row.name, cites=doing.cites(row.sources))
    add_addressee(doing.block, appeal=record.appeals[entry.of], given=given)


def add_text_row(doing: Doing, record: AppealRecord, entry: Entry[TextRow]) -> None:
    add_text(doing.block, appeal=record.appeals[entry.of], given=text_given(doing, entry.row))


def add_signatory_rows(doing: Doing, record: AppealRecord, entries: Sequence[Entry[SignatoryRow]]) -> None:
    """Of one appeal."""
    given = [signatory_given(doing, entry.row) for entry in entries]
    appeal = record.appeals[entries[0].of] if entries else None
    added = add_signatories(doing.block, appeal=appeal, given=given) if appeal else []
    for entry, signatory in zip(entries, added, strict=True):
        record.signatories.held[entry.key] = signatory
        doing.recorded.add(("signatory", entry.key))


def signatory_given(doing: Doing, row: SignatoryRow) -> SignatoryGiven:
    return SignatoryGiven(
        kind=row.kind,
        name=row.name,
        body=row.body,
        convocation=row.convocation,
        political_party=row.political_party,
        constituency=row.constituency,
        signed_on=row.signed_on,
        cites=doing.cites(row.sources),
    )


def text_given(doing: Doing, row: TextRow) -> TextGiven:
    return TextGiven(
        version=row.version, language=row.language, held=row.held, note=row.note, cites=doing.cites(row.sources)
    )


def withdraw_row(doing: Doing, record: AppealRecord, entry: Entry[WithdrawalRow]) -> None:
    row, signatory = entry.row, _standing(record.signatories, entry)
    if signatory is None:
        raise Refused(Finding("stands_no_longer", "This signature was retracted; see what is on record.", field="name"))
    cites = doing.cites(row.sources)
    withdraw_signature(doing.block, signatory=signatory, withdrawn_on=row.withdrawn_on, note=row.note, cites=cites)


def correct_answers(doing: Doing, plan: Plan) -> None:
    """Where a newer edition says otherwise."""
    for response in plan.responses.corrected:
        given = response_given(response.entry.row)
        with doing.told_at(response.entry.row):
            why, cites = doing.why_corrected(response), doing.cites(response.entry.row.sources)
            correct_response(doing.block, response=response.record, given=given, reason=why, cites=cites)
    for outcome in plan.outcomes.corrected:
        said = outcome_given(outcome.entry.row)
        with doing.told_at(outcome.entry.row):
            why, cites = doing.why_corrected(outcome), doing.cites(outcome.entry.row.sources)
            correct_outcome(doing.block, outcome=outcome.record, given=said, reason=why, cites=cites)


def take_back(doing: Doing, plan: Plan, *, just_recorded: bool) -> None:
    """First what was on record, at the end what came with the files that take it back."""
    for entry in plan.responses_taken_back.new:
        response = _standing(plan.record.responses, entry)
        if response and (("response", entry.key) in doing.recorded) is just_recorded:
            with doing.told_at(entry.row):
                reason, cites = entry.row.reason, doing.cites(entry.row.sources)
                retract_response(doing.block, response=response, reason=reason, cites=cites)
    for taken in plan.outcomes_taken_back.new:
        outcome = _standing(plan.record.outcomes, taken)
        if outcome and (("outcome", taken.key) in doing.recorded) is just_recorded:
            with doing.told_at(taken.row):
                reason, cites = taken.row.reason, doing.cites(taken.row.sources)
                retract_outcome(doing.block, outcome=outcome, reason=reason, cites=cites)


def _standing[M: (Response, Outcome, Signatory)](shelf: Shelf[M], entry: Entry) -> M | None:
    known = shelf.get(entry.key)
    return standing_of(known).row if known else None


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
    parties, agreement = doing.record.parties, doing.record.agreements.get(row.agreement)
    part = Participation.objects.get(agreement=agreement, party__code=row.party) if row.party else None
    return TargetGiven(
        row.kind,
        None if part else agreement,
        (parties[row.between[0]], parties[row.between[1]]) if row.between else None,
        row.description,
        part,
        row.topic,
        row.form,
    )


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
    appeal, cites = record.appeals[entry.of], doing.cites(entry.row.sources)
    response = record_response(doing.block, appeal=appeal, given=response_given(entry.row), cites=cites)
    record.responses.held[entry.key] = response
    doing.recorded.add(("response", entry.key))


def response_given(row: ResponseRow) -> ResponseGiven:
    return ResponseGiven(kind=row.kind, by=row.by, summary=row.summary, responded_on=row.responded_on)


def record_outcome_row(doing: Doing, record: AppealRecord, entry: Entry[OutcomeRow]) -> None:
    demand, cites = record.demand(entry.of, entry.number), doing.cites(entry.row.sources)
    outcome = record_outcome(doing.block, demand=demand, given=outcome_given(entry.row), cites=cites)
    record.outcomes.held[entry.key] = outcome
    doing.recorded.add(("outcome", entry.key))


def outcome_given(row: OutcomeRow) -> OutcomeGiven:
    return OutcomeGiven(kind=row.kind, asserted_by=row.asserted_by, asserted_on=row.asserted_on, note=row.note)


def make_link_row(doing: Doing, record: AppealRecord, entry: Entry[LinkRow]) -> None:
    row = entry.row
    made = make_link(
        doing.block,
        appeal=record.appeals[entry.of],
        demand=record.demand(entry.of, row.demand) if row.demand is not None else None,
        status_change=doing.standing_act(row.act) or doing.record.acts[row.act],
        relation=row.relation,
        grade=row.grade,
        in_part=row.in_part,
        quotation=row.quotation,
        note=row.note,
        cites=doing.cites(row.sources),
    )
    doing.warn(entry, made.warnings)
