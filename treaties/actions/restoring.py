"""Taking the public record back in from its tables, block by block: rows come with the ids that they had."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import connection, connections, models
from django.db.models import Q

from treaties.actions.computed_days import write_computed_days
from treaties.actions.versions import NOTHING, columns_of
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.participation import derive_participation
from treaties.models import Agreement, Block, PairTimeline, Timeline
from treaties.queries.between import laws_to_keep
from treaties.queries.facts import facts_of, party_fact, with_facts

AT_ONCE = 500
CURRENT = """
    UPDATE {table} SET days = t.days, codes = t.codes, story = t.story FROM treaties_timeline t
    WHERE t.{column} = {table}.id AND t.known_until_id IS NULL {whole}
"""


@dataclass(slots=True)
class Restored:
    """``otherwise`` are the timelines, of those that came in, that the law engine does not derive so today: they are
    kept as they were, since that was known then, without what they rest on."""

    timelines: int = 0
    otherwise: list[str] = field(default_factory=list)


def restore_rows(block: Block, rows: Iterable[models.Model]) -> int:
    """Facts of one table, of one block, with their ids. Raises IntegrityError where the database refuses one."""
    count = 0
    for some in batched(rows, AT_ONCE):
        type(some[0])._default_manager.bulk_create(some)
        count += len(some)
    return count


def restore_timelines(
    block: Block, kept: Sequence[Timeline], between: Sequence[PairTimeline], restored: Restored
) -> None:
    """The versions that a block wrote, once all its facts are there: each beside what is derived of the same facts."""
    ids = sorted({one.agreement_id for one in kept} | {one.agreement_id for one in between})
    for some in map(set, batched(ids, AT_ONCE)):
        agreements = list(with_facts(Agreement.objects.filter(pk__in=some).order_by("pk")))
        facts = {one.pk: completed(facts_of(one)) for one in agreements}
        wholes = [one for one in kept if one.agreement_id in some]
        pairs = [one for one in between if one.agreement_id in some]
        derived = _derived(agreements, facts)
        told = Told(block, {one.pk: one.slug for one in agreements}, restored)
        told.tell(wholes, [derived.get((one.agreement_id, one.participation_id)) for one in wholes])
        _replace(block, Timeline, wholes, ("agreement_id", "participation_id"))
        if pairs:
            laws = {ids: law for one in agreements for ids, law in laws_to_keep(one, facts[one.pk]).items()}
            told.tell(pairs, [laws.get((one.one_id, one.other_id), NOTHING) for one in pairs])
            _replace(block, PairTimeline, pairs, ("one_id", "other_id"))


def _derived(
    agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]
) -> dict[tuple[int, int | None], dict[str, Any]]:
    found: dict[tuple[int, int | None], dict[str, Any]] = {}
    for agreement in agreements:
        found[agreement.pk, None] = columns_of(derive_agreement(facts[agreement.pk]))
        for one in agreement.participations.all():
            found[agreement.pk, one.pk] = columns_of(derive_participation(facts[agreement.pk], party_fact(one)))
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What timelines rest on, where today's derivation says the same of the same facts."""

    block: Block
    slugs: Mapping[int, str]
    restored: Restored

    def tell(self, rows: Sequence[Any], derived: Sequence[dict[str, Any] | None]) -> None:
        """``derived`` is what the law gives today of each row."""
        for row, today in zip(rows, derived, strict=True):
            self.restored.timelines += 1
            if today and (list(today["days"]), list(today["codes"])) == (row.days, row.codes):
                row.story = today["story"]
            else:
                row.story = [{}] * len(row.days)
                self.restored.otherwise.append(f"{self.slugs[row.agreement_id]}, in block {self.block.no}")


def _replace[M: (Timeline, PairTimeline)](block: Block, model: type[M], rows: Sequence[M], key: Sequence[str]) -> None:
    ids = [row.agreement_id for row in rows]
    given = {tuple(getattr(row, name) for name in key) for row in rows}
    current = model.objects.filter(Q(agreement__in=ids), known_until=None)
    outdated = [pk for pk, *of in current.values_list("pk", *key) if tuple(of) in given]
    if outdated:
        model.objects.filter(pk__in=outdated).update(known_until=block)
    model.objects.bulk_create(rows, batch_size=AT_ONCE)


def finish_restoring() -> None:
    """After the last block: what is derived of it all, and has no history of its own."""
    with connection.cursor() as cursor:
        of_agreements = {"table": "treaties_agreement", "column": "agreement_id"}
        cursor.execute(CURRENT.format(**of_agreements, whole="AND t.participation_id IS NULL"))
        cursor.execute(CURRENT.format(table="treaties_participation", column="participation_id", whole=""))
    ids = Agreement.objects.order_by("pk").values_list("pk", flat=True)
    for some in batched(ids.iterator(), AT_ONCE):
        fresh = list(with_facts(Agreement.objects.filter(pk__in=some).order_by("pk")))
        write_computed_days(fresh, {one.pk: facts_of(one) for one in fresh})


def count_on_from(last: Mapping[type[models.Model], int]) -> None:
    """Let the ids of later rows begin after those that come in. By the owner, and at once: where nothing is restored in
    the end, a few numbers are left out, and that is all."""
    with connections["owner"].cursor() as cursor:
        for model, number in last.items():
            table = model._meta.db_table
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])


def hold_constraints() -> None:
    """Let everything that is checked at the end of a transaction be checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
