"""Doing what was planned: writing the new rows through the actions, in one block or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from treaties.actions.agreements import (
    AgreementGiven,
    ClauseGiven,
    NumberGiven,
    Participant,
    TitleGiven,
    add_agreement,
    relate_agreements,
)
from treaties.actions.sources import Cite, add_source
from treaties.actions.status_changes import ActGiven, record_assertion, record_status_change
from treaties.importing.entries import Entry
from treaties.importing.matching import Record
from treaties.importing.plan import TreatyPlan
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.rows import ActRow, AgreementRow, AssertionRow, CiteRow, RelationRow, SourceRow
from treaties.importing.tables import Row
from treaties.models import Block
from treaties.rules.findings import Finding, Refused, Strictness


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that an imported fact breaks, though not so that it were impossible."""

    place: Place
    name: str
    finding: Finding

    def __str__(self) -> str:
        return f"{self.place}: {self.name}: {self.finding}"


@dataclass
class Doing:
    """An import on its way: what the rules warn of, and what they refuse. Nothing stays if anything is refused."""

    block: Block
    record: Record
    warnings: list[Warned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def told_at(self, row: Row) -> Iterator[None]:
        """Keep what is refused here with the place of the row, and go on to find what else is."""
        try:
            yield
        except Refused as refused:
            self.problems += [Problem(row.at(finding.field), str(finding)) for finding in refused.findings]

    def warn(self, entry: Entry, findings: Iterable[Finding]) -> None:
        self.warnings += [Warned(entry.row.at(), entry.name, finding) for finding in findings]

    def cites(self, rows: Iterable[CiteRow], about: str = "") -> list[Cite]:
        return [Cite(self.record.sources[row.source], row.locator, about or row.about) for row in rows]

    def end(self) -> None:
        """Raises Unreadable if anything was refused."""
        if self.problems:
            raise Unreadable(self.problems)


def do_treaties(doing: Doing, plan: TreatyPlan) -> None:
    """Write what is new, in the order in which one fact needs another."""
    for source in plan.sources.new:
        add_source_row(doing, source.row)
    for agreement in plan.agreements.new:
        with doing.told_at(agreement.row):
            add_agreement_row(doing, agreement.row)
    doing.end()
    for relation in plan.relations.new:
        relate_row(doing, relation)
    for act in plan.acts.new:
        with doing.told_at(act.row):
            record_act_row(doing, act)
    for assertion in plan.assertions.new:
        with doing.told_at(assertion.row):
            record_assertion_row(doing, assertion)


def add_source_row(doing: Doing, row: SourceRow) -> None:
    source = add_source(
        doing.block,
        slug=row.slug,
        title=row.title,
        publisher=row.publisher,
        evidence=row.evidence,
        published_on=row.published_on,
        language=row.language,
        url=row.url,
        checksum=row.checksum,
        note=row.note,
    )
    doing.record.sources.add(source)


def add_agreement_row(doing: Doing, row: AgreementRow) -> None:
    parties, cites = doing.record.parties, doing.cites
    agreement = add_agreement(
        doing.block,
        given=AgreementGiven(
            slug=row.slug,
            title=row.title,
            short_title=row.short_title,
            form=row.form,
            is_bilateral=row.is_bilateral,
            nature=row.nature,
            nature_note=row.nature_note,
            topics=row.topics,
            summary=row.summary,
            participants=[
                Participant(parties[one.party], one.side, one.acting_body, cites(one.sources))
                for one in row.participants
            ],
            titles=[TitleGiven(one.title, one.language, cites(one.sources)) for one in row.titles],
            numbers=[NumberGiven(one.series, one.number, cites(one.sources)) for one in row.numbers],
            clauses=[
                ClauseGiven(one.kind, one.months, one.days, one.counted_from, one.note, cites(one.sources))
                for one in row.clauses
            ],
            cites=cites(row.sources) + cites(row.nature_sources, about="nature"),
        ),
    )
    doing.record.agreements.add(agreement)


def relate_row(doing: Doing, entry: Entry[RelationRow]) -> None:
    agreements, row = doing.record.agreements, entry.row
    relation = relate_agreements(
        doing.block,
        agreement=agreements[entry.of],
        other=agreements[row.other],
        kind=row.kind,
        cites=doing.cites(row.sources),
    )
    doing.record.relations.add(relation)


def record_act_row(doing: Doing, entry: Entry[ActRow]) -> None:
    row, parties = entry.row, doing.record.parties
    given = ActGiven(
        act=row.act,
        by=parties.get(row.by),
        done_on=row.done_on,
        received_on=row.received_on,
        effective_on=row.effective_on,
        published_on=row.published_on,
        order_on_day=row.order_on_day,
        place=row.place,
        note=row.note,
        done_by_predecessor=parties.get(row.done_by_predecessor),
    )
    recording = record_status_change(
        doing.block,
        agreement=doing.record.agreements[entry.of],
        given=given,
        cites=doing.cites(row.sources),
        slug=row.slug,
        strictness=Strictness.IMPORT,
    )
    doing.record.acts.add(recording.change)
    doing.warn(entry, recording.warnings)


def record_assertion_row(doing: Doing, entry: Entry[AssertionRow]) -> None:
    row = entry.row
    assertion = record_assertion(
        doing.block,
        agreement=doing.record.agreements[entry.of],
        slug=row.slug,
        asserted_on=row.asserted_on,
        status=row.status,
        since=row.since,
        reason=row.reason,
        note=row.note,
        cites=doing.cites(row.sources),
    )
    doing.record.assertions.add(assertion)
