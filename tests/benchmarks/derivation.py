"""How fast statuses are derived in bulk: ``uv run python -m tests.benchmarks.derivation [agreements]``.

Makes so many invented agreements in a database of its own (default 5,000), a tenth of them multilateral, with acts and
clauses as real ones have, and derives all of their timelines. Says what 100,000 would take at that rate.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import batched

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from tests import databases
from tests.factories.record import a_block, invented_parties
from treaties.actions.timelines import derive_many
from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.participation import derive_participation
from treaties.models import Agreement, Clause, Participation, Party, StatusChange
from treaties.queries.facts import facts_of, with_facts
from treaties.vocabulary import Act, ClauseKind, Form, Nature

AT_ONCE = 500
MEMBERS = 12
GOAL = 100_000


def main(number: int) -> None:
    databases.make_template()
    with databases.clone():
        parties = invented_parties(*(f"XB{chr(65 + n)}" for n in range(MEMBERS)))
        ids = [pk for some in batched(range(number), AT_ONCE) for pk in _record(some, parties)]
        law = _timed(lambda: _law_alone(ids))
        first = _timed(lambda: _derive(ids))
        again = _timed(lambda: _derive(ids))
    databases.drop_all()
    acts = number * 3 + number // 10 * MEMBERS * 2
    print(f"{number} agreements, about {acts} acts, in steps of {AT_ONCE}")
    print(f"{'':34}{'seconds':>9}{'a second':>10}{'ratio':>8}{'100,000 in':>14}")
    for what, seconds in (
        ("the law alone, in memory", law),
        ("first versions, read and written", first),
        ("again, nothing changed", again),
    ):
        minutes = GOAL * seconds / number / 60
        print(f"{what:34}{seconds:9.1f}{number / seconds:10.0f}{seconds / law:8.2f}{minutes:10.1f} min")


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _law_alone(ids: list[int]) -> None:
    for some in batched(ids, AT_ONCE):
        for agreement in with_facts(Agreement.objects.filter(pk__in=some)):
            facts = completed(facts_of(agreement))
            derive_agreement(facts)
            for party in facts.parties:
                derive_participation(facts, party)


def _derive(ids: list[int]) -> None:
    for some in batched(ids, AT_ONCE):
        with a_block() as block:
            derive_many(block, some)


def _record(numbers: tuple[int, ...], parties: list[Party]) -> list[int]:
    """The rows of a few hundred agreements, without what follows from them."""
    with a_block():
        agreements = Agreement.objects.bulk_create(
            Agreement(
                slug=f"benchmark-{n}",
                title=f"Benchmark {n}",
                short_title=f"B {n}",
                form=Form.TREATY,
                is_bilateral=n % 10 > 0,
                nature=Nature.TREATY,
            )
            for n in numbers
        )
        files = Participation.objects.bulk_create(file for one in agreements for file in _files(one, parties))
        by_agreement: dict[int, list[Participation]] = {one.pk: [] for one in agreements}
        for file in files:
            by_agreement[file.agreement_id].append(file)
        StatusChange.objects.bulk_create(act for one in agreements for act in _acts(one, by_agreement[one.pk]))
        Clause.objects.bulk_create(clause for one in agreements for clause in _clauses(one))
    return [one.pk for one in agreements]


def _files(agreement: Agreement, parties: list[Party]) -> Iterator[Participation]:
    some = parties[:2] if agreement.is_bilateral else parties
    for place, party in enumerate(some, 1):
        yield Participation(agreement=agreement, party=party, side=place if agreement.is_bilateral else None)


def _acts(agreement: Agreement, files: list[Participation]) -> Iterator[StatusChange]:
    signed = date(1950, 1, 1) + timedelta(days=agreement.pk % 20_000)
    entered = PartialDate.of(signed + timedelta(days=300))
    given: list[tuple[Act, Participation | None, dict[str, PartialDate]]]
    given = [(Act.SIGNATURE, None, {"done_on": PartialDate.of(signed)})]
    if agreement.is_bilateral:
        given.append((Act.ENTRY_INTO_FORCE, None, {"effective_on": entered}))
        if agreement.pk % 5 == 0:
            notice = PartialDate.of(signed + timedelta(days=4_000))
            given.append((Act.NOTICE_OF_TERMINATION, files[0], {"received_on": notice}))
    else:
        for n, file in enumerate(files):
            given.append((Act.SIGNATURE, file, {"done_on": PartialDate.of(signed + timedelta(days=n))}))
            given.append(
                (Act.RATIFICATION, file, {"received_on": PartialDate.of(signed + timedelta(days=200 + 90 * n))})
            )
    for n, (act, by, dates) in enumerate(given):
        row = StatusChange(agreement=agreement, slug=f"{agreement.slug}-{n}", act=act, participation=by)
        for name, day in dates.items():
            setattr(row, name, day)
        yield row


def _clauses(agreement: Agreement) -> Iterator[Clause]:
    yield Clause(agreement=agreement, kind=ClauseKind.NOTICE_PERIOD, months=12)
    if agreement.is_bilateral:
        yield Clause(agreement=agreement, kind=ClauseKind.DURATION, months=60)
        yield Clause(agreement=agreement, kind=ClauseKind.TACIT_RENEWAL, months=60)
        yield Clause(agreement=agreement, kind=ClauseKind.NON_RENEWAL_NOTICE, months=6)
    else:
        yield Clause(agreement=agreement, kind=ClauseKind.ENTRY_INTO_FORCE, count=5, days=30)
        yield Clause(agreement=agreement, kind=ClauseKind.LATER_PARTIES, days=30)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
