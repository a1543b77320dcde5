"""The pages that tell what to look at: contradictions, and deadlines, with their calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag

from treaties.queries.knowledge import latest_knowledge
from treaties.web.calendar import CONTENT_TYPE, calendar_of
from treaties.web.change_views import nothing_yet
from treaties.web.contradictions_page import contradictions_of_request
from treaties.web.deadlines_page import DeadlinesPage, asked_deadlines, deadlines_of_request
from treaties.web.record_filters import Filters
from treaties.web.views import public

PLAIN = "text/plain; charset=utf-8"


@public
def contradictions(request: HttpRequest) -> HttpResponse:
    page = contradictions_of_request(request)
    return render(request, "treaties/contradictions.html", {"page": page}, status=page.status)


@public
def deadlines(request: HttpRequest) -> HttpResponse:
    page = deadlines_of_request(request)
    return render(request, "treaties/deadlines.html", {"page": page}, status=page.status)


@public
def deadlines_calendar(request: HttpRequest) -> HttpResponse:
    """What is not understood is answered in plain text: a calendar program shows it as it is."""
    filters = Filters(request)
    asked = asked_deadlines(filters)
    if filters.problems:
        words = "\n".join(f"{name}: {words}" for name, words in filters.problems.items())
        return HttpResponse(f"{words}\n", content_type=PLAIN, status=400)
    knowledge = latest_knowledge()
    if knowledge is None:
        return nothing_yet()
    subject = DeadlinesPage(filters, asked).subject
    body = calendar_of(asked, request, written_at=knowledge.at, subject=subject)
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
