"""The site's search, for programs: a pair, a party, a number, or words of titles."""

from typing import Any

from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.search import SearchAnswer, search_answer
from treaties.api.v1.views import ReadView
from treaties.queries.agreement_search import LONGEST, AgreementsFound
from treaties.queries.party_search import known_parties
from treaties.queries.search_reading import read_search
from treaties.queries.site_search import agreements_searched


def _read_text(text: str) -> str:
    p.read_words(text)
    if len(text) > LONGEST:
        words = f"q is {len(text)} characters long; at most {LONGEST} are looked at."
        raise Problem(ProblemKind.INVALID_PARAMETER, words)
    return text


TEXT = p.Parameter(
    "q",
    "What would be typed into the search box, in any language: two parties, one party, a number in a series, words of "
    "titles; topics, statuses, forms and years narrow. Needed.",
    _read_text,
    "Azerbaijan USA defence 1997",
)


class SearchView(ReadView):
    """What a text means, and what it finds. A text that may mean several parties is answered with the choices, and one
    that means nothing with the nearest names: neither is ever decided silently, and neither is an error.

    It searches the record as it stands; the statuses are of the day.
    """

    operation = "search"
    summary = "Search"
    tag = "search"
    shape = SearchAnswer
    parameters = (TEXT, p.ON)

    def answer(self, asked: dict[str, Any], **in_path: str) -> SearchAnswer:
        if asked["q"] is None:
            raise Problem(ProblemKind.INVALID_PARAMETER, "Give q: what is searched for.", parameter="q")
        reading = read_search(known_parties(), asked["q"])
        names_only = reading.answer.slug and not reading.is_narrowed
        found = AgreementsFound() if names_only else agreements_searched(reading, asked["on"])
        return search_answer(reading, found, asked["on"], self.newest())
