"""Timelines: derived from acts and clauses, kept per change of knowledge."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from treaties.derivation.agreement import derive_agreement
from treaties.derivation.participation import derive_participation
from treaties.derivation.stories import story_of
from treaties.derivation.timeline import Timeline as Derived
from treaties.models import Agreement, Block, Participation, Timeline
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

    def fill[M: Agreement | Participation | Timeline](self, row: M) -> M:
        for name, value in self.kept.items():
            setattr(row, name, value)
        return row


def lock_agreement(agreement: Agreement) -> Agreement:
    """One writer per agreement until commit. Several agreements are locked in the order of their ids."""
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


def derive_timelines(block: Block, agreement: Agreement) -> Agreement:
    """Derive the agreement's timeline and its participants', and write a version for each that changed.

    One version per change of knowledge: within one block it is written once and mended until commit. A fixed number of
    statements, however many participants.
    """
    fresh = with_facts(Agreement.objects.filter(pk=agreement.pk)).get()
    changed = [version for version in _versions(fresh) if version.is_new]
    mended = [one.fill(one.current) for one in changed if one.current and one.current.known_from_id == block.no]
    Timeline.objects.bulk_update(mended, KEPT, batch_size=200)
    outdated = [one.current.pk for one in changed if one.current and one.current.known_from_id != block.no]
    Timeline.objects.filter(pk__in=outdated, known_until=None).update(known_until=block)
    Timeline.objects.bulk_create(
        one.fill(Timeline(agreement=fresh, participation=one.of if isinstance(one.of, Participation) else None))
        for one in changed
        if one.current is None or one.current.known_from_id != block.no
    )
    for model in (Agreement, Participation):
        rows: list[Any] = [one.fill(one.of) for one in changed if isinstance(one.of, model)]
        model.objects.bulk_update(rows, KEPT, batch_size=200)
    return fresh


def _versions(agreement: Agreement) -> Iterator[_Version]:
    current = {one.participation_id: one for one in Timeline.objects.filter(agreement=agreement, known_until=None)}
    facts = facts_of(agreement)
    yield _Version(agreement, current.get(None), _kept(derive_agreement(facts)))
    for one in agreement.participations.all():
        yield _Version(one, current.get(one.pk), _kept(derive_participation(facts, party_fact(one))))


def _kept(derived: Derived) -> dict[str, Any]:
    return {"days": derived.days, "codes": derived.codes, "story": story_of(derived)}
