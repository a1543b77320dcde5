"""Parties and pairs that a request names, in any resolvable form; or a problem with choices, never a silent guess."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NoReturn

from django.urls import reverse

from treaties.api.v1.problems import Problem, ProblemKind
from treaties.models import Party
from treaties.queries.party_search import KnownParty, PairAnswer, canonical_pair, find_pair, find_party

type KnownPair = tuple[KnownParty, KnownParty]


def party_named(text: str, *, unknown: int = HTTPStatus.BAD_REQUEST) -> KnownParty:
    """``unknown`` is the status of the problem: 404 where the name is part of the address. Raises Problem."""
    answer = find_party(text)
    if answer.party:
        return answer.party
    if answer.choices:
        words = f"“{answer.asked}” may mean {_in_words(answer.choices)}: say which."
        raise Problem(ProblemKind.AMBIGUOUS_PARTY, words, choices=[_choice(one) for one in answer.choices])
    words = f"No party is called “{answer.asked}”.{_nearest_in_words(answer.nearest)}"
    nearest = [_choice(one) for one in answer.nearest]
    raise Problem(ProblemKind.UNKNOWN_PARTY, words, status=unknown, nearest=nearest)


def pair_named(text: str, *, unknown: int = HTTPStatus.BAD_REQUEST) -> KnownPair:
    """In the order of their codes, as in the address. Raises Problem."""
    answer = find_pair(text)
    return answer.pair or _no_pair(answer, unknown)


def _no_pair(answer: PairAnswer, unknown: int) -> NoReturn:
    if answer.choices:
        choices = [_pair_choice(one, other) for one, other in answer.choices]
        words = f"“{answer.asked}” may mean {' or '.join(choice['pair'] for choice in choices)}: say which."
        raise Problem(ProblemKind.AMBIGUOUS_PAIR, words, choices=choices)
    if answer.twice:
        words = f"“{answer.asked}” is {answer.twice.sentence_name} twice; a pair is two different parties."
        raise Problem(ProblemKind.ONE_PARTY_TWICE, words)
    words = f"“{answer.asked}” does not name two parties; write AZ-US."
    members: dict[str, Any] = {}
    if answer.understood:
        words = f"“{answer.asked}” names {answer.understood.sentence_name}, and no second party; write AZ-US."
        members["understood"] = _choice(answer.understood)
    if answer.offered:
        pairs = [_pair_choice(one, other) for one, other in answer.offered]
        words = f"“{answer.asked}” does not name two parties; it is near {' and '.join(one['pair'] for one in pairs)}."
        members["choices"] = pairs
    if nearest := _nearest(answer):
        words += _nearest_in_words(nearest)
        members["nearest"] = [_choice(one) for one in nearest]
    raise Problem(ProblemKind.UNKNOWN_PAIR, words, status=unknown, **members)


def _nearest(answer: PairAnswer) -> tuple[KnownParty, ...]:
    """Parties with names like what was not understood: of the pairs that are near, else of the rest of the text."""
    if answer.offered:
        return tuple(dict.fromkeys(one for pair in answer.offered for one in pair if one != answer.understood))
    return answer.rest.nearest if answer.rest else ()


def parties_of(pair: KnownPair) -> tuple[Party, Party]:
    """One statement."""
    found = Party.objects.in_bulk([one.id for one in pair])
    return found[pair[0].id], found[pair[1].id]


def slug_of(pair: KnownPair) -> str:
    return canonical_pair(pair[0].code, pair[1].code)


def _choice(party: KnownParty) -> dict[str, Any]:
    return {"code": party.code, "name": party.name, "url": reverse("api-party", args=[party.code])}


def _pair_choice(one: KnownParty, other: KnownParty) -> dict[str, Any]:
    slug = slug_of((one, other))
    return {"pair": slug, "names": [one.name, other.name], "url": reverse("api-pair", args=[slug])}


def _in_words(parties: Iterable[KnownParty]) -> str:
    return " or ".join(f"{party.name} ({party.code})" for party in parties)


def _nearest_in_words(parties: tuple[KnownParty, ...]) -> str:
    return f" Nearest: {_in_words(parties)}." if parties else ""
