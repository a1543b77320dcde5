"""The pages about parties."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from treaties.models import Party
from treaties.queries.party_file import parties_by_name
from treaties.queries.party_index import KnownParty, PartyAnswer
from treaties.queries.party_search import find_party
from treaties.queries.search import parties_with_words
from treaties.vocabulary import PartyKind
from treaties.web.agreements_page import choices_of
from treaties.web.days import asked_day
from treaties.web.lists import NotInTheList, asked_text, asked_word
from treaties.web.party_page import party_page
from treaties.web.questions import MULTIPLE_CHOICES, NOT_FOUND, Choice, Question
from treaties.web.views import asked_back, public


@public
def parties(request: HttpRequest) -> HttpResponse:
    day, found, problem = asked_day(request), [], ""
    try:
        text, kind = asked_text(request), asked_word(request, "kind", PartyKind)
        ids = parties_with_words(text, known_at=day.known_at) if text else None
        found = parties_by_name(ids=ids, kind=kind, known_at=day.known_at)
    except NotInTheList as error:
        problem = str(error)
    context = {
        "day": day,
        "taking_part": [party for party in found if party.takes_part],
        "others": [party for party in found if not party.takes_part],
        "typed": request.GET.get("q", "")[:400],
        "kinds": choices_of(PartyKind, request.GET.get("kind", "")),
        "problem": problem,
    }
    return render(request, "treaties/parties.html", context, status=400 if problem else 200)


@public
def party(request: HttpRequest, code: str) -> HttpResponse:
    """By code or by name: whatever names one party leads to its address; what names several, or none, asks back."""
    answer, query = find_party(code), f"?{request.GET.urlencode()}" if request.GET else ""
    if answer.party is None:
        return asked_back(request, _question(answer, query))
    if answer.party.code != code:
        return HttpResponsePermanentRedirect(reverse("party", args=[answer.party.code]) + query)
    day = asked_day(request)
    try:
        page = party_page(request, answer.party.id, day)
    except Party.DoesNotExist:
        return asked_back(request, _not_yet(answer.party, day.known))
    return render(request, "treaties/party.html", {"page": page, "day": day}, status=page.status)


def _question(answer: PartyAnswer, query: str) -> Question:
    choices = [_choice(party, query) for party in answer.choices or answer.nearest]
    if answer.choices:
        heading, sentence = _("“%(typed)s”: which one?"), _("It can mean several parties.")
        return Question(MULTIPLE_CHOICES, heading % {"typed": answer.asked}, sentence, answer.asked, "", choices, query)
    sentence = _("No party on record is called “%(typed)s”.") % {"typed": answer.asked}
    lead = _("The nearest names on record:") if choices else _("No name on record comes near it.")
    return Question(NOT_FOUND, _("No party has this address"), sentence, answer.asked, lead, choices, query)


def _not_yet(party: KnownParty, known: str) -> Question:
    words = {"party": party.name, "known": known}
    sentence = _("“%(party)s” was not on record yet as the record stood on %(known)s. It is now:") % words
    return Question(NOT_FOUND, _("Not on record yet at that time"), sentence, party.name, "", [_choice(party, "")])


def _choice(party: KnownParty, query: str) -> Choice:
    return Choice(party.name, f"{reverse('party', args=[party.code])}{query}")
