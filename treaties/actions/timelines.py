"""Timelines: derived from acts and clauses, kept per change of knowledge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from treaties.actions.computed_days import write_computed_days
from treaties.actions.pair_timelines import derive_pair_timelines
from treaties.actions.versions import COLUMNS, Version, columns_of, write_versions
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.participation import derive_participation
from treaties.models import Agreement, Block, Participation, Timeline
from treaties.queries.between import with_pair_law
from treaties.queries.facts import facts_of, party_fact, with_facts


def lock_agreement(agreement: Agreement) -> Agreement:
    """One writer per agreement until commit. Several agreements are locked in the order of their ids."""
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


def lock_agreements(agreements: Iterable[Agreement]) -> list[Agreement]:
    """The same of several, in the order of their ids."""
    ids = [agreement.pk for agreement in agreements]
    return list(Agreement.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def derive_timelines(block: Block, agreement: Agreement) -> Agreement:
    """Derive the agreement's timeline and its participants', and write a version for each that changed.

    One version per change of knowledge: within one block it is written once and mended until commit. A fixed number of
    statements, however many participants.
    """
    return derive_many(block, [agreement.pk])[0]


def derive_many(block: Block, ids: Sequence[int]) -> list[Agreement]:
    """The same of many agreements, which the caller has locked: as many statements as for one, for each few hundred."""
    fresh = read_to_derive(ids)
    return derive_from(block, fresh, {agreement.pk: facts_of(agreement) for agreement in fresh})


def read_to_derive(ids: Iterable[int]) -> list[Any]:
    """Agreements, in the order of their ids, with all that their timelines follow from."""
    return list(with_facts(with_pair_law(Agreement.objects.filter(pk__in=ids).order_by("pk"))))


def derive_from(block: Block, agreements: list[Any], on_record: Mapping[int, AgreementFacts]) -> list[Agreement]:
    """Of agreements ``read_to_derive``, and what is on record of them, by id: all that follows, written."""
    complete = {pk: completed(facts) for pk, facts in on_record.items()}
    new = [(of, version) for of, version in _versions(agreements, complete) if version.is_new]
    write_versions(block, Timeline, [version for _, version in new])
    for of, version in new:
        version.fill(of)
    _show([of for of, _ in new if isinstance(of, Agreement)], [of for of, _ in new if isinstance(of, Participation)])
    write_computed_days(agreements, on_record)
    derive_pair_timelines(block, agreements, complete)
    return agreements


def _show(agreements: Sequence[Agreement], participations: Sequence[Participation]) -> None:
    """The current version beside what it is the timeline of: two statements, which copy the columns of the versions."""
    current = Timeline.objects.filter(agreement=OuterRef("pk"), participation=None, known_until=None)
    if agreements:
        shown = {name: Subquery(current.values(name)) for name in COLUMNS}
        Agreement.objects.filter(pk__in=[one.pk for one in agreements]).order_by().update(**shown)
    current = Timeline.objects.filter(agreement=OuterRef("agreement"), participation=OuterRef("pk"), known_until=None)
    if participations:
        shown = {name: Subquery(current.values(name)) for name in COLUMNS}
        Participation.objects.filter(pk__in=[one.pk for one in participations]).order_by().update(**shown)


def _versions(
    agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]
) -> Iterator[tuple[Agreement | Participation, Version[Timeline]]]:
    """Of each agreement and of each of its participations, from complete facts."""
    current = {
        (one.agreement_id, one.participation_id): one
        for one in Timeline.objects.filter(agreement__in=[one.pk for one in agreements], known_until=None)
    }
    for agreement in agreements:
        whole = columns_of(derive_agreement(facts[agreement.pk]))
        yield agreement, Version(Timeline(agreement=agreement), current.get((agreement.pk, None)), whole)
        for one in agreement.participations.all():
            standing = columns_of(derive_participation(facts[agreement.pk], party_fact(one)))
            blank = Timeline(agreement=agreement, participation=one)
            yield one, Version(blank, current.get((agreement.pk, one.pk)), standing)
