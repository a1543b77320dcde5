"""Spells: when each agreement was in force, or may have been, for each party and between each two, as known at a block.

The law is that of the pair's page (``country_pair``): the same groups, unions by date, what stands between two. What is
read comes in steps of some hundred agreements, so that memory stays flat however many there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import batched, combinations
from typing import Any

from treaties.dates import FIRST_DAY
from treaties.models import Agreement, Membership, PairTimeline, Participation, Timeline
from treaties.models.timelines import Kept
from treaties.queries.country_pair import NOTHING, group_of_codes
from treaties.queries.knowledge import known_by
from treaties.queries.pair_files import TakesPart, between_of, file_of, two_of
from treaties.vocabulary import PairGroup

AT_ONCE = 200
TOLD = (PairGroup.IN_FORCE, PairGroup.OPERATIVE, PairGroup.POSSIBLY_IN_FORCE)
"""The groups that a spell is of; the first two are certain."""
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Spell:
    """``parties`` are the codes of one party, or of two in their order; ``vias`` the union through which each is bound.

    From a day (closed; ``None``: it is not known since when) until a day (open; ``None``: as far as is on record)."""

    parties: tuple[str, ...]
    agreement: str
    nature: str
    is_bilateral: bool
    group: PairGroup
    since: date | None
    until: date | None
    vias: tuple[str, ...]


@dataclass(slots=True)
class Shared:
    """One agreement with the files of all who take part, and the memberships of the unions among them."""

    slug: str
    nature: str
    is_bilateral: bool
    whole: Kept = NOTHING
    files: dict[int, dict[str, Any]] = field(default_factory=dict)
    """By the ids of parties."""
    standings: dict[int, Kept] = field(default_factory=dict)
    """By the ids of parties, of those with a file."""
    laws: list[dict[str, Any]] = field(default_factory=list)
    members: dict[int, set[int]] = field(default_factory=dict)
    """By the ids of members: of the unions that take part here and to which it ever belonged."""


@dataclass(frozen=True, slots=True)
class Unions:
    """All memberships on record: the rows of a union's file by its members, and the codes of members."""

    rows: Mapping[int, Mapping[int, list[dict[str, Any]]]]
    codes: Mapping[int, str]

    @classmethod
    def known_at(cls, block: int) -> "Unions":
        rows: defaultdict[int, defaultdict[int, list]] = defaultdict(lambda: defaultdict(list))
        codes = {}
        found = Membership.objects.filter(**known_by(block)).order_by("pk")
        for union, member, code, since, until in found.values_list("union", "member", "member__code", "since", "until"):
            spell = {"member": member, "since": str(since), "until": str(until) if until else None}
            rows[union][member].append(spell)
            codes[member] = code
        return cls(rows, codes)


def spells_of_parties(known_at: int) -> Iterator[Spell]:
    """Of each party that takes part, by a file of its own or through unions; agreement by agreement."""
    unions = Unions.known_at(known_at)
    for shared in _agreements(known_at, unions):
        codes = _who_takes_part(shared, unions)
        for party, code in codes.items():
            own = file_of(_files(shared, unions, party, NOBODY), party, NOBODY)
            if own.own or own.through:
                yield from _spells(shared, (code,), (party,), (own,), NOTHING)


def spells_of_pairs(known_at: int) -> Iterator[Spell]:
    """Of each two that are a pair under an agreement, the one whose code comes first before the other."""
    unions = Unions.known_at(known_at)
    for shared in _agreements(known_at, unions):
        between = {(law["one"], law["other"]): _kept(law) for law in shared.laws}
        codes = _who_takes_part(shared, unions)
        for one, other in combinations(sorted(codes, key=lambda party: codes[party]), 2):
            two = (codes[one], codes[other])
            if one in shared.files and other in shared.files:
                yield from _spells_of_own(shared, one, other, two, between)
                continue
            ones, others = two_of(_files(shared, unions, one, other), one, other)
            if ones.is_a_pair_with(others):
                yield from _spells(shared, two, (one, other), (ones, others), between_of(shared.laws, ones, others))


def _spells_of_own(
    shared: Shared, one: int, other: int, codes: tuple[str, str], laws: Mapping[tuple[int, int], Kept]
) -> Iterator[Spell]:
    """Of two with files of their own: the common case, without a look at unions."""
    files = shared.files[one], shared.files[other]
    if files[0]["side"] is not None and files[0]["side"] == files[1]["side"]:
        return
    first, second = sorted(file["id"] for file in files)
    standings = (shared.standings[one], shared.standings[other])
    yield from _told(shared, codes, standings, laws.get((first, second), NOTHING), lambda day: ("", ""))


