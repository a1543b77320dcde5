"""The words that titles and series numbers on record are made of, and which of them a misspelt word is near to.

Kept in memory and read on: rows are only ever added, so only those since the last look are read. A word whose title has
changed since stays known, and finds nothing.
"""

from bisect import bisect_left
from dataclasses import dataclass

from django.db import connection, models
from django.db.models import Value

from treaties.models import Agreement, AgreementTitle, SeriesNumber
from treaties.queries.near_words import near

MOST_WORDS = 200_000
"""Words kept at most; whatever is recorded after them is found only as it is written."""
NEAR = 3


class Words(models.Func):
    """Each word of a search key, as a row of its own."""

    template = "unnest(string_to_array(%(expressions)s, ' '))"
    output_field = models.TextField()


@dataclass(frozen=True, slots=True)
class TitleWords:
    """``words`` sorted. ``read`` is the highest id that was read of each table."""

    words: tuple[str, ...] = ()
    read: tuple[tuple[str, int], ...] = ()

    def knows(self, word: str) -> bool:
        """Whether it is the beginning of a word on record."""
        at = bisect_left(self.words, word)
        return at < len(self.words) and self.words[at].startswith(word)

    def alternatives(self, word: str) -> list[str]:
        """The word itself where it is known, else at most three near ones; none for numbers, which have no slips."""
        if self.knows(word):
            return [word]
        return near(word, self.words, most=NEAR) if word.isalpha() else []


_SOURCES: tuple[type[models.Model], ...] = (Agreement, AgreementTitle, SeriesNumber)
_known: tuple[str, TitleWords] = "", TitleWords()


def title_words() -> TitleWords:
    """The words on record. One statement, and a second one where the record has grown since the last look."""
    global _known
    database = str(connection.settings_dict["NAME"])
    known = _known[1] if _known[0] == database else TitleWords()
    newest = _newest()
    if newest != known.read:
        known = TitleWords(tuple(sorted({*known.words, *_words_since(known)})), newest)
        _known = database, known
    return known


def _newest() -> tuple[tuple[str, int], ...]:
    first, *others = [
        model._default_manager.annotate(table=Value(model._meta.db_table))
        .order_by("-pk")
        .values_list("table", "pk")[:1]
        for model in _SOURCES
    ]
    return tuple(sorted(first.union(*others, all=True).order_by()))


def _words_since(known: TitleWords) -> set[str]:
    read = dict(known.read)
    first, *others = [
        model._default_manager.filter(pk__gt=read.get(model._meta.db_table, 0))
        .order_by()
        .values_list(Words("search_key"), flat=True)
        for model in _SOURCES
    ]
    room = max(MOST_WORDS - len(known.words), 0)
    return set(first.union(*others).order_by()[:room])
