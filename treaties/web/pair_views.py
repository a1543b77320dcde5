"""What a pair's page offers besides itself: its agreements as CSV. What is refused is said in plain text."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from treaties.dates import DateNotUnderstood
from treaties.queries.country_pair import country_pair
from treaties.queries.knowledge import NotKnowledge
from treaties.queries.pair_details import pair_details
from treaties.queries.pair_opening import pair_opening
from treaties.queries.party_search import PairAnswer, find_pair
from treaties.web.days import asked_day
from treaties.web.pair_asked import asked_list, asked_words
from treaties.web.pair_csv import as_csv
from treaties.web.pair_list import sorted_views
from treaties.web.questions import question_about
from treaties.web.sentences import filled, joined


@require_safe
def pair_csv(request: HttpRequest, text: str) -> HttpResponse:
    answer = find_pair(text)
    if answer.slug is None or answer.pair is None:
        question = question_about(text, answer)
        return _refused(_which(text, answer), question.status)
    if answer.slug != text:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(reverse("pair_csv", args=[answer.slug]) + query)
    try:
        return _csv(request, answer.slug, [party.code for party in answer.pair])
    except (DateNotUnderstood, NotKnowledge) as error:
        return _refused(str(error), 400)


def _csv(request: HttpRequest, slug: str, codes: list[str]) -> HttpResponse:
    """Every row that fits the filters, in the order asked for; a place to go on from is no part of it."""
    day = asked_day(request)
    opening = pair_opening(*codes, known_at=day.known_at)
    pair = country_pair(opening.one, opening.other, on=day.on, known_at=day.known_at, words=asked_words(request))
    asked = asked_list(request, pair, [])
    if asked.problems:
        return _refused("\n".join(f"{name}: {problem}" for name, problem in asked.problems.items()), 400)
    views = sorted_views(pair, asked, lambda ids: pair_details(pair, ids))
    known = day.knowledge or next(iter(opening.states), None)
    content = as_csv(
        views,
        site=f"{request.scheme}://{request.get_host()}",
        on=day.on.isoformat(),
        block=known.no if known else None,
    )
    name = f"pacta-{slug}-{day.on.isoformat()}.csv"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _which(text: str, answer: PairAnswer) -> str:
    named = [f"{one.name} – {other.name}" for one, other in answer.choices]
    if named:
        choices = joined(named, _("{first}; {then}"))
        message = _("“{text}” may mean: {choices}. Write the codes of the two: AZ-US.")
        return filled(message, text=answer.asked, choices=choices)
    message = _("“{text}” does not name two different parties. Write the codes of the two: AZ-US.")
    return filled(message, text=answer.asked)


def _refused(message: str, status: int) -> HttpResponse:
    return HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")