def _spells(
    shared: Shared, codes: tuple[str, ...], ids: tuple[int, ...], parts: tuple[TakesPart, ...], between: Kept
) -> Iterator[Spell]:
    def vias(day: date) -> tuple[str, ...]:
        return tuple(part.through.on(day).code if part.through else "" for part in parts)

    standings = tuple(
        shared.standings[party] if part.own else part.kept for party, part in zip(ids, parts, strict=True)
    )
    yield from _told(shared, codes, standings, between, vias)


def _told(shared: Shared, codes: tuple[str, ...], standings: tuple[Kept, ...], between: Kept, vias: Any) -> Any:
    """Neighbouring days that tell the same are one spell."""
    days = sorted({day for kept in (shared.whole, *standings, between) for day in kept.days})
    begun: tuple[PairGroup, date | None, tuple[str, ...]] | None = None
    for day in days:
        code = tuple(kept.code_on(day) for kept in standings)
        group = group_of_codes(shared.whole.code_on(day), code, between.code_on(day))
        now = (group, vias(day)) if group in TOLD else None
        if begun and now != (begun[0], begun[2]):
            yield _spell(shared, codes, begun, day)
            begun = None
        if now and not begun:
            begun = (now[0], day if day > FIRST_DAY else None, now[1])
    if begun:
        yield _spell(shared, codes, begun, None)


def _spell(shared: Shared, codes: tuple[str, ...], begun: Any, until: date | None) -> Spell:
    group, since, vias = begun
    return Spell(codes, shared.slug, shared.nature, shared.is_bilateral, group, since, until, vias)


def _who_takes_part(shared: Shared, unions: Unions) -> dict[int, str]:
    own = {party: file["code"] for party, file in shared.files.items()}
    return {member: unions.codes[member] for member in shared.members} | own


def _files(shared: Shared, unions: Unions, party: int, other: int) -> list[dict[str, Any]]:
    """As the pair's page has them: of the two, and of the unions that either ever belonged to."""
    concerned = {party, other, *shared.members.get(party, ()), *shared.members.get(other, ())}
    return [
        {**file, "members": [row for who in (party, other) for row in unions.rows.get(whose, {}).get(who, ())]}
        for whose, file in shared.files.items()
        if whose in concerned
    ]


def _agreements(known_at: int, unions: Unions) -> Iterator[Shared]:
    ids = Agreement.objects.known_at(known_at).order_by("pk").values_list("pk", flat=True)
    for some in batched(ids.iterator(chunk_size=10_000), AT_ONCE):
        yield from _read(some, known_at, unions)


def _read(ids: Iterable[int], known_at: int, unions: Unions) -> Iterator[Shared]:
    """Four statements."""
    ids = list(ids)
    rows = Agreement.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "slug", "nature", "is_bilateral")
    found = {pk: Shared(slug, nature, is_bilateral) for pk, slug, nature, is_bilateral in rows}
    versions = Timeline.objects.known_at(known_at).filter(agreement__in=ids).order_by("pk")
    kept: dict[tuple[int, int | None], dict[str, Any]] = {}
    for agreement, participation, days, codes in versions.values_list("agreement", "participation", "days", "codes"):
        kept[agreement, participation] = {"days": days, "codes": codes}
    for agreement, shared in found.items():
        shared.whole = _kept(kept.get((agreement, None)))
    of_files = ("agreement", "pk", "party", "party__code", "side")
    files = Participation.objects.filter(agreement__in=ids, **known_by(known_at)).order_by("pk")
    for agreement, pk, party, code, side in files.values_list(*of_files):
        shared, timeline = found[agreement], kept.get((agreement, pk))
        shared.standings[party] = _kept(timeline)
        shared.files[party] = {
            "id": pk,
            "party": party,
            "code": code,
            "heading": code,
            "name": code,
            "side": side,
            "kept": _as_json(shared.standings[party]),
        }
        for member in unions.rows.get(party, ()):
            shared.members.setdefault(member, set()).add(party)
    laws = PairTimeline.objects.known_at(known_at).filter(agreement__in=ids).exclude(days=[]).order_by("pk")
    for agreement, one, other, days, codes in laws.values_list("agreement", "one", "other", "days", "codes"):
        found[agreement].laws.append({"one": one, "other": other, **_as_json(Kept(days, codes))})
    yield from found.values()


def _kept(timeline: Mapping[str, Any] | None) -> Kept:
    """Without the story: a spell does not say why."""
    if not timeline:
        return NOTHING
    days = [day if isinstance(day, date) else date.fromisoformat(day) for day in timeline["days"]]
    return Kept(days, timeline["codes"], [{}] * len(days))


def _as_json(kept: Kept) -> dict[str, Any]:
    """As ``Kept.from_json`` takes it."""
    days = [day.isoformat() for day in kept.days]
    return {"days": days, "codes": kept.codes, "story": [{}] * len(days)}
