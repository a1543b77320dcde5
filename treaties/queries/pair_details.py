"""What a pair's page shows beside the answer: numbers and relations of its agreements, and who was there before."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from treaties.models import Agreement, AgreementRelation, Party, SeriesNumber, Succession
from treaties.queries.country_pair import CountryPair
from treaties.vocabulary import RelationKind


@dataclass(frozen=True, slots=True)
class Related:
    """Another agreement, and how this one stands to it; ``inverse`` where the relation is read from its other end."""

    agreement: Agreement
    kind: RelationKind
    inverse: bool


@dataclass(frozen=True, slots=True)
class PairDetails:
    """By agreement id."""

    numbers: dict[int, list[str]] = field(default_factory=dict)
    related: dict[int, list[Related]] = field(default_factory=dict)


def pair_details(pair: CountryPair) -> PairDetails:
    """Two statements, however many agreements."""
    ids = [row.agreement.pk for row in pair.rows]
    numbers, related = defaultdict(list), defaultdict(list)
    for number in SeriesNumber.objects.filter(agreement__in=ids).order_by("series", "number"):
        numbers[number.agreement_id].append(str(number))
    relations = AgreementRelation.objects.filter(Q(agreement__in=ids) | Q(other__in=ids)).order_by("pk")
    for relation in relations.select_related("agreement", "other"):
        kind = RelationKind(relation.kind)
        related[relation.agreement_id].append(Related(relation.other, kind, inverse=False))
        related[relation.other_id].append(Related(relation.agreement, kind, inverse=True))
    return PairDetails(numbers, related)


def two_parties(one: str, other: str) -> tuple[Party, Party]:
    """By their codes, in that order; one statement. Raises KeyError."""
    found = {party.code: party for party in Party.objects.filter(code__in=[one, other])}
    return found[one], found[other]


def certainly_exists_not(party: Party, *, on: date) -> bool:
    """Whether the party certainly did not exist on that day: not yet, or no longer."""
    begins, ends = party.exists_from, party.exists_until
    too_early = begins is not None and begins.earliest is not None and on < begins.earliest
    return too_early or (ends is not None and ends.latest is not None and on >= ends.latest)


def neighbours_in_time(parties: list[Party], *, on: date) -> list[Succession]:
    """Successions that lead from these parties to ones that may have existed on that day: before them, or after."""
    found = Succession.objects.filter(Q(successor__in=parties) | Q(predecessor__in=parties))
    ordered = found.select_related("predecessor", "successor").order_by("kind", "successor__name")
    return [
        succession
        for succession in ordered
        if not all(certainly_exists_not(party, on=on) for party in (succession.predecessor, succession.successor))
    ]
