"""Agreements that a typed text may mean: by words of titles in any language, short titles and series numbers.

First those with all of the words; where there are none, those with near words for the misspelt ones, or with most of
the words. Every step is one statement on the full-text indexes, and takes a bounded number of rows before it ranks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Concat

from treaties.models import Agreement, AgreementTitle, SeriesNumber
from treaties.models.search_keys import CONFIG, search_vector, search_words
from treaties.models.timelines import StoryOn
from treaties.queries.title_words import title_words
from treaties.vocabulary import PairGroup

LONGEST = 400
"""Characters of the longest text that is looked at, as of the longest title."""
SHOWN = 25
MOST_ROWS = 2_000
"""Rows of one kind that are ranked at most; ranking all rows with a common word would take half a second."""
MOST_WORDS = 8
MOST_WORDS_FORGIVEN = 6
SHORT = 3
"""Letters below which a word is matched whole: too many words begin with two letters."""


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


MINOR = _set_of(
    "a an and as at by concerning for from in of on or regarding the to with between de del der die das des du el "
    "en et la las le les los und y e i v o ob ve ile"
)
"""Words that a title may hold or lack without being another one."""
GENERIC = _set_of(
    "accord agreement agreements arrangement charter convention declaration exchange government governments "
    "memorandum notes pact protocol republic respecting treaties treaty understanding soglashenie dogovor sazis "
    "cets eas ets lnts stat tias ukts unts ust"
)
"""Words and names of series that so many agreements have that they alone are no reason to show one, where the text
holds others too."""
_RUN = re.compile(r"[a-z]+|[0-9]+")

type PartyIds = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class AgreementsFound:
    """``agreements`` carry ``status_code`` and ``story_step`` of the day, the best first."""

    agreements: Sequence[Agreement] = ()
    found_as: dict[int, str] | None = None
    """By the agreement's id: the title or number by which it was found, where that is not the title of its page."""
    total: int = 0
    """How many there are at least; more than are shown where there are more."""
    is_exact_number: bool = False
    """The text is the series number of the one agreement."""
    read_as: tuple[str, ...] = ()
    """The words that were looked for instead, where some of the text were misspelt or on no title."""
    by_most_words: bool = False
    """Not every one has all of the words."""
    groups: dict[int, PairGroup] | None = None
    """By the agreement's id: where it stands between the two parties that were asked about, if two were."""

    @property
    def is_cut(self) -> bool:
        """There may be more than ``total`` says: only so many rows are counted."""
        return self.total >= MOST_ROWS


@dataclass(frozen=True, slots=True)
class _Row:
    """A title or number that matched; the ``heading`` is the title of the agreement's page."""

    agreement: int
    kind: str
    key: str
    text: str
    reading: int = 0
    """By which of several readings of the text it was found."""

    def has(self, word: str) -> bool:
        return f" {word}" in f" {self.key}"

    def share(self, groups: Sequence[Sequence[str]]) -> float:
        """How much of the words it has, from 0 to 1."""
        return self.matched(groups)[0] / len(groups)

    def matched(self, groups: Sequence[Sequence[str]]) -> tuple[int, int]:
        """How many of the words it has, in one of their spellings: as beginnings, and as whole words."""
        words = self.key.split()
        begun = sum(any(map(self.has, group)) for group in groups)
        return begun, sum(not set(group).isdisjoint(words) for group in groups)


def find_agreements(
    text: str, *, on: date, parties: PartyIds = (), words: str = "", unfinished: bool = False
) -> AgreementsFound:
    """``parties`` are those that the text mentions, each as the ids that it may mean; ``words`` the text without them.

    The last word of an ``unfinished`` text is only begun, however short it is. With parties and words, agreements of
    these parties with the words are found too; with no words left, all of these parties.
    Two statements, or one where nothing is found.
    """
    groups = [[word] for word in words_of(text)]
    of_parties = [[word] for word in words_of(words)]
    queries = _rows_with(all_of(groups, unfinished=unfinished)) if groups else []
    if as_typed := _words_with_digits(text):  # a number may be written “L123” on record too
        queries += _rows_with(all_of([[word] for word in as_typed]))
    if parties:
        queries += _rows_with(all_of(of_parties, unfinished=unfinished), parties) if of_parties else [_rows_of(parties)]
    rows = _read(queries)
    number = _exact_number(rows, text)
    if number is not None:
        rows = [row for row in rows if row.agreement == number]
    return _found(rows, groups, on=on, is_exact_number=number is not None)


def find_agreements_forgiving(text: str, *, on: date, parties: PartyIds = (), words: str = "") -> AgreementsFound:
    """With near words for those that no title holds, and with most of the words. For texts whose words find nothing.

    Three statements (a fourth where titles were recorded since the last look), fewer where nothing is found.
    """
    known = title_words()
    asked = [(text, ()), (words, parties)] if parties else [(text, ())]
    readings = [(_telling(words_of(part))[:MOST_WORDS_FORGIVEN], among) for part, among in asked]
    groups = [[known.alternatives(word) for word in some] for some, _ in readings]
    queries: list[QuerySet] = []
    for number, (some, among) in enumerate(readings):
        spelt, need = [group for group in groups[number] if group], _most(len(some))
        if len(spelt) >= need:
            queries += _rows_with(_most_of(spelt, need), among, reading=number)[:2]  # numbers are right or wrong
    rows = _read(queries)
    if not rows:
        return AgreementsFound()
    best = max(rows, key=lambda row: (row.share(groups[row.reading]), row.reading))
    meant, share = groups[best.reading], best.share(groups[best.reading])
    rows = [row for row in rows if row.reading == best.reading and (share < 1 or row.share(meant) == 1)]
    read_as = tuple(dict.fromkeys(word for group in meant for word in group if any(row.has(word) for row in rows)))
    return _found(rows, meant, on=on, read_as=read_as, by_most_words=share < 1)


