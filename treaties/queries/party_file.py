"""One party with everything on record about it besides its agreements, as known at a block; its agreements on a day;
and with whom it has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q

from treaties.models import (
    Agreement,
    Block,
    Citation,
    Membership,
    Participation,
    Party,
    PartyCode,
    PartyName,
    Succession,
)
from treaties.queries.citations import cited_by
from treaties.queries.keyset import Page, Position, page_of
from treaties.queries.knowledge import Knowledge, known_by
from treaties.queries.lists import agreements_on
from treaties.queries.nested import Nested, in_columns, read_all
from treaties.queries.party_search import KnownParty, known_parties

SIZE = 50
MOST_COUNTED = 5_000
"""Agreements looked at to say with whom a party has most: the ones recorded last."""
MOST_PARTIES = 50


@dataclass(frozen=True, slots=True)
class PartyFile:
    """``predecessors`` and ``successors`` have their other party loaded, ``memberships`` their union, ``members`` their
    member; ``cited`` are the citations of the party with their sources."""

    party: Party
    names: list[PartyName]
    codes: list[PartyCode]
    predecessors: list[Succession]
    successors: list[Succession]
    memberships: list[Membership]
    members: list[Membership]
    cited: list[Citation]
    last_block: Knowledge


def party_file(party_id: int, *, known_at: int | None = None) -> PartyFile:
    """One statement. Raises Party.DoesNotExist: none yet at that block."""
    known = known_by(known_at)
    names, codes = PartyName.objects.filter(**known), PartyCode.objects.filter(**known)
    successions = Succession.objects.filter(**known).order_by("happened_on_earliest", "pk")
    memberships = Membership.objects.filter(**known)
    parts = {
        "names": Nested(names.order_by("language", "kind", "name"), "party"),
        "codes": Nested(codes.order_by("scheme", "code"), "party"),
        "predecessors": Nested(successions, "successor", ("predecessor",)),
        "successors": Nested(successions, "predecessor", ("successor",)),
        "memberships": Nested(memberships.order_by("since_earliest", "pk"), "member", ("union",)),
        "members": Nested(memberships.order_by("member__name", "pk"), "union", ("member",)),
        "cited": cited_by("party", known_at=known_at),
        "newest": Nested(Block.objects.order_by("-no")[:1]),
    }
    party = Party.objects.filter(**known).annotate(**in_columns(parts)).get(pk=party_id)
    rows = read_all(vars(party), parts, db=party._state.db)
    (block,) = rows.pop("newest")
    return PartyFile(party, **rows, last_block=Knowledge(block.no, block.at, block.no))


def memberships_of(party: Party, *, known_at: int | None = None) -> tuple[list[Membership], list[Membership]]:
    """Of unions, each with its union; and, of a union, those of its members, each with its member. One statement."""
    rows = Membership.objects.filter(Q(member=party) | Q(union=party), **known_by(known_at))
    found = list(rows.select_related("union", "member").order_by("since_earliest", "pk"))
    return [one for one in found if one.member_id == party.pk], [one for one in found if one.union_id == party.pk]


def agreements_of_party(
    party: Party, *, on: date, known_at: int | None = None, text: str = "", after: Position | None = None
) -> Page:
    """Fifty rows of ``agreements_on`` by title: with how each stands for the party on the day. One statement."""
    rows = agreements_on(on, known_at=known_at, parties=(party,), text=text or None)
    return page_of(rows, by="title", size=SIZE, after=after)


@dataclass(frozen=True, slots=True)
class Counterparty:
    """One that takes part in the same agreements: in so many, of them so many bilateral."""

    party: KnownParty
    number: int
    bilateral: int


class EachOf(Func):
    """Each element of an array, as a row of its own."""

    function = "unnest"
    output_field = IntegerField()


def counterparties(party: Party, *, known_at: int | None = None) -> tuple[int, list[Counterparty]]:
    """How many agreements the party takes part in, of those looked at, and at most fifty others with whom; most first.

    One statement, and one for the names of parties.
    """
    last = Agreement.objects.of(party, known_at=known_at).order_by("-pk").values("pk")[:MOST_COUNTED]
    taking_part = Agreement.objects.filter(pk__in=last).order_by()
    if known_at is None:
        each = taking_part.values(other=EachOf(F("party_ids")))
    else:
        each = taking_part.filter(participations__block__lte=known_at).values(other=F("participations__party"))
    counted = each.annotate(number=Count("pk"), bilateral=Count("pk", filter=Q(is_bilateral=True)))
    counted = counted.order_by("-number", "-bilateral", "other")
    parties = {one.id: one for found in known_parties().codes.values() for one in found}
    rows = list(counted[: MOST_PARTIES + 1])
    total = next((row["number"] for row in rows if row["other"] == party.pk), 0)
    found = [
        Counterparty(parties[row["other"]], row["number"], row["bilateral"])
        for row in rows
        if row["other"] != party.pk and row["other"] in parties
    ]
    return total, sorted(found, key=lambda one: (-one.number, -one.bilateral, one.party.name))[:MOST_PARTIES]


def parties_by_name(
    *, ids: Sequence[int] | None = None, kind: str | None = None, known_at: int | None = None
) -> list[Any]:
    """Parties with ``takes_part``: whether in any agreement. One statement; there are some 250 of them."""
    found = Party.objects.filter(**known_by(known_at))
    if ids is not None:
        found = found.filter(pk__in=ids)
    if kind:
        found = found.filter(kind=kind)
    taking_part = Participation.objects.filter(party=OuterRef("pk"), **known_by(known_at))
    return list(found.annotate(takes_part=Exists(taking_part)).order_by("name", "pk"))
