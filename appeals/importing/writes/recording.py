"""The writes of appeals, of what they ask, and of what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from appeals.actions.demands import add_demand
from appeals.actions.links import make_link
from appeals.actions.noticing import appeal_warnings, demand_warnings, earlier_than
from appeals.actions.repetition import refuse_repeated, refuse_twice
from appeals.actions.responses import record_outcome, record_response
from appeals.importing.consistency import no_such_part, wrong_target
from appeals.importing.doing import (
    add_addressee_row,
    add_appeal_row,
    add_signatory_rows,
    add_text_row,
    demand_given,
    outcome_given,
    relate_row,
    response_given,
    withdraw_row,
)
from appeals.importing.entries import AppealRows
from appeals.importing.matching import AppealRecord
from appeals.importing.rows import AppealRow, DemandRow, LinkRow, OutcomeRow, ResponseRow
from appeals.importing.writes.naming import Found, named, of_appeal
from appeals.models import Appeal, Demand, Outcome, Response
from treaties.importing.consistency import unknown
from treaties.importing.doing import Doing
from treaties.importing.matching import Record
from treaties.importing.problems import Unreadable
from treaties.importing.tables import Row
from treaties.importing.writes.naming import refuse_taken
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Block
from treaties.queries.in_words import act_in_words
from treaties.rules.findings import Finding, Refused, Strictness


@dataclass(frozen=True, kw_only=True)
class DemandInAppeal(DemandRow):
    """One thing asked. What came of it is recorded by a write of its own."""

    outcomes: ClassVar[tuple[()]] = ()  # type: ignore[misc]  # no field here


@dataclass(frozen=True, kw_only=True)
class AppealBody(Why, AppealRow):
    """One appeal with its demands, who signed it, who else is addressed, and what is held of its text. Responses and
    links are recorded by writes of their own."""

    demands: tuple[DemandInAppeal, ...]
    responses: ClassVar[tuple[()]] = ()  # type: ignore[misc]
    links: ClassVar[tuple[()]] = ()  # type: ignore[misc]


@dataclass(frozen=True, kw_only=True)
class DemandBody(Why, DemandInAppeal):
    """A further demand of an appeal on record."""

    appeal: str


@dataclass(frozen=True, kw_only=True)
class ResponseBody(Why, ResponseRow):
    """Somebody answered, in whatever way."""

    appeal: str


@dataclass(frozen=True, kw_only=True)
class OutcomeBody(Why, OutcomeRow):
    """What came of a demand, as somebody asserts; ``demand`` is its number."""

    appeal: str
    demand: int


@dataclass(frozen=True, kw_only=True)
class LinkBody(Why, LinkRow):
    """An analyst's judgement on how an appeal, or one demand, relates to an act on record."""

    appeal: str


def refuse_demand(appeal: Appeal, ordinal: int) -> None:
    if ordinal < 1:
        raise Refused(Finding("demands_are_numbered_from_one", "Demands are numbered from 1.", field="ordinal"))
    if appeal.demands.filter(ordinal=ordinal).exists():
        raise Refused(Finding("ordinal_taken", f"The appeal has a demand number {ordinal}.", field="ordinal"))


