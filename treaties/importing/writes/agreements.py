"""The writes of agreements, and of what is listed under one: who joins it, titles, numbers, relations to others."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import QuerySet

from treaties.actions.agreements import (
    add_agreement,
    add_numbers,
    add_participants,
    add_titles,
    relate_agreements,
)
from treaties.actions.timelines import derive_timelines, lock_agreement
from treaties.importing.adding import agreement_given, number_given, participant_given, title_given
from treaties.importing.doing import Doing
from treaties.importing.entries import TreatyRows
from treaties.importing.rows import AgreementRow, ClauseRow, NumberRow, ParticipantRow, RelationRow, TitleRow
from treaties.importing.writes.naming import Found, named, of_agreement, refuse_taken
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Agreement, Block
from treaties.queries.facts import with_facts
from treaties.rules.findings import Finding, Refused, Strictness

PERMISSIONS = ("treaties.view_agreement", "treaties.add_statuschange")
"""Who may record acts brings in agreements: so the page that takes files has it, too."""


@dataclass(frozen=True, kw_only=True)
class ClauseInAgreement(ClauseRow):
    """One rule of the agreement. Its article is the locator of its source."""


@dataclass(frozen=True, kw_only=True)
class RelationInAgreement(RelationRow):
    """This agreement KIND ``other``, a slug."""


@dataclass(frozen=True, kw_only=True)
class AgreementBody(Why, AgreementRow):
    """One agreement with its parties, titles, numbers, clauses, and how it stands to others. Acts and assertions are
    recorded by writes of their own."""

    clauses: tuple[ClauseInAgreement, ...] = field(default=(), compare=False)
    relations: tuple[RelationInAgreement, ...] = field(default=(), compare=False)
    acts: ClassVar[tuple[()]] = ()  # type: ignore[misc]  # no field here
    assertions: ClassVar[tuple[()]] = ()  # type: ignore[misc]


@dataclass(frozen=True, kw_only=True)
class ParticipationBody(Why, ParticipantRow):
    """A party that takes part in an agreement on record. What it did there, it did by acts."""

    agreement: str


@dataclass(frozen=True, kw_only=True)
class FurtherTitleBody(Why, TitleRow):
    """A title of an agreement on record, in one language."""

    agreement: str


@dataclass(frozen=True, kw_only=True)
class FurtherNumberBody(Why, NumberRow):
    """A number of an agreement on record in a series: a registration comes later than the signature."""

    agreement: str


@dataclass(frozen=True, kw_only=True)
class FurtherRelationBody(Why, RelationRow):
    """An agreement on record KIND ``other``, a slug."""

    agreement: str


class AddAgreement(Write[AgreementBody, Found]):
    record, label, scope = "agreement", "Add an agreement", Scope.RECORD
    permissions = PERMISSIONS
    row_type = AgreementBody

    def look_up(self, row: AgreementBody) -> Found:
        return Found(named(TreatyRows(agreements=(row,))))

    def write(
        self, block: Block, row: AgreementBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        refuse_taken(Agreement, row.slug)
        warnings = [
            Finding("same_title", f"“{one.slug}” is on record with this title.", field="title")
            for one in Agreement.objects.filter(title__iexact=row.title).order_by("pk")[:3]
        ]
        doing = Doing(block, found.record)
        agreement = add_agreement(block, given=agreement_given(doing, row))
        for one in row.relations:
            other = found.record.agreements[one.other]
            cites = doing.cites(one.sources)
            relate_agreements(block, agreement=agreement, other=other, kind=one.kind, cites=cites)
        if row.relations:
            agreement = derive_timelines(block, agreement)
        return Written(agreement, warnings=tuple(warnings))

    def title(self, row: AgreementBody, found: Found) -> str:
        return f"Agreement: {row.title}"


class AddParticipation(Write[ParticipationBody, Found]):
    record, label, scope = "participant", "Add a party to an agreement", Scope.RECORD
    permissions = PERMISSIONS
    row_type = ParticipationBody

    def look_up(self, row: ParticipationBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(
        self, block: Block, row: ParticipationBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        agreement = _locked(found)
        if agreement.participations.filter(party__code=row.party).exists():
            raise Refused(Finding("takes_part_twice", "A party takes part in an agreement once.", field="party"))
        given = participant_given(Doing(block, found.record), row)
        (joined,) = add_participants(block, [(agreement, [given])])
        derive_timelines(block, agreement)
        after = with_facts(Agreement.objects.filter(pk=agreement.pk)).get()
        return Written(joined, found.agreement, after)

    def title(self, row: ParticipationBody, found: Found) -> str:
        party = found.record.parties[row.party]
        return f"{party.name} takes part: {found.agreement.short_title if found.agreement else ''}"


class AddTitle(Write[FurtherTitleBody, Found]):
    record, label, scope = "title", "Add a title to an agreement", Scope.RECORD
    permissions = PERMISSIONS
    row_type = FurtherTitleBody

    def look_up(self, row: FurtherTitleBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(
        self, block: Block, row: FurtherTitleBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        agreement = _locked(found)
        _refuse_listed(agreement.titles.filter(title=row.title, language=row.language), "title")
        (added,) = add_titles(block, [(agreement, [title_given(Doing(block, found.record), row)])])
        return Written(added)

    def title(self, row: FurtherTitleBody, found: Found) -> str:
        return f"Title ({row.language}): {row.title}"


class AddNumber(Write[FurtherNumberBody, Found]):
    record, label, scope = "number", "Add a number to an agreement", Scope.RECORD
    permissions = PERMISSIONS
    row_type = FurtherNumberBody

    def look_up(self, row: FurtherNumberBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(
        self, block: Block, row: FurtherNumberBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        agreement = _locked(found)
        _refuse_listed(agreement.series_numbers.filter(series=row.series, number=row.number), "number")
        (added,) = add_numbers(block, [(agreement, [number_given(Doing(block, found.record), row)])])
        return Written(added)

    def title(self, row: FurtherNumberBody, found: Found) -> str:
        return f"{row.series} {row.number}: {found.agreement.short_title if found.agreement else ''}"


class RelateAgreement(Write[FurtherRelationBody, Found]):
    record, label, scope = "relation", "Relate an agreement to another", Scope.RECORD
    permissions = PERMISSIONS
    row_type = FurtherRelationBody

    def look_up(self, row: FurtherRelationBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(
        self, block: Block, row: FurtherRelationBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        agreement, other = _locked(found), found.record.agreements[row.other]
        _refuse_listed(agreement.relations.filter(other=other, kind=row.kind), "other")
        cites = found.cites(block, row.sources)
        related = relate_agreements(block, agreement=agreement, other=other, kind=row.kind, cites=cites)
        derive_timelines(block, agreement)
        return Written(related, found.agreement, with_facts(Agreement.objects.filter(pk=agreement.pk)).get())

    def title(self, row: FurtherRelationBody, found: Found) -> str:
        agreement, other = found.agreement, found.record.agreements[row.other]
        return f"{agreement.short_title if agreement else ''} {row.kind.label} {other.short_title}"


def _locked(found: Found) -> Agreement:
    assert found.agreement, "it was looked up"
    return lock_agreement(found.agreement)


def _refuse_listed(same: QuerySet[Any], field: str) -> None:
    """Raises Refused where this is listed under the agreement already."""
    if same.exists():
        raise Refused(Finding("already_on_record", "Just this is already on record.", field=field))
