"""What is asked back where a text does not name exactly two parties. Nothing is ever chosen silently."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

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
    query: str = ""
    """The query string that every way out keeps: ``?on=2024-10-05``, or nothing."""

    note: str = ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The same as the hidden fields of a form."""
        return parse_qsl(self.query.removeprefix("?"), keep_blank_values=True)


def question_about(typed: str, answer: PairAnswer, *, query: str = "") -> Question:
    """``query`` is the query string that the choices keep, so that the day survives the question."""
    shown = shorten(typed, 120)
    if not readable(typed):
        sentence = (
            "A search names two countries in at most 120 characters, or a title in at most 400, "
            "without control characters."
        )
        return Question(BAD_REQUEST, "That cannot be two countries", sentence, shorten(typed, 400), query=query)
    if answer.choices:
        choices = [_pair(one, other, query) for one, other in answer.choices]
        heading, sentence = f"“{shown}”: which one?", "It can mean several pairs."
        return Question(MULTIPLE_CHOICES, heading, sentence, shown, "", choices, query)
    if answer.twice:
        name = answer.twice.name
        sentence = f"“{shown}” names {answer.twice.sentence_name} twice. A pair is two different parties: name another."
        return Question(BAD_REQUEST, f"{name} and which other?", sentence, f"{name} ", query=query)
    if answer.offered:
        return _did_you_mean(shown, answer, query)
    return _half_understood(shown, answer, query)


def _did_you_mean(shown: str, answer: PairAnswer, query: str) -> Question:
    """Several parties among other words, or names with slips: as links, the likeliest first."""
    choices = [_pair(one, other, query) for one, other in answer.offered]
    one, other = answer.offered[0]
    only = f"Did you mean {one.sentence_name} and {other.sentence_name}?" if len(choices) == 1 else ""
    if len(answer.mentioned) > 1:
        lead = "What binds the two:" if only else "A pair is two of them:"
        sentence = f"Understood: {', '.join(map(_either, answer.mentioned))}."
        return Question(MULTIPLE_CHOICES, only or f"“{shown}”: which pair?", sentence, shown, lead, choices, query)
    heading = only or "Did you mean one of these?"
    understood = _either(answer.mentioned[0]) if answer.mentioned else "?"
    sentence = f"Understood: {understood}, ? No two parties on record are called “{shown}”."
    return Question(NOT_FOUND, heading, sentence, shown, "The nearest:", choices, query)


def _half_understood(shown: str, answer: PairAnswer, query: str) -> Question:
    understood, rest = answer.understood, answer.rest
    if understood and rest is None:
        sentence = f"Understood: {understood.name}, and nobody else. Name the second country."
        heading, typed = f"{understood.name} and which other?", f"{understood.name} "
        return Question(BAD_REQUEST, heading, sentence, typed, query=query)
    if rest and rest.choices:
        choices = [_alone(party, query) for party in rest.choices]
        return Question(MULTIPLE_CHOICES, f"“{shown}”: which one?", "And with whom?", shown, "", choices, query)
    asked = rest.asked if rest else shown
    nearest = rest.nearest if rest else ()
    lead = "The nearest names on record:" if nearest else "No name on record comes near it."
    if understood:
        choices = [_pair(understood, party, query) for party in nearest if party != understood]
        sentence = f"Understood: {understood.name}, ? No party on record is called “{asked}”."
        return Question(NOT_FOUND, f"{understood.name} and …?", sentence, shown, lead, choices, query)
    choices = [_alone(party, query) for party in nearest]
    sentence = f"Understood: ?, ? No party on record is called “{asked}”."
    return Question(NOT_FOUND, "Which two countries?", sentence, shown, lead, choices, query)


def _either(parties: tuple[KnownParty, ...]) -> str:
    return " or ".join(party.name for party in parties)


def _pair(one: KnownParty, other: KnownParty, query: str) -> Choice:
    address = reverse("pair", args=[canonical_pair(one.code, other.code)])
    return Choice(f"{one.name} – {other.name}", f"{address}{query}")


def _alone(party: KnownParty, query: str) -> Choice:
    kept = f"&{query.removeprefix('?')}" if query else ""
    return Choice(party.name, f"{reverse('home')}?{urlencode({'q': party.name})}{kept}")
