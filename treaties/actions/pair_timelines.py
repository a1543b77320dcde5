"""What stands between two parties, kept per change of knowledge: only where something ever does, or ever did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from treaties.derivation.facts import AgreementFacts
from treaties.derivation.pairs import may_hold
from treaties.models import Block, PairTimeline
from treaties.queries.between import Ids, laws_to_keep

KEPT = ["days", "codes", "story"]


@dataclass(frozen=True, slots=True)
class _Version:
    """What was just derived of two, and the version that is current so far."""

    agreement: int
    ids: Ids
    current: PairTimeline | None
    kept: dict[str, Any]

    @property
    def is_new(self) -> bool:
        return self.current is None or any(getattr(self.current, name) != value for name, value in self.kept.items())

    def blank(self) -> PairTimeline:
        one, other = self.ids
        return PairTimeline(agreement_id=self.agreement, one_id=one, other_id=other)

    def fill(self, row: PairTimeline) -> PairTimeline:
        for name, value in self.kept.items():
            setattr(row, name, value)
        return row


def derive_pair_timelines(block: Block, agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]) -> None:
    """Write a version for each two whose law changed, of agreements from ``with_facts`` and ``with_pair_law``.

    ``facts`` are theirs, by id. No statement where nothing is on record that can stand between two, and nothing was;
    otherwise one that reads, and at most three that write. What no longer stands is kept as a version without a step.
    """
    concerned = [one for one in agreements if one.has_pair_law or may_hold(facts[one.pk])]
    if not concerned:
        return
    changed = [version for version in _versions(concerned, facts) if version.is_new]
    mended = [one.fill(one.current) for one in changed if one.current and one.current.known_from_id == block.no]
    outdated = [one.current.pk for one in changed if one.current and one.current.known_from_id != block.no]
    new = [one.fill(one.blank()) for one in changed if one.current is None or one.current.known_from_id != block.no]
    if mended:
        PairTimeline.objects.bulk_update(mended, KEPT, batch_size=200)
    if outdated:
        PairTimeline.objects.filter(pk__in=outdated, known_until=None).update(known_until=block)
    if new:
        PairTimeline.objects.bulk_create(new)


def _versions(agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]) -> Iterator[_Version]:
    current: dict[int, dict[Ids, PairTimeline]] = {agreement.pk: {} for agreement in agreements}
    for row in PairTimeline.objects.known_at(None).filter(agreement__in=list(current)):
        current[row.agreement_id][row.one_id, row.other_id] = row
    for agreement in agreements:
        laws = laws_to_keep(agreement, facts[agreement.pk])
        for ids in sorted(laws.keys() | current[agreement.pk].keys()):
            kept = laws.get(ids, {"days": [], "codes": [], "story": []})
            yield _Version(agreement.pk, ids, current[agreement.pk].get(ids), kept)
