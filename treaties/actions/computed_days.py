"""Computed days are written anew with every derivation: they are no facts, and have no history of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from treaties.derivation.facts import AgreementFacts
from treaties.models import ComputedDay
from treaties.queries.computed_days import rows_of, say_the_same


def write_computed_days(agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]) -> None:
    """Of agreements from ``with_facts``, and their facts as they are on record, by id. At most three statements."""
    kept: dict[int, list[ComputedDay]] = {agreement.pk: [] for agreement in agreements}
    for row in ComputedDay.objects.filter(agreement__in=list(kept)).order_by("pk"):
        kept[row.agreement_id].append(row)
    outdated: list[int] = []
    new: list[ComputedDay] = []
    for agreement in agreements:
        rows = list(rows_of(agreement, facts[agreement.pk]))
        if not say_the_same(rows, kept[agreement.pk]):
            outdated += [row.pk for row in kept[agreement.pk]]
            new += rows
    if outdated:
        ComputedDay.objects.filter(pk__in=outdated).delete()
    if new:
        ComputedDay.objects.bulk_create(new)
