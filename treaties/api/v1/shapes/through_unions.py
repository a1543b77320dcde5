"""Through which union a party is bound that has no file of its own under an agreement."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.days import Day, certain_day, day
from treaties.api.v1.shapes.references import PartyRef
from treaties.queries.through_unions import Via


class ThroughUnion(TypedDict):
    """A union that takes part, through which a party without a file of its own is bound while it is a member."""

    union: PartyRef
    member_since: Day
    member_until: Annotated[Day | None, "The first day on which it is no longer a member"]
    member: Annotated[bool | None, "Whether it binds the party on the day; null where that is not certain"]


def through_unions(codes: Iterable[str], vias: Iterable[Via | None], on: date) -> dict[str, ThroughUnion]:
    """By the codes of those that are bound so."""
    return {code: _through(via, on) for code, via in zip(codes, vias, strict=True) if via}


def _through(via: Via, on: date) -> ThroughUnion:
    membership, holds = via.membership_on(on), via.holds_on(on)
    return {
        "union": {"code": via.code, "name": via.heading, "url": reverse("api-party", args=[via.code])},
        "member_since": certain_day(membership.since),
        "member_until": day(membership.until),
        "member": holds.pop() if len(holds) == 1 else None,
    }
