"""The example on the home page: a real answer, read from the record."""

from dataclasses import dataclass
from datetime import date

from treaties.queries.country_pair import country_pair
from treaties.queries.pair_details import two_parties
from treaties.queries.party_search import canonical_pair
from treaties.web.days import AskedDay, today
from treaties.web.sentences import Sentence, answer, explanations

PAIR = "AZ", "US"
DAY = date(2024, 10, 5)


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    slug: str
    query: str
    answer: Sentence
    explanations: list[Sentence]


def example() -> Example | None:
    """Two statements; ``None`` while the record holds nothing to show."""
    try:
        one, other = two_parties(*PAIR)
    except KeyError:
        return None
    day = AskedDay(DAY, today())
    pair = country_pair(one, other, on=day.on)
    if not pair.rows:
        return None
    name, slug = f"{one.name} – {other.name}", canonical_pair(*PAIR)
    return Example(name, slug, day.query, answer(pair, day.tense), explanations(pair, day.tense))
