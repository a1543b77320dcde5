"""Writing what derivation concludes: the next version of a timeline, and the current one beside what it is of."""

from treaties.derivation.agreement import derive_agreement
from treaties.derivation.participation import derive_participation
from treaties.derivation.stories import story_of
from treaties.derivation.timeline import Timeline as Derived
from treaties.models import Agreement, Block, Participation, Timeline
from treaties.queries.facts import facts_of, party_fact, with_facts


def lock_agreement(agreement: Agreement) -> Agreement:
    """One writer per agreement until commit. Several agreements are locked in the order of their ids."""
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


def derive_timelines(block: Block, agreement: Agreement) -> Agreement:
    """Derive the agreement's timeline and its participants', and write a version for each that changed."""
    fresh = with_facts(Agreement.objects.filter(pk=agreement.pk)).get()
    facts = facts_of(fresh)
    keep_timeline(block, fresh, derive_agreement(facts))
    for participation in fresh.participations.all():
        keep_timeline(block, participation, derive_participation(facts, party_fact(participation)))
    return fresh


def keep_timeline(block: Block, of: Agreement | Participation, derived: Derived) -> None:
    """One version per change of knowledge: within one block it is written once and mended until commit."""
    kept = {"days": derived.days, "codes": derived.codes, "story": story_of(derived)}
    agreement, participation = (of.agreement, of) if isinstance(of, Participation) else (of, None)
    current = Timeline.objects.filter(agreement=agreement, participation=participation, known_until=None).first()
    if current and {name: getattr(current, name) for name in kept} == kept:
        return
    if current and current.known_from_id == block.no:
        Timeline.objects.filter(pk=current.pk).update(**kept)
    else:
        Timeline.objects.filter(agreement=agreement, participation=participation, known_until=None).update(
            known_until=block
        )
        Timeline.objects.create(agreement=agreement, participation=participation, **kept)
    for name, value in kept.items():
        setattr(of, name, value)
    of.save(update_fields=list(kept))
