"""The files of two parties under the agreements that they share, and of the unions that they belong to: parts of one
statement, and what is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from treaties.dates import FIRST_DAY
from treaties.models import Agreement, Membership, PairTimeline, Participation, Party
from treaties.models.timelines import Kept
from treaties.queries.as_known import COLUMNS, kept_of_participation
from treaties.queries.json_rows import JsonRows
from treaties.queries.knowledge import among_few_known_by, known_by
from treaties.queries.through_unions import Through, Via, vias_of

type File = Mapping[str, Any]
EVERY = Q()


def agreements_shared_by(one: Party, other: Party, known_at: int | None) -> QuerySet[Agreement]:
    """Those in which both take part, or a union to which one ever belonged.

    By the GIN index; and where not both take part themselves, by the participations too, which tell two parties on
    different sides from one union that stands for both.
    """
    ones, others = _unions_of([one], known_at), _unions_of([other], known_at)
    facing = Participation.objects.filter(
        Q(side__isnull=True) | ~Q(side=OuterRef("side")),
        Q(party=other) | Q(party__in=others),
        ~Q(party=OuterRef("party")),
        agreement=OuterRef("agreement"),
        **known_by(known_at),
    )
    taking_part = Participation.objects.filter(
        Q(party=one) | Q(party__in=ones), Exists(facing), agreement=OuterRef("pk"), **known_by(known_at)
    )
    return Agreement.objects.known_at(known_at).filter(
        Q(party_ids__contains=[one.pk]) | Q(party_ids__overlap=ArraySubquery(ones)),
        Q(party_ids__contains=[other.pk]) | Q(party_ids__overlap=ArraySubquery(others)),
        Q(party_ids__contains=[one.pk, other.pk]) | Exists(taking_part),
    )


def files_of_pair(one: Party, other: Party, known_at: int | None, *, only: Q = EVERY) -> JsonRows:
    """Of an agreement: the files of the two, and of their unions, each with who of the two belonged to it, and when."""
    either = _of_either(one, other, known_at)
    files = Participation.objects.filter(only, either, among_few_known_by(known_at), agreement=OuterRef("pk"))
    members = Membership.objects.filter(union=OuterRef("party"), member__in=[one, other], **known_by(known_at))
    file = JSONObject(
        id=F("pk"),
        party=F("party_id"),
        code=F("party__code"),
        heading=F("party__name"),
        name=F("party__sentence_name"),
        side=F("side"),
        body=F("acting_body"),
        kept=kept_of_participation(known_at),
        members=ArraySubquery(
            members.order_by("pk").values(json=JSONObject(member=F("member_id"), since=F("since"), until=F("until")))
        ),
    )
    return JsonRows(files.order_by("pk").values(json=file))


def laws_of_pair(one: Party, other: Party, known_at: int | None) -> JsonRows:
    """Of an agreement: what is kept of the law between any two of those files."""
    laws = PairTimeline.objects.known_at(known_at).filter(
        _of_either(one, other, known_at, "one__party"),
        _of_either(one, other, known_at, "other__party"),
        agreement=OuterRef("pk"),
    )
    columns = {column: F(column) for column in COLUMNS}
    return JsonRows(laws.order_by("pk").values(json=JSONObject(one=F("one_id"), other=F("other_id"), **columns)))


def _of_either(one: Party, other: Party, known_at: int | None, party: str = "party") -> Q:
    unions = _unions_of([one, other], known_at)
    return Q(**{f"{party}__in": [one, other]}) | Q(**{f"{party}__in": unions})


def _unions_of(members: Sequence[Party], known_at: int | None) -> QuerySet:
    return Membership.objects.filter(member__in=members, **known_by(known_at)).order_by().values("union")


@dataclass(frozen=True)
class TakesPart:
    """How a party takes part: by a file of its own, which then decides, or through unions."""

    own: File | None
    vias: tuple[Via, ...]
    """Of one without a file: the unions through which it may be bound towards the other."""

    @property
    def speakers(self) -> list[tuple[int, int | None]]:
        """The participations that may speak for it, each with its side."""
        own = [(self.own["id"], self.own["side"])] if self.own else []
        return own or [(via.participation, via.side) for via in self.vias]

    def facing(self, other: "TakesPart") -> "TakesPart":
        """Only through unions that are not on the other's side, and do not stand for both."""
        if self.own:
            return self
        apart = (
            via
            for via in self.vias
            if any(file != via.participation and (side is None or side != via.side) for file, side in other.speakers)
        )
        return replace(self, vias=tuple(apart))

    def is_a_pair_with(self, other: "TakesPart") -> bool:
        """Both take part, and not on one side."""
        if self.own and other.own:
            return self.own["side"] is None or self.own["side"] != other.own["side"]
        return all(one.own or one.vias for one in (self, other))

    @cached_property
    def through(self) -> Through | None:
        return Through(self.vias) if self.vias else None

    @cached_property
    def kept(self) -> Kept:
        if self.own:
            return Kept.from_json(self.own["kept"])
        return self.through.kept if self.through else Kept()

    @property
    def days(self) -> set[date]:
        """On which its standing changes, or who speaks for it."""
        return {*self.kept.days, *(day for via in self.vias for day in via.days)}

    def file_on(self, day: date) -> int:
        """The participation that speaks for it on a day."""
        return self.own["id"] if self.own else self.through.on(day).participation if self.through else 0


def two_of(files: Sequence[File], one: int, other: int) -> tuple[TakesPart, TakesPart]:
    """How two parties take part, towards each other: from the rows of ``files_of_pair``, by their ids."""
    ones, others = file_of(files, one, other), file_of(files, other, one)
    return ones.facing(others), others.facing(ones)


def file_of(files: Sequence[File], party: int, other: int) -> TakesPart:
    own = next((file for file in files if file["party"] == party), None)
    return TakesPart(own, () if own else tuple(vias_of(files, member=party, other=other)))


def between_of(laws: Sequence[Mapping[str, Any]], one: TakesPart, other: TakesPart) -> Kept:
    """What stands between the two, or between those that speak for them: from the rows of ``laws_of_pair``."""
    found = {(law["one"], law["other"]): Kept.from_json(dict(law)) for law in laws}
    if not found or (one.own and other.own):
        return found.get(_in_order(one.file_on(FIRST_DAY), other.file_on(FIRST_DAY)), Kept())
    days, codes, story = [], [], []
    for day in sorted({*one.days, *other.days, *(day for law in found.values() for day in law.days)}):
        law = found.get(_in_order(one.file_on(day), other.file_on(day)), Kept())
        days.append(day)
        codes.append(law.code_on(day) or 1)
        story.append(law.story_on(day) or {})
    return Kept(days, codes, story)


def _in_order(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
