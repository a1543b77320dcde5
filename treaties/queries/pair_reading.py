"""Which two parties a typed text means: a pair, or what is to be asked back. Plain Python over the index.

Read in this order, and the first reading that gives a pair decides: the whole text is two names; it is two names among
words that say nothing; it mentions several parties among other words; it is two names with slips. The last two only
offer: a pair is never chosen silently.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from treaties.dates import shorten
from treaties.queries.party_index import KnownParty, PartyAnswer, PartyIndex
from treaties.queries.party_keys import readable
from treaties.queries.wording import UNSPACED, halves, says_nothing, without_noise, word_spans

MOST_PAIRS = 12
MOST_OFFERED = 6
MOST_WORDS_OF_A_NAME = 12
MOST_WORDS_WITH_SLIPS = 8
"""Longer texts are not searched for slips: each cut asks for the nearest of some ten thousand names."""

type Pair = tuple[KnownParty, KnownParty]
type Cut = tuple[str, str, list[KnownParty], list[KnownParty]]


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """Exactly one of: a pair; several to choose from; one party twice; one party alone; nothing understood."""

    asked: str
    pair: Pair | None = None
    """In the order of their codes, as in the address."""
    choices: tuple[Pair, ...] = ()
    twice: KnownParty | None = None
    understood: KnownParty | None = None
    """The one party that was recognised, where the other was not."""
    rest: PartyAnswer | None = None
    """The part that was not understood, with the nearest names; None where nothing is left beside ``understood``."""
    offered: tuple[Pair, ...] = ()
    """What the text may mean where it means no pair: misspelt, or mentioned among other words. The likeliest first."""
    mentioned: tuple[tuple[KnownParty, ...], ...] = ()
    """Where it means no pair: each name in the text, as the party that it means or the several that it may mean."""
    words: str = ""
    """Where it means no pair: the text without the names in it and without the words that say nothing."""

    @property
    def slug(self) -> str | None:
        return canonical_pair(*(party.code for party in self.pair)) if self.pair else None


def canonical_pair(one: str, other: str) -> str:
    """The one spelling of a pair in addresses: codes in alphabetical order, ``AZ-US``."""
    return "-".join(sorted((one, other)))


def read_pair(index: PartyIndex, text: str) -> PairAnswer:
    """Never raises, whatever the text."""
    asked = shorten(text)
    if not readable(text):
        return PairAnswer(asked)
    cuts: list[Cut] = [(one, other, index.named(one), index.named(other)) for one, other in halves(text)]
    answer = _decided(asked, _in_order((a, b) for *_, ones, others in cuts for a in ones for b in others))
    if answer:
        return answer
    if not (whole := index.named(text)):
        if named_twice := next((ones[0] for *_, ones, others in cuts if ones and ones == others), None):
            return PairAnswer(asked, twice=named_twice)
        if answer := _among_noise(index, text, asked):
            return answer
    mentions, words = _mentions(index, text, any_case=False)
    mentioned = tuple(tuple(one) for one in mentions)
    offered = () if whole else _offered(index, text, mentioned)
    answer = _half_understood(index, asked, text, whole, cuts)
    return replace(answer, offered=offered, mentioned=mentioned, words=words)


def _decided(asked: str, pairs: list[Pair]) -> PairAnswer | None:
    if len(pairs) == 1:
        return PairAnswer(asked, pair=pairs[0])
    if pairs:
        ordered = sorted(pairs, key=lambda pair: (pair[0].name, pair[1].name))
        return PairAnswer(asked, choices=tuple(ordered[:MOST_PAIRS]))
    return None


def _in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair once, in the order of its codes; a party is no pair with itself."""
    return list(dict.fromkeys((a, b) if a.code < b.code else (b, a) for a, b in pairs if a != b))


