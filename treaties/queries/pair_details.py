"""What a pair's page shows beside the answer: numbers and relations of its agreements, and those of predecessors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from treaties.models import Agreement, AgreementRelation, Participation, Party, SeriesNumber
from treaties.models.timelines import Kept
from treaties.queries.as_known import kept_json
from treaties.queries.country_pair import CountryPair
from treaties.queries.knowledge import known_by
from treaties.vocabulary import RelationKind


@dataclass(frozen=True, slots=True)
class Related:
    """Another agreement, and how this one stands to it; ``inverse`` where the relation is read from its other end."""

    slug: str
    short_title: str
    kind: RelationKind
    inverse: bool


@dataclass(frozen=True, slots=True)
class OfPredecessor:
    """An agreement between a predecessor of one of the two and the other, under which that one has no file."""

    slug: str
    title: str
    is_bilateral: bool
    code: int | None
    """The statuses that are possible that day, of the agreement as a whole."""
    predecessor: str
    """Its code, and its names as a heading and within a sentence."""
    name: str
    sentence_name: str
    successor: Party
    other: Party


@dataclass(frozen=True, slots=True)
class PairDetails:
    """By agreement id."""

    numbers: dict[int, list[str]] = field(default_factory=dict)
    related: dict[int, list[Related]] = field(default_factory=dict)
    of_predecessors: list[OfPredecessor] = field(default_factory=list)


def pair_details(pair: CountryPair, agreements: Iterable[int], *, predecessors: bool = False) -> PairDetails:
    """Of the agreements with these ids, as known when the pair is; and if asked those of predecessor states. One
    statement, however many agreements."""
    known = known_by(pair.known_at)
    numbers = SeriesNumber.objects.filter(agreement=OuterRef("pk"), **known).order_by("series", "number")
    number = JSONObject(series=F("series"), number=F("number"))
    wanted = set(agreements)
    rows: QuerySet[Agreement] = Agreement.objects.filter(pk__in=wanted)
    if predecessors:
        rows = with_predecessors(rows, pair)
    details = PairDetails()
    for row in rows.order_by("slug").values(
        "pk",
        *(("slug", "title", "is_bilateral", "whole", "one_before", "other_before") if predecessors else ()),
        number_rows=ArraySubquery(numbers.values(json=number)),
        related_rows=ArraySubquery(_relations("agreement", "other", known)),
        inverse_rows=ArraySubquery(_relations("other", "agreement", known)),
    ):
        if row["pk"] in wanted:
            _add(details, row)
        else:
            details.of_predecessors.extend(_of_predecessors(row, pair))
    return details


def _add(details: PairDetails, row: Mapping[str, Any]) -> None:
    details.numbers[row["pk"]] = [str(SeriesNumber(**one)) for one in row["number_rows"]]
    related = [(one, False) for one in row["related_rows"]] + [(one, True) for one in row["inverse_rows"]]
    details.related[row["pk"]] = [
        Related(one["slug"], one["short_title"], RelationKind(one["kind"]), inverse) for one, inverse in related
    ]


def _of_predecessors(row: Mapping[str, Any], pair: CountryPair) -> Iterator[OfPredecessor]:
    code = Kept.from_json(row["whole"]).code_on(pair.on)
    two = (row["one_before"], pair.one, pair.other), (row["other_before"], pair.other, pair.one)
    for befores, successor, other in two:
        for party in befores:
            yield OfPredecessor(
                row["slug"], row["title"], row["is_bilateral"], code,
                party["code"], party["name"], party["sentence_name"], successor, other,
            )  # fmt: skip


def with_predecessors(rows: QuerySet[Agreement], pair: CountryPair) -> QuerySet[Agreement]:
    """Those rows, and the agreements of a predecessor of either with the other; without those of the pair itself."""
    shared = Q(party_ids__overlap=ArraySubquery(_before(pair.one, pair.known_at)), party_ids__contains=[pair.other.pk])
    shared |= Q(party_ids__overlap=ArraySubquery(_before(pair.other, pair.known_at)), party_ids__contains=[pair.one.pk])
    own = Q(party_ids__contains=[pair.one.pk, pair.other.pk])
    known = Q(**known_by(pair.known_at))
    return (rows | Agreement.objects.filter(shared & ~own & known)).annotate(
        whole=kept_json(pair.known_at),
        one_before=_predecessors_facing(pair.one, pair.other, pair.known_at),
        other_before=_predecessors_facing(pair.other, pair.one, pair.known_at),
    )


def _before(party: Party, known_at: int | None) -> QuerySet:
    """The ids of its predecessors, and of theirs."""
    direct = known_by(known_at, of="successors__")
    earlier = direct | known_by(known_at, of="successors__successor__successors__")
    found = Party.objects.filter(Q(successors__successor=party, **direct))
    further = Party.objects.filter(Q(successors__successor__successors__successor=party, **earlier))
    return Party.objects.filter(Q(pk__in=found.values("pk")) | Q(pk__in=further.values("pk"))).order_by().values("pk")


def _predecessors_facing(party: Party, other: Party, known_at: int | None) -> ArraySubquery:
    """Of an agreement: the predecessors of a party that take part in it on another side than the other."""
    known = known_by(known_at)
    facing = Participation.objects.filter(
        Q(side__isnull=True) | ~Q(side=OuterRef("side")), party=other, agreement=OuterRef("agreement"), **known
    )
    files = Participation.objects.filter(
        Exists(facing), ~Q(party=other), party__in=_before(party, known_at), agreement=OuterRef("pk"), **known
    )
    names = {name: F(f"party__{name}") for name in ("code", "name", "sentence_name")}
    return ArraySubquery(files.order_by("pk").values(json=JSONObject(**names)))


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
