"""What people read of the API in a browser: where to begin, its documents, the problems, and the schema to try out."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer, JSONRenderer

from config import catalogue
from config.documents import FOLDER, GUIDE, NoSuchDocument, document, inline, names
from treaties.api.v1.problems import Problem, ProblemKind, method_not_answered, response_to
from treaties.api.v1.shapes.problems import ProblemKindAnswer, ProblemKindList
from treaties.api.v1.views import ReadView
from treaties.dates import shorten


class PageRenderer(BaseRenderer):
    """The answer as a page, by the template of its view; for those who prefer HTML."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> str:
        view, request = renderer_context["view"], renderer_context["request"]._request
        return render_to_string(view.template, {"answer": data, "view": view}, request)


FOR_PEOPLE_TOO = [JSONRenderer, PageRenderer]


class ProblemListView(ReadView):
    """The kinds of problems that refusals name, and the rules of the record that an entry may break."""

    renderer_classes = FOR_PEOPLE_TOO
    template = "api/problems.html"
    operation = "list_problems"
    summary = "List the kinds of problems"
    tag = "about"
    shape = ProblemKindList
    is_of_the_record = False

    def answer(self, asked: dict[str, Any], **in_path: str) -> ProblemKindList:
        return {"results": [_kind(entry) for entry in catalogue.entries().values()]}


class ProblemView(ReadView):
    """One kind of problem, or one rule: what the `type` of a refusal, and the `code` of each of its `errors`, leads to.
    People get a page, programs JSON."""

    renderer_classes = FOR_PEOPLE_TOO
    template = "api/problem.html"
    operation = "get_problem"
    summary = "Get a kind of problem"
    tag = "about"
    shape = ProblemKindAnswer
    is_of_the_record = False
    in_path = {"code": ("The code of the problem.", "invalid_day")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> ProblemKindAnswer:
        try:
            return _kind(catalogue.entry(in_path["code"]))
        except catalogue.NoSuchCode:
            raise NotFound from None

    def advice(self) -> str:
        """What to do, as HTML."""
        return inline(catalogue.entry(self.kwargs["code"]).what_to_do)


def _kind(entry: catalogue.Entry) -> ProblemKindAnswer:
    return {
        "code": entry.code,
        "title": entry.title,
        "status": entry.status or None,
        "article": entry.article or None,
        "what_to_do": entry.what_to_do,
        "url": reverse("api-problem", args=[entry.code]),
    }


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Something to read, for everybody; what is refused is a problem here too."""
    allowed = ("GET", "HEAD", "OPTIONS")

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **in_path: Any) -> HttpResponse:
        if request.method not in allowed:
            return method_not_answered(request.path, allowed=allowed)
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(allowed)})
        return view(request, *args, **in_path)

    return answer


@page
def docs(request: HttpRequest) -> HttpResponse:
    """The schema as a page on which each endpoint can be tried."""
    return render(request, "api/docs.html")


@page
def replica(request: HttpRequest) -> HttpResponse:
    """The client of the documents that keeps a copy of the record, as a program to be saved."""
    return HttpResponse((FOLDER / "replica.py").read_bytes(), content_type="text/x-python; charset=utf-8")


@page
def document_page(request: HttpRequest, name: str) -> HttpResponse:
    """One document of the API; the guide has its own address."""
    if name == GUIDE and request.resolver_match and request.resolver_match.url_name != "api-guide":
        return redirect("api-guide", permanent=True)
    try:
        shown = document(name, f"{request.scheme}://{request.get_host()}")
    except NoSuchDocument:
        words = f"There is no document “{shorten(name)}”. The first is at {reverse('api-guide')}."
        return response_to(Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND), request.path)
    others = [document(other) for other in names() if other != name]
    return render(request, "api/document.html", {"document": shown, "others": others})
