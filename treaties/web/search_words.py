"""What a search was understood as, in words that can each be left out, and as the filters of a pair's page."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from treaties.queries.asked_words import Kind, Meaning
from treaties.queries.party_search import canonical_pair
from treaties.queries.search_reading import Reading
from treaties.web.questions import Choice, either, searched_for

MANY = 3
YEARS_OF_A_DECADE = 9


@dataclass(frozen=True, slots=True)
class Chip:
    """``without`` is the address of the search that leaves this out; empty where it cannot be left out."""

    words: str
    without: str = ""


def chips_of(reading: Reading, query: str, *, with_words: bool = True) -> list[Chip]:
    """The parties, then what narrows, then the words that are looked for in titles, if asked."""
    wanted, words = reading.narrowed.wanted, reading.words
    chips = [
        Chip(either(parties), _without_party(reading, place, query)) for place, parties in enumerate(reading.parties)
    ]
    chips += [Chip(meaning_in_words(one.meaning, one.typed), searched_for(one.without, query)) for one in wanted]
    if words and with_words:
        certain = [parties[0].name for parties in reading.parties if len(parties) == 1]
        whole = len(certain) == len(reading.parties)
        chips.append(Chip(f"“{words}”", searched_for(_joined(*certain, reading.also), query) if whole else ""))
    return chips


def _without_party(reading: Reading, place: int, query: str) -> str:
    others = [parties for number, parties in enumerate(reading.parties) if number != place]
    if any(len(parties) > 1 for parties in others):
        return ""
    return searched_for(_joined(*(parties[0].name for parties in others), reading.words, reading.also), query)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def meaning_in_words(meaning: Meaning, typed: str) -> str:
    """``topic defence and security``, ``year 2013``, ``status ended``."""
    labels = [value.label for value in meaning.values]
    said = {"what": typed if len(labels) > MANY else _(" or ").join(labels)}
    first, last = meaning.years
    match meaning.kind:
        case Kind.TOPIC:
            return _("topic %(what)s") % said
        case Kind.NATURE:
            return _("nature %(what)s") % said
        case Kind.FORM:
            return _("form %(what)s") % said
        case Kind.YEARS:
            return _("year %(year)s") % {"year": first} if first == last else f"{first}–{last}"
    if meaning.reason:
        return _("status %(what)s, first those %(reason)s") % (said | {"reason": meaning.reason.label})
    return _("status %(what)s") % said


def pair_narrowed(reading: Reading, query: str) -> Choice | None:
    """The page of the pair, narrowed by as much of the search as it can be narrowed by."""
    if reading.pair is None:
        return None
    one, other = reading.pair
    filters = list(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    for wanted in reading.narrowed.wanted:
        meaning = wanted.meaning
        if meaning.kind is Kind.YEARS:
            first, last = meaning.years
            if last - first == YEARS_OF_A_DECADE:
                filters.append(("decade", str(first)))
        else:
            filters += [(str(meaning.kind), str(value)) for value in meaning.values]
    if reading.words:
        filters.append(("text", reading.words))
    address = reverse("pair", args=[canonical_pair(one.code, other.code)])
    asked = urlencode(list(dict.fromkeys(filters)))
    return Choice(f"{one.name} – {other.name}", f"{address}?{asked}" if asked else address)
