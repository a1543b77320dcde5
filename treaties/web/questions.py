"""What is asked back where a text does not name exactly two parties. Nothing is ever chosen silently."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from treaties.dates import shorten
from treaties.queries.party_keys import readable
from treaties.queries.party_search import KnownParty, PairAnswer, canonical_pair

MULTIPLE_CHOICES, BAD_REQUEST, NOT_FOUND = 300, 400, 404


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that answers the question."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Question:
    """The page that asks back.

    ``status`` is 300 where the text means several pairs, 404 where it means none, 400 where it cannot mean one.
    """

    status: int
    heading: str
    sentence: str
    typed: str
    lead: str = ""
    choices: list[Choice] = field(default_factory=list)


def question_about(typed: str, answer: PairAnswer, *, query: str = "") -> Question:
    """``query`` is the query string that the choices keep, so that the day survives the question."""
    shown = shorten(typed, 120)
    if not readable(typed):
        sentence = "A search names two countries, in at most 120 characters and without control characters."
        return Question(BAD_REQUEST, "That cannot be two countries", sentence, shown)
    if answer.choices:
        choices = [_pair(one, other, query) for one, other in answer.choices]
        return Question(MULTIPLE_CHOICES, f"“{shown}”: which one?", "It can mean several pairs.", shown, "", choices)
    if answer.twice:
        name = answer.twice.name
        sentence = f"“{shown}” names {answer.twice.sentence_name} twice. A pair is two different parties: name another."
        return Question(BAD_REQUEST, f"{name} and which other?", sentence, f"{name} ")
    return _half_understood(shown, answer, query)


def _half_understood(shown: str, answer: PairAnswer, query: str) -> Question:
    understood, rest = answer.understood, answer.rest
    if understood and rest is None:
        sentence = f"Understood: {understood.name}, and nobody else. Name the second country."
        return Question(BAD_REQUEST, f"{understood.name} and which other?", sentence, f"{shown.rstrip()} ")
    if rest and rest.choices:
        choices = [_alone(party) for party in rest.choices]
        return Question(MULTIPLE_CHOICES, f"“{shown}”: which one?", "And with whom?", shown, "", choices)
    asked = rest.asked if rest else shown
    nearest = rest.nearest if rest else ()
    lead = "The nearest names on record:" if nearest else "No name on record comes near it."
    if understood:
        choices = [_pair(understood, party, query) for party in nearest if party != understood]
        sentence = f"Understood: {understood.name}, ? No party on record is called “{asked}”."
        return Question(NOT_FOUND, f"{understood.name} and …?", sentence, shown, lead, choices)
    sentence = f"Understood: ?, ? No party on record is called “{asked}”."
    return Question(NOT_FOUND, "Which two countries?", sentence, shown, lead, [_alone(party) for party in nearest])


def _pair(one: KnownParty, other: KnownParty, query: str) -> Choice:
    address = reverse("pair", args=[canonical_pair(one.code, other.code)])
    return Choice(f"{one.name} – {other.name}", f"{address}{query}")


def _alone(party: KnownParty) -> Choice:
    return Choice(party.name, f"{reverse('home')}?{urlencode({'q': party.name})}")
