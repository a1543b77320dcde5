"""Assembles /api/v1/: what every application answers, the schema, the problems, and an end for all other addresses."""

from datetime import date
from typing import Annotated, Any, TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path, resolve, reverse
from django.views.defaults import bad_request as bad_request_page
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from config.api_pages import FOR_PEOPLE_TOO, ProblemListView, ProblemView, docs, document_page, replica
from config.documents import GUIDE
from treaties.api.v1.conditional import not_modified, tag_of, tags_held, with_tag
from treaties.api.v1.parameters import read_parameters
from treaties.api.v1.problems import Problem, ProblemKind, response_to
from treaties.api.v1.views import ReadView
from treaties.exporting.licence import Licence, in_words


class DataLicence(TypedDict):
    """What whoever takes the data along may do with it."""

    words: str
    title: Annotated[str | None, "Null where the publisher of the site has stated no licence"]
    url: str | None
    identifier: Annotated[str | None, "Of SPDX; null where the licence is not among those"]


class Index(TypedDict):
    """The addresses that questions begin from, and the licence of the data."""

    agreements: str
    pairs: Annotated[str, "A URI template (RFC 6570): put the codes of two parties for `pair`"]
    participations: str
    timelines: Annotated[str, "The derived statuses over time, as data"]
    clauses: str
    assertions: Annotated[str, "What sources say that statuses were"]
    sources: str
    search: Annotated[str, "The site's search"]
    status_changes: str
    differences: Annotated[str, "What changed between two days, or was learned between two states of knowledge"]
    changes: Annotated[str, "Every public change in order: keep a copy of the record"]
    what_if: Annotated[str, "What a hypothetical act would do"]
    contradictions: Annotated[str, "Where a source says something else than the record, the law, or another source"]
    deadlines: Annotated[str, "What is due, from today on"]
    parties: str
    appeals: str
    demands: str
    links: Annotated[str, "Graded links between appeals and status changes"]
    problems: str
    schema: Annotated[str, "OpenAPI 3.1"]
    docs: Annotated[str, "The schema as a page to try it out"]
    guide: Annotated[str, "From nothing to the first answer, as a page"]
    licence: Annotated[DataLicence, "Of the data; the program has its own"]


class IndexView(ReadView):
    """Where to begin. People get a page, programs JSON."""

    renderer_classes = FOR_PEOPLE_TOO
    template = "api/index.html"
    operation = "get_index"
    summary = "List the endpoints"
    tag = "about"
    shape = Index
    is_of_the_record = False

    def answer(self, asked: dict[str, Any], **in_path: str) -> Index:
        template = reverse("api-pair", args=["PAIR"]).replace("PAIR", "{pair}")
        return {
            "agreements": reverse("api-agreements"),
            "pairs": template,
            "participations": reverse("api-participations"),
            "timelines": reverse("api-timelines"),
            "clauses": reverse("api-clauses"),
            "assertions": reverse("api-assertions"),
            "sources": reverse("api-sources"),
            "search": reverse("api-search"),
            "status_changes": reverse("api-status-changes"),
            "differences": reverse("api-differences"),
            "changes": reverse("api-changes"),
            "what_if": reverse("api-what-if"),
            "contradictions": reverse("api-contradictions"),
            "deadlines": reverse("api-deadlines"),
            "parties": reverse("api-parties"),
            "appeals": reverse("api-appeals"),
            "demands": reverse("api-demands"),
            "links": reverse("api-links"),
            "problems": reverse("api-problems"),
            "schema": reverse("api-schema"),
            "docs": reverse("api-docs"),
            "guide": reverse("api-guide"),
            "licence": _licence(settings.DATA_LICENCE),
        }

    def addresses(self) -> list[str]:
        return [address for address in self.answer({}).values() if isinstance(address, str)]


def _licence(stated: Licence | None) -> DataLicence:
    return {
        "words": in_words(stated),
        "title": stated.title if stated else None,
        "url": stated.url if stated else None,
        "identifier": stated.identifier or None if stated else None,
    }


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

    def get(self, request: Request, *args: Any, **in_path: Any) -> Any:
        """Made once for whoever keeps it: only another program has another schema."""
        read_parameters(request, ())
        tag = tag_of(request, None, on=date.min)
        if tag in tags_held(request):
            return not_modified(tag)
        return with_tag(super().get(request, *args, **in_path), tag)

    def options(self, request: Any, *args: Any, **in_path: Any) -> Response:
        return Response(status=204)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The handler of requests that reach no view, such as one for another host: a problem here, a page elsewhere."""
    if request.path.startswith("/api/"):
        words = "The request is not understood: a header, such as Host, is not one that is accepted here."
        return response_to(Problem(ProblemKind.REFUSED, words), request.path)
    return bad_request_page(request, exception)


v1: list[URLPattern | URLResolver] = [
    path("", IndexView.as_view(), name="api-index"),
    path("", include("treaties.api.v1.urls")),
    path("", include("appeals.api.v1.urls")),
    path("problems/", ProblemListView.as_view(), name="api-problems"),
    path("problems/<slug:code>/", ProblemView.as_view(), name="api-problem"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    path("guide/", document_page, {"name": GUIDE}, name="api-guide"),
    path("guide/replica.py", replica, name="api-replica"),
    path("guide/<slug:name>/", document_page, name="api-document"),
]
urlpatterns = [
    path("v1/", include(v1)),
    re_path(r"", NothingHere.as_view(), name="api-nothing"),
]
