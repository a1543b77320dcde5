"""A picture alone: an SVG file for one pair or one agreement on a day."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from treaties.models import Agreement
from treaties.queries.agreement_file import agreement_file
from treaties.queries.country_pair import country_pair
from treaties.queries.pair_details import two_parties
from treaties.queries.party_search import find_pair
from treaties.web.days import asked_day, pinned
from treaties.web.picture.agreement import picture_of_agreement
from treaties.web.picture.alone import STYLE, Alone
from treaties.web.picture.pair import picture_of_pair
from treaties.web.picture.view import PictureView, asked_years
from treaties.web.questions import question_about
from treaties.web.views import asked_back, no_agreement, public

CONTENT_TYPE = "image/svg+xml; charset=utf-8"
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_ONLY_ITS_OWN_STYLE: dict[str, Any] = {"default-src": [CSP.NONE], "style-src": [f"'sha256-{_HASH}'"]}
"""A file carries its colours with it: this one style, known by its hash, and nothing else at all."""


@public
def pair_picture(request: HttpRequest, text: str) -> HttpResponse:
    answer = find_pair(text)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if answer.slug is None or answer.pair is None:
        return asked_back(request, question_about(text, answer, query=query))
    if answer.slug != text:
        return HttpResponsePermanentRedirect(reverse("pair_picture", args=[answer.slug]) + query)
    day, years = asked_day(request), asked_years(request)
    pair = country_pair(*two_parties(*(party.code for party in answer.pair)), on=day.on, known_at=day.known_at)
    return _alone(request, picture_of_pair(pair, day, years=years, known=day.known), reverse("pair", args=[text]))


@public
def agreement_picture(request: HttpRequest, slug: str) -> HttpResponse:
    day, years = asked_day(request), asked_years(request)
    try:
        file = agreement_file(slug, on=day.on, known_at=day.known_at)
    except Agreement.DoesNotExist:
        return no_agreement(request, slug, day)
    picture = picture_of_agreement(file, day, years=years, known=day.known)
    return _alone(request, picture, reverse("agreement", args=[slug]))


@csp_override(_ONLY_ITS_OWN_STYLE)
def _alone(request: HttpRequest, view: PictureView, page: str) -> HttpResponse:
    asked = pinned(view.picture.on, view.day.knowledge)
    alone = Alone(view, f"{request.scheme}://{request.get_host()}{page}{asked}")
    return render(request, "treaties/picture/alone.svg", {"alone": alone}, content_type=CONTENT_TYPE)