def _among_noise(index: PartyIndex, text: str, asked: str) -> PairAnswer | None:
    """Two names and words that say nothing: “treaties between Azerbaijan and the United States”."""
    mentions, words = _mentions(index, text, any_case=True)
    if words or not mentions:
        return None
    if len(mentions) == 1:
        # The words around a single name say nothing either: it is as if it stood alone.
        party, *others = mentions[0]
        answer = PairAnswer(asked, rest=PartyAnswer(asked, choices=tuple(mentions[0])))
        answer = answer if others else PairAnswer(asked, understood=party)
        return replace(answer, mentioned=(tuple(mentions[0]),))
    if len(mentions) > 2:
        return None
    if mentions[0] == mentions[1]:
        return PairAnswer(asked, twice=mentions[0][0])
    ones, others = mentions
    return _decided(asked, _in_order((a, b) for a in ones for b in others))


def _mentions(index: PartyIndex, text: str, *, any_case: bool) -> tuple[list[list[KnownParty]], str]:
    """The names in the text from left to right, the longest first, and the words that are left and say something.

    A code counts where it is typed in capitals, or in any case if asked: among other words “no” is not Norway.
    An abbreviation that is a name of the same party (USA, UK) counts in any case.
    """
    spans, at = word_spans(text), 0
    mentions: list[list[KnownParty]] = []
    left: list[str] = []
    shouted = text.isupper() or (not any_case and not any(character.islower() for character in text))
    while at < len(spans):
        for end in range(min(len(spans), at + MOST_WORDS_OF_A_NAME), at, -1):
            part = text[spans[at][0] : spans[end - 1][1]]
            if found := _meant(index, part, any_case=any_case, shouted=shouted):
                mentions.append(found)
                at = end
                break
        else:
            left.append(text[slice(*spans[at])])
            at += 1
    return mentions, ("" if UNSPACED.search(text) else " ").join(word for word in left if not says_nothing(word))


def _meant(index: PartyIndex, part: str, *, any_case: bool, shouted: bool) -> list[KnownParty]:
    if says_nothing(part) and (shouted or not part.isupper()):
        return []
    found = index.named(part)
    if any_case or len(part) > 3 or part.isupper() or not part.isascii():
        return found
    called = index.plain.get(part.casefold(), frozenset())
    return found if called and (len(part) == 3 or called == frozenset(found)) else []


def _offered(index: PartyIndex, text: str, mentioned: tuple[tuple[KnownParty, ...], ...]) -> tuple[Pair, ...]:
    """Pairs of the parties mentioned; else pairs of names with slips, those of the exact and the longest first."""
    several = [(a, b) for one, other in combinations(mentioned, 2) for a in one for b in other]
    if several:
        return tuple(_in_order(several)[:MOST_OFFERED])
    return tuple(_with_slips(index, without_noise(text)) or _with_slips(index, text))


def _with_slips(index: PartyIndex, text: str) -> list[Pair]:
    if len(word_spans(text)) > MOST_WORDS_WITH_SLIPS:
        return []
    known: dict[str, tuple[bool, tuple[KnownParty, ...]]] = {}
    for part in {part for cut in halves(text) for part in cut}:
        exact = index.named(part)
        known[part] = bool(exact), tuple(exact) or index.near(part)
    readings = [(known[one], known[other]) for one, other in halves(text)]
    readings.sort(key=lambda reading: -(reading[0][0] + reading[1][0]))  # stable: a side that is exact goes first
    pairs = (pair for (_, ones), (_, others) in readings for pair in product(ones, others))
    return _in_order(pairs)[:MOST_OFFERED]


def _half_understood(index: PartyIndex, asked: str, text: str, whole: list[KnownParty], cuts: list[Cut]) -> PairAnswer:
    """One party and a rest that nobody is called; the longest name that was understood wins."""
    if len(whole) == 1:
        return PairAnswer(asked, understood=whole[0])
    if halved := list(_halved(cuts)):
        _, party, rest = max(halved, key=lambda half: len(half[0]))
        return PairAnswer(asked, understood=party, rest=index.find(rest))
    return PairAnswer(asked, rest=index.find(text))


def _halved(cuts: list[Cut]) -> Iterator[tuple[str, KnownParty, str]]:
    for one, other, ones, others in cuts:
        if len(ones) == 1 and not others:
            yield one, ones[0], other
        if len(others) == 1 and not ones:
            yield other, others[0], one
