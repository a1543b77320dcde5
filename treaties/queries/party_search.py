"""Which party, or which two, a typed text means: by code or by name, in any language on record.

The few thousand names are kept in memory. An ambiguous text is answered with its choices and a text that means nothing
with the nearest names: neither is ever decided silently.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self

from django.db import connection
from django.db.models import Value

from treaties.dates import shorten
from treaties.models import Party, PartyCode, PartyName
from treaties.queries.party_keys import ascii_key, code_key, halves, own_key, readable

NEAREST = 3
CLOSE_ENOUGH = 0.6
"""The least likeness (0 to 1) at which a name is worth showing as a near one."""
MOST_PAIRS = 12


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


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """Exactly one of: a pair; several to choose from; one party twice; one party alone; nothing understood."""

    asked: str
    pair: tuple[KnownParty, KnownParty] | None = None
    """In the order of their codes, as in the address."""
    choices: tuple[tuple[KnownParty, KnownParty], ...] = ()
    twice: KnownParty | None = None
    understood: KnownParty | None = None
    """The one party that was recognised, where the other was not."""
    rest: PartyAnswer | None = None
    """The part that was not understood, with the nearest names; None where nothing is left beside ``understood``."""

    @property
    def slug(self) -> str | None:
        return canonical_pair(*(party.code for party in self.pair)) if self.pair else None


def find_party(text: str) -> PartyAnswer:
    """The party that a code or a name means. Never raises, whatever the text."""
    return known_parties().find(text)


def find_pair(text: str) -> PairAnswer:
    """The two parties that a text such as ``AZ-US``, ``azerbaijan usa`` or ``США Азербайджан`` means. Never raises."""
    return known_parties().find_pair(text)


def canonical_pair(one: str, other: str) -> str:
    """The one spelling of a pair in addresses: codes in alphabetical order, ``AZ-US``."""
    return "-".join(sorted((one, other)))


@dataclass(frozen=True, slots=True)
class PartyIndex:
    """All parties by code, by name in its own script, and by name in plain letters."""

    codes: dict[str, frozenset[KnownParty]]
    own: dict[str, frozenset[KnownParty]]
    plain: dict[str, frozenset[KnownParty]]

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
        return cls(
            codes=others | {party.code: frozenset({party}) for party in by_id.values()},
            own=_gathered((own_key(text), party) for party, text in texts),
            plain=_gathered((ascii_key(text), party) for party, text in texts),
        )

    def find(self, text: str) -> PartyAnswer:
        asked = shorten(text)
        if not readable(text):
            return PartyAnswer(asked)
        match self._named(text):
            case []:
                return PartyAnswer(asked, nearest=self._nearest(text))
            case [party]:
                return PartyAnswer(asked, party=party)
            case several:
                return PartyAnswer(asked, choices=tuple(several))

    def find_pair(self, text: str) -> PairAnswer:
        asked = shorten(text)
        if not readable(text):
            return PairAnswer(asked)
        cuts = [(one, other, self._named(one), self._named(other)) for one, other in halves(text)]
        pairs = {
            (a, b) if a.code < b.code else (b, a) for *_, ones, others in cuts for a in ones for b in others if a != b
        }
        if len(pairs) == 1:
            return PairAnswer(asked, pair=pairs.pop())
        if pairs:
            ordered = sorted(pairs, key=lambda pair: (pair[0].name, pair[1].name))
            return PairAnswer(asked, choices=tuple(ordered[:MOST_PAIRS]))
        whole = self._named(text)
        for *_, ones, others in cuts:
            if ones and ones == others and not whole:
                return PairAnswer(asked, twice=ones[0])
        return self._half_understood(asked, text, whole, cuts)

    def _half_understood(
        self,
        asked: str,
        text: str,
        whole: list[KnownParty],
        cuts: list[tuple[str, str, list[KnownParty], list[KnownParty]]],
    ) -> PairAnswer:
        """One party and a rest that nobody is called; the longest name that was understood wins."""
        if len(whole) == 1:
            return PairAnswer(asked, understood=whole[0])
        halved = [(one, ones[0], other) for one, other, ones, others in cuts if len(ones) == 1 and not others]
        halved += [(other, others[0], one) for one, other, ones, others in cuts if len(others) == 1 and not ones]
        if halved:
            _, party, rest = max(halved, key=lambda half: len(half[0]))
            return PairAnswer(asked, understood=party, rest=self.find(rest))
        return PairAnswer(asked, rest=self.find(text))

    def _named(self, text: str) -> list[KnownParty]:
        """Whom the text means, by name. A code beats names; accents and other scripts are taken at their word."""
        found = self.codes.get(code_key(text))
        if not found and not text.isascii():
            found = self.own.get(own_key(text))
        if not found:
            found = self.plain.get(ascii_key(text))
        return sorted(found or (), key=lambda party: party.name)

    def _nearest(self, text: str) -> tuple[KnownParty, ...]:
        close = get_close_matches(ascii_key(text), self.plain, n=4 * NEAREST, cutoff=CLOSE_ENOUGH)
        parties = dict.fromkeys(party for key in close for party in sorted(self.plain[key], key=lambda one: one.name))
        return tuple(parties)[:NEAREST]


def _gathered(pairs: Iterable[tuple[str, KnownParty]]) -> dict[str, frozenset[KnownParty]]:
    found: dict[str, set[KnownParty]] = {}
    for key, party in pairs:
        if key:
            found.setdefault(key, set()).add(party)
    return {key: frozenset(parties) for key, parties in found.items()}


_loaded: tuple[object, PartyIndex] | None = None


def known_parties() -> PartyIndex:
    """The index of the record as it stands. One small query says whether it has grown since the last load."""
    global _loaded
    state = _state_of_record()
    if _loaded is None or _loaded[0] != state:
        _loaded = (state, _load())
    return _loaded[1]


def _state_of_record() -> object:
    """Rows are only ever added, and writers queue for their block: the highest ids identify what is on record."""
    newest = [
        model.objects.annotate(table=Value(model._meta.db_table)).order_by("-pk").values_list("table", "pk")[:1]
        for model in (Party, PartyCode, PartyName)
    ]
    return connection.settings_dict["NAME"], frozenset(newest[0].union(*newest[1:], all=True).order_by())


def _load() -> PartyIndex:
    fields = ("id", "code", "name", "sentence_name")
    return PartyIndex.of(
        [KnownParty(*row) for row in Party.objects.order_by().values_list(*fields)],
        codes=PartyCode.objects.order_by().values_list("party_id", "code"),
        names=PartyName.objects.order_by().values_list("party_id", "name"),
    )
