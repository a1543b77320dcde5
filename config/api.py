"""Assembles /api/v1/: what every application answers, the schema, the problems, and an end for all other addresses."""

from typing import Annotated, Any, TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path, re_path, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request as bad_request_page
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from treaties.api.v1.parameters import read_parameters
from treaties.api.v1.problems import Problem, ProblemKind, response_to
from treaties.api.v1.shapes.problems import ProblemKindAnswer, ProblemKindList
from treaties.api.v1.views import ReadView


class Index(TypedDict):
    """The addresses that questions begin from."""

    agreements: str
    pairs: Annotated[str, "A URI template (RFC 6570): put the codes of two parties for `pair`"]
    status_changes: str
    differences: Annotated[str, "What changed between two days, or was learned between two states of knowledge"]
    what_if: Annotated[str, "What a hypothetical act would do"]
    contradictions: Annotated[str, "Where a source says something else than the record, the law, or another source"]
    deadlines: Annotated[str, "What is due, from today on"]
    parties: str
    appeals: str
    problems: str
    schema: Annotated[str, "OpenAPI 3.1"]
    docs: Annotated[str, "The schema as a page to try it out"]


class IndexView(ReadView):
    """Where to begin."""

    operation = "get_index"
    summary = "List the endpoints"
    tag = "about"
    shape = Index

    def answer(self, asked: dict[str, Any], **in_path: str) -> Index:
        template = reverse("api-pair", args=["PAIR"]).replace("PAIR", "{pair}")
        return {
            "agreements": reverse("api-agreements"),
            "pairs": template,
            "status_changes": reverse("api-status-changes"),
            "differences": reverse("api-differences"),
            "what_if": reverse("api-what-if"),
            "contradictions": reverse("api-contradictions"),
            "deadlines": reverse("api-deadlines"),
            "parties": reverse("api-parties"),
            "appeals": reverse("api-appeals"),
            "problems": reverse("api-problems"),
            "schema": reverse("api-schema"),
            "docs": reverse("api-docs"),
        }


class ProblemListView(ReadView):
    """The kinds of problems that refusals name."""

    operation = "list_problems"
    summary = "List the kinds of problems"
    tag = "about"
    shape = ProblemKindList

    def answer(self, asked: dict[str, Any], **in_path: str) -> ProblemKindList:
        return {"results": [_kind(kind) for kind in ProblemKind]}


class ProblemView(ReadView):
    """One kind of problem: what the `type` of a refusal leads to."""

    operation = "get_problem"
    summary = "Get a kind of problem"
    tag = "about"
    shape = ProblemKindAnswer
    in_path = {"code": ("The code of the problem.", "invalid_day")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> ProblemKindAnswer:
        if in_path["code"] not in list(ProblemKind):
            raise NotFound
        return _kind(ProblemKind(in_path["code"]))


class NothingHere(ReadView):
    """Every other address: a problem, and never a page. Where only the last slash is missing, a redirect."""

    schema = None

    def get(self, request: Request, **in_path: str) -> Response:
        """Whatever the parameters: the address that is meant judges them."""
        return self.answer({})

    def answer(self, asked: dict[str, Any], **in_path: str) -> Response:
        address = f"{self.request.path_info}/"
        if not address.endswith("//") and resolve(address).url_name != "api-nothing":
            return self.moved_to(f"{self.request.path}/")
        raise NotFound


class SchemaView(SpectacularAPIView):
    """The schema in YAML, or in JSON for those who ask for that."""

    schema = None
    http_method_names = ReadView.http_method_names

    def get(self, request: Request, *args: Any, **in_path: Any) -> Response:
        read_parameters(request, ())
        return super().get(request, *args, **in_path)


def _kind(kind: ProblemKind) -> ProblemKindAnswer:
    return {"code": kind, "title": kind.label, "url": reverse("api-problem", args=[kind])}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The handler of requests that reach no view, such as one for another host: a problem here, a page elsewhere."""
    if request.path.startswith("/api/"):
        words = "The request is not understood: a header, such as Host, is not one that is accepted here."
        return response_to(Problem(ProblemKind.REFUSED, words), request.path)
    return bad_request_page(request, exception)


@csrf_exempt
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The schema as a page on which each endpoint can be tried."""
    return render(request, "api/docs.html")


v1: list[URLPattern | URLResolver] = [
    path("", IndexView.as_view(), name="api-index"),
    path("", include("treaties.api.v1.urls")),
    path("", include("appeals.api.v1.urls")),
    path("problems/", ProblemListView.as_view(), name="api-problems"),
    path("problems/<slug:code>/", ProblemView.as_view(), name="api-problem"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
]
urlpatterns = [
    path("v1/", include(v1)),
    re_path(r"", NothingHere.as_view(), name="api-nothing"),
]
