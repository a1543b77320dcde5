"""What a text in the search box means: whom it names, what it narrows by, and which words are left for titles."""

from dataclasses import dataclass

from treaties.dates import shorten
from treaties.queries.asked_agreements import Asked
from treaties.queries.asked_words import AskedWords, read_words
from treaties.queries.pair_reading import Pair, PairAnswer, read_pair
from treaties.queries.party_index import KnownParty, PartyIndex
from treaties.queries.party_keys import code_key, readable
from treaties.queries.wording import says_nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """``answer`` is about the whole text where nothing narrows, else about what is left of it."""

    typed: str
    answer: PairAnswer
    narrowed: AskedWords
    by_codes: bool = False
    """Two short codes in small letters stand beside other words: “az us open skies”."""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowed.wanted) or self.by_codes

    @property
    def also(self) -> str:
        """The words that narrow, as they were typed: what a choice of parties is searched with."""
        return " ".join(one.typed for one in self.narrowed.wanted)

    @property
    def words(self) -> str:
        """What is left for titles, once the names and the words that narrow or say nothing are out."""
        return "" if self.answer.pair or not self.narrowed.rest else self.answer.words

    @property
    def parties(self) -> tuple[tuple[KnownParty, ...], ...]:
        """Each name in the text, as the party that it means or the several that it may mean."""
        pair = self.answer.pair
        return tuple((party,) for party in pair) if pair else self.answer.mentioned

    @property
    def pair(self) -> Pair | None:
        """The two parties among the words, where there are two and each is certain."""
        match self.parties:
            case ((one,), (other,)) if one != other:
                return (one, other) if one.code < other.code else (other, one)
        return None

    @property
    def party(self) -> KnownParty | None:
        """The one party that is all of the text, or all of it that narrows nothing."""
        answer = self.answer
        return answer.understood if answer.rest is None else None

    @property
    def asked(self) -> Asked:
        parties = tuple(tuple(party.id for party in parties) for parties in self.parties)
        return Asked(self.narrowed.wanted, self.words, parties)


def read_search(index: PartyIndex, text: str) -> Reading:
    """Never raises, whatever the text. A text that is two names, or several pairs, is read as nothing else."""
    answer, whole = read_pair(index, text), AskedWords((), text)
    if answer.pair or answer.choices or answer.twice or not readable(text):
        return Reading(text, answer, whole)
    narrowed = read_words(text, is_name=lambda part: bool(index.named(part)))
    if narrowed != whole:
        answer = read_pair(index, narrowed.rest) if narrowed.rest else PairAnswer(shorten(text))
    by_codes = None if answer.pair or len(answer.mentioned) > 1 else _beside_codes(index, narrowed.rest)
    return Reading(text, by_codes or answer, narrowed, by_codes is not None)


def _beside_codes(index: PartyIndex, text: str) -> PairAnswer | None:
    """The first two words, or the last two, as codes of two parties, with the other words beside them.

    A code in small letters may be a word, so one alone is none; what was understood is shown, and can be left out.
    """
    parts = text.split()
    for codes, others in ((parts[:2], parts[2:]), (parts[-2:], parts[:-2])):
        named = [index.codes.get(code_key(code), frozenset()) for code in codes if not says_nothing(code)]
        words = " ".join(word for word in others if not says_nothing(word))
        if words and len(named) == len(codes) and all(len(parties) == 1 for parties in named) and named[0] != named[1]:
            return PairAnswer(shorten(text), mentioned=tuple(tuple(parties) for parties in named), words=words)
    return None
