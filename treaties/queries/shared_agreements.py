"""The agreements between two parties: those in which both take part, and those by which a union binds one of them.

The law is that of the pair's page (``pair_files``, ``through_unions``), as expressions of one statement, for lists.
What memberships say of a day is settled first: a party has few, and one small statement reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BitAnd,
    BitOr,
    Case,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Collate, JSONObject
from django.db.models.lookups import Exact, IsNull

from treaties.dates import FIRST_DAY
from treaties.models import Agreement, Membership, Participation, Party
from treaties.models.agreements import AgreementQuerySet
from treaties.models.timelines import StatusOn
from treaties.queries.as_known import current_at, joined_timelines, timeline_paths
from treaties.queries.between import between_as_known
from treaties.queries.groups import NOTHING_ON_RECORD, group_of
from treaties.queries.knowledge import known_by
from treaties.queries.through_unions import STRENGTH, Ties, spells_from
from treaties.vocabulary import ParticipationStatus

P = ParticipationStatus
ENDS = ("one", "other")
"""How the participations of the two are joined; NULL for one without a file of its own."""
CODES = tuple(range(1 << len(STRENGTH)))
NO_TIES: Mapping[int, Ties] = {}


@dataclass(frozen=True, slots=True)
class Sharing:
    """Two parties, and through which unions either may ever be bound towards the other, as known at a block."""

    parties: tuple[Party, Party]
    ties: tuple[Mapping[int, Ties], Mapping[int, Ties]] = (NO_TIES, NO_TIES)
    """Of each of the two, by the ids of unions."""
    is_member: tuple[bool, bool] = (False, False)
    """Whether the one ever belonged to the other: then nothing binds it towards that one but a file of its own."""
    known_at: int | None = None

    @property
    def unions(self) -> set[int]:
        return {union for ties in self.ties for union in ties}


@dataclass(frozen=True, slots=True)
class Belonging:
    """To which unions some parties ever belonged, as known at a block."""

    spells: Mapping[int, Mapping[int, Any]]
    """By the ids of members and unions."""
    known_at: int | None = None

    @classmethod
    def of(cls, parties: Iterable[Party], known_at: int | None = None) -> "Belonging":
        """One statement."""
        theirs = memberships(known_at).filter(member__in=[party.pk for party in parties])
        return cls.told_by((row["json"] for row in theirs), known_at)

    @classmethod
    def told_by(cls, told: Iterable[Mapping[str, Any]], known_at: int | None = None) -> "Belonging":
        """By the rows of ``memberships``, which another statement brought along."""
        rows: defaultdict[int, defaultdict[int, list]] = defaultdict(lambda: defaultdict(list))
        for row in told:
            rows[row["member"]][row["union"]].append(row)
        spells = {member: {union: spells_from(some) for union, some in of.items()} for member, of in rows.items()}
        return cls(spells, known_at)

    def between(self, one: Party, other: Party) -> Sharing:
        first, second = self._ties(one, other), self._ties(other, one)
        is_member = tuple(b.pk in self.spells.get(a.pk, ()) for a, b in ((one, other), (other, one)))
        return Sharing((one, other), (first, second), (is_member[0], is_member[1]), self.known_at)

    def _ties(self, party: Party, other: Party) -> dict[int, Ties]:
        theirs = self.spells.get(other.pk, {})
        ties = {
            union: Ties(memberships=spells, others=theirs.get(union, ()))
            for union, spells in self.spells.get(party.pk, {}).items()
            if union != other.pk
        }
        return {union: one for union, one in ties.items() if one.may_bind}


def memberships(known_at: int | None) -> Any:
    """Who belongs to which union, each as a row ``json``."""
    rows = Membership.objects.filter(**known_by(known_at)).order_by()
    spell = JSONObject(member=F("member_id"), union=F("union_id"), since=F("since"), until=F("until"))
    return rows.annotate(json=spell).values("json")


def sharing(one: Party, other: Party, known_at: int | None = None) -> Sharing:
    """One statement."""
    return Belonging.of((one, other), known_at).between(one, other)


def agreements_between(two: Sharing) -> AgreementQuerySet:
    """Those between the two, by the GIN index, with their participations joined as ``ENDS``."""
    (one, other), (ones, others), known_at = two.parties, two.ties, two.known_at
    if not ones and not others:
        return Agreement.objects.between(one, other, known_at=known_at)
    files = {
        end: FilteredRelation(
            "participations",
            condition=Q(participations__party=party, **known_by(known_at, of="participations__")),
        )
        for end, party in zip(ENDS, two.parties, strict=True)
    }
    neither, only = Q(one__isnull=True, other__isnull=True), Q(one__isnull=False, other__isnull=True)
    apart = Q(one__side__isnull=True) | Q(one__side__lt=F("other__side")) | Q(one__side__gt=F("other__side"))
    found = Q(one__isnull=False, other__isnull=False) & apart
    if ones:
        found |= (neither | Q(one__isnull=True, other__isnull=False)) & Q(Exists(vias(two, 0)))
    if others:
        found |= only & Q(Exists(vias(two, 1)))
    return (
        Agreement.objects.known_at(known_at)
        .filter(_takes_part(one, ones), _takes_part(other, others))
        .annotate(**files)
        .filter(found)
    )


def _takes_part(party: Party, unions: Mapping[int, Ties]) -> Q:
    return Q(party_ids__overlap=[party.pk, *unions]) if unions else Q(party_ids__contains=[party.pk])


def vias(two: Sharing, end: int) -> QuerySet[Participation]:
    """Of an agreement of ``agreements_between`` under which that end has no file of its own: the unions through which
    it may be bound, not on the side of whoever speaks for the other, and not the only one to speak for both."""
    known, unions, opposite = known_by(two.known_at), two.ties[end], ENDS[1 - end]
    others = Participation.objects.filter(
        ~Q(party=OuterRef("party")),
        Q(side__isnull=True) | ~Q(side=OuterRef("side")),
        agreement=OuterRef("agreement"),
        party__in=two.ties[1 - end],
        **known,
    )
    facing = Q(IsNull(OuterRef(f"{opposite}__pk"), True)) & Q(Exists(others))
    if not two.is_member[end]:
        apart = Q(side__isnull=True) | ~Q(side=OuterRef(f"{opposite}__side"))
        facing |= Q(IsNull(OuterRef(f"{opposite}__pk"), False)) & apart
    return Participation.objects.filter(facing, agreement=OuterRef("pk"), party__in=unions, **known)


def agreements_of(
    parties: Sequence[Party], *, known_at: int | None = None, participation: str = "participation"
) -> tuple[AgreementQuerySet, Q]:
    """Those that one party takes part in itself, or that are between two; and which of their rows that belong to a
    participation, at a path, are theirs. For one without a file of its own, these are of the unions through which it
    may be bound. One statement for two."""
    path = f"{participation}__party" if participation else "party"
    theirs = Q(**{f"{path}__in": [party.pk for party in parties]})
    if len(parties) == 1:
        return Agreement.objects.of(parties[0], known_at=known_at).order_by(), theirs
    two = sharing(parties[0], parties[1], known_at)
    for party, unions in zip(parties, two.ties, strict=True):
        if unions:
            own = Participation.objects.filter(agreement=OuterRef("agreement"), party=party, **known_by(known_at))
            theirs |= Q(**{f"{path}__in": list(unions)}) & ~Q(Exists(own))
    return agreements_between(two).order_by(), theirs


def code_of(two: Sharing, end: int, on: date, *, own: str) -> Any:
    """How that end stands on a day: by its own file, with its timeline at the path ``own``; else through unions."""
    by_file = StatusOn(on, of=own)
    if not two.ties[end]:
        return by_file
    one_result = _with_code(two, end, on).order_by().values("agreement")
    not_weaker: Any = BitAnd(AtCode("via_code", AT_LEAST))
    strongest = one_result.annotate(strongest=BitOr("via_code").bitand(not_weaker))
    through = Subquery(strongest.values("strongest"), output_field=IntegerField())
    return Case(When(**{f"{ENDS[end]}__isnull": False}, then=by_file), default=through, output_field=IntegerField())


def file_of_end(two: Sharing, end: int, on: date) -> Any:
    """The participation that speaks for that end on a day: its own; else of the union with the strongest standing."""
    own = F(f"{ENDS[end]}__pk")
    if not two.ties[end]:
        return own
    ranked = _with_code(two, end, on).annotate(rank=AtCode("via_code", RANK))
    return Coalesce(own, Subquery(ranked.order_by("-rank", Collate("party__code", "C").desc()).values("pk")[:1]))


def grouped(two: Sharing, on: date) -> Any:
    """The same, with ``status_code``, ``one_code``, ``other_code`` and the ``group`` between the two on a day; and with
    their timelines at ``timeline_paths``."""
    whole, *own = timeline_paths(ENDS, two.known_at)
    rows: Any = joined_timelines(agreements_between(two), ENDS, two.known_at)
    files = [f"{end}__pk" for end in ENDS]
    if two.unions:
        files = [f"{end}_file" for end in ENDS]
        rows = rows.annotate(**{name: file_of_end(two, place, on) for place, name in enumerate(files)})
    codes = {f"{end}_code": code_of(two, place, on, own=own[place]) for place, end in enumerate(ENDS)}
    between = between_as_known(on, two.known_at, *files)
    rows = rows.annotate(status_code=StatusOn(on, of=whole), between_code=between, **codes)
    return rows.annotate(group=group_of("status_code", *codes, between="between_code"))


class AtCode(Func):
    """What a table holds in the place of a code."""

    template = "(%(expressions)s + 1]"
    arg_joiner = ")["
    output_field = IntegerField()

    def __init__(self, code: str, table: list[int]) -> None:
        super().__init__(Value(table, output_field=ArrayField(IntegerField())), F(code))


def _ranks(code: int) -> list[int]:
    return [rank for rank, status in enumerate(STRENGTH) if code & status.bit] or [0]


RANK = [max(_ranks(code)) for code in CODES]
"""By code: how strong the strongest of its statuses is."""
AT_LEAST = [sum(status.bit for status in STRENGTH[min(_ranks(code)) :]) for code in CODES]
"""By code: the statuses that are not weaker than the weakest of it. Of several unions, each with its possible statuses,
the strongest is one of theirs that is not weaker than the weakest of any."""


def _with_code(two: Sharing, end: int, on: date) -> Any:
    """``vias`` with ``via_code``: how each union has its member stand, as ``Via.standing_on`` says."""
    of, rows = "", vias(two, end)
    if two.known_at is not None:
        version = FilteredRelation("timelines", condition=current_at(two.known_at, of="timelines__"))
        of, rows = "then__", rows.annotate(then=version)
    by_union = [When(party=union, then=_standing(ties, on, of)) for union, ties in two.ties[end].items()]
    return rows.annotate(via_code=Case(*by_union, default=Value(NOTHING_ON_RECORD), output_field=IntegerField()))


def _standing(ties: Ties, on: date, of: str) -> Any:
    holds = ties.holds_on(on)
    inside, outside = _code(on, of), _outside(ties, on, of)
    if holds == {True, False}:
        return inside.bitor(outside)
    return inside if True in holds else outside


def _outside(ties: Ties, on: date, of: str) -> Any:
    """Whoever left while the union was bound was bound, and is no more."""
    ends = {until.possible_from for until in ties.left_by(on)} - {FIRST_DAY}
    if not ends:
        return Value(NOTHING_ON_RECORD, output_field=IntegerField())
    bound, was_bound = P.PARTY.bit | P.SUSPENDED.bit, Q()
    for end in sorted(ends):
        was_bound |= ~Q(Exact(_code(end - timedelta(days=1), of).bitand(bound), 0))
    return Case(
        When(was_bound, then=Value(P.FORMER.bit)), default=Value(NOTHING_ON_RECORD), output_field=IntegerField()
    )


def _code(on: date, of: str) -> Coalesce:
    return Coalesce(StatusOn(on, of=of), Value(NOTHING_ON_RECORD), output_field=IntegerField())
