"""Two states that share thousands of agreements, and as many more between others: written at once, then derived.

Nine in ten are bilateral, of six acts and four clauses each, and lead to every group of a pair's page; the others have
a dozen parties. Titles, topics, forms, bodies, numbers and what sources say differ, so that there is much to count.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import batched, cycle, pairwise
from typing import Any

from tests.factories.record import a_block, invented_parties, invented_source
from treaties.actions.timelines import derive_many
from treaties.dates import PartialDate
from treaties.models import (
    Agreement,
    AgreementRelation,
    Citation,
    Clause,
    Participation,
    Party,
    SeriesNumber,
    Source,
    StatusAssertion,
    StatusChange,
)
from treaties.vocabulary import (
    Act,
    AgreementStatus,
    ClauseKind,
    Evidence,
    Form,
    Nature,
    RelationKind,
    Topic,
)

ONE, OTHER = "XPA", "XPB"
AT_ONCE = 500
MEMBERS = 12
ABOUT = ("lighthouses", "fisheries", "air services", "double taxation", "extradition", "culture", "customs", "visas")

type Dated = dict[str, str]


def a_large_pair(shared: int, *, others: int = 0) -> tuple[Party, Party]:
    """``ONE`` and ``OTHER``, with so many agreements; ``others`` are between neighbours, of whom either is one only in
    some of the multilateral ones."""
    codes = [ONE, OTHER, *(f"XQ{chr(65 + n)}" for n in range(MEMBERS - 2))]
    parties = invented_parties(*codes)
    sources = [invented_source(evidence) for evidence in (Evidence.REGISTER, Evidence.LIST, Evidence.PRESS)]
    for numbers in batched(range(shared + others), AT_ONCE):
        with a_block():
            made = _agreements(numbers, parties, sources, shared)
        with a_block() as block:
            derive_many(block, [one.pk for one in made])
    return parties[0], parties[1]


def _agreements(numbers: tuple[int, ...], parties: list[Party], sources: list[Source], shared: int) -> list[Agreement]:
    made = Agreement.objects.bulk_create(_agreement(n) for n in numbers)
    who = {one.pk: _who(n, one, parties, is_shared=n < shared) for n, one in zip(numbers, made, strict=True)}
    rows = Participation.objects.bulk_create(file for one in made for file in _files(one, who[one.pk]))
    files: dict[int, list[Participation]] = {one.pk: [] for one in made}
    for row in rows:
        files[row.agreement_id].append(row)
    acts = StatusChange.objects.bulk_create(
        act for n, one in zip(numbers, made, strict=True) for act in _acts(n, one, files[one.pk])
    )
    Clause.objects.bulk_create(clause for n, one in zip(numbers, made, strict=True) for clause in _clauses(n, one))
    said = StatusAssertion.objects.bulk_create(
        _said(n, one) for n, one in zip(numbers, made, strict=True) if n % 8 == 0
    )
    SeriesNumber.objects.bulk_create(SeriesNumber(agreement=one, series="XLP", number=one.slug) for one in made)
    AgreementRelation.objects.bulk_create(
        AgreementRelation(agreement=one, other=before, kind=RelationKind.AMENDS)
        for before, one in pairwise(made)
        if one.pk % 7 == 0
    )
    taken = cycle([*[sources[0]] * 8, *sources[1:]])
    Citation.objects.bulk_create(
        [Citation(source=next(taken), status_change=act) for act in acts]
        + [Citation(source=sources[1], assertion=one) for one in said]
    )
    return made


def _agreement(number: int) -> Agreement:
    about = ABOUT[number % len(ABOUT)]
    return Agreement(
        slug=f"large-{number:06}",
        title=f"Agreement No. {number} on {about}",
        short_title=f"{about.capitalize()} {number}",
        form=list(Form)[number % 5],
        is_bilateral=number % 10 > 0,
        nature=Nature.NON_BINDING if number % 50 == 1 else Nature.TREATY,
        topics=[list(Topic)[number % len(Topic)]],
    )


def _who(number: int, agreement: Agreement, parties: list[Party], *, is_shared: bool) -> list[Party]:
    if is_shared:
        return parties[:2] if agreement.is_bilateral else parties
    neighbours = parties[2:]
    if agreement.is_bilateral:
        first = number % len(neighbours)
        return [neighbours[first], neighbours[first - 1]]
    return [parties[number // 10 % 2], *neighbours]


def _files(agreement: Agreement, parties: list[Party]) -> Iterator[Participation]:
    for place, party in enumerate(parties, 1):
        body = f"Ministry {agreement.pk % 30}" if agreement.pk % 4 == 0 else ""
        yield Participation(
            agreement=agreement, party=party, side=place if agreement.is_bilateral else None, acting_body=body
        )


def _acts(number: int, agreement: Agreement, files: list[Participation]) -> Iterator[StatusChange]:
    given = _of_two(number, files) if agreement.is_bilateral else _of_many(number, files)
    if agreement.nature == Nature.NON_BINDING:
        given = iter([(Act.ISSUED, None, {"done_on": _day(number)})])
    for place, (act, by, dates) in enumerate(given):
        row = StatusChange(agreement=agreement, slug=f"{agreement.slug}-{place}", act=act, participation=by)
        row.place = "Xanadu" if act is Act.SIGNATURE else ""
        for name, text in dates.items():
            setattr(row, name, PartialDate.parse(text))
        yield row


type Given = Iterator[tuple[Act, Participation | None, Dated]]


def _of_two(number: int, files: list[Participation]) -> Given:
    """Nine in twelve are in force to this day, or are over; the others each show another group."""
    kind = number % 12
    for file in files:
        yield Act.SIGNATURE, file, {"done_on": _day(number)}
    if kind == 0:
        return
    for place, file in enumerate(files):
        yield Act.RATIFICATION, file, {"received_on": _day(number, 100 + 30 * place)}
    if kind == 1:
        yield Act.ABANDONMENT, None, {"effective_on": _day(number, 900)}
        return
    yield Act.ENTRY_INTO_FORCE, None, {"effective_on": _day(number, 200)[: 4 if kind == 2 else 10]}
    if kind == 3:
        yield Act.SUSPENSION, None, {"effective_on": _day(number, 3_000)}
    if kind in (4, 5, 6):
        yield Act.NOTICE_OF_TERMINATION, files[kind % 2], {"received_on": _day(number, 4_000)}
    if kind == 7:
        yield Act.TERMINATION_BY_CONSENT, None, {"effective_on": _day(number, 5_000)[:7]}


def _of_many(number: int, files: list[Participation]) -> Given:
    for place, file in enumerate(files):
        yield Act.SIGNATURE, file, {"done_on": _day(number, place)}
        if (number + place) % 9:
            yield Act.RATIFICATION, file, {"received_on": _day(number, 200 + 90 * place)}


def _day(number: int, later: int = 0) -> str:
    return (date(1950, 1, 1) + timedelta(days=number * 37 % 20_000 + later)).isoformat()


def _clauses(number: int, agreement: Agreement) -> Iterator[Clause]:
    yield Clause(agreement=agreement, kind=ClauseKind.NOTICE_PERIOD, months=12)
    if not agreement.is_bilateral:
        yield Clause(agreement=agreement, kind=ClauseKind.ENTRY_INTO_FORCE, count=5, days=30)
        yield Clause(agreement=agreement, kind=ClauseKind.LATER_PARTIES, days=30)
        return
    yield Clause(agreement=agreement, kind=ClauseKind.DURATION, months=60)
    if number % 3:
        yield Clause(agreement=agreement, kind=ClauseKind.TACIT_RENEWAL, months=60)
    yield Clause(agreement=agreement, kind=ClauseKind.NON_RENEWAL_NOTICE, months=6)


def _said(number: int, agreement: Agreement) -> Any:
    return StatusAssertion(
        agreement=agreement,
        slug=f"{agreement.slug}-said",
        asserted_on=PartialDate.parse("2020-01-01"),
        status=AgreementStatus.IN_FORCE,
    )
