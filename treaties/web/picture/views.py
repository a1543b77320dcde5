"""A picture alone: a file, SVG or PNG, for one pair or one agreement on a day."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
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
from treaties.web.picture.png import png_of
from treaties.web.picture.view import asked_years
from treaties.web.questions import question_about
from treaties.web.views import asked_back, no_agreement, public

TEMPLATE = "treaties/picture/alone.svg"
SVG, PNG = "image/svg+xml; charset=utf-8", "image/png"
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_ONLY_ITS_OWN_STYLE: dict[str, Any] = {"default-src": [CSP.NONE], "style-src": [f"'sha256-{_HASH}'"]}
"""A file carries its colours with it: this one style, known by its hash, and nothing else at all."""


@public
def pair_picture(request: HttpRequest, text: str) -> HttpResponse:
    alone = _of_pair(request, text, "pair_picture")
    return _svg(request, alone) if isinstance(alone, Alone) else alone


@public
def pair_png(request: HttpRequest, text: str) -> HttpResponse:
    alone = _of_pair(request, text, "pair_png")
    return _png(alone) if isinstance(alone, Alone) else alone


@public
def agreement_picture(request: HttpRequest, slug: str) -> HttpResponse:
    alone = _of_agreement(request, slug)
    return _svg(request, alone) if isinstance(alone, Alone) else alone


@public
def agreement_png(request: HttpRequest, slug: str) -> HttpResponse:
    alone = _of_agreement(request, slug)
    return _png(alone) if isinstance(alone, Alone) else alone


def _of_pair(request: HttpRequest, text: str, name: str) -> Alone | HttpResponse:
    """The picture, or the answer where the text does not name one pair as ``name`` wants it."""
    answer = find_pair(text)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if answer.slug is None or answer.pair is None:
        return asked_back(request, question_about(text, answer, query=query))
    if answer.slug != text:
        return HttpResponsePermanentRedirect(reverse(name, args=[answer.slug]) + query)
    day, years = asked_day(request), asked_years(request)
    pair = country_pair(*two_parties(*(party.code for party in answer.pair)), on=day.on, known_at=day.known_at)
    view = picture_of_pair(pair, day, years=years, known=day.known)
    return Alone(view, _address(request, reverse("pair", args=[text]) + pinned(day.on, day.knowledge)))


def _of_agreement(request: HttpRequest, slug: str) -> Alone | HttpResponse:
    day, years = asked_day(request), asked_years(request)
    try:
        file = agreement_file(slug, on=day.on, known_at=day.known_at)
    except Agreement.DoesNotExist:
        return no_agreement(request, slug, day)
    view = picture_of_agreement(file, day, years=years, known=day.known)
    return Alone(view, _address(request, reverse("agreement", args=[slug]) + pinned(day.on, day.knowledge)))


def _address(request: HttpRequest, path: str) -> str:
    return f"{request.scheme}://{request.get_host()}{path}"


@csp_override(_ONLY_ITS_OWN_STYLE)
def _svg(request: HttpRequest, alone: Alone) -> HttpResponse:
    return render(request, TEMPLATE, {"alone": alone}, content_type=SVG)


def _png(alone: Alone) -> HttpResponse:
    svg = render_to_string(TEMPLATE, {"alone": alone})
    return HttpResponse(png_of(svg, height=alone.height), content_type=PNG)
