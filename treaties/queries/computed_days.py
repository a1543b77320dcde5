"""What law computes of an agreement as rows of ``ComputedDay``, not saved: for writing them, and for checking them.

Deadlines that had passed before ``FIRST_YEAR`` are not kept: nobody can meet them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from treaties.derivation.deadlines import computed_days
from treaties.derivation.facts import AgreementFacts
from treaties.models import ComputedDay

FIRST_YEAR = 2020
COLUMNS = ("participation_id", "status_change_id", "kind", "computed_on", "asserted_on", "differs", "is_due", "because")


def rows_of(agreement: Any, facts: AgreementFacts) -> Iterator[ComputedDay]:
    """Of an agreement from ``with_facts``, and its facts as they are on record; in order."""
    files = {one.party.code: one.pk for one in agreement.participations.all()}
    acts = {act.slug: act.pk for act in agreement.standing_acts}
    for day in computed_days(facts):
        if not day.differs and day.computed.latest and day.computed.latest.year < FIRST_YEAR:
            continue
        yield ComputedDay(
            agreement_id=agreement.pk,
            participation_id=files.get(day.by or ""),
            status_change_id=acts.get(day.of),
            kind=day.kind,
            computed_on=day.computed,
            asserted_on=day.asserted,
            differs=day.differs,
            is_due=day.is_due,
            because=list(day.because),
        )


def say_the_same(some: Sequence[ComputedDay], others: Sequence[ComputedDay]) -> bool:
    """Whether two lists of rows, saved or not, are of the same days in the same order."""
    first, second = ([[getattr(row, name) for name in COLUMNS] for row in rows] for rows in (some, others))
    return first == second