class AddAppeal(Write[AppealBody, Found]):
    record, label, scope = "appeal", "Add an appeal", Scope.APPEALS
    permissions = ("appeals.view_appeal", "appeals.add_appeal")
    happened = ("issued_on", "received_on", "published_on", "signed_on", "withdrawn_on")
    row_type = AppealBody

    def look_up(self, row: AppealBody) -> Found:
        return named(AppealRows(appeals=(row,)))

    def write(self, block: Block, row: AppealBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        refuse_taken(Appeal, row.slug)
        doing = found.doing(block)
        refuse_repeated(issuing_body=row.issuing_body, title=row.title, issued_on=row.issued_on)
        add_appeal_row(doing, found.record, row)
        _add_parts(doing, found.record, AppealRows(appeals=(row,)))
        appeal = Appeal.objects.get(slug=row.slug)
        demands = _with_targets(appeal)
        return Written(appeal, warnings=(*appeal_warnings(appeal), *demand_warnings(appeal, demands)))

    def title(self, row: AppealBody, found: Found) -> str:
        return f"Appeal: {row.title}, {row.issued_on.words()}"


class AddDemand(Write[DemandBody, Found]):
    record, label, scope = "demand", "Add a demand to an appeal", Scope.APPEALS
    permissions = ("appeals.view_appeal", "appeals.add_appeal")
    row_type = DemandBody

    def look_up(self, row: DemandBody) -> Found:
        record = AppealRecord.beside(Record.empty())
        codes = [code for one in row.targets for code in (*one.between, *([one.party] if one.party else []))]
        record.treaties.parties.fetch(codes)
        record.treaties.agreements.fetch(one.agreement for one in row.targets if one.agreement)
        record.treaties.sources.fetch(one.source for one in row.sources)
        record.appeals.fetch([row.appeal])
        problems = [*unknown("appeal", row.appeal, row.at("appeal"), record.appeals)]
        for cite in row.sources:
            problems += unknown("source", cite.source, cite.at("source"), record.treaties.sources)
        for target in row.targets:
            problems += wrong_target(target, set(), set(), record)
            problems += no_such_part(target, set(), record)
        if problems:
            raise Unreadable(problems)
        return Found(record)

    def write(self, block: Block, row: DemandBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        appeal = found.record.appeals[row.appeal]
        refuse_demand(appeal, row.ordinal)
        demand = add_demand(block, appeal=appeal, given=demand_given(found.doing(block), row))
        return Written(demand, warnings=tuple(demand_warnings(appeal, _with_targets(appeal, ordinal=row.ordinal))))

    def title(self, row: DemandBody, found: Found) -> str:
        return f"Demand {row.ordinal}: {row.heading}: {found.record.appeals[row.appeal].title}"


class RecordResponse(Write[ResponseBody, Found]):
    record, label, scope = "response", "Record a response to an appeal", Scope.APPEALS
    permissions = ("appeals.view_appeal", "appeals.add_response")
    happened = ("responded_on",)
    row_type = ResponseBody

    def look_up(self, row: ResponseBody) -> Found:
        return of_appeal(row)

    def write(
        self, block: Block, row: ResponseBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        appeal, given = found.record.appeals[row.appeal], response_given(row)
        alike = Response.objects.standing().filter(appeal=appeal, kind=given.kind, by=given.by)
        refuse_twice(alike, responded_on=given.responded_on, summary=given.summary)
        response = record_response(block, appeal=appeal, given=given, cites=found.cites(block, row.sources))
        return Written(response, warnings=tuple(earlier_than(appeal, given.responded_on, "The response")))

    def title(self, row: ResponseBody, found: Found) -> str:
        return f"{row.kind.label.capitalize()}, {row.by}: {found.record.appeals[row.appeal].title}"


class RecordOutcome(Write[OutcomeBody, Found]):
    record, label, scope = "outcome", "Record an outcome of a demand", Scope.APPEALS
    permissions = ("appeals.view_demand", "appeals.add_outcome")
    happened = ("asserted_on",)
    row_type = OutcomeBody

    def look_up(self, row: OutcomeBody) -> Found:
        return of_appeal(row, row.demand)

    def write(
        self, block: Block, row: OutcomeBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        demand, given = found.record.demand(row.appeal, row.demand), outcome_given(row)
        alike = Outcome.objects.standing().filter(demand=demand, kind=given.kind, asserted_by=given.asserted_by)
        refuse_twice(alike, asserted_on=given.asserted_on, note=given.note)
        cites = found.cites(block, row.sources)
        outcome = record_outcome(block, demand=demand, given=given, cites=cites)
        return Written(outcome, warnings=tuple(earlier_than(demand.appeal, given.asserted_on, "The outcome")))

    def title(self, row: OutcomeBody, found: Found) -> str:
        appeal = found.record.appeals[row.appeal]
        return f"Demand {row.demand}: {row.kind.label}, asserted by {row.asserted_by}: {appeal.title}"


class MakeLink(Write[LinkBody, Found]):
    record, label, scope = "link", "Link an appeal to an act", Scope.APPEALS
    permissions = ("treaties.view_statuschange", "appeals.add_link")
    row_type = LinkBody

    def look_up(self, row: LinkBody) -> Found:
        return of_appeal(row)

    def write(self, block: Block, row: LinkBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        doing = found.doing(block)
        made = make_link(
            block,
            appeal=found.record.appeals[row.appeal],
            demand=found.record.demand(row.appeal, row.demand) if row.demand is not None else None,
            status_change=doing.standing_act(row.act) or doing.record.acts[row.act],
            relation=row.relation,
            grade=row.grade,
            in_part=row.in_part,
            quotation=row.quotation,
            note=row.note,
            cites=doing.cites(row.sources),
        )
        return Written(made.link, warnings=made.warnings)

    def title(self, row: LinkBody, found: Found) -> str:
        act = act_in_words(found.record.treaties.acts[row.act])
        return f"Link: {found.record.appeals[row.appeal].title}: {row.relation.label}: {act}"


def _add_parts(doing: Doing, record: AppealRecord, rows: AppealRows) -> None:
    """What an appeal lists beside its demands. Raises Refused, with the way to each field."""
    for addressee in rows.addressee_entries():
        with _told_at(addressee.row):
            add_addressee_row(doing, record, addressee)
    for text in rows.text_entries():
        with _told_at(text.row):
            add_text_row(doing, record, text)
    signed = rows.signatory_entries()
    with _told_at(*(one.row for one in signed)):
        add_signatory_rows(doing, record, signed)
    for withdrawal in rows.withdrawal_entries():
        with _told_at(withdrawal.row):
            withdraw_row(doing, record, withdrawal)
    for relation in rows.relation_entries():
        relate_row(doing, record, relation)


@contextmanager
def _told_at(*rows: Row) -> Iterator[None]:
    """What is refused of the third of several rows is told at it: an action calls its field ``name-3``."""
    try:
        yield
    except Refused as refused:
        told = []
        for finding in refused.findings:
            key, _, number = finding.field.partition("-")
            place = rows[int(number or 1) - 1].at(*([key] if key else []))
            told.append(replace(finding, field=place.file))
        raise Refused(*told) from None


def _with_targets(appeal: Appeal, **only: Any) -> list[Demand]:
    demands = Demand.objects.filter(appeal=appeal, **only).order_by("ordinal")
    return list(demands.prefetch_related("targets__agreement", "caught"))
