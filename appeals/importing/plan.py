"""The plan of an import that brings appeals with sources, parties and agreements."""

from collections.abc import Callable, Iterable, Iterator
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
    outcome_row,
    relation_row,
    response_row,
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
from treaties.importing.entries import Entry
from treaties.importing.matching import Record, Shelf
from treaties.importing.parts import Parts
from treaties.importing.plan import TreatyPlan, plan_parts, plans_to_do
from treaties.importing.problems import Unreadable
from treaties.importing.retractions import Gone, gone_from, to_take_back
from treaties.importing.sorting import Differs, Edition, Found, Group, Held, Sorter
from treaties.importing.tables import Row


@dataclass(frozen=True)
class Plan:
    """What is new, what is on record, and what differs there: of treaties, then of appeals.

    ``treaties`` is the sum of the plans of all ``parts``, each of which is planned again when it is done. ``gone`` is
    what stands, rests on the sources that the files bring, and is in the files no more.
    """

    record: AppealRecord
    parts: Parts
    edition: Edition | None
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
        return sum(group.count_new for group in self.groups)

    @property
    def corrected(self) -> list[Found]:
        return list(chain.from_iterable(group.corrected for group in self.groups))

    @property
    def changes(self) -> int:
        """How many facts would be written: new ones, corrections, further citations."""
        return sum(group.changes for group in self.groups)

    def stages(self) -> Iterator[Iterator[TreatyPlan]]:
        """What is to be written of treaties: agreements, then what was done under them, then what is taken back of
        that."""
        parts, taken_back = self.parts, (self.parts.first.only_retractions(),)
        for rows in (parts.agreements(), parts.acts(), taken_back):
            yield plans_to_do(rows, self.record.treaties, self.edition, parts.brought)

    @property
    def differing(self) -> list[Differs]:
        return list(chain.from_iterable(group.differing for group in self.groups))


def make_plan(treaties: Parts, appeals: AppealRows, edition: Edition | None = None) -> Plan:
    """Compare with the record; nothing is written. Raises Unreadable with everything that is wrong in any file.

    Without an edition nothing on record is touched; with one, what its sources say otherwise is to be corrected.
    """
    record = AppealRecord.beside(Record.empty())
    fetch_named(appeals, record)
    try:
        plan = plan_parts(treaties, record.treaties, edition)
        found = []
    except Unreadable as unreadable:
        found = list(unreadable.problems)
    found += problems_of(appeals, treaties.brought, record)
    if found:
        raise Unreadable(found)
    return _compared(record, treaties, plan, appeals, edition)


def _compared(record: AppealRecord, parts: Parts, plan: TreatyPlan, rows: AppealRows, edition: Edition | None) -> Plan:
    given, taken_back = rows.signatory_entries(), rows.signatory_retraction_entries()
    signatories = _correctable("Signatories", record.signatories, signatory_row, edition, given, taken_back)
    answers, answers_back = rows.response_entries(), rows.response_retraction_entries()
    responses = _correctable("Responses", record.responses, response_row, edition, answers, answers_back)
    ends, ends_back = rows.outcome_entries(), rows.outcome_retraction_entries()
    outcomes = _correctable("Outcomes", record.outcomes, outcome_row, edition, ends, ends_back)
    return Plan(
        record,
        parts,
        edition,
        plan,
        Sorter(record.appeals, appeal_row).group("Appeals", rows.appeal_entries()),
        Sorter(record.addressees, addressee_row).group("Addressees", rows.addressee_entries()),
        Sorter(record.texts, text_row, edition=edition).group("Texts of appeals", rows.text_entries()),
        signatories,
        Sorter(record.withdrawals, withdrawal_row, edition=edition).group("Withdrawals", rows.withdrawal_entries()),
        Sorter(record.relations, relation_row).group("Appeal relations", rows.relation_entries()),
        responses,
        outcomes,
        Sorter(record.links, link_row).group("Links", rows.link_entries()),
        _taken_back("Signatory retractions", taken_back, record.signatories),
        _taken_back("Response retractions", answers_back, record.responses),
        _taken_back("Outcome retractions", ends_back, record.outcomes),
        gone=tuple(gone_from(edition, plan.acts, plan.assertions)) if edition else (),
    )


def _correctable[R: Row, M: Model](
    name: str,
    held: Shelf[M],
    as_row: Callable[[M], R],
    edition: Edition | None,
    given: list[Entry[R]],
    taken_back: Iterable[Entry],
) -> Group[R]:
    """Facts without a slug that an edition corrects. One that was taken back and given again stands beside the first
    of its key, which is the one that is held."""
    standing = held.records.filter(correction=None, **{f"{held.lookup}__in": {entry.of for entry in given}})
    again = {held.key(one): one for one in standing} if edition else {}
    return Sorter(
        held,
        as_row,
        edition=edition,
        is_correctable=True,
        alike=lambda entry: again.get(entry.key),
        taken_back={entry.key for entry in taken_back},
    ).group(name, given)


def _taken_back[R: Row, M: Model](name: str, entries: list[Entry[R]], held: Held[M]) -> Group[R]:
    new = to_take_back(entries, held)
    return Group(name, new, len(entries) - len(new))