def _most(words: int) -> int:
    """More than half of the words; of two, one is enough."""
    return words // 2 + 1 if words > 2 else 1


def words_of(text: str) -> list[str]:
    """Letters and digits apart, so that “tias13093” is what “TIAS 13093” is; without minor words where others are."""
    words = _parts(" ".join(search_words(text)))
    return ([word for word in words if word not in MINOR] or words)[:MOST_WORDS]


def _words_with_digits(text: str) -> list[str]:
    """The words as they are typed, where one of them joins letters and digits; else none."""
    words = list(dict.fromkeys(search_words(text)))[:MOST_WORDS]
    return words if any(not word.isalpha() and not word.isdecimal() for word in words) else []


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if word not in GENERIC] or words


def _term(word: str) -> str:
    return f"{word}:*" if len(word) >= SHORT else word


def all_of(groups: Iterable[Iterable[str]], *, unfinished: bool = False) -> str:
    terms = [f"({' | '.join(map(_term, group))})" for group in groups]
    if unfinished and terms:
        terms[-1] = terms[-1].removesuffix(")").removesuffix(":*") + ":*)"
    return " & ".join(terms)


def _most_of(groups: list[list[str]], need: int) -> str:
    return " | ".join(f"({all_of(some)})" for some in combinations(groups, need))


def _rows_with(query: str, parties: PartyIds = (), *, reading: int = 0) -> list[QuerySet]:
    """The rows whose words match, a query for each table."""
    matching = SearchQuery(query, config=CONFIG, search_type="raw")
    return [
        _columns(rows.alias(words=search_vector()).filter(_of(parties, path), words=matching), pk, kind, shown, reading)
        for rows, pk, path, kind, shown in (
            (Agreement.objects.all(), "pk", "", "heading", F("title")),
            (AgreementTitle.objects.all(), "agreement_id", "agreement__", "title", F("title")),
            (
                SeriesNumber.objects.all(),
                "agreement_id",
                "agreement__",
                "number",
                Concat("series", Value(" "), "number"),
            ),
        )
    ]


def _rows_of(parties: PartyIds) -> QuerySet:
    return _columns(Agreement.objects.filter(_of(parties, "")), "pk", "heading", F("title"))


def _of(parties: PartyIds, path: str) -> Q:
    """Of each party mentioned: of one of those that its name may mean. By the GIN index on the parties' ids."""
    condition = Q()
    for ids in parties:
        condition &= Q(**{f"{path}party_ids__overlap": list(ids)})
    return condition


def _columns(rows: QuerySet, pk: str, kind: str, shown: F | Concat, reading: int = 0) -> QuerySet:
    named = {
        "found": F(pk),
        "kind": Value(kind, output_field=CharField()),
        "key": F("search_key"),
        "shown": shown,
        "reading": Value(reading, output_field=IntegerField()),
    }
    return rows.order_by().annotate(**named).values_list(*named)[:MOST_ROWS]


def _read(queries: list[QuerySet]) -> list[_Row]:
    if not queries:
        return []
    first, *others = queries
    return [_Row(*row) for row in first.union(*others, all=True).order_by()]


def _exact_number(rows: Sequence[_Row], text: str) -> int | None:
    """The agreement whose series and number the text is, where there is one alone."""
    asked = _parts(" ".join(search_words(text)))
    found = {row.agreement for row in rows if row.kind == "number" and _parts(row.key) == asked}
    return found.pop() if len(found) == 1 else None


def _parts(words: str) -> list[str]:
    """Letters and digits apart, each run once, as in a search key."""
    return list(dict.fromkeys(_RUN.findall(words)))


def _found(
    rows: Sequence[_Row],
    groups: Sequence[Sequence[str]],
    *,
    on: date,
    is_exact_number: bool = False,
    read_as: tuple[str, ...] = (),
    by_most_words: bool = False,
) -> AgreementsFound:
    """The best 25 of them as agreements; one statement."""
    best: dict[int, _Row] = {}
    for row in sorted(rows, key=lambda row: _rank(row, groups)):
        best.setdefault(row.agreement, row)
    if not best:
        return AgreementsFound()
    shown = with_their_status(list(best)[:SHOWN], on=on)
    found_as = {one.pk: best[one.pk].text for one in shown if best[one.pk].text != one.title}
    return AgreementsFound(shown, found_as, len(best), is_exact_number, read_as, by_most_words)


def with_their_status(ids: Sequence[int], *, on: date) -> list[Agreement]:
    """Those agreements in that order, with ``status_code`` and ``story_step`` of the day. One statement."""
    agreements = Agreement.objects.filter(pk__in=ids).with_status(on=on).annotate(story_step=StoryOn(on))
    by_id = agreements.defer("days", "codes", "story").in_bulk()
    return [by_id[pk] for pk in ids if pk in by_id]


def _rank(row: _Row, groups: Sequence[Sequence[str]]) -> tuple[int, int, bool, int, str, int]:
    """Most of the words first, then most as whole words, then headings, then what says least besides."""
    begun, whole = row.matched(groups)
    return -begun, -whole, row.kind != "heading", len(row.key), row.text, row.agreement
