"""All parties in memory, by code and by name in any language: whom a typed text means. Plain Python, no database."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from treaties.dates import shorten
from treaties.queries.near_words import loosely_near, near
from treaties.queries.party_keys import ascii_key, code_key, own_key, readable

NEAREST = 3
NEAR_KEYS = 12
"""Names looked at for the nearest parties: one party has near names in many languages."""
BEGINNING = 4
"""Letters at which the beginning of a name is taken for one."""


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party as the search knows it: enough to show, to link and to ask."""

    id: int
    code: str
    name: str
    sentence_name: str


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """A party, or several to choose from, or none and the nearest."""

    asked: str
    """What was typed, cut and made printable: safe to repeat."""
    party: KnownParty | None = None
    choices: tuple[KnownParty, ...] = ()
    nearest: tuple[KnownParty, ...] = ()
    is_near: bool = False
    """The nearest are a few slips away, or begin with the text; not just the likest of all."""


@dataclass(frozen=True, slots=True)
class PartyIndex:
    """All parties by code, by name in its own script, and by name in plain letters."""

    codes: dict[str, frozenset[KnownParty]]
    own: dict[str, frozenset[KnownParty]]
    plain: dict[str, frozenset[KnownParty]]
    keys: Sequence[str] = field(repr=False)
    """The names in plain letters, sorted."""

    @classmethod
    def of(
        cls,
        parties: Iterable[KnownParty],
        *,
        codes: Iterable[tuple[int, str]],
        names: Iterable[tuple[int, str]],
    ) -> Self:
        """Codes and names come as (party's id, text). A party's own code beats the same code of somebody else."""
        by_id = {party.id: party for party in parties}
        texts = [(by_id[party_id], text) for party_id, text in names]
        texts += [(party, text) for party in by_id.values() for text in {party.name, party.sentence_name}]
        others = _gathered((code_key(code), by_id[party_id]) for party_id, code in codes)
        plain = _gathered((ascii_key(text), party) for party, text in texts)
        return cls(
            codes=others | {party.code: frozenset({party}) for party in by_id.values()},
            own=_gathered((own_key(text), party) for party, text in texts),
            plain=plain,
            keys=sorted(plain),
        )

    def find(self, text: str) -> PartyAnswer:
        asked = shorten(text)
        if not readable(text):
            return PartyAnswer(asked)
        match self.named(text):
            case []:
                near = self.near(text)
                return PartyAnswer(asked, nearest=near or self._likest(text), is_near=bool(near))
            case [party]:
                return PartyAnswer(asked, party=party)
            case several:
                return PartyAnswer(asked, choices=tuple(several))

    def named(self, text: str) -> list[KnownParty]:
        """Whom the text means, by name. A code beats names; accents and other scripts are taken at their word."""
        found = self.codes.get(code_key(text))
        if not found and not text.isascii():
            found = self.own.get(own_key(text))
        if not found:
            found = self.plain.get(ascii_key(text))
        return sorted(found or (), key=lambda party: party.name)

    def near(self, text: str) -> tuple[KnownParty, ...]:
        """At most three whose names are a few slips from the text, or begin with it; the nearest first."""
        key = ascii_key(text)
        return self._parties([*near(key, self.keys, most=NEAR_KEYS), *self._begun(key)])

    def begun(self, text: str, *, most: int) -> list[KnownParty]:
        """Parties with a name that begins with the text, however short it is; those first whose own name does."""
        key = ascii_key(text)
        parties = dict.fromkeys(party for name in self._begun(key, least=1) for party in self.plain[name])
        ranked = sorted(parties, key=lambda party: (not ascii_key(party.name).startswith(key), party.name))
        return ranked[:most]

    def _begun(self, key: str, *, least: int = BEGINNING) -> list[str]:
        """The names that begin with it, the shortest first."""
        if len(key) < least:
            return []
        first, end = bisect_left(self.keys, key), bisect_left(self.keys, f"{key}\U0010ffff")
        return sorted(self.keys[first:end], key=len)

    def _likest(self, text: str) -> tuple[KnownParty, ...]:
        """At most three that at least look like the text, where none is near."""
        return self._parties(loosely_near(ascii_key(text), self.keys, most=NEAR_KEYS))

    def _parties(self, keys: Iterable[str]) -> tuple[KnownParty, ...]:
        parties = (party for key in keys for party in sorted(self.plain[key], key=lambda one: one.name))
        return tuple(dict.fromkeys(parties))[:NEAREST]


def _gathered(pairs: Iterable[tuple[str, KnownParty]]) -> dict[str, frozenset[KnownParty]]:
    found: dict[str, set[KnownParty]] = {}
    for key, party in pairs:
        if key:
            found.setdefault(key, set()).add(party)
    return {key: frozenset(parties) for key, parties in found.items()}
