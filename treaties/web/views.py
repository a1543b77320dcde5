"""The public pages about agreements. Whoever reads them needs no account, no script and no cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from treaties.dates import DateNotUnderstood, shorten
from treaties.models import Agreement
from treaties.queries.agreement_file import agreement_file
from treaties.queries.knowledge import NotKnowledge
from treaties.queries.nearest_agreements import nearest_agreements
from treaties.queries.pair_details import two_parties
from treaties.queries.party_search import find_pair
from treaties.web.agreement_page import agreement_page
from treaties.web.agreement_structured import legislation
from treaties.web.agreements_page import agreements_of_request
from treaties.web.compare_page import compare_page
from treaties.web.day_slider import Slider
from treaties.web.days import AskedDay, asked_day
from treaties.web.home_page import home_page
from treaties.web.pair_page import pair_page
from treaties.web.picture.agreement import picture_of_agreement
from treaties.web.picture.pair import picture_of_pair
from treaties.web.picture.view import asked_years
from treaties.web.questions import Question, question_about
from treaties.web.search_page import kept_query, search
from treaties.web.what_if_page import what_if_page

type View = Callable[..., HttpResponse]

NO_KNOWLEDGE = gettext_lazy("The state of knowledge was not understood")


def public(view: View) -> View:
    """A page to read; one whose day or state of knowledge is not understood says what is accepted, and keeps what was
    typed."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (DateNotUnderstood, NotKnowledge) as error:
            context = {
                "message": str(error),
                "heading": getattr(error, "heading", NO_KNOWLEDGE if isinstance(error, NotKnowledge) else ""),
                "typed": shorten(request.GET.get("on", ""), 120),
                "typed_knowledge": shorten(request.GET.get("or_known_at") or request.GET.get("known_at", ""), 120),
                "path": request.path,
                "q": request.GET.get("q"),
            }
            return render(request, "treaties/day_not_understood.html", context, status=400)

    return csrf_exempt(require_safe(answered))  # whatever would write is refused as such: 405, and not for its token


@public
def home(request: HttpRequest) -> HttpResponse:
    typed, day = request.GET.get("q", ""), asked_day(request, as_known=False)
    query = kept_query(request, day)
    if not typed.strip():
        return render(request, "treaties/home.html", {"page": home_page()})
    found = search(typed, day, query=query)
    if found.page is None:
        return HttpResponseRedirect(found.address)
    if found.page.is_question:
        return asked_back(request, found.page.question)
    return render(request, "treaties/found.html", {"page": found.page}, status=found.page.status)


@public
def pair(request: HttpRequest, text: str) -> HttpResponse:
    answer = find_pair(text)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if answer.slug is None or answer.pair is None:
        return asked_back(request, question_about(text, answer, query=query))
    if answer.slug != text:
        return HttpResponsePermanentRedirect(reverse("pair", args=[answer.slug]) + query)
    return answered_pair(request, [party.code for party in answer.pair])


@public
def pair_compare(request: HttpRequest, text: str) -> HttpResponse:
    answer = find_pair(text)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if answer.slug is None or answer.pair is None:
        return asked_back(request, question_about(text, answer, query=query))
    if answer.slug != text:
        return HttpResponsePermanentRedirect(reverse("pair_compare", args=[answer.slug]) + query)
    one, other = two_parties(*(party.code for party in answer.pair))
    return compared(request, pair=(one, other))


@public
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    day, years = asked_day(request), asked_years(request)
    try:
        page = agreement_page(agreement_file(slug, on=day.on, known_at=day.known_at), day)
    except Agreement.DoesNotExist:
        return no_agreement(request, slug, day)
    picture = picture_of_agreement(page.file, day, years=years, known=day.known)
    data = legislation(page.file, site=f"{request.scheme}://{request.get_host()}", permanent=page.permanent)
    return render(request, "treaties/agreement.html", {"page": page, "picture": picture, "legislation": data})


@public
def agreement_compare(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        return compared(request, agreement=Agreement.objects.defer("days", "codes", "story").get(slug=slug))
    except Agreement.DoesNotExist:
        return no_agreement(request, slug, asked_day(request))


@public
def agreements(request: HttpRequest) -> HttpResponse:
    page = agreements_of_request(request, asked_day(request))
    return render(request, "treaties/agreements.html", {"page": page, "day": page.day}, status=page.status)


@public
def compare(request: HttpRequest) -> HttpResponse:
    return compared(request)


@public
def what_if(request: HttpRequest) -> HttpResponse:
    page = what_if_page(request)
    return render(request, "treaties/what_if.html", {"page": page}, status=page.status)


def compared(request: HttpRequest, **subject: Any) -> HttpResponse:
    page = compare_page(request, **subject)
    return render(request, "treaties/compare.html", {"page": page}, status=page.status)


def answered_pair(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The page; only its list for the script that narrows it in place. The address that it is given names no field that
    was left empty."""
    day, years = asked_day(request), asked_years(request)
    page = pair_page(codes, day, years, request)
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if htmx.target == "agreements":
        context = {"page": page, "is_open": htmx.trigger_name != "sort"}
        response = render(request, "treaties/pair_narrowed.html", context, status=page.status)
        response["HX-Push-Url"] = f"{request.path}{page.listed.asked.query()}" if page.status == 200 else "false"
        return response
    further = page.listed.asked.further
    picture = picture_of_pair(page.pair, day, years=years, known=day.known, further=further, kept=page.kept)
    slider = None if picture.is_empty else Slider(picture.window.start, picture.window.end, day.on, page.changes.days)
    context = {"page": page, "picture": picture, "slider": slider}
    response = render(request, "treaties/pair.html", context, status=page.status)
    if htmx.target == "main" and page.status == 200:
        response["HX-Push-Url"] = f"{request.path}{page.listed.asked.query()}"
    return response


def asked_back(request: HttpRequest, question: Question) -> HttpResponse:
    return render(request, "treaties/which_pair.html", {"question": question}, status=question.status)


def no_agreement(request: HttpRequest, slug: str, day: AskedDay) -> HttpResponse:
    """Nothing has that address; or nothing had it yet, as the record then stood."""
    later = Agreement.objects.filter(slug=slug).only("slug", "title").first() if day.knowledge else None
    nearest = [] if later else nearest_agreements(slug, on=day.on)
    context = {"asked": shorten(slug), "nearest": nearest, "later": later, "day": day}
    return render(request, "treaties/no_agreement.html", context, status=404)
