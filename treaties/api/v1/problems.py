"""Refusals as problem details (RFC 9457): one kind of answer for whatever goes wrong, never a page of HTML."""

from collections.abc import Iterable
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.log import log_response
from rest_framework import exceptions

from treaties.importing.problems import Unreadable
from treaties.rules.findings import Refused
from treaties.vocabulary import Word

CONTENT_TYPE = "application/problem+json"
SAID_IN_DETAIL = 5
"""So many problems of a file are in the one sentence for people; ``errors`` has them all."""


class ProblemKind(Word):
    """The code of a problem, and its title. ``docs/api/problems.md`` says of each what to do."""

    UNKNOWN_PARAMETER = "unknown_parameter", "A parameter that is not accepted here"
    REPEATED_PARAMETER = "repeated_parameter", "A parameter is given more than once"
    INVALID_PARAMETER = "invalid_parameter", "The value of a parameter is not accepted"
    INVALID_DAY = "invalid_day", "The text is not one day"
    INVALID_KNOWLEDGE = "invalid_knowledge", "The text is neither a block nor a moment"
    UNKNOWN_BLOCK = "unknown_block", "The journal has not come to that block yet"
    BEFORE_THE_RECORD = "before_the_record", "Nothing was on record yet"
    NOTHING_TO_COMPARE = "nothing_to_compare", "Two points are needed, and one is given"
    INVALID_CURSOR = "invalid_cursor", "The cursor is not one that this list gave out"
    SEVERAL_PROBLEMS = "several_problems", "Several parameters are not accepted"
    UNKNOWN_PARTY = "unknown_party", "No such party"
    AMBIGUOUS_PARTY = "ambiguous_party", "The text names more than one party"
    UNKNOWN_PAIR = "unknown_pair", "The text does not name two parties"
    AMBIGUOUS_PAIR = "ambiguous_pair", "The text names more than one pair"
    ONE_PARTY_TWICE = "one_party_twice", "A pair is two different parties"
    UNKNOWN_AGREEMENT = "unknown_agreement", "No such agreement"
    NOT_FOUND = "not_found", "Nothing is at this address"
    METHOD_NOT_ALLOWED = "method_not_allowed", "The method is not answered at this address"
    NOT_ACCEPTABLE = "not_acceptable", "The answer comes in no format that is accepted"
    MALFORMED_BODY = "malformed_body", "The body of the request cannot be read"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type", "The body comes in a format that is not read here"
    INVALID_FIELD = "invalid_field", "The value of a field is not accepted"
    NOT_SIGNED_IN = "not_signed_in", "A valid token is needed"
    NOT_PERMITTED = "not_permitted", "The token does not permit this"
    TOO_MANY_REQUESTS = "too_many_requests", "Too many requests in a short time"
    KEY_REUSED = "key_reused", "The Idempotency-Key was used for another request"
    TOO_LARGE = "too_large", "The body is too large"
    BREAKS_RULES = "breaks_rules", "What is given breaks a rule of the record"
    UNREADABLE_ENTRIES = "unreadable_entries", "The entries cannot be taken in as they are"
    REFUSED = "refused", "The request is not accepted"
    SERVER_ERROR = "server_error", "The answer could not be made"


