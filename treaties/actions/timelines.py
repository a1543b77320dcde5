"""Timelines: derived from acts and clauses, kept per change of knowledge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from treaties.actions.computed_days import write_computed_days
from treaties.actions.pair_timelines import derive_pair_timelines
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.participation import derive_participation
from treaties.derivation.stories import story_of
from treaties.derivation.timeline import Timeline as Derived
from treaties.models import Agreement, Block, Participation, Timeline
from treaties.queries.between import with_pair_law
from treaties.queries.facts import facts_of, party_fact, with_facts

KEPT = ["days", "codes", "story"]


@dataclass(frozen=True, slots=True)
class _Version:
    """What was just derived of an agreement or of a participation, and the version that is current so far."""

    of: Agreement | Participation
    current: Timeline | None
    kept: dict[str, Any]

    @property
    def is_new(self) -> bool:
        return self.current is None or any(getattr(self.current, name) != value for name, value in self.kept.items())

    def blank(self) -> Timeline:
        """A first or further version, not yet filled."""
        if isinstance(self.of, Participation):
            return Timeline(agreement_id=self.of.agreement_id, participation=self.of)
        return Timeline(agreement=self.of, participation=None)

    def fill[M: Agreement | Participation | Timeline](self, row: M) -> M:
        for name, value in self.kept.items():
            setattr(row, name, value)
        return row


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
    fresh = list(with_facts(with_pair_law(Agreement.objects.filter(pk__in=ids).order_by("pk"))))
    on_record = {agreement.pk: facts_of(agreement) for agreement in fresh}
    changed = [version for version in _versions(fresh, on_record) if version.is_new]
    mended = [one.fill(one.current) for one in changed if one.current and one.current.known_from_id == block.no]
    Timeline.objects.bulk_update(mended, KEPT, batch_size=200)
    outdated = [one.current.pk for one in changed if one.current and one.current.known_from_id != block.no]
    Timeline.objects.filter(pk__in=outdated, known_until=None).update(known_until=block)
    Timeline.objects.bulk_create(
        one.fill(one.blank()) for one in changed if one.current is None or one.current.known_from_id != block.no
    )
    for model in (Agreement, Participation):
        rows: list[Any] = [one.fill(one.of) for one in changed if isinstance(one.of, model)]
        model.objects.bulk_update(rows, KEPT, batch_size=200)
    write_computed_days(fresh, on_record)
    derive_pair_timelines(block, fresh, on_record)
    return fresh


def _versions(agreements: Sequence[Any], on_record: Mapping[int, AgreementFacts]) -> Iterator[_Version]:
    current = {
        (one.agreement_id, one.participation_id): one
        for one in Timeline.objects.filter(agreement__in=[one.pk for one in agreements], known_until=None)
    }
    for agreement in agreements:
        facts = completed(on_record[agreement.pk])
        yield _Version(agreement, current.get((agreement.pk, None)), _kept(derive_agreement(facts)))
        for one in agreement.participations.all():
            standing = derive_participation(facts, party_fact(one))
            yield _Version(one, current.get((agreement.pk, one.pk)), _kept(standing))


def _kept(derived: Derived) -> dict[str, Any]:
    return {"days": derived.days, "codes": derived.codes, "story": story_of(derived)}
