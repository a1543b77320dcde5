"""What stands between two parties, kept per change of knowledge: only where something ever does, or ever did."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from treaties.actions.versions import NOTHING, Version, write_versions
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.pairs import may_hold
from treaties.models import Block, PairTimeline
from treaties.queries.between import Ids, laws_to_keep


def derive_pair_timelines(block: Block, agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]) -> None:
    """Write a version for each two whose law changed, of agreements from ``with_facts`` and ``with_pair_law``.

    ``facts`` are theirs, by id. No statement where nothing is on record that can stand between two, and nothing was;
    otherwise one that reads, and at most three that write.
    """
    concerned = [one for one in agreements if one.has_pair_law or may_hold(facts[one.pk])]
    if concerned:
        new = [version for version in _versions(concerned, facts) if version.is_new]
        write_versions(block, PairTimeline, new)


def _versions(agreements: Sequence[Any], facts: Mapping[int, AgreementFacts]) -> Iterator[Version[PairTimeline]]:
    current: dict[int, dict[Ids, PairTimeline]] = {agreement.pk: {} for agreement in agreements}
    for row in PairTimeline.objects.known_at(None).filter(agreement__in=list(current)):
        current[row.agreement_id][row.one_id, row.other_id] = row
    for agreement in agreements:
        laws = laws_to_keep(agreement, facts[agreement.pk])
        for ids in sorted(laws.keys() | current[agreement.pk].keys()):
            one, other = ids
            blank = PairTimeline(agreement_id=agreement.pk, one_id=one, other_id=other)
            yield Version(blank, current[agreement.pk].get(ids), laws.get(ids, NOTHING))
