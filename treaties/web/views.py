"""The public pages about agreements. Whoever reads them needs no account, no script and no cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from treaties.dates import DateNotUnderstood, shorten
from treaties.models import Agreement
from treaties.queries.agreement_file import agreement_file
from treaties.queries.agreement_list import first_agreements
from treaties.queries.nearest_agreements import nearest_agreements
from treaties.queries.pair_details import two_parties
from treaties.queries.party_search import find_pair
from treaties.web.agreement_page import AgreementPage, ListedAgreement
from treaties.web.days import asked_day
from treaties.web.home_page import example
from treaties.web.pair_page import pair_page
from treaties.web.questions import Question, question_about

type View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A page to read; one whose day is not understood says what is accepted, and keeps what was typed."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DateNotUnderstood as error:
            typed = shorten(request.GET.get("on", ""), 120)
            context = {"message": str(error), "typed": typed, "path": request.path}
            return render(request, "treaties/day_not_understood.html", context, status=400)

    return csrf_exempt(require_safe(answered))  # whatever would write is refused as such: 405, and not for its token


@public
def home(request: HttpRequest) -> HttpResponse:
    typed, query = request.GET.get("q", ""), asked_day(request).query
    if not typed.strip():
        return render(request, "treaties/home.html", {"example": example()})
    answer = find_pair(typed)
    if answer.slug:
        return HttpResponseRedirect(reverse("pair", args=[answer.slug]) + query)
    return asked_back(request, question_about(typed, answer, query=query))


@public
def pair(request: HttpRequest, text: str) -> HttpResponse:
    answer = find_pair(text)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if answer.slug is None or answer.pair is None:
        return asked_back(request, question_about(text, answer, query=query))
    if answer.slug != text:
        return HttpResponsePermanentRedirect(reverse("pair", args=[answer.slug]) + query)
    one, other = two_parties(*(party.code for party in answer.pair))
    return render(request, "treaties/pair.html", {"page": pair_page(one, other, asked_day(request))})


@public
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    day = asked_day(request)
    try:
        page = AgreementPage(agreement_file(slug, on=day.on), day)
    except Agreement.DoesNotExist:
        context = {"asked": shorten(slug), "nearest": nearest_agreements(slug)}
        return render(request, "treaties/no_agreement.html", context, status=404)
    return render(request, "treaties/agreement.html", {"page": page})


@public
def agreements(request: HttpRequest) -> HttpResponse:
    day = asked_day(request)
    listed, are_more = first_agreements(on=day.on)
    context = {"listed": [ListedAgreement(one) for one in listed], "are_more": are_more, "day": day}
    return render(request, "treaties/agreements.html", context)


def asked_back(request: HttpRequest, question: Question) -> HttpResponse:
    return render(request, "treaties/which_pair.html", {"question": question}, status=question.status)
