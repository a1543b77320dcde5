"""The agreements on record that a batch of candidates may be: fetched in one statement, with what tells them apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from treaties.dates import PartialDate
from treaties.models import Agreement, AgreementTitle, Citation, Participation, Party, PartyName, StatusChange
from treaties.queries.party_keys import ascii_key
from treaties.vocabulary import Act

OF_MAKING = (Act.SIGNATURE, Act.DEFINITIVE_SIGNATURE, Act.TEXT_ADOPTED, Act.EXCHANGE, Act.ISSUED)
"""The acts whose day is what a register calls the day of an agreement."""
PAIR = 2

type Places = Mapping[tuple[str, str], frozenset[str]]
"""By source and locator, the slugs of the agreements that are cited there."""


@dataclass(frozen=True, slots=True)
class Known:
    """An agreement on record."""

    slug: str
    is_bilateral: bool
    sides: Mapping[str, int | None]
    titles: tuple[str, ...]
    made_on: tuple[PartialDate, ...]

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(self.sides)

    @property
    def years(self) -> set[int]:
        """In which it was made, as far as is known."""
        return {day.year for one in self.made_on for day in (one.earliest, one.latest) if day}

    def on_side(self, side: int) -> frozenset[str]:
        return frozenset(code for code, own in self.sides.items() if own == side)

    def is_of(self, day: PartialDate | None) -> bool:
        """Made on exactly that day."""
        return bool(day and day.is_exact) and any(one.is_exact and one == day for one in self.made_on)

    def is_near(self, day: PartialDate | None) -> bool:
        """Made in the same year, as far as that is known; or one of the two days is not on record."""
        if day is None or day.earliest is None or not self.made_on:
            return True
        return any(
            one.overlaps(day) or (one.earliest and one.earliest.year == day.earliest.year) for one in self.made_on
        )

    @property
    def said(self) -> str:
        days = f", {self.made_on[0].words()}" if self.made_on else ""
        return f"“{self.titles[0]}” ({self.slug}{days})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What candidates may be: the pairs that they are between, and predecessors and successors of these, by code; the
    years of those between many, the titles of those of no known year; and slugs."""

    pairs: Collection[frozenset[str]] = ()
    kin: Collection[str] = ()
    years: Collection[int] = ()
    titles: Collection[str] = ()
    slugs: Collection[str] = ()

    @property
    def codes(self) -> set[str]:
        return {*self.kin, *(code for pair in self.pairs for code in pair)}


def fetch_known(wanted: Wanted) -> dict[str, Known]:
    """Those between exactly the parties of a pair, or their predecessors and successors; of many parties those of the
    same years, or of the same title; and those of these slugs. In two statements."""
    acts = StatusChange.objects.standing().filter(agreement=OuterRef("pk"), act__in=OF_MAKING)
    parts = Participation.objects.filter(agreement=OuterRef("pk")).order_by("pk")
    agreements = Agreement.objects.filter(_which(wanted, acts)).annotate(
        party_codes=ArraySubquery(parts.values("party__code")),
        sides=ArraySubquery(parts.values("side")),
        others=ArraySubquery(AgreementTitle.objects.filter(agreement=OuterRef("pk")).values("title")),
        made_days=ArraySubquery(acts.order_by("pk").values("done_on")),
    )
    fields = ("slug", "is_bilateral", "party_codes", "sides", "title", "short_title", "others", "made_days")
    return {one[0]: _known(*one) for one in agreements.order_by("slug").values_list(*fields)}


def _which(wanted: Wanted, acts: QuerySet[StatusChange]) -> Q:
    ids = dict(Party.objects.filter(code__in=wanted.codes).values_list("code", "pk"))
    pairs = [[ids[code] for code in pair] for pair in wanted.pairs if pair <= ids.keys()]
    kin = [ids[code] for code in wanted.kin if code in ids]
    found = Q(slug__in=wanted.slugs)
    if pairs:
        found |= Q(party_ids__in=[*pairs, *(pair[::-1] for pair in pairs)])
    if kin and pairs:
        of_pairs = sorted({one for pair in pairs for one in pair})
        found |= Q(is_bilateral=True, party_ids__overlap=kin) & Q(party_ids__overlap=of_pairs)
    of_many = Q(is_bilateral=False) | ~Q(party_ids__len=PAIR)
    if wanted.years:
        found |= of_many & Q(Exists(acts.filter(done_on_earliest__year__in=wanted.years)))
    if wanted.titles:
        found |= of_many & (Q(title__in=wanted.titles) | Q(short_title__in=wanted.titles))
    return found


def _known(slug: str, is_bilateral: bool, codes: list[str], sides: list[Any], *rest: Any) -> Known:
    title, short_title, others, days = rest
    made_on = tuple(sorted((PartialDate.parse(str(day)) for day in days if day), key=lambda day: day.in_order))
    return Known(slug, is_bilateral, dict(zip(codes, sides, strict=True)), (title, short_title, *others), made_on)


def fetch_places(places: Iterable[tuple[str, str]]) -> Places:
    """The agreements that are cited at these places: themselves, or through a participant or a title."""
    wanted = set(places)
    cited = Citation.objects.filter(
        Q(agreement__isnull=False) | Q(participation__isnull=False) | Q(title__isnull=False),
        source__slug__in={source for source, _ in wanted},
        locator__in={locator for _, locator in wanted},
    ).order_by()
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    of = Coalesce("agreement__slug", "participation__agreement__slug", "title__agreement__slug")
    for source, locator, slug in cited.values_list("source__slug", "locator", of).distinct():
        if (source, locator) in wanted:
            found[source, locator].add(slug)
    return {place: frozenset(slugs) for place, slugs in found.items()}


def fetch_listed(sources: Collection[str], slugs: Collection[str]) -> dict[tuple[str, str], bool]:
    """By source and slug, the agreements that a register has already, under whatever name; and whether the agreement
    rests on it, and was not brought by another."""
    cited = Citation.objects.filter(source__slug__in=sources).order_by()
    cited = cited.filter(Q(agreement__slug__in=slugs) | Q(title__agreement__slug__in=slugs))
    listed: dict[tuple[str, str], bool] = {}
    for source, own, of_title in cited.values_list("source__slug", "agreement__slug", "title__agreement__slug"):
        listed[source, own or of_title] = listed.get((source, own or of_title), False) or bool(own)
    return listed


def fetch_name_words(codes: Collection[str]) -> dict[str, frozenset[str]]:
    """By code, the words of a party's English names: they tell no two of its agreements apart."""
    words: dict[str, set[str]] = defaultdict(set)
    names = PartyName.objects.filter(party__code__in=codes, language="en").order_by()
    for code, name in names.values_list("party__code", "name"):
        words[code] |= set(ascii_key(name).split())
    return {code: frozenset({*words[code], code.casefold()}) for code in codes}
