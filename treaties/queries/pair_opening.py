"""What the page of a pair begins with: the two, who came before and after each, and the last states of knowledge."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q

from treaties.models import Block, Party, Succession
from treaties.queries.json_rows import JsonRows
from treaties.queries.knowledge import Knowledge, known_by
from treaties.queries.nested import Nested, in_columns, put_all
from treaties.queries.shared_agreements import Belonging, memberships

MOST_BLOCKS = 40
"""Blocks looked at for states of knowledge to offer: one a minute, the last of it."""
MOST_STATES = 5


@dataclass(frozen=True, slots=True)
class Opening:
    one: Party
    other: Party
    successions: tuple[Succession, ...]
    """Those that either has a part in, with their ends."""
    states: tuple[Knowledge, ...]
    """The last of each of the last minutes in which something was recorded; the latest first."""

    belonging: Belonging
    """To which unions the two belong, in the latest record."""

    @property
    def has_predecessors(self) -> bool:
        return any(succession.successor in (self.one, self.other) for succession in self.successions)


def pair_opening(one: str, other: str, *, known_at: int | None = None) -> Opening:
    """By their codes, in that order; successions as known at a block. One statement. Raises KeyError."""
    either = Q(successor=OuterRef("pk")) | Q(predecessor=OuterRef("pk"))
    successions = Succession.objects.filter(either, **known_by(known_at)).order_by("kind", "successor__name", "pk")
    parts = {
        "successions": Nested(successions, joined=("predecessor", "successor")),
        "blocks": Nested(Block.objects.order_by("-no")[:MOST_BLOCKS]),
    }
    belongs = JsonRows(memberships(None).filter(member=OuterRef("pk")))
    parties: Any = Party.objects.filter(code__in=[one, other]).annotate(belongs=belongs, **in_columns(parts))
    found = {party.code: party for party in parties}
    for party in found.values():
        put_all(party, parts)
    rows = {row.pk: row for party in found.values() for row in party.successions}
    belonging = Belonging.told_by(row for party in found.values() for row in party.belongs)
    return Opening(found[one], found[other], tuple(rows.values()), _states(found[one].blocks), belonging)


def _states(blocks: list[Block]) -> tuple[Knowledge, ...]:
    last_of_minute: dict[str, Knowledge] = {}
    for block in blocks:
        known = Knowledge(block.no, block.at, blocks[0].no)
        last_of_minute.setdefault(known.words, known)
    return tuple(last_of_minute.values())[:MOST_STATES]
