"""The page of hits: what was understood of the text, and the agreements found by its words."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from treaties.dates import shorten
from treaties.queries.agreement_search import LONGEST, AgreementsFound, find_agreements, find_agreements_forgiving
from treaties.queries.party_keys import readable
from treaties.queries.party_search import PairAnswer
from treaties.web.agreement_page import ListedAgreement
from treaties.web.days import AskedDay
from treaties.web.questions import MULTIPLE_CHOICES, NOT_FOUND, Question

OK = 200


@dataclass(frozen=True, slots=True)
class Hit(ListedAgreement):
    """One agreement found; ``found_as`` is the title or number that has the words, where another one heads its page."""

    found_as: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    question: Question
    """What is asked back about the parties, shown where it says anything."""
    found: AgreementsFound
    day: AskedDay
    says_parties: bool
    """Whether the text named a party, or something near two."""

    @property
    def status(self) -> int:
        """200 where agreements were found; still 300 where the text means several parties, for that is asked first."""
        return MULTIPLE_CHOICES if self.question.status == MULTIPLE_CHOICES else OK

    @property
    def shown(self) -> str:
        """What was typed, short enough for a heading."""
        return shorten(self.question.typed, 80)

    @property
    def hits(self) -> list[Hit]:
        found_as = self.found.found_as or {}
        return [Hit(agreement, found_as.get(agreement.pk, "")) for agreement in self.found.agreements]

    @property
    def more(self) -> int:
        return self.found.total - len(self.found.agreements)


def agreements_meant(typed: str, answer: PairAnswer, *, day: AskedDay) -> AgreementsFound:
    """What the text finds where it is no pair; forgiving only where it names or nearly names nobody."""
    if not readable(typed, longest=LONGEST) or answer.choices or answer.twice:
        return AgreementsFound()
    parties = [[party.id for party in parties] for parties in answer.mentioned]
    found = find_agreements(typed, on=day.on, parties=parties, words=answer.words)
    if found.agreements or answer.offered or (parties and not answer.words):
        return found
    return find_agreements_forgiving(typed, on=day.on, parties=parties, words=answer.words)


def nothing_found(question: Question, answer: PairAnswer) -> Question:
    """The question, which says that no agreement has the words either, where they were looked for in titles."""
    if question.status != NOT_FOUND or answer.offered:
        return question
    return replace(question, note="No title or series number on record has these words either.")


def search_page(question: Question, answer: PairAnswer, found: AgreementsFound, day: AskedDay) -> SearchPage:
    """For the page: what is understood of the parties, and the agreements."""
    near = bool(answer.rest and answer.rest.is_near)
    if answer.mentioned and not answer.offered and question.status == NOT_FOUND:
        # The rest of the text is no party, but words that were found.
        names = ", ".join(" or ".join(party.name for party in parties) for parties in answer.mentioned)
        sentence = f"Understood: {names}. Name a second country for what binds the two."
        question = replace(question, heading=f"{names} and …?", sentence=sentence, lead="", choices=[])
    return SearchPage(question, found, day, says_parties=bool(answer.mentioned or answer.offered or near))


def kept_query(request: HttpRequest, day: AskedDay) -> str:
    """The query string that a search hands on: its day as it was understood, and whatever else the address holds."""
    kept = [(name, value) for name, values in request.GET.lists() if name not in ("q", "on") for value in values]
    asked = ([("on", day.on.isoformat())] if day.is_given else []) + kept
    return f"?{urlencode(asked)}" if asked else ""
