"""The page of hits: what was understood of the text, and the parties and agreements that it finds."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from treaties.dates import shorten
from treaties.queries.agreement_search import LONGEST, AgreementsFound
from treaties.queries.party_known_as import known_as
from treaties.queries.party_search import known_parties
from treaties.queries.search_reading import Reading, read_search
from treaties.queries.site_search import asks_back, found_by_text, found_narrowed, found_plainly
from treaties.web.agreement_listed import ListedAgreement
from treaties.web.days import AskedDay
from treaties.web.questions import MULTIPLE_CHOICES, NOT_FOUND, OK, Choice, Question, either, question_about
from treaties.web.search_words import Chip, chips_of, pair_narrowed


@dataclass(frozen=True, slots=True)
class Hit(ListedAgreement):
    """One agreement found; ``found_as`` is the title or number that has the words, where another one heads its page."""

    found_as: str = ""
    between: str = ""
    """Where it stands between the two parties, if the search names two."""


@dataclass(frozen=True, slots=True)
class PartyHit:
    """The one party that the text means; ``note`` where the name is a former one, or the party is gone."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    question: Question
    """What is asked back about the parties, shown where it says anything."""
    found: AgreementsFound
    day: AskedDay
    says_parties: bool = False
    """Whether the text named a party, or something near two."""
    chips: list[Chip] = field(default_factory=list)
    """What was understood, where words narrow: each leads to the search without it."""
    party: PartyHit | None = None
    pair: Choice | None = None
    """The page of the pair that was named among words that narrow, with as many of them as it has filters for."""
    one_party: Choice | None = None
    """The page of the only party that was."""

    @property
    def status(self) -> int:
        """300 where the text means several parties, for that is asked first; the question's, or 404, where nothing
        comes of it."""
        if self.question.status == MULTIPLE_CHOICES:
            return MULTIPLE_CHOICES
        if self.found.agreements or self.party or self.pair or self.one_party:
            return OK
        return NOT_FOUND if self.question.status == OK else self.question.status

    @property
    def is_question(self) -> bool:
        """Nothing is found, and nothing narrowed: there is only something to ask back."""
        return not (self.found.agreements or self.chips or self.party)

    @property
    def says_none(self) -> bool:
        """Agreements were looked for, and none is found; where something is asked back first, they were not."""
        return not self.found.agreements and not (self.chips and self.says_parties)

    @property
    def shown(self) -> str:
        """What was typed, short enough for a heading."""
        return shorten(self.question.typed.strip(), 80)

    @property
    def hits(self) -> list[Hit]:
        found_as, groups = self.found.found_as or {}, self.found.groups or {}
        return [
            Hit(one, found_as.get(one.pk, ""), groups[one.pk].label if one.pk in groups else "")
            for one in self.found.agreements
        ]

    @property
    def more(self) -> int:
        return self.found.total - len(self.found.agreements)


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search comes to: the one address that it means, or a page."""

    address: str = ""
    page: SearchPage | None = None


def search(typed: str, day: AskedDay, *, query: str) -> Searched:
    """``query`` is the query string that every way on keeps. At most ten statements."""
    reading = read_search(known_parties(), typed)
    if not reading.is_narrowed and reading.answer.slug:
        return Searched(reverse("pair", args=[reading.answer.slug]) + query)
    found = found_by_text(reading, day.on)
    if found.is_exact_number:
        return Searched(found.agreements[0].get_absolute_url() + query)
    if not reading.is_narrowed:
        return Searched(page=_plain_page(reading, found, day, query))
    if found.agreements and reading.words:  # a title: then its words say no topic or form, but what it is called
        question = Question(OK, "", "", shorten(typed, LONGEST), query=query)
        return Searched(page=SearchPage(question, found, day))
    return Searched(page=_narrowed_page(reading, found, day, query))


def _plain_page(reading: Reading, found: AgreementsFound, day: AskedDay, query: str) -> SearchPage:
    """Of a text in which nothing narrows; forgiving only where it names or nearly names nobody."""
    answer, found = reading.answer, found_plainly(reading, found, day.on)
    question = question_about(reading.typed, answer, query=query)
    near = bool(answer.rest and answer.rest.is_near)
    if not found.agreements:
        if question.status == NOT_FOUND and not answer.offered:
            question = replace(question, note=_("No title or series number on record has these words either."))
    elif answer.mentioned and not answer.offered and question.status == NOT_FOUND:
        question = _rest_was_found(question, reading)
    page = SearchPage(question, found, day, bool(answer.mentioned or answer.offered or near))
    return replace(page, party=_party_hit(reading, query)) if reading.party else page


def _rest_was_found(question: Question, reading: Reading) -> Question:
    """The rest of the text is no party, but words that were found."""
    names = {"names": ", ".join(map(either, reading.parties))}
    sentence = _("Understood: %(names)s. Name a second country for what binds the two.") % names
    return replace(question, heading=_("%(names)s and …?") % names, sentence=sentence, lead="", choices=[])


def _party_hit(reading: Reading, query: str) -> PartyHit | None:
    """One statement."""
    if reading.party is None:
        return None
    party, known = reading.party, known_as(reading.party.id, reading.typed)
    notes = []
    if known.former and known.until:
        names = {"former": known.former, "name": party.name, "day": known.until.words()}
        notes.append(_("%(former)s: %(name)s since %(day)s.") % names)
    if known.gone:
        notes.append(_("It ceased to exist %(when)s.") % {"when": known.gone.when()})
    return PartyHit(party.name, reverse("party", args=[party.code]) + query, " ".join(notes))


def _narrowed_page(reading: Reading, by_text: AgreementsFound, day: AskedDay, query: str) -> SearchPage:
    """Of a text with topics, statuses, forms or years in it. What was understood stands first, each to be left out."""
    answer, typed = reading.answer, shorten(reading.typed, LONGEST)
    asks, found = asks_back(reading), found_narrowed(reading, by_text, day.on)
    as_typed = found.agreements and not found.read_as
    near = bool(answer.rest and (answer.rest.choices or (answer.rest.is_near and not as_typed)))
    if asks or (near and not reading.pair):
        question = replace(question_about(reading.typed, answer, query=query, also=reading.also), typed=typed)
    else:
        question = Question(OK, "", "", typed, query=query)
    page = SearchPage(question, found, day, bool(question.heading), chips_of(reading, query))
    if question.heading:
        return page
    if reading.pair:
        return replace(page, pair=pair_narrowed(reading, query))
    if len(reading.parties) == 1 and len(reading.parties[0]) == 1:
        party = reading.parties[0][0]
        return replace(page, one_party=Choice(party.name, reverse("party", args=[party.code]) + query))
    return page


def kept_query(request: HttpRequest, day: AskedDay) -> str:
    """The query string that a search hands on: its day as it was understood, and whatever else the address holds."""
    kept = [(name, value) for name, values in request.GET.lists() if name not in ("q", "on") for value in values]
    asked = ([("on", day.on.isoformat())] if day.is_given else []) + kept
    return f"?{urlencode(asked)}" if asked else ""
