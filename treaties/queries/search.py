"""Agreements by words of their titles, short titles and series numbers, by indexes; parties by words of their names."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from treaties.models import Agreement, AgreementTitle, SeriesNumber
from treaties.models.agreements import AgreementQuerySet
from treaties.models.search_keys import CONFIG, search_vector, search_words
from treaties.queries.knowledge import known_by
from treaties.queries.party_keys import ascii_key, code_key
from treaties.queries.party_search import known_parties

MOST_WORDS = 8


def with_words(agreements: AgreementQuerySet, text: str, *, known_at: int | None = None) -> AgreementQuerySet:
    """Those in which each of the words begins some word of a title or a number. Case and accents do not count.

    Titles and numbers count that were on record by the block ``known_at``; all, without one. None where the text holds
    no word; words after the eighth are not looked at.
    """
    words = list(dict.fromkeys(search_words(text)))[:MOST_WORDS]
    if not words:
        return agreements.none()
    for word in words:
        agreements = agreements.filter(pk__in=_with_word(word, known_at))
    return agreements


def _with_word(word: str, known_at: int | None) -> QuerySet:
    query = SearchQuery(f"{word}:*", config=CONFIG, search_type="raw")
    sources: list[tuple[QuerySet, str]] = [
        (Agreement.objects.all(), "pk"),
        (AgreementTitle.objects.all(), "agreement"),
        (SeriesNumber.objects.all(), "agreement"),
    ]
    known = known_by(known_at)
    own, *others = [
        rows.filter(**known).alias(words=search_vector()).filter(words=query).order_by().values(agreement)
        for rows, agreement in sources
    ]
    return own.union(*others)


def parties_with_words(text: str, *, known_at: int | None = None) -> list[int]:
    """The ids of the parties with that code, or with a name in which each of the words begins some word; codes and
    names count that were on record by the block ``known_at``."""
    index = known_parties(known_at)
    found = {party.id for party in index.codes.get(code_key(text), ())}
    words = ascii_key(text).split()
    for key, parties in index.plain.items() if words else ():
        if all(f" {word}" in f" {key}" for word in words):
            found.update(party.id for party in parties)
    return sorted(found)
