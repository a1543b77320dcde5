"""Whether the record is what it says: the journal's chain, the rows it holds, the timelines that acts give."""

from collections.abc import Iterator
from hashlib import file_digest
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Prefetch

from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.participation import derive_participation
from treaties.derivation.stories import story_of
from treaties.derivation.timeline import Timeline as Derived
from treaties.models import Agreement, ComputedDay, EvidenceFile, PairTimeline, Participation, Timeline
from treaties.models.journal import Recorded
from treaties.queries.between import laws_to_keep
from treaties.queries.computed_days import rows_of, say_the_same
from treaties.queries.facts import facts_of, party_fact, with_facts

ROWS = """
    SELECT coalesce(e.key, t.id::text), CASE
        WHEN e.key IS NULL THEN 'was never journaled'
        WHEN t.id IS NULL THEN 'has vanished'
        ELSE 'differs from the journal' END
    FROM (SELECT * FROM treaties_entry WHERE "table" = %s) e FULL JOIN {table} t ON t.id::text = e.key
    WHERE e.key IS NULL OR t.id IS NULL OR EXISTS (
        SELECT FROM jsonb_each(e.row - %s::text[]) AS kept (name, value)
        WHERE to_jsonb(t) -> kept.name IS DISTINCT FROM kept.value)
"""
"""Only what the journal holds is compared: columns that a later version adds are not on record in older blocks."""
DAYS = "computed days"
DERIVED = ["days", "codes", "story", "party_ids"]


def journal_problems() -> Iterator[str]:
    """Blocks that are missing, unsealed, or that do not fit their seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block, problem FROM pacta_journal_problems()")
        yield from (f"block {block}: {problem}" for block, problem in cursor.fetchall())


def row_problems() -> Iterator[str]:
    """Facts that differ from what the journal holds of them: changed, removed or slipped in behind its back."""
    for model in apps.get_models():
        if not issubclass(model, Recorded):
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'UTC'")
            cursor.execute(ROWS.format(table=table), [table, DERIVED])
            yield from (f"{table} {key}: {problem}" for key, problem in cursor.fetchall())


def evidence_problems() -> Iterator[str]:
    """Kept files whose bytes are missing, or are not those of their checksum."""
    for file in EvidenceFile.objects.order_by("pk").iterator():
        try:
            with file.open() as content:
                same = file_digest(content, "sha256").hexdigest() == file.checksum
        except FileNotFoundError:
            yield f"{file.checksum}: its bytes are missing"
        except OSError as error:
            yield f"{file.checksum}: its bytes cannot be read, or are not what was kept ({error})"
        else:
            if not same:
                yield f"{file.checksum}: its bytes are not what was kept"


def timeline_problems() -> Iterator[str]:
    """Agreements, standings and pairs whose stored timeline is not what derivation gives today, or not its current
    version; and computed days that law computes otherwise."""
    for agreement, whose in _out_of_date():
        of = f"{agreement.slug}, {whose}" if whose else agreement.slug
        what = "days are not what law computes" if whose == DAYS else "timeline is not what its acts give"
        yield f"{of}: its {what}"


def agreements_out_of_date() -> list[Agreement]:
    """Agreements of which some timeline would be derived otherwise today, in the order of their ids."""
    return list(dict.fromkeys(agreement for agreement, _ in _out_of_date()))


def _out_of_date() -> Iterator[tuple[Agreement, str]]:
    """Each agreement whose timeline or computed days are out of date, or one party's timeline under it, or one between
    two, by their codes."""
    current: Any = Prefetch("timelines", Timeline.objects.known_at(None), to_attr="current")
    between: Any = Prefetch("pair_timelines", PairTimeline.objects.known_at(None), to_attr="between")
    days: Any = Prefetch("computed_days", ComputedDay.objects.order_by("pk"), to_attr="kept_days")
    agreements: Any = with_facts(Agreement.objects.prefetch_related(current, between, days).order_by("pk"))
    for agreement in agreements.iterator(chunk_size=500):
        on_record = facts_of(agreement)
        if not say_the_same(list(rows_of(agreement, on_record)), agreement.kept_days):
            yield agreement, DAYS
        facts = completed(on_record)
        versions = {version.participation_id: version for version in agreement.current}
        if not is_kept(agreement, derive_agreement(facts), versions.get(None)):
            yield agreement, ""
        for one in agreement.participations.all():
            if not is_kept(one, derive_participation(facts, party_fact(one)), versions.get(one.pk)):
                yield agreement, one.party.code
        yield from ((agreement, pair) for pair in _pairs_out_of_date(agreement, facts))


def _pairs_out_of_date(agreement: Any, facts: AgreementFacts) -> Iterator[str]:
    codes = {one.pk: one.party.code for one in agreement.participations.all()}
    derived = {ids: tuple(kept.values()) for ids, kept in laws_to_keep(agreement, facts).items()}
    kept = {(row.one_id, row.other_id): (row.days, row.codes, row.story) for row in agreement.between if row.days}
    for one, other in sorted(derived.keys() | kept.keys()):
        if derived.get((one, other)) != kept.get((one, other)):
            yield f"between {codes[one]} and {codes[other]}"


def is_kept(of: Agreement | Participation, derived: Derived, version: Timeline | None) -> bool:
    given = (derived.days, derived.codes, story_of(derived))
    kept = [(one.days, one.codes, one.story) for one in (of, version) if one]
    return kept == [given, given]
