"""The agreements on record that a batch of candidates may be: fetched in one statement, with what tells them apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

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


def fetch_known(
    made: Collection[tuple[frozenset[str], PartialDate | None]], slugs: Collection[str]
) -> dict[str, Known]:
    """Those between exactly the parties of a pair; between others those of the same years; and those of these slugs."""
    ids = dict(
        Party.objects.filter(code__in={code for parties, _ in made for code in parties}).values_list("code", "pk")
    )
    pairs = [[ids[code] for code in parties] for parties, _ in made if len(parties) == PAIR and parties <= ids.keys()]
    years = {day.earliest.year for parties, day in made if len(parties) != PAIR and day and day.earliest}
    acts = StatusChange.objects.standing().filter(agreement=OuterRef("pk"), act__in=OF_MAKING)
    wanted = Q(slug__in=slugs)
    if pairs:
        wanted |= Q(party_ids__in=[*pairs, *(pair[::-1] for pair in pairs)])
    if years:
        of_these_years = Q(Exists(acts.filter(done_on_earliest__year__in=years)))
        wanted |= (Q(is_bilateral=False) | ~Q(party_ids__len=PAIR)) & of_these_years
    parts = Participation.objects.filter(agreement=OuterRef("pk")).order_by("pk")
    agreements = Agreement.objects.filter(wanted).annotate(
        party_codes=ArraySubquery(parts.values("party__code")),
        sides=ArraySubquery(parts.values("side")),
        others=ArraySubquery(AgreementTitle.objects.filter(agreement=OuterRef("pk")).values("title")),
        made_days=ArraySubquery(acts.order_by("pk").values("done_on")),
    )
    fields = ("slug", "is_bilateral", "party_codes", "sides", "title", "short_title", "others", "made_days")
    return {one[0]: _known(*one) for one in agreements.order_by("slug").values_list(*fields)}


def _known(slug: str, is_bilateral: bool, codes: list[str], sides: list[Any], *rest: Any) -> Known:
    title, short_title, others, days = rest
    made_on = tuple(PartialDate.parse(str(day)) for day in days if day)
    return Known(slug, is_bilateral, dict(zip(codes, sides, strict=True)), (title, short_title, *others), made_on)


def fetch_places(places: Iterable[tuple[str, str]]) -> Places:
    """The agreements that are cited at these places, themselves or through a participant."""
    wanted = set(places)
    cited = Citation.objects.filter(
        Q(agreement__isnull=False) | Q(participation__isnull=False),
        source__slug__in={source for source, _ in wanted},
        locator__in={locator for _, locator in wanted},
    ).order_by()
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    fields = ("source__slug", "locator", "agreement__slug", "participation__agreement__slug")
    for source, locator, own, of_participant in cited.values_list(*fields).distinct():
        if (source, locator) in wanted:
            found[source, locator].add(own or of_participant)
    return {place: frozenset(slugs) for place, slugs in found.items()}


def fetch_name_words(codes: Collection[str]) -> dict[str, frozenset[str]]:
    """By code, the words of a party's English names: they tell no two of its agreements apart."""
    words: dict[str, set[str]] = defaultdict(set)
    names = PartyName.objects.filter(party__code__in=codes, language="en").order_by()
    for code, name in names.values_list("party__code", "name"):
        words[code] |= set(ascii_key(name).split())
    return {code: frozenset({*words[code], code.casefold()}) for code in codes}
