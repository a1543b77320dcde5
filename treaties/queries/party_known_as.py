"""A party under a name that it no longer bears, or that is itself gone."""

from dataclasses import dataclass

from treaties.dates import PartialDate
from treaties.models import PartyName
from treaties.queries.party_keys import ascii_key
from treaties.queries.wording import without_noise


@dataclass(frozen=True, slots=True)
class KnownAs:
    former: str = ""
    """The name that was typed, where it was given up."""
    until: PartialDate | None = None
    """The first day on which that name was no longer in use."""
    gone: PartialDate | None = None
    """The first day on which the party no longer exists."""


def known_as(party_id: int, text: str) -> KnownAs:
    """One statement."""
    fields = ("name", "used_until", "party__exists_until")
    names = list(PartyName.objects.filter(party=party_id).order_by("pk").values_list(*fields))
    gone = next((until for *_, until in names), None)
    asked = {ascii_key(text), ascii_key(without_noise(text))}
    former = next((one for one in names if one[1] and not asked.isdisjoint(_keys(one[0]))), None)
    return KnownAs(former[0], former[1], gone) if former else KnownAs(gone=gone)


def _keys(name: str) -> set[str]:
    return {ascii_key(name), ascii_key(without_noise(name))} - {""}
