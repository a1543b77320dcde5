"""What is asked back where a text does not name exactly two parties. Nothing is ever chosen silently."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from treaties.dates import shorten
from treaties.queries.party_keys import readable
from treaties.queries.party_search import KnownParty, PairAnswer, canonical_pair

OK, MULTIPLE_CHOICES, BAD_REQUEST, NOT_FOUND = 200, 300, 400, 404


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


@dataclass(frozen=True, slots=True)
class WayOut:
    """What the choices lead to: pages with ``query``, or a search that keeps the words ``also`` beside the parties."""

    query: str = ""
    also: str = ""

    def pair(self, one: KnownParty, other: KnownParty) -> Choice:
        slug = canonical_pair(one.code, other.code)
        url = self.search(slug) if self.also else f"{reverse('pair', args=[slug])}{self.query}"
        return Choice(f"{one.name} – {other.name}", url)

    def alone(self, party: KnownParty) -> Choice:
        return Choice(party.name, self.search(party.name))

    def search(self, parties: str) -> str:
        return searched_for(f"{parties} {self.also}", self.query)


def searched_for(text: str, query: str) -> str:
    """The address of a search; of the home page where nothing is left to look for."""
    if not text.strip():
        return f"{reverse('home')}{query}"
    kept = f"&{query.removeprefix('?')}" if query else ""
    return f"{reverse('home')}?{urlencode({'q': text.strip()})}{kept}"


def question_about(typed: str, answer: PairAnswer, *, query: str = "", also: str = "") -> Question:
    """``query`` is the query string that the choices keep, so that the day survives the question; ``also`` the words
    that narrow, which ``answer`` does not hold."""
    shown, out = shorten(typed, 120), WayOut(query, also)
    if not readable(typed):
        sentence = _(
            "A search names two countries in at most 120 characters, or a title in at most 400, "
            "without control characters."
        )
        return Question(BAD_REQUEST, _("That cannot be two countries"), sentence, shorten(typed, 400), query=query)
    if answer.choices:
        choices = [out.pair(one, other) for one, other in answer.choices]
        heading = _("“%(text)s”: which one?") % {"text": shown}
        return Question(MULTIPLE_CHOICES, heading, _("It can mean several pairs."), shown, "", choices, query)
    if answer.twice:
        names = {"name": answer.twice.name, "party": answer.twice.sentence_name, "text": shown}
        sentence = _("“%(text)s” names %(party)s twice. A pair is two different parties: name another.") % names
        return Question(BAD_REQUEST, _("%(name)s and which other?") % names, sentence, f"{names['name']} ", query=query)
    if answer.offered:
        return _did_you_mean(shown, answer, out)
    return _half_understood(shown, answer, out)


def _did_you_mean(shown: str, answer: PairAnswer, out: WayOut) -> Question:
    """Several parties among other words, or names with slips: as links, the likeliest first."""
    choices = [out.pair(one, other) for one, other in answer.offered]
    names = {"one": answer.offered[0][0].sentence_name, "other": answer.offered[0][1].sentence_name, "text": shown}
    only = _("Did you mean %(one)s and %(other)s?") % names if len(choices) == 1 else ""
    if len(answer.mentioned) > 1:
        lead = _("What binds the two:") if only else _("A pair is two of them:")
        sentence = _("Understood: %(names)s.") % {"names": ", ".join(map(either, answer.mentioned))}
        heading = only or _("“%(text)s”: which pair?") % names
        return Question(MULTIPLE_CHOICES, heading, sentence, shown, lead, choices, out.query)
    names["understood"] = either(answer.mentioned[0]) if answer.mentioned else "?"
    sentence = _("Understood: %(understood)s, ? No two parties on record are called “%(text)s”.") % names
    heading = only or _("Did you mean one of these?")
    return Question(NOT_FOUND, heading, sentence, shown, _("The nearest:"), choices, out.query)


def _half_understood(shown: str, answer: PairAnswer, out: WayOut) -> Question:
    understood, rest = answer.understood, answer.rest
    if understood and rest is None:
        name = {"name": understood.name}
        sentence = _("Understood: %(name)s, and nobody else. Name the second country.") % name
        heading = _("%(name)s and which other?") % name
        return Question(BAD_REQUEST, heading, sentence, f"{understood.name} ", query=out.query)
    if rest and rest.choices:
        choices = [out.alone(party) for party in rest.choices]
        heading = _("“%(text)s”: which one?") % {"text": shown}
        return Question(MULTIPLE_CHOICES, heading, _("And with whom?"), shown, "", choices, out.query)
    names = {"asked": rest.asked if rest else shown, "name": understood.name if understood else ""}
    nearest = rest.nearest if rest else ()
    lead = _("The nearest names on record:") if nearest else _("No name on record comes near it.")
    if understood:
        choices = [out.pair(understood, party) for party in nearest if party != understood]
        sentence = _("Understood: %(name)s, ? No party on record is called “%(asked)s”.") % names
        return Question(NOT_FOUND, _("%(name)s and …?") % names, sentence, shown, lead, choices, out.query)
    choices = [out.alone(party) for party in nearest]
    sentence = _("Understood: ?, ? No party on record is called “%(asked)s”.") % names
    heading = _("Which two countries?")
    if rest and rest.is_near:
        heading, one = _("Did you mean one of these?"), {"party": nearest[0].sentence_name}
        heading = _("Did you mean %(party)s?") % one if len(nearest) == 1 else heading
    return Question(NOT_FOUND, heading, sentence, shown, lead, choices, out.query)


def either(parties: tuple[KnownParty, ...]) -> str:
    return _(" or ").join(party.name for party in parties)
