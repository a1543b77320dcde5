"""What an agreement's page offers besides itself: its history as known, and a citation for bibliographies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treaties.models import Agreement
from treaties.queries.agreement_file import agreement_file
from treaties.web.agreement_cite import bibtex as in_bibtex
from treaties.web.agreement_cite import key_of
from treaties.web.agreement_history import SIZE, history_of
from treaties.web.agreement_page import agreement_page
from treaties.web.days import asked_day
from treaties.web.lists import NotInTheList, asked_number
from treaties.web.views import no_agreement, public


@public
def bibtex(request: HttpRequest, slug: str) -> HttpResponse:
    day = asked_day(request)
    try:
        page = agreement_page(agreement_file(slug, on=day.on, known_at=day.known_at), day)
    except Agreement.DoesNotExist:
        return no_agreement(request, slug, day)
    address = f"{request.scheme}://{request.get_host()}{page.agreement.get_absolute_url()}{page.permanent}"
    headers = {"Content-Disposition": f'attachment; filename="{key_of(page.agreement, page)}.bib"'}
    return HttpResponse(in_bibtex(page, address=address), content_type="text/x-bibtex; charset=utf-8", headers=headers)


@public
def history(request: HttpRequest, slug: str) -> HttpResponse:
    day = asked_day(request)
    try:
        file = agreement_file(slug, on=day.on, known_at=day.known_at)
    except Agreement.DoesNotExist:
        return no_agreement(request, slug, day)
    try:
        before = asked_number(request, "before")
    except NotInTheList as error:
        context = {"agreement": file.agreement, "day": day, "problem": str(error)}
        return render(request, "treaties/agreement_history.html", context, status=400)
    found = history_of(file, day, size=SIZE, before=before)
    context = {"agreement": file.agreement, "day": day, "history": found, "before": before}
    return render(request, "treaties/agreement_history.html", context)
