"""New agreements, with their participants, titles, numbers and clauses; and relations between agreements."""

from collections.abc import Callable, Iterator, Sequence
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


type Listed[G] = Sequence[tuple[Agreement, Sequence[G]]]
"""What is listed under agreements."""


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
    (agreement,) = write_agreements(block, [given])
    return derive_timelines(block, agreement)


def write_agreements(block: Block, given: Sequence[AgreementGiven]) -> list[Agreement]:
    """Many, without their timelines, for a block that records acts of them next: a fixed number of statements.

    Raises Refused as ``add_agreement``, with all that is refused of any; ``Finding.of`` is the slug of the agreement.
    """
    refusals = [finding.at(one.slug) for one in given for finding in wrong_sides(one.is_bilateral, one.participants)]
    if refusals:
        raise Refused(*refusals)
    agreements = Agreement.objects.bulk_create(_row(one) for one in given)
    pairs = list(zip(agreements, given, strict=True))
    cite_each(block, [(agreement, one.cites) for agreement, one in pairs])
    add_participants(block, [(agreement, one.participants) for agreement, one in pairs])
    add_titles(block, [(agreement, one.titles) for agreement, one in pairs])
    add_numbers(block, [(agreement, one.numbers) for agreement, one in pairs])
    write_clauses(block, [(agreement, one.clauses) for agreement, one in pairs])
    return agreements


def _row(given: AgreementGiven) -> Agreement:
    return Agreement(
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


def add_participants(block: Block, given: Listed[Participant]) -> list[Participation]:
    """Further parties, with nothing done by them yet. Whoever adds some to an agreement derives its timelines again."""

    def row(agreement: Agreement, one: Participant) -> Participation:
        return Participation(agreement=agreement, party=one.party, side=one.side, acting_body=one.acting_body)

    return _write(block, Participation, given, row)


def add_titles(block: Block, given: Listed[TitleGiven]) -> list[AgreementTitle]:
    def row(agreement: Agreement, one: TitleGiven) -> AgreementTitle:
        return AgreementTitle(agreement=agreement, title=one.title, language=one.language)

    return _write(block, AgreementTitle, given, row)


def add_numbers(block: Block, given: Listed[NumberGiven]) -> list[SeriesNumber]:
    def row(agreement: Agreement, one: NumberGiven) -> SeriesNumber:
        return SeriesNumber(agreement=agreement, series=one.series, number=one.number)

    return _write(block, SeriesNumber, given, row)


def _write[G: (Participant, TitleGiven, NumberGiven), M: (Participation, AgreementTitle, SeriesNumber)](
    block: Block, model: type[M], given: Listed[G], row: Callable[[Agreement, G], M]
) -> list[M]:
    """What is listed under agreements, each with its citations: two statements."""
    pairs = [(row(agreement, one), one.cites) for agreement, listed in given for one in listed]
    cited = list(zip(model.objects.bulk_create(row for row, _ in pairs), (cites for _, cites in pairs), strict=True))
    cite_each(block, cited)
    return [row for row, _ in cited]


def wrong_sides(is_bilateral: bool, participants: Sequence[Participant]) -> Iterator[Finding]:
    """No bilateral agreement without exactly two sides, no sides elsewhere, no party twice."""
    sides = {one.side for one in participants}
    codes = [one.party.code for one in participants]
    if is_bilateral and sides != {1, 2}:
        yield Finding("two_sides", "A bilateral agreement has exactly two sides, 1 and 2.", field="participants")
    if not is_bilateral and sides - {None}:
        yield Finding("no_sides", "A multilateral agreement has no sides.", field="participants")
    if len(set(codes)) < len(codes):
        yield Finding("takes_part_twice", "A party takes part in an agreement once.", field="participants")


def relate_agreements(
    block: Block, *, agreement: Agreement, other: Agreement, kind: RelationKind, cites: Sequence[Cite] = ()
) -> AgreementRelation:
    """``agreement`` KIND ``other``: the protocol amends the treaty."""
    relation = AgreementRelation.objects.create(agreement=agreement, other=other, kind=kind)
    cite(block, relation, cites)
    return relation
