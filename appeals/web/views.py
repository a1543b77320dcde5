"""The public pages about appeals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from appeals.models import Appeal
from appeals.queries.appeal_file import appeal_file
from appeals.queries.appeals_of import latest_appeals
from appeals.web.appeal_page import NO_OUTCOME, appeal_page
from appeals.web.appeals_page import appeals_of_request
from treaties.dates import shorten
from treaties.web.days import asked_day
from treaties.web.views import public


@public
def appeals(request: HttpRequest) -> HttpResponse:
    day = asked_day(request)
    page = appeals_of_request(request, day)
    return render(request, "appeals/appeals.html", {"page": page, "day": day}, status=page.status)


@public
def appeal(request: HttpRequest, slug: str) -> HttpResponse:
    day = asked_day(request)
    try:
        file = appeal_file(slug, on=day.on, known_at=day.known_at)
        page = appeal_page(file, day, site=f"{request.scheme}://{request.get_host()}")
    except Appeal.DoesNotExist:
        later = Appeal.objects.filter(slug=slug).first() if day.knowledge else None
        latest = [] if later else latest_appeals()[:3]
        context = {"asked": shorten(slug), "latest": latest, "later": later, "day": day}
        return render(request, "appeals/no_appeal.html", context, status=404)
    return render(request, "appeals/appeal.html", {"page": page, "no_outcome": NO_OUTCOME})
