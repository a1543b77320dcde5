"""New agreements, with their participants, titles, numbers and clauses; and relations between agreements."""

from collections.abc import Sequence
from dataclasses import dataclass

from treaties.actions.clauses import ClauseGiven, write_clauses
from treaties.actions.sources import Cite, cite, cite_each
from treaties.actions.timelines import derive_timelines
from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Block,
    Participation,
    Party,
    SeriesNumber,
)
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import Form, Nature, RelationKind, Topic


@dataclass(frozen=True, slots=True)
class Participant:
    """A party, its side (1 or 2; ``None`` under a multilateral agreement), and the body that acts for it."""

    party: Party
    side: int | None = None
    acting_body: str = ""
    cites: Sequence[Cite] = ()


@dataclass(frozen=True, slots=True)
class TitleGiven:
    title: str
    language: str
    cites: Sequence[Cite] = ()


@dataclass(frozen=True, slots=True)
class NumberGiven:
    series: str
    number: str
    cites: Sequence[Cite] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementGiven:
    """An agreement before it is recorded, with all that is recorded with it."""

    slug: str
    title: str
    short_title: str
    form: Form
    is_bilateral: bool
    nature: Nature
    participants: Sequence[Participant]
    nature_note: str = ""
    topics: Sequence[Topic] = ()
    summary: str = ""
    titles: Sequence[TitleGiven] = ()
    numbers: Sequence[NumberGiven] = ()
    clauses: Sequence[ClauseGiven] = ()
    cites: Sequence[Cite] = ()


def add_agreement(block: Block, *, given: AgreementGiven) -> Agreement:
    """An instrument with nothing done under it yet. Raises Refused unless a bilateral one has exactly two sides."""
    return derive_timelines(block, write_agreement(block, given=given))


def write_agreement(block: Block, *, given: AgreementGiven) -> Agreement:
    """Without its timelines, for a block that records acts of it next. Raises Refused as ``add_agreement``."""
    check_sides(given.is_bilateral, given.participants)
    agreement = Agreement.objects.create(
        slug=given.slug,
        title=given.title,
        short_title=given.short_title,
        form=given.form,
        is_bilateral=given.is_bilateral,
        nature=given.nature,
        nature_note=given.nature_note,
        topics=list(given.topics),
        summary=given.summary,
    )
    cite(block, agreement, given.cites)
    add_participants(block, agreement, given.participants)
    add_titles(block, agreement, given.titles)
    add_numbers(block, agreement, given.numbers)
    write_clauses(block, agreement, given.clauses)
    return agreement


def add_participants(block: Block, agreement: Agreement, participants: Sequence[Participant]) -> list[Participation]:
    """Further parties, with nothing done by them yet. Whoever adds some to an agreement derives its timelines again."""
    rows = Participation.objects.bulk_create(
        Participation(agreement=agreement, party=one.party, side=one.side, acting_body=one.acting_body)
        for one in participants
    )
    cite_each(block, zip(rows, (one.cites for one in participants), strict=True))
    return rows


def add_titles(block: Block, agreement: Agreement, titles: Sequence[TitleGiven]) -> list[AgreementTitle]:
    rows = AgreementTitle.objects.bulk_create(
        AgreementTitle(agreement=agreement, title=one.title, language=one.language) for one in titles
    )
    cite_each(block, zip(rows, (one.cites for one in titles), strict=True))
    return rows


def add_numbers(block: Block, agreement: Agreement, numbers: Sequence[NumberGiven]) -> list[SeriesNumber]:
    rows = SeriesNumber.objects.bulk_create(
        SeriesNumber(agreement=agreement, series=one.series, number=one.number) for one in numbers
    )
    cite_each(block, zip(rows, (one.cites for one in numbers), strict=True))
    return rows


def check_sides(is_bilateral: bool, participants: Sequence[Participant]) -> None:
    """Raises Refused: no bilateral agreement without exactly two sides, no sides elsewhere, no party twice."""
    sides = {one.side for one in participants}
    codes = [one.party.code for one in participants]
    if is_bilateral and sides != {1, 2}:
        raise Refused(
            Finding("two_sides", "A bilateral agreement has exactly two sides, 1 and 2.", field="participants")
        )
    if not is_bilateral and sides - {None}:
        raise Refused(Finding("no_sides", "A multilateral agreement has no sides.", field="participants"))
    if len(set(codes)) < len(codes):
        raise Refused(Finding("takes_part_twice", "A party takes part in an agreement once.", field="participants"))


def relate_agreements(
    block: Block, *, agreement: Agreement, other: Agreement, kind: RelationKind, cites: Sequence[Cite] = ()
) -> AgreementRelation:
    """``agreement`` KIND ``other``: the protocol amends the treaty."""
    relation = AgreementRelation.objects.create(agreement=agreement, other=other, kind=kind)
    cite(block, relation, cites)
    return relation
