"""What a pair's page shows beside the answer: numbers and relations of its agreements, and who was there before."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from treaties.models import Agreement, AgreementRelation, Party, SeriesNumber, Succession
from treaties.queries.country_pair import CountryPair
from treaties.vocabulary import RelationKind


@dataclass(frozen=True, slots=True)
class Related:
    """Another agreement, and how this one stands to it; ``inverse`` where the relation is read from its other end."""

    slug: str
    short_title: str
    kind: RelationKind
    inverse: bool


@dataclass(frozen=True, slots=True)
class PairDetails:
    """By agreement id."""

    numbers: dict[int, list[str]] = field(default_factory=dict)
    related: dict[int, list[Related]] = field(default_factory=dict)


def pair_details(pair: CountryPair) -> PairDetails:
    """As known when the pair is. One statement, however many agreements."""
    known = {} if pair.known_at is None else {"block__lte": pair.known_at}
    numbers = SeriesNumber.objects.filter(agreement=OuterRef("pk"), **known).order_by("series", "number")
    number = JSONObject(series=F("series"), number=F("number"))
    rows = Agreement.objects.filter(pk__in=[row.agreement.pk for row in pair.rows]).values(
        "pk",
        number_rows=ArraySubquery(numbers.values(json=number)),
        related_rows=ArraySubquery(_relations("agreement", "other", known)),
        inverse_rows=ArraySubquery(_relations("other", "agreement", known)),
    )
    details = PairDetails()
    for row in rows:
        details.numbers[row["pk"]] = [str(SeriesNumber(**one)) for one in row["number_rows"]]
        related = [(one, False) for one in row["related_rows"]] + [(one, True) for one in row["inverse_rows"]]
        details.related[row["pk"]] = [
            Related(one["slug"], one["short_title"], RelationKind(one["kind"]), inverse) for one, inverse in related
        ]
    return details


def _relations(from_: str, to: str, known: dict[str, int]) -> QuerySet:
    relations = AgreementRelation.objects.filter(**{from_: OuterRef("pk")}, **known).order_by("pk")
    return relations.values(json=JSONObject(slug=F(f"{to}__slug"), short_title=F(f"{to}__short_title"), kind=F("kind")))


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
