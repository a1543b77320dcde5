"""What the sentences of the pages are made of: messages with named places, and what stands in these, links too.

Each sentence is one message, or clauses that a message of its own joins, so that every language has its own order.
“Said”, “called”, “on record”: never more than the record bears.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from django.utils.translation import gettext as _

from treaties.dates import PartialDate
from treaties.web.days import Tense


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. ``strong`` stands in it in bold, after what is ``before``; with an ``anchor`` the whole run leads
    to that place of the page, or of the one with the address ``page``."""

    text: str = ""
    strong: str = ""
    anchor: str = ""
    page: str = ""
    before: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.strong}{self.text}"


type Sentence = tuple[Piece, ...]
type Part = str | int | Piece | Sentence
"""What a place of a message takes; a sentence within another keeps its links."""

_PLACE = re.compile(r"\[(?P<before>[^\[\]{}]*)\{(?P<run>\w+)\}(?P<after>[^\[\]{}]*)\]|\{(?P<name>\w+)\}", re.ASCII)


class MessageDoesNotFit(UserWarning):
    """A message, most likely a translation, has other places than there is to say. Tests fail of it; a reader sees the
    rest of the sentence, and the name of an unknown place."""


def composed(message: str, **parts: Part) -> Sentence:
    """The message, translated before, with its places taken: ``{n} is uncertain``. What is in square brackets with a
    place belongs to its link: ``[{n} bilateral agreements] were in force``. The parts themselves are not read."""
    found: list[Piece] = []
    end = 0
    for match in _PLACE.finditer(message):
        found.append(Piece(message[end : match.start()]))
        name, end = match["run"] or match["name"], match.end()
        pieces = _pieces(parts.get(name, f"{{{name}}}"))
        found += _in_one_run(match["before"] or "", pieces, match["after"] or "")
    if places(message) != parts.keys():
        differing = ", ".join(sorted(places(message) ^ parts.keys()))
        warnings.warn(f"“{message}” does not fit: {differing}", MessageDoesNotFit, stacklevel=2)
    return tuple(piece for piece in (*found, Piece(message[end:])) if str(piece))


def filled(message: str, **parts: Part) -> str:
    """The same as plain text."""
    return plain(composed(message, **parts))


def places(message: str) -> set[str]:
    """The names of its places."""
    return {match["run"] or match["name"] for match in _PLACE.finditer(message)}


def joined(parts: Iterable[Part], message: str) -> Sentence:
    """All of them, two at a time, by a message with the places ``first`` and ``then``."""
    found = [_pieces(part) for part in parts]
    return reduce(lambda first, then: composed(message, first=first, then=then), found) if found else ()


def _pieces(part: Part) -> Sentence:
    if isinstance(part, Piece):
        return (part,)
    return part if isinstance(part, tuple) else (Piece(str(part)),)


def _in_one_run(before: str, pieces: Sentence, after: str) -> Sentence:
    if not (before or after) or not pieces:
        return pieces
    opened = (replace(pieces[0], before=f"{before}{pieces[0].before}"), *pieces[1:])
    return *opened[:-1], replace(opened[-1], text=f"{opened[-1].text}{after}")


def plain(sentence: Iterable[Piece]) -> str:
    """The sentence as it is quoted, without links."""
    return "".join(str(piece) for piece in sentence)


def capitalised(text: str) -> str:
    """The first letter in upper case, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def count(number: int, *, to: str) -> Piece:
    """A number that leads to the list ``to``."""
    return Piece(strong=str(number), anchor=to)


def in_tense(tense: Tense, *, past: str, present: str, future: str) -> str:
    """The message for a day gone by, for today, or for a day to come."""
    return {Tense.PAST: past, Tense.PRESENT: present, Tense.FUTURE: future}[tense]


def imprecise_day(partial: PartialDate) -> str:
    """``2024``, ``some day between December 2018 and 2019``: as it is known, where it is said to be known so only."""
    words = partial.words()
    return some_day(partial) if words.startswith(_SPANS) else words


def some_day(partial: PartialDate) -> str:
    """``5 October 2024``, ``some day in 1976``, ``some day between December 2018 and 2019``, ``about 1990``."""
    words = partial.words()
    if partial.is_exact or words.startswith("about "):
        return words
    if words.startswith(_SPANS):
        return filled(_("some day {span}"), span=words)
    return filled(_("some day in {time}"), time=words)


_SPANS = ("between ", "by ", "on or after ")
