"""The public pages about appeals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appeals.models import Appeal, Demand
from appeals.queries.appeal_file import appeal_file
from appeals.queries.appeals_of import latest_appeals
from appeals.queries.outcomes import demands_with_outcomes
from appeals.web.appeal_page import appeal_page
from appeals.web.appeals_page import appeals_of_request
from appeals.web.demand_lines import NO_OUTCOME
from appeals.web.demand_page import demand_page
from appeals.web.outcomes_asked import OutcomeFilters
from appeals.web.outcomes_csv import as_csv
from appeals.web.outcomes_page import outcomes_page
from treaties.dates import DateNotUnderstood, shorten
from treaties.queries.knowledge import NotKnowledge, latest_knowledge
from treaties.web.days import asked_day
from treaties.web.views import public

MOST_DEMANDS = 32_767
"""The largest number that a demand can have."""


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


@public
def outcomes(request: HttpRequest) -> HttpResponse:
    page = outcomes_page(request, asked_day(request))
    return render(request, "appeals/outcomes.html", {"page": page}, status=page.status)


@require_safe
def outcomes_csv(request: HttpRequest) -> HttpResponse:
    """Every demand that fits the filters. What is refused is said in plain text."""
    try:
        day = asked_day(request)
    except (DateNotUnderstood, NotKnowledge) as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    asked = OutcomeFilters(request, day)
    if asked.filters.problems:
        told = "\n".join(f"{name}: {problem}" for name, problem in asked.filters.problems.items())
        return HttpResponse(f"{told}\n", status=400, content_type="text/plain; charset=utf-8")
    known = day.knowledge or latest_knowledge()
    content = as_csv(
        demands_with_outcomes(asked.asked),
        site=f"{request.scheme}://{request.get_host()}",
        on=day.on.isoformat(),
        block=known.no if known else None,
    )
    named = f'attachment; filename="pacta-outcomes-{day.on.isoformat()}.csv"'
    headers = {"Content-Disposition": named}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@public
def demand(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    day, wanted = asked_day(request), min(number, MOST_DEMANDS)
    try:
        file = appeal_file(slug, on=day.on, known_at=day.known_at, ordinal=wanted)
        page = demand_page(file, day, site=f"{request.scheme}://{request.get_host()}")
    except Appeal.DoesNotExist:
        return appeal(request, slug)
    except Demand.DoesNotExist:
        context = {"appeal": file.appeal, "day": day, "number": number}
        return render(request, "appeals/no_demand.html", context, status=404)
    return render(request, "appeals/demand.html", {"page": page, "no_outcome": NO_OUTCOME})
