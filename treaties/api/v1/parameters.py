"""Query parameters: each says how it is read, and the same declaration is what the schema describes.

What is not declared is refused by name, and so is a parameter given twice: a misspelt filter never widens an answer.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone
from rest_framework.request import Request

from treaties.api.v1.cursors import NotACursor, position_in
from treaties.api.v1.naming import pair_named, parties_of, party_named
from treaties.api.v1.problems import Problem, ProblemKind, several
from treaties.dates import DateNotUnderstood, read_day, read_first_day, shorten
from treaties.models import Agreement, Party, Source
from treaties.models.search_keys import search_words
from treaties.queries.keyset import Position
from treaties.queries.knowledge import (
    AfterTheRecord,
    BeforeTheRecord,
    Knowledge,
    NotKnowledge,
    knowledge_at,
    latest_knowledge,
)
from treaties.queries.lists import Mended
from treaties.queries.party_search import find_pair
from treaties.vocabulary import Act, PairGroup, PartyKind, Status, Word

MOST_PER_PAGE = 100
PER_PAGE = 25
MOST_TOLD = 20
"""Words of a vocabulary whose meanings are told with a parameter."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """``read`` makes the value of the text, or raises a Problem; ``default`` makes it where the parameter is absent.
    ``words`` is the vocabulary that the value is one of."""

    name: str
    description: str
    read: Callable[[str], Any]
    example: str | int = ""
    default: Callable[[], Any] = lambda: None
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    words: type[Word] | type[Status] | None = None


def read_parameters(
    request: Request,
    accepted: Sequence[Parameter],
    *,
    at_hand: Mapping[Callable[[], Any], Callable[[], Any]] | None = None,
) -> dict[str, Any]:
    """The value of every accepted parameter by name; ``at_hand`` says what makes those that are absent, in the place of
    some of their defaults. Raises Problem: one, or one that lists them all."""
    given = request.query_params
    problems = [_unknown(name, accepted) for name in given if name not in {one.name for one in accepted}]
    values = {}
    for parameter in accepted:
        if parameter.name not in given:
            continue
        try:
            values[parameter.name] = _value(parameter, given.getlist(parameter.name))
        except Problem as problem:
            problem.parameter = parameter.name
            problems.append(problem)
    if problems:
        raise several(problems)
    makes = at_hand or {}
    absent = {one.name: makes.get(one.default, one.default)() for one in accepted if one.name not in given}
    return values | absent


def _value(parameter: Parameter, texts: list[str]) -> Any:
    if len(texts) > 1:
        words = f"{parameter.name} is given {len(texts)} times; give it once."
        raise Problem(ProblemKind.REPEATED_PARAMETER, words)
    unreadable = next((character for character in texts[0] if _is_unreadable(character)), None)
    if unreadable:
        words = f"{parameter.name} holds a character that cannot be read here (U+{ord(unreadable):04X})."
        raise Problem(ProblemKind.INVALID_PARAMETER, words)
    return parameter.read(texts[0])


def _is_unreadable(character: str) -> bool:
    """Control characters, lone surrogates, and what stands for bytes that were no UTF-8."""
    return unicodedata.category(character) in ("Cc", "Cs") or character == "\ufffd"


def _unknown(name: str, accepted: Sequence[Parameter]) -> Problem:
    names = [one.name for one in accepted]
    may = f"Accepted: {', '.join(names)}." if names else "None is accepted."
    words = f"The parameter “{shorten(name)}” is not known here. {may}"
    return Problem(ProblemKind.UNKNOWN_PARAMETER, words, parameter=shorten(name), accepted=names)


def _read_day(text: str) -> date:
    try:
        return read_day(text)
    except DateNotUnderstood as error:
        raise Problem(ProblemKind.INVALID_DAY, str(error)) from None


def read_bound(text: str) -> date:
    """A month or a year means its first day. Raises Problem."""
    try:
        return read_first_day(text)
    except DateNotUnderstood as error:
        raise Problem(ProblemKind.INVALID_DAY, str(error)) from None


def _read_knowledge(text: str) -> Knowledge:
    try:
        return knowledge_at(text)
    except BeforeTheRecord as error:
        raise Problem(ProblemKind.BEFORE_THE_RECORD, str(error)) from None
    except AfterTheRecord as error:
        raise Problem(ProblemKind.UNKNOWN_BLOCK, str(error)) from None
    except NotKnowledge as error:
        raise Problem(ProblemKind.INVALID_KNOWLEDGE, str(error)) from None


def whole_number(name: str, *, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= most:
            return int(text)
        words = f"{name} is a whole number from 1 to {most}, and not “{shorten(text)}”."
        raise Problem(ProblemKind.INVALID_PARAMETER, words)

    return read


def read_words(text: str) -> str:
    """Raises Problem: nothing in it can be looked for."""
    if search_words(text):
        return text
    raise Problem(ProblemKind.INVALID_PARAMETER, "q holds no word to search for.")


def read_party(text: str) -> Party:
    return Party.objects.get(pk=party_named(text).id)


def _read_one_party(text: str) -> Party:
    """Where two are asked about by another parameter. Raises Problem."""
    try:
        return read_party(text)
    except Problem as problem:
        slug = find_pair(text).slug if problem.kind is ProblemKind.UNKNOWN_PARTY else None
        if slug is None:
            raise
    words = f"party is one party; for two use pair={slug}, and not “{shorten(text)}”."
    raise Problem(ProblemKind.INVALID_PARAMETER, words)


def _read_pair(text: str) -> tuple[Party, Party]:
    return parties_of(pair_named(text))


def _read_agreement(text: str) -> Agreement:
    if found := Agreement.objects.filter(slug=text).defer("days", "codes", "story").first():
        return found
    words = f"No agreement is on record under “{shorten(text)}”; the slugs are in /api/v1/agreements/."
    raise Problem(ProblemKind.UNKNOWN_AGREEMENT, words)


def _read_source(text: str) -> Source:
    if found := Source.objects.filter(slug=text).first():
        return found
    words = f"No source is on record under “{shorten(text)}”; facts name their sources by slug."
    raise Problem(ProblemKind.INVALID_PARAMETER, words)


def one_of(words: type[Word], name: str) -> Callable[[str], Word]:
    def read(text: str) -> Word:
        if text in list(words):
            return words(text)
        accepted = ", ".join(words)
        raise Problem(ProblemKind.INVALID_PARAMETER, f"{name} is one of {accepted}, and not “{shorten(text)}”.")

    return read


def choice(words: type[Word], name: str, description: str, *, example: Word, default: Word | None = None) -> Parameter:
    """A parameter whose value is one word of a vocabulary."""
    schema = {"default": str(default)} if default else {}
    read, text = one_of(words, name), with_meanings(description, words)
    return Parameter(name, text, read, str(example), default=lambda: default, schema=schema, words=words)


def with_meanings(description: str, words: type[Word] | type[Status]) -> str:
    """Those of a long vocabulary are told once, where it is described itself."""
    if len(words) > MOST_TOLD:
        return f"{description} What each word means is told at the schema `{words.__name__}`."
    return "\n".join([description, "", *(f"* `{word}`: {word.label}" for word in words)])


def cursor(of: str, *, sort: Callable[[str], str | date] = str) -> Parameter:
    """The cursor of the list ``of``, whose sort value is read by ``sort``."""

    def read(text: str) -> Position:
        try:
            return position_in(text, of=of, sort=sort)
        except NotACursor:
            words = "This cursor was not given out by this list; take the address in “next” as it is."
            raise Problem(ProblemKind.INVALID_CURSOR, words) from None

    words = "Where the page begins. Not to be made by hand: follow `next`."
    return Parameter("cursor", words, read)


def today() -> date:
    return timezone.now().date()


def block_of(asked: dict[str, Any], name: str = "known_at") -> int | None:
    """The block whose state of knowledge is asked about: the last one where none is named; ``None`` while the record is
    empty. An answer is made as of that block, so that what is written meanwhile is not half in it."""
    return asked[name].no if asked[name] else None


def as_known(asked: dict[str, Any]) -> str:
    """For a sentence that says that nothing is there as of an earlier block: it may have come with a later one."""
    knowledge = asked["known_at"]
    return f" as of block {knowledge.no}" if knowledge and not knowledge.is_latest else ""


ON = Parameter(
    "on",
    "The day that is asked about. A month or a year means its last day. Today (UTC) where it is left out.",
    _read_day,
    "2024-10-05",
    default=today,
)
KNOWN_AT = Parameter(
    "known_at",
    "The state of knowledge that is asked about: the number of a block of the journal, or a moment (RFC 3339), which "
    "means the last block at or before it. The latest block where it is left out. The answer says which one it was.",
    _read_knowledge,
    "2",
    default=latest_knowledge,
)
FROM_ON = Parameter(
    "from_on",
    "The day that is compared from. The same as `on` where it is left out.",
    _read_day,
    "2013-01-01",
)
FROM_KNOWN_AT = Parameter(
    "from_known_at",
    "The state of knowledge that is compared from, as in `known_at`, and not later. The same as `known_at` where it is "
    "left out.",
    _read_knowledge,
    "1",
)
PAIR = Parameter(
    "pair",
    "Two parties, by code or by name in any language on record. Not together with `party`.",
    _read_pair,
    "AZ-US",
)
BETWEEN = replace(PAIR, description=f"{PAIR.description.partition(' Not')[0]} Not together with `agreement`.")
PARTY = Parameter("party", "One party, by code or by name in any language on record.", _read_one_party, "AZ")
WORDS = Parameter(
    "q",
    "Words of titles, short titles and series numbers. Each must begin a word there; case and accents do not count.",
    read_words,
    "TIAS 13093",
)
NAMES = Parameter("q", "A code, or words that begin words of a name, in any language on record.", read_words, "azerb")
GROUP = choice(
    PairGroup,
    "status",
    "How the agreement stands on the day: between the two of `pair`, for `party`, or as a whole. A text that is "
    "adopted and signed by nobody yet counts as signed.",
    example=PairGroup.IN_FORCE,
)
AGREEMENT = Parameter("agreement", "The slug of an agreement.", _read_agreement, "bit-azerbaijan-united-states-1997")
SOURCE = Parameter("source", "The slug of a source.", _read_source, "tias-03-507")
FROM = Parameter(
    "from",
    "The first day that is asked about. A month or a year means its first day. Today (UTC) where it is left out.",
    read_bound,
    "2026-01-01",
    default=today,
)
UNTIL = Parameter(
    "until",
    "The last day that is asked about: it is part of the span, as nowhere else. A month or a year means its last day.",
    _read_day,
    "2027-12-31",
)
ABOUT = replace(AGREEMENT, description="The slug of an agreement. Not together with `pair`.")
MENDED = choice(
    Mended,
    "mended",
    "Whether acts that were corrected or retracted are listed.",
    example=Mended.WITH,
    default=Mended.WITHOUT,
)
ACT = choice(Act, "act", "The kind of act.", example=Act.ENTRY_INTO_FORCE)
BY = Parameter("party", "The party whose own act it is, by code or name.", _read_one_party, "AZ")
KIND = choice(PartyKind, "kind", "The kind of party.", example=PartyKind.STATE)
PAGE_SIZE = Parameter(
    "page_size",
    "How many items a page holds.",
    whole_number("page_size", most=MOST_PER_PAGE),
    PER_PAGE,
    default=lambda: PER_PAGE,
    schema={"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
)


def refuse_pair_with(other: str, asked: dict[str, Any]) -> None:
    """Raises Problem."""
    if asked["pair"] and asked[other]:
        raise Problem(ProblemKind.INVALID_PARAMETER, f"Give pair or {other}, and not both.", parameter=other)
