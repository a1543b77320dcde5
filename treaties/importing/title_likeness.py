"""Whether two titles are of one instrument: what sort of text they name, what about, and how like their words are.

The names of the parties and the words that nearly every title has count for nothing.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from rapidfuzz import fuzz

from treaties.queries.party_keys import ascii_key

NEARLY_THE_SAME, ALIKE = 90, 75
"""Per cent of likeness of what is left of two titles."""
SUBJECTS = {
    "investment": r"invest\w*|bits?",
    "tax": r"tax\w*|fiscal",
    "trade": r"trade|commerc\w*|customs|tariffs?",
    "air": r"air|aviation|skies",
    "sea": r"maritime|shipping|sea|ports?",
    "land": r"road|rail\w*",
    "justice": r"extradition|criminal|civil|legal|judicial|sentenced|prisoners?",
    "people": r"visas?|readmission|migration|consular|social|pensions?|labou?r",
    "defence": r"defen[cs]e|militar\w*|weapons?|armed|security|\w*proliferation",
    "culture": r"cultur\w*|educat\w*|films?|scien\w*|research|technolog\w*|sports?",
    "nature": r"environment\w*|climate|fish\w*|waters?|nuclear|energy|agricultur\w*|health|veterinary|plants?",
    "aid": r"assistance|aid|loans?|grants?|credits?|debts?",
    "frontier": r"frontiers?|borders?|boundar\w*|delimitation",
}
"""What an instrument is about, by words of its title."""
SORTS = {
    "amendment": r"amend\w*|modif\w*|revis\w*|supplement\w*|additional|exten\w*|prolong\w*|renew\w*",
    "protocol": r"protocols?",
    "notes": r"notes?|letters?",
    "end": r"terminat\w*|denunciation",
    "memorandum": r"memorand\w*|mou",
    "statement": r"statement|declaration|communique|charter",
}
"""What sort of text it is: two of different sorts are two, though they be of one day and one matter."""
_COMMON_WORDS = """
a an and at between by concerning each for her his in its majesty of on regarding relating respecting the their to with
agreement agreements convention treaty treaties done field government governments signed co cooperation operation
encouragement mutual promotion protection reciprocal federal federation kingdom republic state states united
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class Likeness(Enum):
    SAME = auto()
    UNCLEAR = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the words that tell it from others."""

    words: str
    subjects: frozenset[str]
    sorts: frozenset[str]

    @classmethod
    def of(cls, text: str, unsaid: Collection[str] = ()) -> "Title":
        """``unsaid`` are words that do not count: of the names of its parties."""
        key = ascii_key(text)
        words = [word for word in key.split() if not (word in unsaid or word in _COMMON or word.isdigit())]
        return cls(" ".join(words), _found(SUBJECTS, key), _found(SORTS, key))

    def likeness(self, other: "Title") -> Likeness:
        """Same where the sort is one, and the matter or nearly all words are; other where sort or matter differ."""
        if self.percent(other) >= NEARLY_THE_SAME:
            return Likeness.SAME
        if self.sorts != other.sorts:
            return Likeness.OTHER
        if self.subjects and other.subjects:
            return Likeness.SAME if self.subjects & other.subjects else Likeness.OTHER
        return Likeness.UNCLEAR

    def percent(self, other: "Title") -> float:
        """How like the telling words are; nothing where one title has none."""
        return fuzz.token_sort_ratio(self.words, other.words) if self.words and other.words else 0.0


def likest(title: Title, others: Collection[Title]) -> Likeness:
    """The best that any of the titles of one agreement gives."""
    found = {title.likeness(other) for other in others}
    return next((one for one in Likeness if one in found), Likeness.UNCLEAR)


def percent_of(title: Title, others: Collection[Title]) -> float:
    """How like the likest of them is."""
    return max((title.percent(other) for other in others), default=0.0)


def _found(patterns: dict[str, str], key: str) -> frozenset[str]:
    return frozenset(name for name, pattern in patterns.items() if re.search(rf"\b(?:{pattern})\b", key))