class Problem(exceptions.APIException):
    """A refusal in words. ``parameter`` names the query parameter at fault; further members are part of the answer."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        status: int = HTTPStatus.BAD_REQUEST,
        parameter: str | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.kind, self.words, self.status_code = kind, detail, status
        self.parameter, self.members = parameter, members

    def as_error(self) -> dict[str, Any]:
        """As one of several."""
        return {"code": str(self.kind), "parameter": self.parameter, "detail": self.words, **self.members}


def several(problems: list[Problem]) -> Problem:
    """All that is wrong with one request, so that nobody has to find it out piece by piece."""
    if len(problems) == 1:
        return problems[0]
    detail = " ".join(problem.words for problem in problems)
    return Problem(ProblemKind.SEVERAL_PROBLEMS, detail, errors=[problem.as_error() for problem in problems])


def refused_by_rules(refused: Refused) -> Problem:
    """What breaks rules of the record, each with the field that it is about, the rule's code and the article."""
    errors = [
        {"field": one.field or None, "code": one.code, "article": one.article or None, "detail": one.sentence}
        | ({"of": one.of} if one.of else {})
        for one in refused.findings
    ]
    return Problem(ProblemKind.BREAKS_RULES, str(refused), status=HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


def unreadable(error: Unreadable) -> Problem:
    """What is wrong with entries or files, each with its place; ``code`` is the rule's, where one is broken."""
    errors = [
        {
            "field": None,
            "code": one.code or str(ProblemKind.UNREADABLE_ENTRIES),
            "article": None,
            "detail": one.sentence,
            "place": {"file": one.place.file, "line": one.place.line, "column": one.place.column},
        }
        | ({"of": one.of} if one.of else {})
        for one in error.problems
    ]
    detail = " ".join(str(one) for one in error.problems[:SAID_IN_DETAIL])
    return Problem(ProblemKind.UNREADABLE_ENTRIES, detail, status=HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


def answer_to(error: Exception, context: dict[str, Any]) -> JsonResponse:
    """The exception handler of the API. An unforeseen error is logged as Django logs it, and answered as a problem."""
    request = context["request"]._request
    problem = _problem_of(error)
    response = response_to(problem, request.path)
    if problem.kind is ProblemKind.SERVER_ERROR:
        got_request_exception.send(sender=None, request=request)
        log_response("%s: %s", problem.kind.label, request.path, response=response, request=request, exception=error)
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    if scheme := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = scheme
    if seconds := getattr(error, "wait", None):
        response["Retry-After"] = str(ceil(seconds))
    patch_vary_headers(response, ["Accept"])
    return response


def method_not_answered(path: str, *, allowed: Iterable[str]) -> JsonResponse:
    """What a page answers that is no endpoint, and only read."""
    response = response_to(_problem_of(exceptions.MethodNotAllowed("")), path)
    response["Allow"] = ", ".join(allowed)
    return response


def response_to(problem: Problem, path: str) -> JsonResponse:
    """In JSON, whatever the request accepts. Nobody keeps it: what is refused now may be answered a moment later."""
    body = {
        "type": f"/api/v1/problems/{problem.kind}/",
        "title": problem.kind.label,
        "status": int(problem.status_code),
        "code": str(problem.kind),
        "detail": problem.words,
        "instance": path,
    }
    if problem.parameter:
        body["parameter"] = problem.parameter
    return JsonResponse(
        body | problem.members,
        status=int(problem.status_code),
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )


def _problem_of(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case Refused():
            return refused_by_rules(error)
        case Unreadable():
            return unreadable(error)
        case exceptions.MethodNotAllowed():
            words = "This address does not answer that method; the header Allow lists those that it does."
            return Problem(ProblemKind.METHOD_NOT_ALLOWED, words, status=HTTPStatus.METHOD_NOT_ALLOWED)
        case exceptions.NotAcceptable():
            words = (
                "Answers are application/json, those of lists also text/csv and application/x-ndjson; the header "
                "Accept asks for something else."
            )
            return Problem(ProblemKind.NOT_ACCEPTABLE, words, status=HTTPStatus.NOT_ACCEPTABLE)
        case exceptions.UnsupportedMediaType():
            words = "The body is read as application/json; the header Content-Type says something else."
            return Problem(ProblemKind.UNSUPPORTED_MEDIA_TYPE, words, status=error.status_code)
        case exceptions.ParseError():
            return Problem(ProblemKind.MALFORMED_BODY, f"The body is no JSON that can be read: {error.detail}")
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return Problem(ProblemKind.NOT_SIGNED_IN, str(error.detail), status=error.status_code)
        case exceptions.PermissionDenied():
            return Problem(ProblemKind.NOT_PERMITTED, str(error.detail), status=error.status_code)
        case exceptions.Throttled():
            words = f"That was more than one minute allows; ask again in {ceil(getattr(error, 'wait', 60))} seconds."
            return Problem(ProblemKind.TOO_MANY_REQUESTS, words, status=error.status_code)
        case Http404() | exceptions.NotFound():
            words = "Nothing is at this address. The list of addresses is at /api/v1/."
            return Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        case exceptions.APIException():
            return Problem(ProblemKind.REFUSED, str(error.detail), status=error.status_code)
        case SuspiciousOperation():
            return Problem(ProblemKind.REFUSED, "The request holds too much, or something that cannot be read.")
    words = "Something went wrong on this server. It has been logged; please try again later."
    return Problem(ProblemKind.SERVER_ERROR, words, status=HTTPStatus.INTERNAL_SERVER_ERROR)
