"""What the search box asks while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from treaties.dates import DateNotUnderstood
from treaties.web.days import AskedDay, asked_day, today
from treaties.web.search_page import kept_query
from treaties.web.suggestions import suggestions
from treaties.web.views import public


@public
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of links for below the field; empty where nothing can be suggested."""
    try:
        day = asked_day(request, as_known=False)
    except DateNotUnderstood:
        day = AskedDay(today(), today(), is_given=False)  # the search itself will say what is wrong with it
    found = suggestions(request.GET.get("q", ""), day, query=kept_query(request, day))
    return render(request, "treaties/suggestions.html", {"found": found})
