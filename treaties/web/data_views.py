"""About the data; what search engines read."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from treaties.web.codebook import as_json, codebook
from treaties.web.data_page import data_page
from treaties.web.sitemap import CONTENT_TYPE, as_index, as_part, part_named, parts
from treaties.web.snapshot_views import snapshots
from treaties.web.snapshots_listed import listed
from treaties.web.views import public

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /compare/
Disallow: /*/compare/
Disallow: /what-if/
Disallow: /*?*known_at=
Disallow: /*&known_at=
Disallow: /suggest/

Sitemap: {sitemap}
"""


@public
def data(request: HttpRequest) -> HttpResponse:
    shown = {"page": data_page(), "held": listed(snapshots()), "licence": settings.DATA_LICENCE}
    return render(request, "treaties/data.html", shown)


@public
def codebook_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_json(codebook()), json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """An index: each part lists at most some ten thousand addresses."""
    return HttpResponse(as_index(request, parts()), content_type=CONTENT_TYPE)


@public
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    part = part_named(name)
    if part is None or number not in part.pages():
        raise Http404
    return HttpResponse(as_part(request, part.addresses(number)), content_type=CONTENT_TYPE)


@public
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")
