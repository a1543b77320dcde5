"""The plan of an import that brings appeals with sources, parties and agreements."""

from dataclasses import dataclass, fields
from itertools import chain

from django.db.models import Model

from appeals.importing.consistency import problems_of
from appeals.importing.entries import AppealRows
from appeals.importing.matching import (
    AppealRecord,
    addressee_row,
    appeal_row,
    fetch_named,
    link_row,
    outcome_key,
    outcome_row,
    relation_row,
    response_key,
    response_row,
    signatory_key,
    signatory_row,
    text_row,
    withdrawal_row,
)
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
    TextRow,
    WithdrawalRow,
)
from appeals.models import Outcome, Response, Signatory
from treaties.importing.entries import Entry, TreatyRows
from treaties.importing.matching import Record
from treaties.importing.plan import TreatyPlan, plan_treaties
from treaties.importing.problems import Unreadable
from treaties.importing.retractions import Gone, gone_from, to_take_back
from treaties.importing.sorting import Differs, Edition, Found, Group, Held, Sorter
from treaties.importing.tables import Row


@dataclass(frozen=True)
class Plan:
    """What is new, what is on record, and what differs there: of treaties, then of appeals.

    ``gone`` is what stands, rests on the sources that the files bring, and is in the files no more.
    """

    record: AppealRecord
    treaties: TreatyPlan
    appeals: Group[AppealRow]
    addressees: Group[AddresseeRow]
    texts: Group[TextRow]
    signatories: Group[SignatoryRow]
    withdrawals: Group[WithdrawalRow]
    relations: Group[RelationRow]
    responses: Group[ResponseRow]
    outcomes: Group[OutcomeRow]
    links: Group[LinkRow]
    signatories_taken_back: Group[SignatoryRetractionRow]
    responses_taken_back: Group[ResponseRetractionRow]
    outcomes_taken_back: Group[OutcomeRetractionRow]
    gone: tuple[Gone, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        values = [getattr(self, one.name) for one in fields(self)]
        return (*self.treaties.groups, *(value for value in values if isinstance(value, Group)))

    @property
    def new(self) -> int:
        return sum(len(group.new) for group in self.groups)

    @property
    def corrected(self) -> list[Found]:
        return list(chain.from_iterable(group.corrected for group in self.groups))

    @property
    def changes(self) -> int:
        """How many facts would be written: new ones, corrections, further citations."""
        return sum(group.changes for group in self.groups)

    @property
    def differing(self) -> list[Differs]:
        return list(chain.from_iterable(group.differing for group in self.groups))


def make_plan(treaties: TreatyRows, appeals: AppealRows, edition: Edition | None = None) -> Plan:
    """Compare with the record; nothing is written. Raises Unreadable with everything that is wrong in any file.

    Without an edition nothing on record is touched; with one, what its sources say otherwise is to be corrected.
    """
    record = AppealRecord.beside(Record.empty())
    fetch_named(appeals, record)
    try:
        plan = plan_treaties(treaties, record.treaties, edition)
        found = []
    except Unreadable as unreadable:
        found = list(unreadable.problems)
    found += problems_of(appeals, treaties, record)
    if found:
        raise Unreadable(found)
    return Plan(
        record,
        plan,
        Sorter(record.appeals, appeal_row).group("Appeals", appeals.appeal_entries()),
        Sorter(record.addressees, addressee_row).group("Addressees", appeals.addressee_entries()),
        Sorter(record.texts, text_row, edition=edition).group("Texts of appeals", appeals.text_entries()),
        _signatories(appeals, record, edition),
        Sorter(record.withdrawals, withdrawal_row, edition=edition).group("Withdrawals", appeals.withdrawal_entries()),
        Sorter(record.relations, relation_row).group("Appeal relations", appeals.relation_entries()),
        _responses(appeals, record, edition),
        _outcomes(appeals, record, edition),
        Sorter(record.links, link_row).group("Links", appeals.link_entries()),
        _taken_back("Signatory retractions", appeals.signatory_retraction_entries(), record.signatories),
        _taken_back("Response retractions", appeals.response_retraction_entries(), record.responses),
        _taken_back("Outcome retractions", appeals.outcome_retraction_entries(), record.outcomes),
        gone=tuple(gone_from(edition, plan.acts, plan.assertions)) if edition else (),
    )


def _signatories(rows: AppealRows, record: AppealRecord, edition: Edition | None) -> Group[SignatoryRow]:
    entries = rows.signatory_entries()
    standing = Signatory.objects.standing().filter(appeal__slug__in={entry.of for entry in entries})
    again = {signatory_key(one): one for one in standing.select_related("appeal")} if edition else {}
    return Sorter(
        record.signatories,
        signatory_row,
        edition=edition,
        is_correctable=True,
        alike=lambda entry: again.get(entry.key),  # type: ignore[call-overload]
        taken_back={entry.key for entry in rows.signatory_retraction_entries()},
    ).group("Signatories", entries)


def _responses(rows: AppealRows, record: AppealRecord, edition: Edition | None) -> Group[ResponseRow]:
    entries = rows.response_entries()
    standing = Response.objects.standing().filter(appeal__slug__in={entry.of for entry in entries})
    again = {response_key(one): one for one in standing.select_related("appeal")} if edition else {}
    return Sorter(
        record.responses,
        response_row,
        edition=edition,
        is_correctable=True,
        alike=lambda entry: again.get(entry.key),  # type: ignore[call-overload]
        taken_back={entry.key for entry in rows.response_retraction_entries()},
    ).group("Responses", entries)


def _outcomes(rows: AppealRows, record: AppealRecord, edition: Edition | None) -> Group[OutcomeRow]:
    entries = rows.outcome_entries()
    standing = Outcome.objects.standing().filter(demand__appeal__slug__in={entry.of for entry in entries})
    again = {outcome_key(one): one for one in standing.select_related("demand__appeal")} if edition else {}
    return Sorter(
        record.outcomes,
        outcome_row,
        edition=edition,
        is_correctable=True,
        alike=lambda entry: again.get(entry.key),  # type: ignore[call-overload]
        taken_back={entry.key for entry in rows.outcome_retraction_entries()},
    ).group("Outcomes", entries)


def _taken_back[R: Row, M: Model](name: str, entries: list[Entry[R]], held: Held[M]) -> Group[R]:
    new = to_take_back(entries, held)
    return Group(name, new, len(entries) - len(new))
