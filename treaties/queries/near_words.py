"""Words that are a few slips of the keyboard away: a letter left out, added, exchanged, or two in the wrong order."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

LOOSE = 60
"""Per cent of likeness at which a name is still worth showing where none is near."""


def slips_allowed(word: str) -> int:
    """How many slips the longer word may hold and still be meant: none in three letters, four in twenty."""
    length = len(word)
    return next(slips for slips, below in enumerate((4, 7, 11, 16, length + 1)) if length < below)


def near(word: str, words: Sequence[str], *, most: int) -> list[str]:
    """Those of the words within the slips allowed; the fewest slips first, then the likest, then by letters."""
    slips = slips_allowed(word)
    if not slips:
        return []
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=4 * most)
    ranked = sorted(found, key=lambda one: (one[1], -fuzz.ratio(word, one[0]), one[0]))
    return [key for key, *_ in ranked[:most]]


def loosely_near(word: str, words: Sequence[str], *, most: int) -> list[str]:
    """The likest of the words, however many slips lie between; none that shares little more than its length."""
    if not slips_allowed(word):
        return []
    return [key for key, *_ in process.extract(word, words, scorer=fuzz.ratio, score_cutoff=LOOSE, limit=most)]
